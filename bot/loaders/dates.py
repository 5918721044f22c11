"""Dates as news sources write them, read strictly: nothing is guessed and nothing filled in.

>>> read_date("June 11, 2020")
datetime.date(2020, 6, 11)
>>> read_date("03/04/2023") is None   # March or April: not known
True
"""

from __future__ import annotations

import datetime as dt
import re

from bot.article import Published

_FIRST_YEAR = 1600
_MAX_AHEAD = dt.timedelta(days=366)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct", "november nov"),
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
)
_ZONE = r"(?P<zone>z|(?:utc|gmt)?\s?[+-]\d{2}:?\d{2}|utc|gmt|[a-z]{2,5})"
_CLOCK = rf"(?:(?:,|\s+at|\s+\||\s*-)?\s+{_TIME}(?:\s*\(?{_ZONE}\)?)?(?:\s+\([a-z]{{2,5}}\))?)?"

_WRITTEN = tuple(
    re.compile(_WEEKDAY + day + _CLOCK, re.IGNORECASE)
    for day in (rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}")
)
_ISO = re.compile(
    r"(?P<year>\d{4})([-/])(?P<month>\d{2})\2(?P<day>\d{2})"
    r"(?:(?:t|\s+)(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
# As Japanese, Chinese and Korean pages write a day; the hour that may follow has no zone.
_EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
    r"\s?(?:[(（].[)）])?(?:\s?\d{1,2}\s?[:時时시]\s?(?:\d{1,2}\s?[分분]?)?)?"
)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+-])(\d{2}):?(\d{2})?", re.IGNORECASE)


def read_date(text: str) -> Published | None:
    """The day or, where text names a zone as well as a time, the moment; None if ambiguous.

    A time without a zone, or with a zone's initials (CST is three zones), tells only the day.
    ValueError if it is no date, an impossible one, or more than a year ahead.
    """
    text = " ".join(text.split())
    day_or_moment = _numbers(text) if _NUMBERS.fullmatch(text) else _written(text)
    if day_or_moment is None:
        return None
    _check(day_or_moment.date() if isinstance(day_or_moment, dt.datetime) else day_or_moment)
    return day_or_moment


def date_or_none(text: str | None) -> Published | None:
    """The date in ``text``, or None where there is none that can be read for certain."""
    try:
        return read_date(text) if text else None
    except ValueError:
        return None


def order_of(text: str) -> str:
    """How a date in numbers is written: "day", "month" first, "either", or "" if it is none."""
    match = _NUMBERS.fullmatch(" ".join(text.split()))
    if match is None or len(match[4]) == 2 or match[1] == match[3]:
        return ""
    first, second = int(match[1]), int(match[3])
    if first <= 12 and second <= 12:
        return "either"
    return "day" if first > 12 else "month"


def read_numbers(text: str, order: str) -> dt.date | None:
    """A date that may be read either way, read in ``order`` ("day" or "month" first)."""
    match = _NUMBERS.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    return dt.date(year, *((second, first) if order == "day" else (first, second)))


def _check(day: dt.date) -> None:
    today = dt.datetime.now(tz=dt.UTC).date()
    if day.year < _FIRST_YEAR or day > today + _MAX_AHEAD:
        raise ValueError(f"not a date of news: {day}")


def _numbers(text: str) -> dt.date | None:
    match = _NUMBERS.fullmatch(text)
    if match is None or len(match[4]) == 2:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if first != second and first <= 12 and second <= 12:
        # Whichever of the two it is, it must be one.
        _check(min(dt.date(year, first, second), dt.date(year, second, first)))
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return dt.date(year, month, day)


def _written(text: str) -> Published:
    for pattern in (_ISO, *_WRITTEN, _EAST_ASIAN):
        match = pattern.fullmatch(text)
        if match:
            return _from_parts(match.groupdict())
    raise ValueError(f"not a date: {text}")


def _from_parts(parts: dict[str, str | None]) -> Published:
    month = parts["month"] or ""
    day = dt.date(
        int(parts["year"] or 0),
        int(month) if month.isdigit() else _MONTHS[month.lower()],
        int(parts["day"] or 0),
    )
    if not (told := parts.get("hour")):
        return day
    hour = int(told)
    half = parts.get("half")
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    clock = dt.time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))
    zone = _zone(parts["zone"])
    if zone is None or not (parts["minute"] or half):
        return day
    return dt.datetime.combine(day, clock, tzinfo=zone)


def _zone(name: str | None) -> dt.timezone | None:
    if not name:
        return None
    if name.lower() in ("z", "utc", "gmt"):
        return dt.UTC
    match = _OFFSET.fullmatch(name)
    if match is None:
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return dt.timezone(-offset if match[1] == "-" else offset)
