"""Which days the cited words tell, resolved by the day the article was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bot.checking.days import Day, days_in, joined
from bot.checking.grounds import Ground, Grounds

_NUMBERS = "one two three four five six seven eight nine ten".split()
_RELATIVE = re.compile(
    r"(?i)\b(?P<count>an?|\d+|" + "|".join(_NUMBERS) + r")\s(?P<unit>day|week)s?\s"
    r"(?P<way>earlier|before|ago|later|after)\b"
    r"|\b(?P<word>yesterday|today|tomorrow|(?:on\s)?(?:the\ssame|that|this)\sday"
    r"|last month|this month|last year|this year)\b"
)
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|may|might|could|can|expect(?:s|ed)?|plan(?:s|ned)?|schedul\w+|due|until|by"
    r"|going|set|ready|hope[sd]?|intends?|(?:is|are|was|were)\sto)\b"
)
_SAID_ON = re.compile(r"(?i)\b(?:said|told|announced|reported|wrote|added)\s(?:\w+\s){0,3}on\s$")
_SEASON = re.compile(
    r"(?i)\b(?:in|until|by|next|last|this|of|since|during|before|after)\s(?:the\s)?"
    r"(?P<season>spring|summer|autumn|fall|winter)\b"
)
_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def unfounded_day(sentence: str, grounds: Grounds) -> str | None:
    """The first date of ``sentence`` that what it cites does not tell, as it stands there."""
    known = [day for ground in grounds.each for day in _known(ground)]
    for ground in grounds.each:
        if ground.day and ground.article.outlet and ground.article.outlet in sentence:
            known.append(_of(ground.day))
    seasons = {_season(m) for g in grounds.each for m in _SEASON.finditer(g.text)}
    for match in _SEASON.finditer(sentence):
        if seasons and _season(match) not in seasons:
            return match.group()
    said = joined(days_in(sentence), sentence)
    for day in said:
        if not any(k.tells(day) for k in known):
            return day.text
    return None


def _season(match: re.Match[str]) -> str:
    season = match.group("season").lower()
    return "autumn" if season == "fall" else season


def _known(ground: Ground) -> Iterator[Day]:
    """The days that the cited words tell, resolved by the day the article was published."""
    for day in joined(days_in(ground.text), ground.text):
        yield _resolved(day, ground.day, ground.text)
    if ground.day is None:
        return
    told = [d.date for d in (_resolved(d, ground.day, ground.text) for d in days_in(ground.text))]
    for match in _RELATIVE.finditer(ground.text):
        later = (match.group("way") or "").lower() in ("later", "after")
        from_days = [d for d in told if d] if later else []
        for since in from_days or [ground.day]:
            yield from _relative(match, since)


def _resolved(day: Day, published: dt.date | None, text: str) -> Day:
    if published is None or day.year:
        return day
    if day.month and day.day:
        return _of(_nearest(day.month, day.day, published)) if _valid(day) else day
    if day.month:
        year = min(
            (published.year - 1, published.year, published.year + 1),
            key=lambda y: abs((y - published.year) * 12 + (day.month or 0) - published.month),
        )
        return Day(year, day.month)
    if day.weekday is not None:
        back = (published.weekday() - day.weekday) % 7
        if back and _lies_ahead(day, text):
            back -= 7
        if re.search(r"(?i)\bnext\s$", text[: day.start]):
            return _of(published + dt.timedelta(7 - back))
        return _of(published - dt.timedelta(back))
    return day


def _lies_ahead(day: Day, text: str) -> bool:
    """Whether the words before a weekday speak of what is to come: "will meet again on Monday"."""
    before = re.split(r"[,;:.—“”]", text[: day.start])[-1]
    return bool(_AHEAD.search(before)) and not _SAID_ON.search(before)


def _relative(match: re.Match[str], published: dt.date) -> Iterator[Day]:
    word = (match.group("word") or "").lower()
    if word in _WORDS:
        yield _of(published + dt.timedelta(_WORDS[word]))
    elif word.endswith("day"):
        yield _of(published)
    elif word.endswith("year"):
        yield Day(published.year - word.startswith("last"))
    elif word.endswith("month"):
        first = published.replace(day=1)
        month = first - dt.timedelta(1) if word.startswith("last") else first
        yield Day(month.year, month.month)
    elif match.group("count"):
        count = match.group("count").lower()
        number = 1 if count in ("a", "an") else _number(count)
        days = number * (7 if match.group("unit").lower() == "week" else 1)
        sign = 1 if match.group("way").lower() in ("later", "after") else -1
        yield _of(published + dt.timedelta(sign * days))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.index(text) + 1


def _nearest(month: int, day: int, published: dt.date) -> dt.date:
    years = (published.year - 1, published.year, published.year + 1)
    dates = [dt.date(y, month, day) for y in years if _valid(Day(y, month, day))]
    return min(dates, key=lambda d: abs(d - published))


def _valid(day: Day) -> bool:
    return Day(day.year or 2020, day.month, day.day).date is not None


def _of(date: dt.date) -> Day:
    return Day(date.year, date.month, date.day)
