"""Words of time -> days of publication: "on 11 June 2020", "since Friday", "this week"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.periods import Mention, day_label, mentions_in

_SLACK = dt.timedelta(days=3)
"""News of a day is also published on the days after it."""
_LEAD = re.compile(
    r"(?i)\b(?:(?P<how>(?:ever )?since|from|up to|until|till|by|before|prior to|after|as of"
    r"|through|between)"
    r"|in|on|during|throughout|over|within|for|around|of|at|dated)"
    r"(?: (?:the|early|late|mid|beginning of|end of|middle of|start of))*[ -]*$"
)
_JOINED = re.compile(r"(?i)^ ?(?:and|to|until|till|through|–|—|-) ?(?:on )?(?:the )?$")
_NEWEST = re.compile(
    r"(?i)\b(?:(?:the )?(?:latest|newest|most recent)|now|currently|still|nowadays)\b"
    r"|\bwho(?:[’']s| is) (?:the |\w+[’']s )(?:new|current)\b"
    r"|\bwhat(?:[’']s| is) (?:new|in the news|the news)\W*$"
    r"|^\W*(?:any |the )?(?:news|headlines)\W*$"
)
NEWEST = "newest first"
"""The label of words that ask for the newest, without telling a period."""


_EARLIEST, _LATEST = dt.date(200, 1, 1), dt.date(9900, 1, 1)
"""Between these a century can be counted back, or a year on; news is of no other day."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Some words about time, and the days of publication that they point at.

    start, end: offsets of the words, what leads them in included. label: as it is shown.
    since, until: days, both included, None for open.
    soft: the words are loose ("this week"), or only ask for the newest.
    dated: they tell the year, too.
    """

    start: int
    end: int
    label: str
    since: dt.date | None
    until: dt.date | None
    soft: bool
    dated: bool = False


def times_in(text: str, as_of: dt.date, newest: dt.date | None = None) -> tuple[Timing, ...]:
    """The words about time in ``text``, asked on ``as_of``, in order; newest: see ``mentions_in``.

    Only what tells a day is understood: "before the ban was extended" holds none.
    """
    as_of = min(max(as_of, _EARLIEST), _LATEST)
    mentions = list(_joined(text, mentions_in(text, as_of, newest)))
    found = [t for m in mentions if (t := _timing(text, m)) is not None]
    for match in _NEWEST.finditer(text):
        if not any(t.start < match.end() and match.start() < t.end for t in found):
            found.append(Timing(match.start(), match.end(), NEWEST, None, None, soft=True))
    return tuple(sorted(found, key=lambda t: t.start))


def span_label(since: dt.date | None, until: dt.date | None) -> str:
    """A chosen period as it is shown: "3–10 June 2022", "since 3 June 2022"."""
    if since is None:
        return f"until {day_label(until)}" if until else "any day"
    if until is None:
        return f"since {day_label(since)}"
    if since == until:
        return day_label(since)
    if since.year != until.year:
        return f"{day_label(since)} – {day_label(until)}"
    if since.month != until.month:
        return f"{since.day} {since:%B} – {day_label(until)}"
    return f"{since.day}–{day_label(until)}"


def _joined(text: str, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """Two mentions of "between … and …" or "from … to …" as one."""
    left = list(mentions)
    while left:
        one = left.pop(0)
        if left and _JOINED.match(text[one.end : left[0].start]):
            lead = _LEAD.search(text[: one.start])
            how = (lead["how"] or "").lower() if lead else ""
            other = left[0]
            if how in ("between", "from") and not one.soft:
                left.pop(0)
                first = one.first if one.dated else _not_after(one.first, other.last)
                start = lead.start() if lead else one.start
                yield Mention(
                    start, other.end, first, other.last, span_label(first, other.last),
                    dated=True, alone=True,
                )  # fmt: skip
                continue
        yield one


def _not_after(day: dt.date, limit: dt.date) -> dt.date:
    """``day`` without a year of its own, in the last year in which it is not after ``limit``."""
    moved = day
    while moved > limit:
        moved = _in_year(moved, moved.year - 1)
    while _in_year(moved, moved.year + 1) <= limit:
        moved = _in_year(moved, moved.year + 1)
    return moved


def _in_year(day: dt.date, year: int) -> dt.date:
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if last_of_february else day.replace(year=year)


def _timing(text: str, mention: Mention) -> Timing | None:
    lead = _LEAD.search(text[: mention.start])
    how = (lead["how"] or "").lower() if lead else ""
    if not (mention.alone or lead):
        return None
    start = lead.start() if lead else mention.start
    exact = Timing(
        start,
        mention.end,
        mention.label,
        mention.first,
        mention.last + (dt.timedelta() if mention.soft else _SLACK),
        mention.soft,
        mention.dated,
    )
    hard = replace(exact, soft=False)
    if "since" in how or how == "from":
        label = f"since {day_label(mention.first)}"
        return replace(hard, since=mention.first, until=None, label=label)
    if how == "after":
        since = mention.last + dt.timedelta(days=1)
        return replace(hard, since=since, until=None, label=f"since {day_label(since)}")
    if how in ("before", "prior to"):
        until = mention.first - dt.timedelta(days=1)
        return replace(hard, since=None, until=until, label=f"until {day_label(until)}")
    if how and how != "between":
        until = mention.last
        return replace(hard, since=None, until=until, label=f"until {day_label(until)}")
    return exact
