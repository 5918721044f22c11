"""Words in a sentence that could be an answer: names, numbers, sums, dates, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.question import Kind
from bot.words import STOP_WORDS

_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)"
    r"|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:hundred|thousand|million|billion|trillion|m|bn|k))?"
_SPELT = (
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|dozens?|hundreds?|thousands?|millions?|billions?|half|a quarter|a third)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|million|billion))*"
)
_NUMBER = rf"(?:{_FIGURE}|{_SPELT})"
_UNIT = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|miles?|feet|foot|inches"
    r"|meters?|metres?|kilometers?|kilometres?|pounds?|tons?|degrees?|acres?|square (?:miles|feet))"
)
_CAPITAL = (
    r"(?:(?:[A-Z]\.)+|(?:d[’'])?(?:[A-Z]|[^\W\d_a-zA-Z])[\w’'&-]*(?:\.[A-Z]\.?)*|[a-z][A-Z]\w+)"
)
_NAME = (
    rf"{_CAPITAL}(?:(?:\s(?:of|the|for|and|de|la|van|von|bin|al|&)){{0,2}}\s{_CAPITAL}|\s\d+\b)*"
)

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            Kind.MONEY,
            rf"(?:US|A|C)?[$£€¥]\s?{_FIGURE}|\b{_NUMBER} (?:dollars|pounds|euros|cents)\b",
        ),
        (Kind.PERCENT, rf"{_FIGURE}\s?(?:%|per ?cent\b|percentage points?\b)"),
        (
            Kind.WHEN,
            rf"\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?\b|\b\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?"
            rf"|\b{_MONTH}\s(?:of\s)?\d{{4}}\b|\b{_WEEKDAY}\b|\b(?:1[89]|20)\d\d\b|\b(?:in|by|until)\s{_MONTH}\b"
            r"|\b(?:yesterday|today|tomorrow|last (?:week|month|year)|next (?:week|month|year)"
            r"|this (?:week|month|year|summer|fall|spring|winter))\b",
        ),
        (Kind.DURATION, rf"\b{_NUMBER}[- ]{_UNIT}\b|\b(?:a|an)\s{_UNIT}\b"),
        (Kind.COUNT, rf"(?<![\w$£€.])(?:\d+(?: to |[-–])\d+|{_NUMBER})(?![\w%])"),
        (Kind.THING, r"[“\"‘](?!\s)[^“”\"‘’]{2,60}[^\s,”\"’][,]?[”\"’]"),
        (Kind.WHO, _NAME),
    )
)
_TRIM = re.compile(
    r"^(?:The|A|An|In|On|At|But|And|By|For|When|While|After|Before|If|It|He|She|All"
    r"|Former|Suspended|Outgoing|Incoming|Fellow|Longtime|Embattled|Retired|Veteran)\s(?:and\s)?"
)
NOT_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december mr mrs ms dr sen rep gov president
    """.split()
)


_SPECIFIC = frozenset({Kind.MONEY, Kind.PERCENT, Kind.WHEN, Kind.DURATION})
"""What one of these holds is not also a bare number or a name."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words that could answer: ``sentence[start:end]``; kind WHO stands for any name."""

    kind: Kind
    start: int
    end: int
    text: str


def spans_of(sentence: str, context: str = "") -> tuple[Span, ...]:
    """The spans of one sentence, typed; the same words may come as two kinds.

    context: the text it is from. A word that begins a sentence is capitalised in any case: it is
    taken for a name only if it is one elsewhere.
    """
    found: list[Span] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        spans = [
            s
            for s in _found(sentence, kind, pattern, context)
            if not any(s.start < end and start < s.end for start, end in taken)
        ]
        found += spans
        if kind in _SPECIFIC:
            taken += [(s.start, s.end) for s in spans]
    return tuple(found)


def fits(span: Span, kind: Kind) -> bool:
    """Whether a span of its kind could answer a question of ``kind``."""
    if kind in (Kind.WHO, Kind.WHERE):
        return span.kind is Kind.WHO
    if kind is Kind.COUNT:
        return span.kind in (Kind.COUNT, Kind.DURATION, Kind.PERCENT, Kind.MONEY)
    if kind is Kind.THING:
        return span.kind in (Kind.WHO, Kind.THING)
    return span.kind is kind


def _found(sentence: str, kind: Kind, pattern: re.Pattern[str], context: str) -> Iterator[Span]:
    for match in pattern.finditer(sentence):
        start, end = match.span()
        text = match.group()
        if kind is Kind.WHO:
            trimmed = _TRIM.match(text)
            if trimmed:
                start += trimmed.end()
            if text.endswith(("’s", "'s")):
                end -= 2
            text = sentence[start:end].rstrip(".,'’")
            end = start + len(text)
            plain = text.lower()
            if len(text) < 2 or plain in STOP_WORDS or plain in NOT_NAMES:
                continue
            if not trimmed and _begins(sentence, start) and not _is_name(text, context):
                continue
        elif kind is Kind.THING:
            start, end = start + 1, end - 1
            text = sentence[start:end].rstrip(",")
            end = start + len(text)
        yield Span(kind, start, end, text)


def _begins(sentence: str, start: int) -> bool:
    return not re.search(r"\w", sentence[:start])


def _is_name(text: str, context: str) -> bool:
    """Whether words that begin a sentence are a name: by their form, or as others use them."""
    if " " in text or not text[1:].islower():
        return True
    name = re.escape(text)
    if re.search(rf"[\w,;] {name}\b", context):
        return True
    again = len(re.findall(rf"\b{name}\b", context)) > 1
    return again and re.search(rf"\b{name.lower()}\b", context) is None
