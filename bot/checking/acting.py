"""Who does it to whom: the two sides of a verb have not changed places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.verb_forms import may_be_past, means_the_same

_BE = frozenset("is are was were be been being".split())
_WHO = frozenset("who which that".split())
_BEFORE, _AFTER = 3, 5
"""Words of content on either side of a verb that may stand for who does it, and to whom."""

_NO_OBJECT = frozenset("in on at for with to from about over into by after before as of".split())
_BY = 5
"""Words after a verb among which the "by" of a passive stands."""


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb with the stems of those before and behind it who do it, and to whom it is done."""

    verb: Word
    by: frozenset[str]
    to: frozenset[str]


def turned_about(sentence: str, grounds: Grounds) -> str | None:
    """The verb of ``sentence`` that, in what is cited, the one it is done to does."""
    held = [act for g in grounds.each for act in _acts(words_of(g.text))]
    words = words_of(sentence)
    for ours in _acts(words):
        alike = [h for h in held if _one_verb(ours.verb, h.verb)]
        if any(
            not h.by and h.to and _does(ours, words) and ours.by & h.to and h.to.isdisjoint(ours.to)
            for h in alike
        ):
            return ours.verb.text
        if alike and all(
            (ours.by & h.to) - h.by and (ours.to & h.by) - h.to and not ours.by & h.by
            for h in alike
        ):
            return ours.verb.text
    return None


def _does(act: _Act, words: Sequence[Word]) -> bool:
    """Whether it is done to what stands right behind its verb."""
    after = words[words.index(act.verb) + 1 :][:1]
    return bool(act.by) and any(
        w.clause == act.verb.clause and w.token not in _NO_OBJECT for w in after
    )


def _one_verb(one: Word, other: Word) -> bool:
    return one.stem == other.stem or means_the_same(one.token, other.token)


def _acts(words: Sequence[Word]) -> Iterator[_Act]:
    for place, verb in enumerate(words):
        if not verb.content or verb.capital or not place or not _tells(verb, words[place - 1]):
            continue
        before = [w for w in words[:place] if w.clause == verb.clause]
        after = [w for w in words[place + 1 :] if w.clause == verb.clause]
        if before and before[0].token in _WHO:
            before = [w for w in words[:place] if w.clause == verb.clause - 1]
        elif not any(w.content for w in before) and verb.token.endswith("ing"):
            before = _subject(words[:place])
        elif not any(w.content for w in before):  # "Ada Quill, the mayor, sold it"
            before = [w for w in words[:place] if w.clause == verb.clause - 2]
        doers = _stems([w for w in before if w.content][-_BEFORE:])
        others = _stems([w for w in after if w.content][:_AFTER])
        passive = any(w.token in _BE for w in words[max(0, place - 2) : place])
        by = next((n for n, w in enumerate(after[:_BY]) if w.token == "by"), None)
        if by is not None and not _names_the_doer(after, by):
            by = None
        if by is not None and may_be_past(verb.token):
            agents = _stems([w for w in after[by + 1 :] if w.content][:_BEFORE])
            yield _Act(verb, agents, doers)
        elif passive and by is None:
            yield _Act(verb, frozenset(), _stems([w for w in before if w.capital and w.content]))
        elif doers and others and not passive:
            yield _Act(verb, doers, others)


def _subject(words: Sequence[Word]) -> list[Word]:
    """The words before the first verb of the sentence that ``words`` end."""
    start = max((n for n, w in enumerate(words) if w.first), default=0)
    some = words[start:]
    verb = next((n for n, w in enumerate(some) if n and _tells(w, some[n - 1])), len(some))
    return list(some[:verb])


def _names_the_doer(after: Sequence[Word], by: int) -> bool:
    """Not "by 63 votes", nor the "by" of another verb in between."""
    counts = any(w.token[0].isdigit() for w in after[by + 1 : by + 2])
    return not counts and not any(may_be_past(w.token) for w in after[:by])


def _tells(verb: Word, before: Word) -> bool:
    """Whether the form is one of a verb rather than of a noun."""
    if verb.token.endswith("ing"):
        return before.clause != verb.clause  # "won the cup, beating Oslo"
    present = verb.token.endswith("s") and (before.capital or before.token in _WHO)
    return may_be_past(verb.token) or present


def _stems(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(w.stem for w in words)
