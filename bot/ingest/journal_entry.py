"""The run that is under way, written into the journal as it goes."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.errors import LoadError
from bot.ingest.journal import Asked
from bot.ingest.journal_file import opened, transaction
from bot.ingest.outcome import Event, Outcome
from bot.ingest.sorting import place_of
from bot.web.urls import without_password

_KEPT_DAYS = 400
_COUNT_SECONDS = 0.5


class Entry:
    """The run that is being written."""

    def __init__(
        self,
        folder: Path,
        db: sqlite3.Connection,
        number: int,
        place: Callable[[str], str],
        passed_over: frozenset[str],
    ) -> None:
        self.number = number
        self._place = place
        self._passed_over = passed_over
        self._counted = 0.0
        self._folder = folder
        self._db = db
        self._failures = 0

    def note(self, events: Sequence[Event]) -> None:
        """Keep what has just become of articles."""
        rows = [
            (self.number, e.what, self._place(e.source), e.article, e.title, e.reason)
            for e in events
            if e.what not in self._passed_over
        ]
        if not rows:
            return
        with transaction(self._folder, self._db) as db:
            db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", rows)

    def watch(self, outcome: Outcome) -> None:
        """Keep the failures that have come since the last call, and now and then the counts."""
        if fresh := outcome.failed[self._failures :]:
            self._failures += len(fresh)
            self.note([_failure(error) for error in fresh])
        now = time.monotonic()
        if now - self._counted >= _COUNT_SECONDS:
            self._counted = now
            counts = _counts(outcome) | {"done": outcome.done, "embedded": outcome.embedded}
            if outcome.expected is not None:
                counts["expected"] = outcome.expected
            with transaction(self._folder, self._db) as db:
                db.execute(
                    "UPDATE runs SET counts = ? WHERE no = ?", (json.dumps(counts), self.number)
                )

    def is_news(self, outcome: Outcome) -> bool:
        """Whether this run changed something, or failed otherwise than the one before."""
        if outcome.new or outcome.updated or outcome.forgotten:
            return True
        before = "(SELECT max(no) FROM runs WHERE no < :run)"
        told = "SELECT source, reason FROM events WHERE what = 'failed' AND run = "
        fresh = self._db.execute(
            f"{told} :run EXCEPT {told} {before}", {"run": self.number}
        ).fetchone()
        return fresh is not None

    def end(self, ending: str, outcome: Outcome) -> None:
        """The run is over."""
        self.watch(outcome)
        counts = _counts(outcome)
        with transaction(self._folder, self._db) as db:
            db.execute(
                "UPDATE runs SET ended = ?, ending = ?, counts = ? WHERE no = ?",
                (_now(), ending, json.dumps(counts), self.number),
            )


@contextmanager
def writing(
    folder: Path, asked: Asked, outcome: Outcome, *, unless_idle: bool = False
) -> Iterator[Entry]:
    """A new run, noted as it goes; how it ended is noted whichever way that is.

    unless_idle: a run that changed nothing, and failed in nothing new, is not kept.
    Only the holder of the ingest's lock may write.
    """
    db = opened(folder, to_write=True)
    try:
        with transaction(folder, db):
            oldest = dt.datetime.now(dt.UTC) - dt.timedelta(days=_KEPT_DAYS)
            db.execute("DELETE FROM runs WHERE began < ?", (oldest.isoformat(),))
            number = db.execute(
                "INSERT INTO runs (began, asked) VALUES (?, ?)", (_now(), _packed(asked))
            ).lastrowid
        # What is to be removed is named by an id or URL; the rest is found again by its path.
        place = place_of if asked.action == "ingest" else str
        passed_over = frozenset() if asked.note else frozenset({"unchanged"})
        entry = Entry(folder, db, number or 0, place, passed_over)
        outcome.hear = entry.note
        try:
            yield entry
        except KeyboardInterrupt:
            entry.end("interrupted", outcome)
            raise
        except Exception as error:
            entry.end(str(error) or type(error).__name__, outcome)
            raise
        entry.end("done", outcome)
        if unless_idle and not entry.is_news(outcome):
            with transaction(folder, db):
                db.execute("DELETE FROM runs WHERE no = ?", (entry.number,))
    finally:
        db.close()


def _counts(outcome: Outcome) -> dict[str, int]:
    counts = {k: v for k, v in outcome.as_json().items() if isinstance(v, int)}
    return counts | {"failed": len(outcome.failed)}


def _failure(error: LoadError) -> Event:
    return Event("failed", error.source, reason=error.reason)


def _packed(asked: Asked) -> str:
    return json.dumps(
        {
            "action": asked.action,
            "sources": [without_password(source) for source in asked.sources],
            "since": asked.since.isoformat() if asked.since else None,
            "pruning": asked.pruning,
            "retried": asked.retried,
            "undone": asked.undone,
            "note": asked.note,
            "by": asked.by,
        },
        ensure_ascii=False,
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
