"""Refusals, bans and the like: neither invented nor lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checking.antonyms import AGAINST, affirms, negates
from bot.checking.figures import TIMES
from bot.checking.grounds import Grounds
from bot.checking.holding import held_back
from bot.checking.lexing import AUXILIARIES, Word
from bot.checking.likeness import one_word
from bot.checking.phrases import phrased
from bot.checking.speeches import says
from bot.checking.turning import (
    STOPPING,
    Heard,
    alike,
    cues,
    stops,
)
from bot.verb_forms import may_be_past, root
from bot.words import stem

_TIMES = frozenset(map(stem, TIMES))
_OWN = ("'s", "’s", "s'", "s’")
_PREPOSITIONS = frozenset("in on at for with to from about over into by against".split())
_NEAR = 6
_VERB = 3
"""Words before a thing among which the verb stands that it is the object of."""


def stopped(words: Sequence[Word], held: Sequence[Heard]) -> str | None:
    """A refusal, a ban or the like in ``sentence`` of what, in what is cited, goes on."""
    negated = {w.start for _, scope in cues(words) for w in scope[:1]}
    for word, scope in stops(words):
        if word.start in negated:
            continue  # "did not refuse": that it goes on
        things = [w for w in scope if w.stem not in _TIMES and not w.text.endswith(_OWN)]
        if not things:
            continue
        like = alike(held, things[0])
        ends = any(
            negates(h.word.stem)
            and h.word.clause == w.word.clause
            and abs(n - held.index(w)) < _NEAR
            for n, h in enumerate(held)
            for w in like
        )
        if like and not any(h.turned for h in like) and not alike(held, word) and not ends:
            return f"{word.text} {things[0].text}"
    return None


def let_go(
    words: Sequence[Word], grounds: Grounds, said: Sequence[Heard], held: Sequence[Heard]
) -> str | None:
    """What is refused, banned or the like in what is cited, and goes on in ``sentence``."""
    done = _not_stopped(words)
    no = {w.clause for w in (*_says_no(words), *(w for w in words if w.stem in STOPPING))}
    for ground in grounds.each:
        for word, thing in _refused(phrased(ground.text)):
            ours = [s for s in said if one_word(s.word, thing) and (not done or s.word in done)]
            theirs = [h for h in held if one_word(h.word, thing)]
            if not ours or not all(h.turned for h in theirs):
                continue
            if not done and any(s.word.clause in no for s in ours):
                continue
            other = held_back(said, ours, held) or _of_another_verb(words, thing, held)
            other = other or _opposed(words, thing)
            if done or not (other or alike(said, word)):
                return f"{thing.text}, where {word.text} is cited,"
    return None


def _refused(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Each refusal, ban or the like with what it is of: a thing, or "from doing" it."""
    for word, scope in stops(words):
        yield word, scope[0]
        if scope[0].start < word.start:  # a passive: its subject begins the clause
            clause = (w for w in words if w.clause == word.clause and w.content and not w.capital)
            yield word, next(clause)
        for doing in scope[1:]:
            if words[words.index(doing) - 1].token == "from" and doing.token.endswith("ing"):
                yield word, doing


def _not_stopped(words: Sequence[Word]) -> list[Word]:
    """What a refusal that is itself negated is of: "did not abandon its plan"."""
    negated = {w.start for _, scope in cues(words) for w in scope[:1]}
    return [w for word, scope in stops(words) if word.start in negated for w in scope]


def _of_another_verb(words: Sequence[Word], thing: Word, held: Sequence[Heard]) -> bool:
    """Whether a refused ``thing`` is the object of a verb that what is cited does not know.

    Such a verb may say no as well: "struck out a section" for "vetoed a section".
    """
    if thing.token.endswith("ing"):
        return False
    at = next((w for w in words if one_word(w, thing)), thing)
    before = [w for w in words if w.start < at.start and w.clause == at.clause]
    verb = next((w for w in reversed(before) if may_be_past(w.token) and not w.capital), None)
    if verb is None or any(w.token in _PREPOSITIONS for w in before if w.start > verb.start):
        return False
    known = says(verb) or verb.token in AUXILIARIES or affirms(root(verb.token))
    return not known and not any(h.word.stem == verb.stem for h in held)


def _opposed(words: Sequence[Word], thing: Word) -> bool:
    """Whether a verb that takes sides against it stands before ``thing``: "fight the plan"."""
    at = next((n for n, w in enumerate(words) if one_word(w, thing)), 0)
    return any(root(w.token) in AGAINST for w in words[max(0, at - _VERB) : at])


def _says_no(words: Sequence[Word]) -> Iterator[Word]:
    yield from (cue for cue, _ in cues(words))
    yield from (word for word, _ in stops(words))
