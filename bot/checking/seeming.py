"""Where what looks like the opposite of a word is none."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.antonyms import sides
from bot.checking.days import days_in
from bot.checking.figures import NUMBERS, TIMES
from bot.checking.turning import Heard, holds_back
from bot.verb_forms import may_be_past, root
from bot.words import stem

_WHEN = {"last": 1, "within": 2}
"""Words behind one of these among which the time is told that it is of."""
_TIMES = frozenset(map(stem, (*TIMES, *"spring summer autumn winter".split())))
_TRADED = frozenset("bought sold".split())
_WHEN_OR_WHERE = frozenset("in on at since until from between before after during".split())
_SIDES = frozenset("under over above below".split())
_STAYING = frozenset(map(stem, "stay remain keep".split()))


def of_another_kind(told: Heard, said: Sequence[Heard]) -> bool:
    """Whether it is no opposite of anything: "fell short", "all unharmed"."""
    place = said.index(told)
    if of_time(told, said) or of_place(told, said) or (not told.turned and _alone(told, said)):
        return True
    after = said[place + 1 :][:1]
    if root(told.word.token) in _STAYING and any(
        may_be_past(a.word.token) or sides(a.word.stem) for a in after
    ):
        return True  # "remains shut"
    if told.word.token in ("all", "every", "both"):
        return any(holds_back(s.word) for s in said)
    return any(a.word.token == "short" for a in after)


def _alone(told: Heard, said: Sequence[Heard]) -> bool:
    """Whether it is told of one alone: "only the oldest survived", where the others were lost."""
    for place, (only, the) in enumerate(zip(said, said[1:], strict=False)):
        begins = not place or said[place - 1].word.clause != only.word.clause
        apart = told.word.clause - only.word.clause
        if only.word.token == "only" and the.word.token == "the" and begins and apart in (0, 2):
            return True
    return False


def of_time(one: Heard, all_of_it: Sequence[Heard]) -> bool:
    """Whether it only says when: "last November", "within a week"."""
    reach = _WHEN.get(one.word.token, 0)
    after = [h.word for h in all_of_it if h.word.start > one.word.start][:reach]
    return any(w.stem in _TIMES or days_in(f"in {w.text}") for w in after)


def of_place(one: Heard, all_of_it: Sequence[Heard]) -> bool:
    """Whether it says where and not how much: "under the city"."""
    clause = [h.word for h in all_of_it if h.word.clause == one.word.clause]
    counts = any(w.token in NUMBERS or w.text[0].isdigit() for w in clause)
    return one.word.token in _SIDES and not counts


def one_trade(one: Heard, all_of_it: Sequence[Heard]) -> bool:
    """Whether it tells of a thing when or where it changed hands: "cars sold in May" are bought."""
    place = all_of_it.index(one)
    after = [h.word.token for h in all_of_it[place + 1 : place + 2]]
    before = [h.word for h in all_of_it[max(0, place - 1) : place]]
    thing = any(w.content and (w.token.endswith("s") or w.token[0].isdigit()) for w in before)
    return one.word.token in _TRADED and thing and any(a in _WHEN_OR_WHERE for a in after)
