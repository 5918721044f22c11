"""Runs of the ingest, as the page tells them: in a line, and article by article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from bot.ingest.journal import Run
from bot.ingest.outcome import Event
from bot.ui.address import Address
from bot.ui.components import Item
from bot.ui.wording import count_words, day_words

_TAGS = {
    "added": "Added",
    "updated": "Updated",
    "unchanged": "Unchanged",
    "duplicate": "Repeated",
    "withdrawn": "Withdrawn",
    "forgotten": "Removed",
    "failed": "Refused",
}
_COUNTED = {
    "new": "added",
    "updated": "updated",
    "unchanged": "unchanged",
    "duplicates": "repeated",
    "older": "too old",
    "withdrawn": "withdrawn",
    "forgotten": "removed",
    "failed": "refused",
}
_SHOWN_SOURCES = 1


def became(run: Run) -> str:
    """What a run did, or has done by now, such as "3 added, 1 refused"."""
    told = [f"{n:,} {word}" for name, word in _COUNTED.items() if (n := run.counts.get(name))]
    line = ", ".join(told)
    if run.ending is None:
        return f"Not ended: {line or 'nothing'} so far"
    if run.ending == "done":
        return line or "Nothing to do"
    ended = "Interrupted" if run.ending == "interrupted" else run.ending or ""
    return f"{ended} ({line})" if line else ended


def asked(run: Run, shown: Callable[[str], str]) -> str:
    """What a run was asked for, for a person."""
    if run.asked.undone is not None:
        return f"Undo run {run.asked.undone}"
    if run.asked.retried is not None:
        return f"Again what failed in run {run.asked.retried}"
    sources = [shown(source) for source in run.asked.sources]
    more = len(sources) - _SHOWN_SOURCES
    line = ", ".join(sources[:_SHOWN_SOURCES]) + (f" and {more:,} more" if more > 0 else "")
    return f"Remove {line}" if run.asked.action == "remove" else line


def when(run: Run) -> str:
    """Such as "25 November 2026, 14:02", in the time of this machine."""
    moment = run.began.astimezone()
    return f"{day_words(moment)}, {moment:%H:%M}"


def progress(run: Run, now: dt.datetime) -> tuple[str, float]:
    """How far a run is that is under way: a line, and a share, 0..1."""
    counts = run.counts
    done, expected = counts.get("done", 0), counts.get("expected", 0)
    seconds = max(0, int((now - run.began).total_seconds()))
    if not counts.get("embedded") and not done:
        return f"Getting ready · {seconds} s", 0.0
    of = f"{done:,} of {count_words(expected, 'article')}" if expected else f"{done:,} done"
    parts = [of, count_words(counts.get("embedded", 0), "passage")]
    if failed := counts.get("failed"):
        parts.append(f"{failed:,} refused")
    return " · ".join([*parts, f"{seconds} s"]), min(1.0, done / expected) if expected else 0.0


def items(events: Sequence[Event], shown: Callable[[str], str], opened: str | None) -> list[Item]:
    """What became of each article, as a list to open them from. opened: the one that is open."""
    return [_item(event, shown, opened) for event in events]


def _item(event: Event, shown: Callable[[str], str], opened: str | None) -> Item:
    source = shown(event.source)
    reason = f"{event.reason[:1].upper()}{event.reason[1:]}." if event.reason else ""
    key = event.article if event.what in ("added", "updated", "unchanged", "duplicate") else None
    return Item(
        title=[(event.title or source, False)],
        about=source if event.title else "",
        snippet=[(reason, False)] if reason else [],
        tag=_TAGS.get(event.what, event.what),
        tone="alarm" if event.what == "failed" else "",
        href=Address(None, key).href() if key else "",
        article=key or "",
        span="",
        current=key is not None and key == opened,
    )
