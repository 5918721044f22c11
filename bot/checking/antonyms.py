"""Words that say the opposite of each other."""

from __future__ import annotations

from functools import cache

from bot.checking.antonym_pairs import OTHERS, VERBS
from bot.checking.lexing import Word
from bot.verb_forms import root
from bot.words import stem


def forms(word: Word) -> frozenset[str]:
    """The stems by which ``word`` may stand in a pair: its own, and that of its verb."""
    return frozenset((word.stem, root(word.token)))


@cache
def sides(plain: str) -> tuple[tuple[frozenset[str], frozenset[str], bool], ...]:
    """The stems on the side of ``plain``, those on the other, and whether a negation turns them."""
    return tuple(
        (ours, theirs, turns)
        for one, other, turns in _pairs()
        for ours, theirs in ((one, other), (other, one))
        if plain in ours and plain not in theirs
    )


AGAINST = frozenset(
    map(
        stem,
        """oppose criticize criticise condemn denounce resist refuse reject deny dismiss forbid ban
        prohibit block prevent discourage deter hinder hamper impede obstruct undermine disagree
        dissent defy violate breach contradict refute dispute veto abolish fault fight
        combat""".split(),
    )
)
"""Verbs that take sides against what they are of, in all their meanings."""


@cache
def affirms(plain: str) -> bool:
    """Whether a verb with this stem says that something is done, kept or allowed."""
    return any(turns and plain in one for one, _, turns in _pairs())


@cache
def negates(plain: str) -> bool:
    """Whether a verb with this stem says that something ends, or is not done or allowed."""
    return any(turns and plain in other for _, other, turns in _pairs())


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str], bool], ...]:
    return tuple(
        (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())), turns)
        for lines, turns in ((VERBS, True), (OTHERS, False))
        for one, _, other in (line.partition("/") for line in lines)
    )
