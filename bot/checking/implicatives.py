"""Implicatives: "chose to step in" says that it was done, "declined to step in" that it was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.checking.antonyms import forms, negates
from bot.checking.grounds import Grounds
from bot.checking.lexing import NEGATIONS, Word
from bot.checking.likeness import one_word, same
from bot.checking.phrases import phrased
from bot.checking.turning import ARTICLES, Heard, heard, holds_back
from bot.verb_forms import root
from bot.words import stem

_DONE = frozenset(
    map(
        stem,
        """choose agree decide manage consent opt elect volunteer succeed dare resolve undertake
        pledge vow promise offer happy willing ready eager free able allowed""".split(),
    )
)
_NOT_DONE = frozenset(
    map(stem, "refuse decline fail neglect omit forget unwilling reluctant unable hesitate".split())
)
_ABLE = frozenset("can could able".split())
_UNABLE = NEGATIONS | {"unable"}
_TO = 2
"""Words within which "to" follows."""
_BEFORE = 3
"""Words before it among which a negation stands."""


@dataclass(frozen=True, slots=True)
class _Implicative:
    """verb: "declined"; doing: what is done, or not done where ``done`` is false."""

    verb: Word
    doing: Word
    done: bool


def otherwise_done(sentence: str, grounds: Grounds) -> str | None:
    """A verb such as "agreed to", where what is cited says "refused to" of the same people."""
    words = phrased(sentence)
    cited = [phrased(g.text) for g in grounds.each]
    asserted = [h for some in cited for h in heard(some)]
    no = any(h.turned or holds_back(h.word) or any(map(negates, forms(h.word))) for h in asserted)
    failed = next((i for i in _implicatives(words) if not i.done), None)
    if failed is not None and (not no or _asserted(failed.doing, asserted)):
        return f"{failed.verb.text} to {failed.doing.text}"
    able = any(h.word.token in _ABLE and not h.turned for h in asserted)
    able = able and not any(h.word.token in _UNABLE for h in asserted)
    if failed is not None and failed.verb.token == "unable" and able:
        return f"{failed.verb.text} to {failed.doing.text}"
    ours = [i for i in _implicatives(words) if i.done]
    if not ours or any(holds_back(w) for w in words):
        return None
    theirs = [(some, i) for some in cited for i in _implicatives(some)]
    done = [h.word for h in asserted if not h.turned]
    for one in ours:
        if any(i.done for _, i in theirs) or any(one_word(one.doing, w) for w in done):
            continue
        for some, other in theirs:
            if same(one.doing, other.doing) or _doers(words, one) & _doers(some, other):
                return f"{one.verb.text} to {one.doing.text}"
    return None


def _asserted(doing: Word, cited: Sequence[Heard]) -> bool:
    """Whether what is cited tells it, and says no to nothing in the same clause."""
    like = [h for h in cited if one_word(h.word, doing)]
    clauses = {h.word.clause for h in like}
    no = any(h.turned or holds_back(h.word) for h in cited if h.word.clause in clauses)
    return bool(like) and not no


def _implicatives(words: Sequence[Word]) -> Iterator[_Implicative]:
    for place, verb in enumerate(words):
        plain = root(verb.token)
        if place and words[place - 1].token in ARTICLES:
            continue  # "the decline"
        if plain not in _DONE | _NOT_DONE:
            continue
        after = words[place + 1 : place + 1 + _TO]
        to = next((n for n, w in enumerate(after) if w.token == "to"), None)
        if to is None:
            continue
        doing = next((w for w in words[place + 2 + to :] if w.content), None)
        if doing is None or doing.clause != verb.clause:
            continue
        near = (*words[max(0, place - _BEFORE) : place], *after[:to])
        turned = any(w.token in NEGATIONS and w.clause == verb.clause for w in near)
        yield _Implicative(verb, doing, (plain in _DONE) != turned)


def _doers(words: Sequence[Word], one: _Implicative) -> frozenset[str]:
    """The stems of the words before it that may stand for who does it."""
    before = [w for w in words if w.start < one.verb.start and w.content]
    return frozenset(w.stem for w in before[-2 * _BEFORE :])
