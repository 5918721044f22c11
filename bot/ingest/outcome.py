"""What an ingest did, counted as it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.errors import LoadError
from bot.loaders.items import Note


@dataclass(frozen=True, slots=True)
class Event:
    """What became of one article, or of one source.

    what: "added", "updated", "unchanged", "duplicate", "withdrawn", "forgotten" or "failed"; that
    has a reason.
    source: where it was read from. article: its id, if it is known.
    """

    what: str
    source: str
    article: str | None = None
    title: str | None = None
    reason: str | None = None


def _nobody(events: Sequence[Event]) -> None:
    """Hears nothing."""


@dataclass
class Outcome:
    """Articles by what became of them; ``new``, ``updated``: stored, and found by readers.

    duplicates: items that tell of an article that another item of this run tells better.
    older: items of before the day that was asked for (``--since``).
    forgotten: articles that were removed.
    withdrawn: items that are left out, for a kill notice of their provider withdrew them.
    notes: what the user should know besides.
    expected: about how many items there are, None if that cannot be told.
    embedded: passages whose vectors were made, those of articles not yet stored included.
    hear: is told of each article as soon as it is settled; of failures only ``failed`` tells.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    older: int = 0
    forgotten: int = 0
    withdrawn: int = 0
    failed: list[LoadError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    expected: int | None = None
    embedded: int = 0
    passages: int = 0
    started: float = field(default_factory=time.monotonic)
    hear: Callable[[Sequence[Event]], None] = _nobody

    @property
    def done(self) -> int:
        """Items that are dealt with."""
        stored = self.new + self.updated + self.unchanged
        left_out = self.duplicates + self.older + self.withdrawn
        return stored + left_out + len(self.failed)

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self.started

    def summary(self) -> str:
        """One line for a person."""
        counts = {
            "new": self.new,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "older": self.older,
            "failed": len(self.failed),
            "forgotten": self.forgotten,
            "withdrawn": self.withdrawn,
        }
        always = ("new", "updated", "unchanged", "failed")
        told = [f"{n:,} {name}" for name, n in counts.items() if n or name in always]
        return f"{', '.join(told)} ({self.passages:,} passages, {self.seconds:.1f} s)"

    def as_json(self) -> dict[str, object]:
        """The object that ``--json`` prints."""
        return {
            "new": self.new,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "older": self.older,
            "forgotten": self.forgotten,
            "withdrawn": self.withdrawn,
            "notes": [{"source": n.source, "text": n.text} for n in self.notes],
            "failed": [{"source": e.source, "reason": e.reason} for e in self.failed],
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
        }


Watch = Callable[[Outcome], None]
"""Called whenever the outcome has changed."""
