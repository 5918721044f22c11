"""Questions for a day to come or gone by: which days an article can tell for an answer."""

from __future__ import annotations

import re

from bot.absolute_days import absolute, is_ahead
from bot.article import Published, as_day

_AHEAD = re.compile(
    r"(?i)\b(?:when|(?:on )?(?:what|which) (?:day|date|month|year)|how soon)\b.*?"
    r"\b(?:will|shall|going to"
    r"|(?:is|are) .*\b(?:due|scheduled|slated|expected|set|planned|supposed) to"
    r"|(?:does|do) .*\b(?:ends?|expires?|begins?|starts?|takes? effect|comes? into (?:force|effect)"
    r"|runs? out|opens?|closes?|resumes?|launch(?:es)?|have to|need to))\b"
)
_BACK = re.compile(
    r"(?i)^(?:and |but |so )?"
    r"(?:(?:since |until )?when|(?:on |in )?(?:what|which) (?:day|date|month|year))"
    r" (?:did|was|were)\b"
    r"(?!.*\b(?:due|scheduled|slated|expected|set|planned|supposed|meant|going|plan|expect|hope"
    r"|intend|want|promise|say|said|think) (?:to|that|it)\b)"
)


def fits_the_time(
    question: str, expression: str, published: Published | None, sentence: str
) -> bool:
    """Whether days told in ``sentence`` may answer: not gone by where those to come are asked for.

    Nor the other way round. What tells no day, or stands in an article without one, may answer.
    """
    if asks_ahead(question):
        return not was_over(expression, published, sentence)
    return not (asks_back(question) and is_to_come(expression, published, sentence))


def asks_ahead(question: str) -> bool:
    """Whether it asks when something will be, as seen from the articles."""
    return _AHEAD.search(question) is not None


def asks_back(question: str) -> bool:
    """Whether it asks when something was, and not when it was to be."""
    return _BACK.search(question) is not None


def was_over(expression: str, published: Published | None, sentence: str) -> bool:
    """Whether the days that ``expression`` tells were over when its article was published.

    sentence: where it stands; days that the article's own is of are over where it tells what was.
    """
    day, days = as_day(published), absolute(expression, published, sentence)
    if day is None or days is None:
        return False
    first, last = days
    return last < day or (first <= day and is_ahead(expression, sentence) is False)


def is_to_come(expression: str, published: Published | None, sentence: str) -> bool:
    """Whether the days that ``expression`` tells begin after its article was published."""
    day, days = as_day(published), absolute(expression, published, sentence)
    return day is not None and days is not None and days[0] > day
