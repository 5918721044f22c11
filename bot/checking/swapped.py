"""Two numbers that have changed places: each stands where, in what is cited, the other does."""

from __future__ import annotations

import re
from itertools import combinations

from bot.checking.figures import Figure, figures_in
from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.nearby import Around, alikeness, around

_CLEARLY = 1.3
"""How much better they must fit when changed."""
_LEAST = 0.15
_FROM = re.compile(r"(?i)\bfrom\s(?:\w+\s){0,2}?[$€£¥]?$")
_TO = re.compile(r"(?i)\bto\s(?:\w+\s){0,2}?[$€£¥]?$")
_WAY = re.compile(r"(?i)\bfrom\s(?:the\s)?(\w+)\sto\s(?:the\s)?(\w+)")

_Place = tuple[Figure, Around]


def swapped(sentence: str, grounds: Grounds) -> str | None:
    """The first of two numbers of ``sentence`` that what it cites tells the other way round."""
    ours = _places(sentence)
    for ground in grounds.each:
        theirs = _places(ground.text)
        for one, other in combinations(ours, 2):
            if _equal(one[0], other[0]):
                continue
            ones = [p for p in theirs if _equal(p[0], one[0])]
            others = [p for p in theirs if _equal(p[0], other[0])]
            if not ones or not others:
                continue
            if not any(_exchange(o[0], p[0]) for o in ones for p in others):
                continue
            straight = _best(one, ones) + _best(other, others)
            crossed = _best(one, others) + _best(other, ones)
            if crossed > _CLEARLY * straight and crossed > _LEAST:
                return f"{one[0].text}, {other[0].text}"
    return _turned_course(sentence, grounds) or _turned_way(sentence, grounds)


def _turned_course(sentence: str, grounds: Grounds) -> str | None:
    """A number "from" which something goes, where in what is cited it goes there."""
    ends = [(_course(sentence, f), f) for f in figures_in(sentence)]
    for course, figure in ends:
        cited = {
            _course(g.text, f)
            for g in grounds.each
            for f in figures_in(g.text)
            if _equal(f, figure)
        }
        if course == "from" and "to" in cited and "from" not in cited and len(ends) > 1:
            return f"from {figure.text}"
        if course == "to" and cited == {"from"}:
            return f"to {figure.text}"
    return None


def _turned_way(sentence: str, grounds: Grounds) -> str | None:
    """Words "from" and "to" which something goes that have changed places."""
    cited = {(m[2].lower(), m[1].lower()) for g in grounds.each for m in _WAY.finditer(g.text)}
    for match in _WAY.finditer(sentence):
        if (match[1].lower(), match[2].lower()) in cited and match[1].lower() != match[2].lower():
            return match.group()
    return None


def _course(text: str, figure: Figure) -> str:
    before = text[: figure.start]
    return "from" if _FROM.search(before) else "to" if _TO.search(before) else ""


def _places(text: str) -> list[_Place]:
    figures = [f for f in figures_in(text) if f.unit not in ("ordinal", "part", "quarter")]
    words = words_of(text)
    inside = {w.start for w in words for f in figures if f.start <= w.start < f.end}
    return [(f, around(words, f.start, f.end, inside | _units(words, f))) for f in figures]


def _units(words: tuple[Word, ...], figure: Figure) -> set[int]:
    """Where the unit of ``figure`` stands, since both have it."""
    return {w.start for w in words if w.stem == figure.unit}


def _equal(one: Figure, other: Figure) -> bool:
    return one.value == other.value and (one.unit == other.unit or "" in (one.unit, other.unit))


def _exchange(one: Figure, other: Figure) -> bool:
    """Whether they may stand in each other's place: not "twice" and "six minutes"."""
    return one.unit == other.unit or "" in (one.unit, other.unit)


def _best(ours: _Place, theirs: list[_Place]) -> float:
    return max(alikeness(ours[1], t[1]) for t in theirs)
