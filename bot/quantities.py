"""Words -> a quantity: "$1.9bn", "ten", "12 months", "8 to 1" as numbers and what they measure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[$£€¥%]|\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_PER_CENT = re.compile(r"(?i)\bper cent\b")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {w: float(n) for n, w in enumerate(_SMALL)} | {
    w: 10.0 * n for n, w in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
_MEASURES = {
    "$": ("$", 1.0), "dollar": ("$", 1.0), "cent": ("$", 0.01), "usd": ("$", 1.0),
    "£": ("£", 1.0), "pound": ("£", 1.0), "€": ("€", 1.0), "euro": ("€", 1.0), "¥": ("¥", 1.0),
    "%": ("%", 1.0), "percent": ("%", 1.0),
    "decade": ("month", 120.0), "year": ("month", 12.0), "month": ("month", 1.0),
    "week": ("hour", 168.0), "day": ("hour", 24.0), "hour": ("hour", 1.0),
    "minute": ("hour", 1 / 60), "second": ("hour", 1 / 3600),
    "mile": ("mile", 1.0), "foot": ("foot", 1.0), "feet": ("foot", 1.0), "meter": ("meter", 1.0),
    "metre": ("meter", 1.0), "kilometer": ("meter", 1e3), "kilometre": ("meter", 1e3),
    "ton": ("ton", 1.0), "acre": ("acre", 1.0), "degree": ("degree", 1.0),
}  # fmt: skip
"""Unit -> what it measures, and how much of it."""
_FILLERS = frozenset(
    """about around roughly approximately nearly almost some more fewer less than at least most over
    under up to exactly only just as many the and us or old
    """.split()
)
_RATES = frozenset({"a", "an", "per", "each", "every"})
_COUNTED = 3
"""Words for what is counted ("members of the council"); with more it is no bare quantity."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Numbers in order, in the base unit of what they measure; measure: "" where none is told."""

    values: tuple[float, ...]
    measure: str = ""

    def agrees(self, other: Quantity) -> bool:
        """Whether both tell the same; an untold measure is any, and "13" agrees with "13 to 0"."""
        if self.measure != other.measure and self.measure and other.measure:
            return False
        pairs = list(zip(self.values, other.values, strict=False))
        alone = len(pairs) == 1
        return all(math.isclose(a, b, rel_tol=1e-6) for a, b in pairs) and (
            len(self.values) == len(other.values) or alone
        )


def quantity_of(text: str) -> Quantity | None:
    """What ``text`` tells if it is a quantity; None for a name that holds a number, or none."""
    tokens = [m.group() for m in _TOKEN.finditer(_PER_CENT.sub("%", text))]
    values: list[float] = []
    spelt = False
    measure, factor = "", 1.0
    counted = 0
    for place, token in enumerate(tokens):
        word = token.lower()
        following = tokens[place + 1].lower() if place + 1 < len(tokens) else ""
        if word[0].isdecimal():
            values.append(float(word.replace(",", "")))
            spelt = False
        elif word in _WORDS:
            if spelt and values[-1] % (100 if _WORDS[word] >= 10 else 10) == 0 and values[-1]:
                values[-1] += _WORDS[word]  # "twenty-five", "two hundred five"
            else:
                values.append(_WORDS[word])
            spelt = True
        elif _singular(word) in _SCALES and values:
            values[-1] *= _SCALES[_singular(word)]
        elif word in _RATES:
            if values:
                break  # "$7 a month"
            if _singular(following) in _SCALES or following in _MEASURES:
                values.append(1.0)
        elif _singular(word) in _MEASURES:
            if not measure:
                measure, factor = _MEASURES[_singular(word)]
        elif word not in _FILLERS:
            if token[0].isupper():
                return None
            counted += 1
            spelt = False
    if not values or counted > _COUNTED:
        return None
    return Quantity(tuple(v * factor for v in values), measure)


def _singular(word: str) -> str:
    return word if word == "us" else word.removesuffix("s")
