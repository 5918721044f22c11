"""Numbers with their units: "$1 million" is "$1,000,000", "one year" is not "two years"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.checking.days import blanked
from bot.words import stem

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TEENS = "sixteen seventeen eighteen nineteen"
NUMBERS = {word: n for n, word in enumerate(f"{_UNITS} {_TEENS}".split(), start=1)} | {
    word: 10 * n
    for n, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
NUMBERS |= {"zero": 0, "dozen": 12}
"""Words that are numbers."""
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        " twentieth".split(),
        start=1,
    )
} | {"hundredth": 100, "thousandth": 1000}
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25, "thirds": 1 / 3}
_OF_A_WHOLE = re.compile(r"(?i)\b(?:an?|one)\s$")
_QUARTER_OF = re.compile(r"(?i)\b(?:an?|one|three)[\s-]$|\b(?:than|nearly|about|almost)\sa\s$")
_EVERY = re.compile(r"(?i)\bevery\s$")
_ONE_IN = re.compile(
    rf"(?i)\b(\d+|{'|'.join(NUMBERS)})\s(?:(?<=\bone\s)[a-z]+\s)?(?:in|out\sof)\s(?:every\s)?(\d+|{'|'.join(NUMBERS)})\b"
    r"(?![,.]?\d|\s(?:percent|per\scent|of\s|\w+s\s(?:in|of)\s))"
)
_NO_HALF = re.compile(r"(?i)[\s-]?time\b")
_HALVES = re.compile(r"(?i)\b(?:first|second)\s$")
_MORE = re.compile(
    r"(?i)\s(?:more|further|additional|extra|other|full|whole|straight|consecutive|long)(?=\s)"
)
"""Words between a number and its unit: "two more years"."""
_AGE = re.compile(r"(?i)[\s-]years?[\s-]old\b")
_ADVERB = re.compile(r"\s(?:reported|announced|published|told|said|stated)\b")
_CROWDS = frozenset("dozens hundreds thousands millions billions scores".split())
TIMES = frozenset("second minute hour day week month quarter year decade century".split())
"""Stems of what time is counted in."""
_MEASURES = frozenset(
    map(
        stem,
        "mile kilometer kilometre meter metre foot feet inch yard pound ton tonne kilo"
        " kilogram gram degree acre hectare liter litre gallon barrel watt kilowatt"
        " megawatt gigawatt".split(),
    )
)
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_MONEY = frozenset(
    map(stem, "dollar euro cent yen penny franc crown rupee peso yuan ruble rand zloty".split())
)
_ALSO = {
    "pence": "penny",
    "krone": "crown",
    "kroner": "crown",
    "krona": "crown",
    "kronor": "crown",
    "renminbi": "yuan",
    "rouble": "ruble",
    "roubles": "ruble",
}
"""Other words for a money."""
_TOKEN = re.compile(
    r"(?P<money>(?:US|A|C)?[$€£¥])?\s?(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<suffix>(?:st|nd|rd|th|bn|m|k)\b|%)?"
    r"|(?P<word>[A-Za-z]+)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and what it counts: "dollar", "percent", "year", "ordinal"; "" for anything else.

    It stands in ``text[start:end]`` of the text it is from.
    """

    value: float
    unit: str
    text: str
    start: int
    end: int


def figures_in(text: str) -> tuple[Figure, ...]:
    """The numbers of ``text`` that are no dates, in order."""
    return tuple(_figures(blanked(text)))


def _figures(text: str) -> Iterator[Figure]:
    marks = list(_TOKEN.finditer(text))
    i = 0
    while i < len(marks):
        mark = marks[i]
        start = mark.start() + (len(mark.group()) - len(mark.group().lstrip()))
        value, unit, used = _read(marks, i, text)
        if used == 0:
            i += 1
            continue
        end = marks[i + used - 1].end()
        if (share := _ONE_IN.match(text, start)) and (part := _share(share)) is not None:
            used = sum(m.start() < share.end() for m in marks[i:])
            value, unit, end = part, "part", share.end()
        i += used
        if not unit and i < len(marks) and _MORE.match(text, end):
            i += 1
            end = marks[i - 1].end()
        if not unit and i < len(marks) and len(text[end : marks[i].start()].strip(" -")) == 0:
            unit = _unit_of(marks[i].group().strip().lower(), text[end : end + 12])
            if _AGE.match(text, end):
                unit = ""
        if value == 1 and not unit and not mark.group("figure"):
            continue  # "one of them", "no one"
        if unit == "ordinal" and _ADVERB.match(text, end):
            continue  # "as first reported"
        if unit == "ordinal" and _is_part(text, start, end):
            value, unit = 1 / value, "part"
        if value == 0.5 and unit == "part" and not _is_half(text, start, end):
            continue  # "half-time", "the second half"
        if mark.group().lower().strip() == "quarter" and not _QUARTER_OF.search(text, 0, start):
            unit = "quarter"  # of a year
        yield Figure(value, unit, text[start:end].strip(), start, end)


def _share(match: re.Match[str]) -> float | None:
    """What "one in four" is as a part of a whole; None where it is none: "six in 2"."""
    one, of = (float(m) if m.isdigit() else float(NUMBERS[m.lower()]) for m in match.groups())
    return one / of if 0 < one < of else None


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether an ordinal is a share: "a third of the shops", "every third shop"."""
    if _OF_A_WHOLE.search(text, 0, start):
        return re.match(r"\sof\b|[.,;:)]|$", text[end:]) is not None
    after = re.match(r"\s([a-z]+)", text[end:])
    every = _EVERY.search(text, 0, start) is not None
    return every and after is not None and stem(after[1]) not in map(stem, TIMES)


def _is_half(text: str, start: int, end: int) -> bool:
    return not (_NO_HALF.match(text, end) or _HALVES.search(text, 0, start))


def _read(marks: list[re.Match[str]], i: int, text: str) -> tuple[float, str, int]:
    """A number that begins at mark ``i``: its value, its unit so far, how many marks it takes."""
    mark = marks[i]
    if mark.group("figure"):
        value = float(mark.group("figure").replace(",", ""))
        suffix = mark.group("suffix") or ""
        unit = _CURRENCIES.get((mark.group("money") or "")[-1:], "")
        if suffix in _SCALES:
            value *= _SCALES[suffix]
        elif suffix == "%":
            unit = "percent"
        elif suffix:
            return value, "ordinal", 1
        used = 1
    else:
        word = mark.group("word").lower()
        if word in ORDINALS:
            return float(ORDINALS[word]), "ordinal", 1
        if word in _CROWDS:
            return 0.0, f"many:{word}", 1
        if word == "twice":
            return 2.0, "time", 1
        if word in _PARTS:
            return _PARTS[word], "part", 1
        if word in _SCALES and len(word) > 2:
            return _SCALES[word], "", 1  # "a million"
        if word not in NUMBERS:
            return 0.0, "", 0
        value, unit, used = float(NUMBERS[word]), "", 1
        if value >= 20 and _next(marks, i, text) in NUMBERS and "-" in _gap(marks, i, text):
            value += NUMBERS[_next(marks, i, text)]
            used = 2
    while (scale := _next(marks, i + used - 1, text)) in _SCALES and len(scale) > 2:
        value *= _SCALES[scale]
        used += 1
    return value, unit, used


def _next(marks: list[re.Match[str]], i: int, text: str) -> str:
    if i + 1 >= len(marks) or _gap(marks, i, text).strip(" -"):
        return ""
    return (marks[i + 1].group("word") or "").lower()


def _gap(marks: list[re.Match[str]], i: int, text: str) -> str:
    return text[marks[i].end() : marks[i + 1].start()] if i + 1 < len(marks) else ""


def _unit_of(word: str, following: str) -> str:
    plain = stem(word)
    if word in ("percent", "percentage") or following.strip().lower().startswith("per cent"):
        return "percent"
    if plain in map(stem, TIMES) or plain in _MEASURES:
        return plain
    if word == "times":
        return "time"
    money = stem(_ALSO.get(word, word))
    return money if money in _MONEY else ""
