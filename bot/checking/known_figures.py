"""Numbers: each must be given, with its unit, by what is cited, exactly or openly rounded."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator

from bot.checking.days import blanked
from bot.checking.figures import NUMBERS, TIMES, Figure, figures_in
from bot.checking.grounds import Grounds
from bot.checking.lexing import words_of
from bot.checking.precedence import FIRST
from bot.checking.spans import equal_in_another_unit, single_spans
from bot.words import stem

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
_A_HAIR = 0.005
"""How far a rounded figure may be that is not said to be one."""
_PERIODS = {"monthly": "month", "yearly": "year", "annually": "year", "annual": "year"}
_PERIODS |= {"weekly": "week", "daily": "day", "hourly": "hour", "quarterly": "quarter"}
_TOTAL = re.compile(r"(?i)\bof\s(?:(?:the|its|their|his|her|all)\s|[\w’']+[’']s\s)?$")
_OF = re.compile(r"(?i)\s(?:out\s)?of\s(?:[\w’'-]+\s){0,4}$")
_SO_MANY = re.compile(r"(?i)\b(?:the|its|their|all|has|have|had|with|of|are|were|’s|'s)\s$")
_SINGLE = re.compile(r"\b(?:a|an|single|per|each)[\s-](?:single\s)?(\w+)")


def unfounded_figure(sentence: str, grounds: Grounds) -> str | None:
    """The first number of ``sentence`` that what it cites does not give, as it stands there."""
    texts = [g.text for g in grounds.each]
    held = {(f.value, f.unit) for t in texts for f in figures_in(t)}
    held |= {(1.0, stem(m.group(1).lower())) for t in texts for m in _SINGLE.finditer(t)}
    held |= {(share, "part") for t in texts for share in _shares(t)}
    spans = held | {span for t in texts for span in single_spans(t)}
    if any(w.token == "both" for w in grounds.words):
        held.add((2.0, ""))
    values = {value for value, unit in held if unit != "ordinal"}
    for figure in figures_in(sentence):
        known = (figure.value, figure.unit) in held or (not figure.unit and figure.value in values)
        known = known or _told_otherwise(figure, sentence, held, grounds)
        known = known or equal_in_another_unit(figure.value, figure.unit, spans)
        if not known and not _rounds(figure, sentence, held):
            return figure.text
    if (period := _other_period(sentence, grounds)) is not None:
        return period
    for match in _SINGLE.finditer(sentence):
        unit = stem(match.group(1).lower())
        known = any(w.stem == unit for w in grounds.words) or unit == "quarter"
        if unit in TIMES and not known and not equal_in_another_unit(1.0, unit, spans):
            return match.group()
    if (total := _whole_for_part(sentence, texts)) is not None:
        return total
    pairs = {pair for t in texts for pair in _ratios(t)}
    for pair in _ratios(sentence):
        other_score = pairs and f"{pair[0]:g}–{pair[1]:g}" in sentence.replace("-", "–")
        if pair not in pairs and ((pair[1], pair[0]) in pairs or other_score):
            return f"{pair[0]:g} to {pair[1]:g}"
    return None


def _shares(text: str) -> Iterator[float]:
    """What is told as so many of so many: "nine of the islands’ fourteen machines"."""
    told = figures_in(text)
    for part, whole in zip(told, told[1:], strict=False):
        if (
            not part.unit
            and 0 < part.value < whole.value
            and _OF.match(text, part.end, whole.start)
        ):
            yield part.value / whole.value


def _whole_for_part(sentence: str, texts: Iterable[str]) -> str | None:
    """A number of which what is cited tells a part: "three sank" for "two of the three sank"."""
    figures = figures_in(sentence)
    said = {f.value for f in figures}
    for text in texts:
        told = figures_in(text)
        for part, whole in zip(told, told[1:], strict=False):
            between = text[part.end : whole.start]
            if len(between.split()) > 2 or not _TOTAL.search(between) or part.value in said:
                continue
            alone = [f for f in told if f.value == whole.value]
            ours = [f for f in figures[:1] if f.value == whole.value and f.unit == whole.unit]
            if len(alone) == 1 and ours and not _SO_MANY.search(sentence, 0, ours[0].start):
                return ours[0].text
    return None


def _told_otherwise(
    figure: Figure, sentence: str, held: Collection[tuple[float, str]], grounds: Grounds
) -> bool:
    """Whether it is cited with its unit elsewhere, or as a place in a row.

    "25 minutes" for "from 70 minutes to 25", "round four" for "the fourth round".
    """
    if figure.unit == "time" and {(figure.value, ""), (figure.value, "ordinal")} & set(held):
        return True  # "three times" for "on three occasions", "for the third time"
    if figure.unit and (figure.value, "") in held:
        return any(unit == figure.unit for _, unit in held)
    if (figure.value, figure.unit) == (1.0, "ordinal"):
        return any(FIRST.search(g.text) for g in grounds.each)  # "not since 2009"
    if (figure.value, figure.unit) == (2.0, "ordinal") and any(
        w.token == "again" for w in grounds.words
    ):
        return True  # "a second attempt" for "try again"
    before = [w for w in words_of(sentence) if w.end <= figure.start][-1:]
    in_a_row = (figure.value, "ordinal") in held and not figure.unit
    return in_a_row and any(w.stem == b.stem for b in before for w in grounds.words)


def _rounds(figure: Figure, sentence: str, held: Iterable[tuple[float, str]]) -> bool:
    """Whether it is a cited figure, openly rounded: "more than 18 million" for 18.27 million."""
    before = sentence[: figure.start]
    for value, unit in held:
        if unit != figure.unit or value == 0 or not math.isfinite(figure.value):
            continue
        off = (value - figure.value) / value
        if _nearly(value, figure.value):
            return True
        if _AT_LEAST.search(before) and 0 <= off < _ROUNDED:
            return True
        if _AT_MOST.search(before) and -_ROUNDED < off <= 0:
            return True
        digits = len(str(int(figure.value)).rstrip("0"))
        coarser = len(f"{value:.10g}".replace(".", "").rstrip("0")) > digits
        if _ABOUT.search(before) and coarser and float(f"{value:.{digits}g}") == figure.value:
            return True
    return False


def _nearly(cited: float, told: float) -> bool:
    """Whether one is the other rounded to two digits or more, by a hair: 8.5 for 8.49 million."""
    digits = len(f"{told:.10g}".replace(".", "").strip("0"))
    finer = len(f"{cited:.10g}".replace(".", "").strip("0")) > digits
    close = abs(cited - told) <= _A_HAIR * cited
    return digits >= 2 and finer and close and float(f"{cited:.{digits}g}") == told


def _other_period(sentence: str, grounds: Grounds) -> str | None:
    """A "monthly" where what is cited tells another period, and this nowhere."""
    theirs = {_PERIODS.get(w.token, w.stem) for w in grounds.words}
    known = theirs & {stem(p) for p in _PERIODS.values()}
    for word in words_of(sentence):
        period = _PERIODS.get(word.token)
        if period and known and period not in theirs:
            return word.text
    return None


def _ratios(text: str) -> Iterator[tuple[float, float]]:
    for match in _RATIO.finditer(blanked(text).lower()):
        pair = [float(p) if p.isdigit() else float(NUMBERS.get(p, -1)) for p in match.groups()]
        if min(pair) >= 0:
            yield pair[0], pair[1]
