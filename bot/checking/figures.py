"""Numbers with their units: "$1 million" is "$1,000,000", "one year" is not "two years"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.checking.days import blanked
from bot.checking.grounds import Grounds
from bot.checking.lexing import words_of
from bot.words import stem

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TEENS = "sixteen seventeen eighteen nineteen"
_SPELT = {word: n for n, word in enumerate(f"{_UNITS} {_TEENS}".split(), start=1)} | {
    word: 10 * n
    for n, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SPELT |= {"zero": 0, "dozen": 12}
NUMBER_WORDS = frozenset(_SPELT)
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
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        start=1,
    )
}
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25, "thirds": 1 / 3}
_AGE = re.compile(r"(?i)[\s-]years?[\s-]old\b")
_ADVERB = re.compile(r"\s(?:reported|announced|published|told|said|stated)\b")
_CROWDS = frozenset("dozens hundreds thousands millions billions scores".split())
_TIMES = frozenset("second minute hour day week month quarter year decade century".split())
_MEASURES = frozenset(
    map(
        stem,
        "mile kilometer kilometre meter metre foot feet inch yard pound ton tonne kilo"
        " kilogram gram degree acre hectare liter litre gallon barrel watt kilowatt"
        " megawatt gigawatt".split(),
    )
)
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_MONEY_WORDS = {
    stem(word): unit
    for unit, *words in (
        line.split()
        for line in (
            "dollar dollar",
            "euro euro",
            "cent cent",
            "yen yen",
            "penny pence penny",
            "franc franc",
            "crown crown krone kroner krona kronor",
            "rupee rupee",
            "peso peso",
            "real reais",
            "yuan yuan renminbi",
            "ruble ruble rouble",
            "rand rand",
            "zloty zloty",
            "won won",
        )
    )
    for word in words
}
_TOKEN = re.compile(
    r"(?P<money>(?:US|A|C)?[$€£¥])?\s?(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<suffix>(?:st|nd|rd|th|bn|m|k)\b|%)?"
    r"|(?P<word>[A-Za-z]+)"
)
_RATIO = re.compile(
    r"(\d+|[a-z]+)(?:\s[a-z]+)?(?:\s?[-–]\s?|\sto\s|\sagainst\s)(\d+|[a-z]+)\b"
    r"(?!\s?(?:percent|per cent|%))"
)
_AT_LEAST = re.compile(r"(?i)\b(?:more than|over|at least|above|exceeding|upwards? of)\s[$€£¥]?$")
_AT_MOST = re.compile(
    r"(?i)\b(?:less than|fewer than|under|below|nearly|almost|close to)\s[$€£¥]?$"
)
_ABOUT = re.compile(r"(?i)\b(?:about|around|some|roughly|approximately|nearly|almost)\s[$€£¥]?$")
_ROUNDED = 0.1
"""How far a figure that is said to be rounded may be from the one cited, as a share of it."""
_PERIODS = {"monthly": "month", "yearly": "year", "annually": "year", "annual": "year"}
_PERIODS |= {"weekly": "week", "daily": "day", "hourly": "hour", "quarterly": "quarter"}
_SINGLE = re.compile(r"\b(?:a|an|single|per|each)[\s-](?:single\s)?(\w+)")


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


def unfounded_figure(sentence: str, grounds: Grounds) -> str | None:
    """The first number of ``sentence`` that what it cites does not give, as it stands there."""
    texts = [g.text for g in grounds.each]
    held = {(f.value, f.unit) for t in texts for f in figures_in(t)}
    held |= {(1.0, stem(m.group(1).lower())) for t in texts for m in _SINGLE.finditer(t)}
    values = {value for value, unit in held if unit != "ordinal"}
    for figure in figures_in(sentence):
        known = (figure.value, figure.unit) in held or (not figure.unit and figure.value in values)
        if not known and not _rounds(figure, sentence, held):
            return figure.text
    if (period := _other_period(sentence, grounds)) is not None:
        return period
    for match in _SINGLE.finditer(sentence):
        unit = stem(match.group(1).lower())
        if unit in _TIMES and not any(w.stem == unit for w in grounds.words):
            return match.group()
    pairs = {pair for t in texts for pair in _ratios(t)}
    for pair in _ratios(sentence):
        if pair not in pairs and (pair[1], pair[0]) in pairs:
            return f"{pair[0]:g} to {pair[1]:g}"
    return None


def _rounds(figure: Figure, sentence: str, held: Iterable[tuple[float, str]]) -> bool:
    """Whether it is a cited figure, openly rounded: "more than 18 million" for 18.27 million."""
    before = sentence[: figure.start]
    for value, unit in held:
        if unit != figure.unit or value == 0:
            continue
        off = (value - figure.value) / value
        if _AT_LEAST.search(before) and 0 <= off < _ROUNDED:
            return True
        if _AT_MOST.search(before) and -_ROUNDED < off <= 0:
            return True
        digits = len(str(int(figure.value)).rstrip("0"))
        coarser = len(f"{value:.10g}".replace(".", "").rstrip("0")) > digits
        if _ABOUT.search(before) and coarser and float(f"{value:.{digits}g}") == figure.value:
            return True
    return False


def _other_period(sentence: str, grounds: Grounds) -> str | None:
    """A "monthly" where what is cited tells another period, and this nowhere."""
    theirs = {_PERIODS.get(w.token, w.stem) for w in grounds.words}
    known = theirs & {stem(p) for p in _PERIODS.values()}
    for word in words_of(sentence):
        period = _PERIODS.get(word.token)
        if period and known and period not in theirs:
            return word.text
    return None


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
        i += used
        if not unit and i < len(marks) and len(text[end : marks[i].start()].strip(" -")) == 0:
            unit = _unit_of(marks[i].group().strip().lower(), text[end : end + 12])
            if _AGE.match(text, end):
                unit = ""
        if value == 1 and not unit and not mark.group("figure"):
            continue  # "one of them", "no one"
        if unit == "ordinal" and _ADVERB.match(text, end):
            continue  # "as first reported"
        yield Figure(value, unit, text[start:end].strip(), start, end)


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
        if word in _ORDINALS:
            return float(_ORDINALS[word]), "ordinal", 1
        if word in _CROWDS:
            return 0.0, f"many:{word}", 1
        if word in _PARTS:
            return _PARTS[word], "part", 1
        if word in _SCALES and len(word) > 2:
            return _SCALES[word], "", 1  # "a million"
        if word not in _SPELT:
            return 0.0, "", 0
        value, unit, used = float(_SPELT[word]), "", 1
        if value >= 20 and _next(marks, i, text) in _SPELT and "-" in _gap(marks, i, text):
            value += _SPELT[_next(marks, i, text)]
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
    if plain in map(stem, _TIMES) or plain in _MEASURES:
        return plain
    return _MONEY_WORDS.get(plain, "")


def _ratios(text: str) -> Iterator[tuple[float, float]]:
    for match in _RATIO.finditer(blanked(text).lower()):
        pair = [float(p) if p.isdigit() else float(_SPELT.get(p, -1)) for p in match.groups()]
        if min(pair) >= 0:
            yield pair[0], pair[1]
