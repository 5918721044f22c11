"""Mentions of days and periods in a text: dates, months, seasons, years, "last week"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

_DAY = dt.timedelta(days=1)
_THIS_WEEK = dt.timedelta(days=10)
"""How far back "this week" reaches as people ask (docs/narrowing.md)."""
_STALE = dt.timedelta(days=31)
"""Coverage that is no further behind goes on: what is after its last day is not in yet."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that tell a period.

    start, end: offsets. first, last: its days, both included. label: as it is shown.
    soft: the words are loose. dated: the words tell the year, too.
    alone: the words are about time whatever stands before them; "March" and "2020" are not.
    """

    start: int
    end: int
    first: dt.date
    last: dt.date
    label: str
    soft: bool = False
    dated: bool = False
    alone: bool = True


def mentions_in(text: str, as_of: dt.date, newest: dt.date | None = None) -> tuple[Mention, ...]:
    """What ``text``, asked on ``as_of``, mentions, in order; of two that overlap the longer.

    newest: the last day that there is news of. If that was long before, a day without a year is the
    last that is not after it: who asks an archive for June means one that it has.
    """
    found: list[Mention] = []
    readers: list[Callable[[str, dt.date], Iterator[Mention]]] = [
        *(partial(reader, newest=newest) for reader in (_days, _months, _seasons)),
        *(_years, _relative, _past, _weekdays),
    ]
    for reader in readers:
        for mention in reader(text, as_of):
            if not any(m.start < mention.end and mention.start < m.end for m in found):
                found.append(mention)
    return tuple(sorted(found, key=lambda m: m.start))


def day_label(day: dt.date) -> str:
    """A day as it is shown: "11 June 2020"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def years_on(day: dt.date, years: int) -> dt.date:
    """The same day so many years later, or before; of 29 February the 28th where there is none."""
    year = day.year + years
    return dt.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def month_end(first: dt.date) -> dt.date:
    """The last day of the month of ``first``."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


_NAMES = [name.lower() for name in calendar.month_name]
_MONTH = "(?P<month>" + "|".join(f"{n[:3]}(?:{n[3:]}|t)?" for n in _NAMES[1:]) + r")\b\.?"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d)\b)"
_NUMBER = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_UNTIL = r"(?: ?(?:–|—|-|to|and) ?(?P<to>[0-3]?\d)(?:st|nd|rd|th)?)?"
_DAYS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b(?P<to>(?!))?"),
    re.compile(rf"(?i)(?<![\w.,])(?:the )?{_NUMBER}{_UNTIL}(?: of)? {_MONTH}{_YEAR}?"),
    re.compile(rf"(?i)\b{_MONTH} {_NUMBER}{_UNTIL}(?![\d.,]*\d|%| [a-z]+s\b){_YEAR}?"),
)


def _days(text: str, as_of: dt.date, newest: dt.date | None) -> Iterator[Mention]:
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            month = _month_number(match["month"])
            year = int(match["year"]) if match["year"] else None
            first = _date(year, month, int(match["day"]), as_of, newest)
            last = _date(year, month, int(match["to"] or match["day"]), as_of, newest)
            if first and last and first <= last:
                label = day_label(first) if first == last else f"{first.day}–{day_label(last)}"
                # "may 5" and "20 march" are dates only where something else says so.
                word = match["month"] in ("may", "march") and year is None
                dated = year is not None
                yield Mention(*match.span(), first, last, label, dated=dated, alone=not word)


def _months(text: str, as_of: dt.date, newest: dt.date | None) -> Iterator[Mention]:
    pattern = rf"(?i)(?:\b(?P<which>this|last|past) )?\b{_MONTH}{_YEAR}?(?! \d)"
    for match in re.finditer(pattern, text):
        month = _month_number(match["month"])
        year = int(match["year"]) if match["year"] else None
        first = _date(year, month, 1, as_of, None if match["which"] else newest)
        # "the May 2020 order" names an order.
        named = text[: match.start()].endswith("the ") and re.match(r" [a-z]", text[match.end() :])
        if first is not None and not named:
            label = f"{calendar.month_name[month]} {first.year}"
            alone = bool(match["which"]) or year is not None
            dated = year is not None
            yield Mention(*match.span(), first, month_end(first), label, dated=dated, alone=alone)


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _seasons(text: str, as_of: dt.date, newest: dt.date | None) -> Iterator[Mention]:
    names = "|".join(_SEASONS)
    pattern = (
        rf"(?i)\b(?:(?P<which>this|last|past) )?(?P<season>{names})\b"
        rf"(?: (?:of )?(?P<year>(?:19|20)\d\d)\b)?(?! of\b)"
    )
    for match in re.finditer(pattern, text):
        month = _SEASONS[match["season"].lower()]
        year = int(match["year"]) if match["year"] else None
        first = _date(year, month, 1, as_of, None if match["which"] else newest)
        if first is None:
            continue
        if (match["which"] or "").lower() == "last" and _season_end(first) >= as_of:
            first = first.replace(year=first.year - 1)
        # Without a word that leads it in, "fall" is a verb and "spring" a well.
        before = text[: match.start()]
        led = re.search(r"(?i)\b(?:in|during|since|over|throughout|of) the $", before)
        if year is not None or match["which"] or led:
            label = f"{match['season'].lower()} {first.year}"
            yield Mention(*match.span(), first, _season_end(first), label, dated=year is not None)


def _years(text: str, as_of: dt.date) -> Iterator[Mention]:
    # "in 2020", not "the 2020 election" and not "World Cup 2022".
    lead = (
        r"(?i:\b(?:in|during|since|before|after|until|till|by|throughout|from|to|and)"
        r"(?: (?:early|late|mid|the year))?[ -])"
    )
    for match in re.finditer(rf"{lead}(?P<year>(?:19|20)\d\d)\b(?![-–]\d| [A-Z])", text):
        year = int(match["year"])
        first = dt.date(year, 1, 1)
        if first <= as_of:
            start = match.start("year")
            yield Mention(
                start, match.end(), first, dt.date(year, 12, 31), str(year), dated=True, alone=False
            )


def _relative(text: str, as_of: dt.date) -> Iterator[Mention]:
    monday = as_of - as_of.weekday() * _DAY
    before = as_of.replace(day=1) - _DAY
    periods = {
        "today": (as_of - _DAY, as_of, "today", True),
        "yesterday": (as_of - 2 * _DAY, as_of, "yesterday", True),
        "this week": (as_of - _THIS_WEEK, as_of, "this week", True),
        "this weekend": (as_of - _THIS_WEEK, as_of, "this weekend", True),
        "last week": (monday - 7 * _DAY, monday + 2 * _DAY, "last week", True),
        "last weekend": (monday - 9 * _DAY, monday + 2 * _DAY, "last weekend", True),
        "this month": (as_of - 31 * _DAY, as_of, "this month", True),
        "last month": (before.replace(day=1), before, f"{before:%B} {before.year}", False),
        "this year": (as_of.replace(month=1, day=1), as_of, str(as_of.year), True),
        "last year": (
            dt.date(as_of.year - 1, 1, 1), dt.date(as_of.year - 1, 12, 31),
            str(as_of.year - 1), False,
        ),
        "recently": (as_of - 31 * _DAY, as_of, "recently", True),
    }  # fmt: skip
    pattern = (
        r"(?i)\b(?:earlier )?(?:today|tonight|yesterday|recently"
        r"|(?:this|last|past|previous) (?:weekend|week|month|year))\b"
    )
    for match in re.finditer(pattern, text):
        words = match.group().lower().removeprefix("earlier ")
        words = re.sub("^(?:past|previous) ", "last ", words).replace("tonight", "today")
        first, last, label, soft = periods[words]
        yield Mention(*match.span(), first, last, label, soft=soft)


_COUNTS = {
    w: n
    for n, w in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a": 1, "an": 1, "a few": 3, "few": 3, "a couple of": 2, "couple of": 2, "several": 5}
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def _past(text: str, as_of: dt.date) -> Iterator[Mention]:
    unit = r"(?P<unit>day|week|month|year)s?\b"
    for match in re.finditer(rf"(?i)\b(?:last|past|previous) {_COUNT} {unit}", text):
        days = _length(match)
        label = " ".join(match.group().lower().split())
        yield Mention(*match.span(), as_of - days * _DAY, as_of, label, soft=True)
    for match in re.finditer(rf"(?i)\b{_COUNT} {unit} ago\b", text):
        days = _length(match)
        near = max(1, days // 7) * _DAY
        day = as_of - days * _DAY
        label = match.group().lower()
        yield Mention(*match.span(), day - near, min(as_of, day + near), label, soft=True)


def _length(match: re.Match[str]) -> int:
    word = match["count"].lower()
    count = int(word) if word.isdigit() else _COUNTS[word]
    return min(count * _UNIT_DAYS[match["unit"].lower()], 40_000)


def _weekdays(text: str, as_of: dt.date) -> Iterator[Mention]:
    names = [name.lower() for name in calendar.day_name]
    lead = r"(?:on|since|before|after|until|by|from|this|last|past)"
    for match in re.finditer(rf"(?i)\b(?P<lead>{lead}) (?P<name>{'|'.join(names)})\b", text):
        back = (as_of.weekday() - names.index(match["name"].lower())) % 7
        if back == 0 and match["lead"].lower() in ("last", "past", "since"):
            back = 7
        day = as_of - back * _DAY
        start = match.start("name")
        if match["lead"].lower() in ("this", "last", "past"):
            start = match.start()
        yield Mention(start, match.end(), day, day, day_label(day))


def _month_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(n for n, name in enumerate(_NAMES) if n and name[:3] == text.lower()[:3])


def _date(
    year: int | None, month: int, day: int, as_of: dt.date, newest: dt.date | None
) -> dt.date | None:
    """That day; without a year, the last such day that is not after ``as_of``.

    Where ``newest`` was more than ``_STALE`` before, that is the limit.
    """
    limit = as_of if newest is None or newest >= as_of - _STALE else newest
    years = [year] if year is not None else [limit.year - back for back in range(9)]
    for candidate in years:
        try:
            found = dt.date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found <= limit:
            return found
    return None


def _season_end(first: dt.date) -> dt.date:
    """The last day of the season that begins on ``first``."""
    month = (first.month + 1) % 12 + 1
    return month_end(dt.date(first.year + (month < first.month), month, 1))
