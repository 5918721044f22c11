"""Words that say the opposite of each other."""

from __future__ import annotations

from functools import cache

from bot.words import stem

_VERBS = """
    rise rose risen increase grow grew climb gain / fall fell fallen decrease decline shrink drop
    support back praise welcome favor favour endorse / oppose criticize criticise condemn denounce
    allow permit let lets enable legalize / forbid bar ban prohibit halt block outlaw
    pass approve adopt / reject defeat vetoed
    sign / veto refuse
    grant / deny refuse reject
    accept / refuse reject decline
    win won / lose lost
    start begin began / stop end finish cease
    keep continue retain remain / stop end quit leave left halt discontinue
    extend prolong / end shorten cut lift
    join enter / leave left quit
    buy bought purchase / sell sold
    arrest detain / release free
""".strip().splitlines()
"""Opposites that a negation turns into each other."""
_OTHERS = """
    more above exceed over higher greater larger / less fewer below under lower smaller
    highest most largest greatest biggest maximum / lowest least fewest smallest minimum
    before / after
    earlier / later
    good strong bright / poor bad weak bleak
    right correct correctly accurate accurately rightly / wrong wrongly incorrect incorrectly
    for / against
    all every both everyone / none neither nobody
    always / never rarely
    public / private
    guilty / innocent
    alive / dead
    man husband / woman wife
    north / south
    east / west
    yes / no
    unanimously / narrowly
""".strip().splitlines()
"""Opposites that none turns."""


@cache
def sides(plain: str) -> tuple[tuple[frozenset[str], frozenset[str], bool], ...]:
    """The stems on the side of ``plain``, those on the other, and whether a negation turns them."""
    return tuple(
        (ours, theirs, turns)
        for one, other, turns in _pairs()
        for ours, theirs in ((one, other), (other, one))
        if plain in ours and plain not in theirs
    )


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str], bool], ...]:
    return tuple(
        (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())), turns)
        for lines, turns in ((_VERBS, True), (_OTHERS, False))
        for one, _, other in (line.partition("/") for line in lines)
    )
