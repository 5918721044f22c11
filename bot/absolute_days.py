"""Relative dates of an article -> days: "on Wednesday", published on 11 June 2020, is the 10th."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from itertools import zip_longest

from bot.article import Published, as_day
from bot.periods import Mention, mentions_in, month_end, years_on
from bot.question import Kind
from bot.spans import spans_of
from bot.timing import span_label

_DAY = dt.timedelta(days=1)
_WEEKDAYS = [name.lower() for name in calendar.day_name]
_WEEKDAY = re.compile(rf"(?i)\b(?:{'|'.join(_WEEKDAYS)})\b")
_NAMED = re.compile(
    r"(?i)\b(?:(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
    rf"|(?:{'|'.join(calendar.month_name[1:])}|spring|summer|autumn|fall|winter)\b)"
    r"|^(?:1[89]|20)\d\d$"
)
"""Names a month or a season, or is a year."""
_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": -1, "last night": -1, "tomorrow": 1,
}  # fmt: skip
_NEAR = re.compile(r"(?i)\b(?:" + "|".join(_DAYS) + r")\b")
_AGO = re.compile(r"(?i)\b(?P<count>\d+|one|two|three|four|five|six|seven) days? ago\b")
_AGO_COUNTS = {w: n for n, w in enumerate("one two three four five six seven".split(), start=1)}
_PERIOD = re.compile(r"(?i)\b(?P<which>this|last|next) (?P<unit>week|month|year)\b")
_STEPS = {"last": -1, "this": 0, "next": 1}
_OF_A_YEAR = re.compile(r"(?i),? (?:of )?(?P<which>this|last|next) year\b")
_OTHER_DAY = re.compile(
    r"(?i)\b(?:every|each|previous|following|later|earlier(?! this)|day after|day before)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b"
)
"""With these, the day counts from another that is not told here."""
_LAST = re.compile(r"(?i)\blast\b")
_NEXT = re.compile(r"(?i)\b(?:next|coming)\b")
_AHEAD = re.compile(
    r"(?i)\b(?:will|won['’]t|would|shall|is to|are to|going to|expected|scheduled|slated|due"
    r"|set for|set to|plans?|takes? effect|begins?|starts?|expires?|ends?|until|till|by"
    r"|upcoming|next|coming)\b|\w['’]ll\b"
)
_BEHIND = re.compile(
    r"(?i)\b(?:said|says|told|announced|wrote|reported|added|was|were|had|did|since|last|ago"
    r"|[a-z]{2,}ed)\b"
)
_CLAUSE = re.compile(r"[,;:—–“”\"]|\b(?:and|but|that|which|who)\b")
_DATED = re.compile(r"\b(?:1[89]|20)\d\d\b")
_WORDS_BEFORE = 2
_YEARS = range(1000, 9000)
"""No article is from another; its neighbours are dates, too."""


def absolute(
    expression: str, published: Published | None, sentence: str = ""
) -> tuple[dt.date, dt.date] | None:
    """The first and last day that ``expression`` means in an article of that day.

    sentence: where it stands, which tells whether the day is yet to come ("will vote on Friday").
    None where the day of publication is unknown, and where the words tell no day ("soon"), tell
    more than one, or count from a day that is not theirs ("the following Monday").
    """
    day = as_day(published)
    if day is None or day.year not in _YEARS or _OTHER_DAY.search(expression):
        return None
    expression = _with_its_year(expression, day)
    found = _near(expression, day) or _period(expression, day)
    if found:
        return found
    ahead = is_ahead(expression, sentence)
    mention = _mention(expression, day)
    if mention:
        dated = mention.dated
        return (
            (mention.first, mention.last) if dated else _dateless(mention, expression, day, ahead)
        )
    names = {m.group().lower() for m in _WEEKDAY.finditer(expression)}
    return _weekday(names.pop(), expression, day, bool(ahead)) if len(names) == 1 else None


def first_days_told(sentence: str, published: Published | None) -> tuple[dt.date, dt.date] | None:
    """The first and last day of the first words of ``sentence`` that tell one; None without any."""
    spans = sorted((s for s in spans_of(sentence) if s.kind is Kind.WHEN), key=lambda s: s.start)
    for span, following in zip_longest(spans, spans[1:]):
        if following and following.start - span.end <= len(", "):
            continue  # "Wednesday, June 24, 2020": the weekday is of the date beside it
        if days := absolute(span.text, published, sentence):
            return days
    return None


def told_with_day(expression: str, published: Published | None, sentence: str = "") -> str:
    """The expression with its day, "Wednesday (10 June 2020)"; as it is where ``absolute`` is None.

    What is a date already is only told its year, "June 11 (2020)", and nothing if it tells that.
    """
    days = absolute(expression, published, sentence)
    if days is None or _DATED.search(expression):
        return expression
    first, last = days
    whole_year = (first.day, first.month, last.day, last.month) == (1, 1, 31, 12)
    if whole_year or (_NAMED.search(expression) and first.year == last.year):
        return f"{expression} ({first.year})"
    if first.day == 1 and last == month_end(first):
        return f"{expression} ({first:%B} {first.year})"
    return f"{expression} ({span_label(first, last)})"


def _near(expression: str, day: dt.date) -> tuple[dt.date, dt.date] | None:
    """Days told by how far they are: "yesterday", "three days ago"."""
    if match := _NEAR.search(expression):
        found = day + _DAYS[match.group().lower()] * _DAY
        return found, found
    if match := _AGO.search(expression):
        word = match["count"].lower()
        count = int(word) if word.isdigit() else _AGO_COUNTS[word]
        return (day - count * _DAY,) * 2 if count <= 31 else None
    return None


def _period(expression: str, day: dt.date) -> tuple[dt.date, dt.date] | None:
    """The calendar week, month or year; in questions these are looser, see ``periods``."""
    match = _PERIOD.search(expression)
    if match is None:
        return None
    step = _STEPS[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        monday = day - day.weekday() * _DAY + step * 7 * _DAY
        return monday, monday + 6 * _DAY
    if unit == "year":
        return dt.date(day.year + step, 1, 1), dt.date(day.year + step, 12, 31)
    months = day.year * 12 + day.month - 1 + step
    first = dt.date(months // 12, months % 12 + 1, 1)
    return first, month_end(first)


def _with_its_year(expression: str, day: dt.date) -> str:
    """What names a month, with its year in figures: "March 12 this year" is "March 12 2023"."""
    if not _NAMED.search(expression):
        return expression
    return _OF_A_YEAR.sub(lambda m: f" {day.year + _STEPS[m['which'].lower()]}", expression)


def _mention(expression: str, day: dt.date) -> Mention | None:
    """The one date, month, season or year that the expression names."""
    # A year or a month alone is known to be one by what leads it.
    found = [
        m
        for m in mentions_in(f"in {_NEXT.sub('this', expression)}", day)
        if _NAMED.search(m.label) and not _WEEKDAY.search(f"in {expression}"[m.start : m.end])
    ]
    return found[0] if len(found) == 1 else None


def _weekday(name: str, expression: str, day: dt.date, ahead: bool) -> tuple[dt.date, dt.date]:
    back = (day.weekday() - _WEEKDAYS.index(name)) % 7
    if ahead:
        found = day + (-back % 7 or (7 if _NEXT.search(expression) else 0)) * _DAY
    else:
        found = day - (back or (7 if _LAST.search(expression) else 0)) * _DAY
    return found, found


def _dateless(
    mention: Mention, expression: str, day: dt.date, ahead: bool | None
) -> tuple[dt.date, dt.date]:
    """What names no year: the last such, or the next; a day of which neither is told the nearest.

    mention: the last such that has begun by ``day``.
    """
    first, last = mention.first, mention.last
    if _LAST.search(expression):
        return (first, last) if last < day else (years_on(first, -1), years_on(last, -1))
    if last >= day or ahead is False:
        return first, last
    later = years_on(first, 1), years_on(last, 1)
    nearer = first == last and later[0] - day < day - last
    return later if ahead or nearer else (first, last)


def is_ahead(expression: str, sentence: str) -> bool | None:
    """Whether the clause in which the expression stands tells of what is to come; None in doubt."""
    if _NEXT.search(expression):
        return True
    place = sentence.lower().find(expression.lower())
    if place < 0:
        return None
    before, after = sentence[:place], sentence[place + len(expression) :]
    clause = _CLAUSE.split(before)[-1]
    if len(before.split()) <= _WORDS_BEFORE:
        # "On Friday, the council will vote."
        clause += " " + next((c for c in _CLAUSE.split(after) if c.strip()), "")
    marks = [(m.start(), True) for m in _AHEAD.finditer(clause)]
    marks += [(m.start(), False) for m in _BEHIND.finditer(clause)]
    # Of "said that it will" the second tells, of "was due on" too.
    return max(marks)[1] if marks else None
