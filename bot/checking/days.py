"""Dates: "11 June 2020", "June 11" and "Thursday" are one where the article's day ties them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?"
    r"|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?(?!\w)",
        rf"\b{_MONTH}\s{_DAY}(?![\d,]*\d)(?:,?\s{_YEAR})?(?!\w)",
        rf"\b{_MONTH}(?:,|\sof)?\s{_YEAR}\b",
        rf"(?<!['’$€£\d,.-])\b{_YEAR}\b(?![,.]?\d|\s?(?:percent|%|people|dollars))",
        rf"(?i:\b(?P<weekday>{'|'.join(_WEEKDAYS)}))(?!\w)",
        r"(?:(?i:\b(?:in|since|until|by|late|early|mid|last|next|this|of|from|to|between|and|during"
        rf"|through|after|before|for))[\s-]){_MONTH}(?!\w|\s[A-Z])",
    )
)


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of a day; None where nothing is. weekday: 0 is Monday."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    text: str = ""
    start: int = 0
    end: int = 0

    @property
    def date(self) -> dt.date | None:
        """The day itself when it is wholly known."""
        if self.year and self.month and self.day:
            try:
                return dt.date(self.year, self.month, self.day)
            except ValueError:
                return None
        return None

    def tells(self, other: Day) -> bool:
        """Whether all that ``other`` says of a day is known here, and the same."""
        date = self.date
        weekday = date.weekday() if date else self.weekday
        return (
            other.year in (None, self.year)
            and other.month in (None, self.month)
            and other.day in (None, self.day)
            and other.weekday in (None, weekday)
        )


def days_in(text: str) -> tuple[Day, ...]:
    """The dates that ``text`` names, in order, as far as it names them."""
    found: list[Day] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < f.end and f.start < end for f in found):
                continue
            parts = match.groupdict()
            month, weekday = parts.get("month"), parts.get("weekday")
            if month and not parts.get("day") and not parts.get("year"):
                start = match.start("month")
            found.append(
                Day(
                    int(parts["year"]) if parts.get("year") else None,
                    _month(month) if month else None,
                    int(parts["day"]) if parts.get("day") else None,
                    _WEEKDAYS.index(weekday.lower()) if weekday else None,
                    text[start:end],
                    start,
                    end,
                )
            )
    return tuple(sorted(found, key=lambda d: d.start))


def blanked(text: str) -> str:
    """``text`` with its dates blanked, so that their numbers are not taken for others."""
    for day in days_in(text):
        if day.weekday is None:
            text = text[: day.start] + "·" * (day.end - day.start) + text[day.end :]
    return text


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(n for n, m in enumerate(_MONTHS, 1) if m.startswith(text.lower().rstrip(".")[:3]))


def joined(days: tuple[Day, ...], text: str) -> list[Day]:
    """A weekday and the date right beside it are one day."""
    joined: list[Day] = []
    for day in days:
        last = joined[-1] if joined else None
        beside = last is not None and len(text[last.end : day.start].strip(" ,(")) == 0
        if last and beside and (last.weekday is None) != (day.weekday is None):
            joined[-1] = Day(
                last.year or day.year,
                last.month or day.month,
                last.day or day.day,
                last.weekday if last.weekday is not None else day.weekday,
                text[last.start : day.end],
                last.start,
                day.end,
            )
        else:
            joined.append(day)
    return joined
