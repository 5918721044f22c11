"""Questions for a country or a state: of "Brazil’s Amazon" the country, of "eastern Poland" too."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"(?i)\b(?:what|which)"
    r"(?: (?!(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|the|of|in)\b)"
    r"[\w.-]+){0,2}?"
    r" (?:countr(?:y|ies)|nations?|(?:u\.?s\.? )?states?)\b"
)
_LEAD = re.compile(
    r"(?:(?:the|far|upper|lower|north|south|east|west|northern|southern|eastern|western|central"
    r"|north-?east(?:ern)?|north-?west(?:ern)?|south-?east(?:ern)?|south-?west(?:ern)?|coastal"
    r"|mainland|rural|upstate|nearby|neighbou?ring)\s+)+(?=[^\W\d_a-z])"
)
_DATELINE = re.compile(r"[^a-z]{2,40}\s[—–−-]+\s")
_OWNER = re.compile(r"(.+?)['’]s\b")
_TAIL = re.compile(r"\s+(?:(?:Rep|Sen|Gov|Reps|Sens)\.?|[A-Z]{3,}\+?)$")


def asks_for_a_country(question: str) -> bool:
    """Whether a country or a state is asked for by that word."""
    return _ASKS.search(question) is not None


def country_in(sentence: str, place: tuple[int, int]) -> tuple[int, int]:
    """The country or state itself of ``sentence[start:end]``, which names it.

    Without a dateline, what leads to it ("southwestern"), what it owns, and a title or an
    abbreviation behind it.
    """
    start, end = place
    if dateline := _DATELINE.match(sentence, start, end):
        start = dateline.end()
    if lead := _LEAD.match(sentence, start, end):
        start = lead.end()
    if owner := _OWNER.match(sentence, start, end):
        end = owner.end(1)
    if tail := _TAIL.search(sentence[start:end]):
        end = start + tail.start()
    return start, end
