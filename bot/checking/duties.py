"""What must be and what need not, what can be and what cannot, in whatever words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checking.grounds import Grounds
from bot.checking.lexing import NEGATIONS, Word
from bot.checking.likeness import nearness_of
from bot.checking.phrases import phrased

_NEED = frozenset("must need needs needed required requires obliged obligation bound".split())
_HAVE = frozenset("have has had having".split())
_AKIN = 0.3
"""From there on two words tell of one matter: "lawmakers", "legislature"."""
_NEAR, _FAR = 3, 6
"""Words before one of these among which a negation stands; the second for one of a thing."""


def other_duty(sentence: str, grounds: Grounds) -> str | None:
    """What must be, where what is cited only says that something need not, or the other way."""
    held = [need for g in grounds.each for need in _needs(phrased(g.text))]
    ours = list(_needs(phrased(sentence)))
    signs = {negated for _, negated, _ in held}
    if len(signs) > 1 or any(n in signs for _, n, _ in ours):
        return None
    for cue, _, about in ours:
        if any(_akin(w, o) for w in about for _, _, theirs in held for o in theirs):
            return cue.text
    return None


def _akin(one: Word, other: Word) -> bool:
    return one.stem == other.stem or nearness_of(one.token, other.token) > _AKIN


def _needs(words: Sequence[Word]) -> Iterator[tuple[Word, bool, list[Word]]]:
    """Each word for what must be, whether it is negated, and the words of content around it."""
    for place, word in enumerate(words):
        after = [w.token for w in words[place + 1 : place + 2]]
        if word.token not in _NEED and not (word.token in _HAVE and after == ["to"]):
            continue
        before = words[max(0, place - _NEAR) : place]
        near = [w for w in before if w.clause == word.clause]
        negated = any(w.token in NEGATIONS for w in near) or any(a in NEGATIONS for a in after)
        negated = (
            negated
            or any(
                w.token == "no" and w.clause == word.clause  # "no proof of purchase required"
                for w in words[max(0, place - _FAR) : place]
            )
        )
        about = [w for w in words if w.content and w.clause == word.clause and w != word]
        yield word, negated, about
