"""Days, times and figures as the page says them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.article import Published, in_words
from bot.coverage.records import CoverageStats

DATE_UNKNOWN = "Date unknown"


def day_words(moment: Published | None) -> str:
    """Such as "11 June 2020"."""
    return in_words(moment) or DATE_UNKNOWN


def ago_words(moment: dt.datetime, now: dt.datetime) -> str:
    """Such as "3 minutes ago"; a day from a week on."""
    seconds = max(0.0, (now - moment).total_seconds())
    if seconds < 60:
        return "just now"
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            if unit == "day" and count > 7:
                return f"on {day_words(moment)}"
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    raise AssertionError("unreachable: below a minute was answered above")


def count_words(count: int, unit: str) -> str:
    """Such as "1 article" and "12,000 articles"."""
    return f"{count:,} {unit}{'' if count == 1 else 's'}"


def coverage_words(stats: CoverageStats, now: dt.datetime) -> list[str]:
    """What is covered and how fresh it is, in the parts of one line."""
    parts = [count_words(stats.articles, "article")]
    if stats.newest:
        parts.insert(0, f"Coverage through {day_words(stats.newest)}")
    if stats.last_ingest:
        parts.append(f"last ingest {ago_words(stats.last_ingest, now)}")
    return parts


def unbroken(parts: Sequence[str]) -> str:
    """``parts`` in a line that breaks between them only."""
    return " · ".join(part.replace(" ", "\u00a0") for part in parts)
