"""Questions for a country or a state: of "Brazil’s Amazon" the country, of "eastern Poland" too."""

from __future__ import annotations

import re

from bot.datelines import after_dateline
from bot.known_places import countries, of_a_country, us_states

_Place = tuple[int, int]
_BEFORE = (
    r"(?i)\b(?:what|which)"
    r"(?: (?!(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|the|of|in)\b)"
    r"[\w.-]+){0,2}?"
)
_COUNTRY = re.compile(
    _BEFORE + r" (?:countr(?:y|ies)|nations?)\b"
    r"(?! (?:music|singer|star|artist|song|musician|legend|duo|band|album|icon|club)s?\b)"
)
_STATE = re.compile(
    _BEFORE + r" (?:u\.?s\.? )?states?\b"
    r"(?! (?:law|official|senator|lawmaker|agency|department|fair|park|university|bill|court"
    r"|representative|legislature|house|senate|bird|flower|trooper|capital)s?\b)"
)
_OTHER_NATIONS = re.compile(r"(?i)\b(?:native|tribal|indigenous|first|american indian) nations?\b")
_LEAD = re.compile(
    r"(?:(?:the|far|upper|lower|north|south|east|west|northern|southern|eastern|western|central"
    r"|north-?east(?:ern)?|north-?west(?:ern)?|south-?east(?:ern)?|south-?west(?:ern)?|coastal"
    r"|mainland|rural|upstate|nearby|neighbou?ring)\s+)+(?=[^\W\d_a-z])"
)
_OWNER = re.compile(r"(.+?)['’]s\b")
_TAIL = re.compile(r"\s+(?:(?:Rep|Sen|Gov|Reps|Sens)\.?|[A-Z]{3,}\+?)$")


def asks_for_a_country(question: str) -> bool:
    """Whether a country or a state is asked for by that word."""
    return _asks_for_a_nation(question) or _STATE.search(question) is not None


def _asks_for_a_nation(question: str) -> bool:
    return _COUNTRY.search(question) is not None and not _OTHER_NATIONS.search(question)


def country_in(sentence: str, place: _Place, question: str) -> _Place | None:
    """The country or state itself of ``sentence[start:end]``, which names it; None if it does not.

    A country is known by its name, or by what is of it ("Cuban"); a state that is none of the USA
    is what is left without a dateline, what leads to it ("southwestern"), what it owns, and a
    title or an abbreviation behind it.
    """
    if _asks_for_a_nation(question):
        known = countries().search(sentence, *place) or of_a_country().search(sentence, *place)
        return known.span() if known else None
    start, end = place
    if known := us_states().search(sentence, start, end):
        return known.span()
    begin = after_dateline(sentence)
    if end <= begin:
        return None  # the town that the report is from
    start = max(start, begin)
    if lead := _LEAD.match(sentence, start, end):
        start = lead.end()
    if owner := _OWNER.match(sentence, start, end):
        end = owner.end(1)
    if tail := _TAIL.search(sentence[start:end]):
        end = start + tail.start()
    return start, end
