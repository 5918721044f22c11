"""Spans of time and shares of a whole, told in another unit: "a decade" is "ten years"."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.words import stem

_SPANS = {
    "day": ("day", 1.0),
    "week": ("day", 7.0),
    "fortnight": ("day", 14.0),
    "year": ("year", 1.0),
    "decade": ("year", 10.0),
    "century": ("year", 100.0),
}
_UNITS = {stem(word): span for word, span in _SPANS.items()}
"""The stem of each unit with the one that it is counted in here, and how many of that it is.

Not months in years: "one year" is not "12 months".
"""
_ONE = re.compile(
    r"(?i)\b(?:an?|the|last|past|this|that|previous|each|every|per)\s(?:(?:last|past|previous|single)\s)?"
    r"(day|week|fortnight|year|decade|century)\b"
)
_PERCENT = 0.005

_Value = tuple[float, str]


def single_spans(text: str) -> set[_Value]:
    """The units of time that ``text`` tells one of: "a week", "the decade before"."""
    return {(1.0, stem(m[1].lower())) for m in _ONE.finditer(text)}


def equal_in_another_unit(value: float, unit: str, held: Collection[_Value]) -> bool:
    """Whether ``held`` tells as much in another unit of time, or as another share of a whole."""
    if unit == "part":
        return any(u == "percent" and abs(v / 100 - value) < _PERCENT for v, u in held)
    if unit == "percent":
        return any(u == "part" and abs(value / 100 - v) < _PERCENT for v, u in held)
    if unit not in _UNITS:
        return False
    base, size = _UNITS[unit]
    return any(
        other in _UNITS and _UNITS[other][0] == base and v * _UNITS[other][1] == value * size
        for v, other in held
    )
