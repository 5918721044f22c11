"""Every run of the ingest, kept: when, what was asked, and what became of each article."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.coverage.schema import is_about_the_folder, store_error
from bot.errors import InputError, LoadError
from bot.ingest.outcome import Event, Outcome
from bot.ingest.sorting import origin_of, place_of
from bot.web.urls import without_password

FILE = "journal.sqlite"
_KEPT_DAYS = 400
_COUNT_SECONDS = 0.5
_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    began TEXT NOT NULL,  -- UTC
    ended TEXT,           -- NULL while it runs, and for ever if it was cut off
    asked TEXT NOT NULL,  -- JSON: see Asked
    ending TEXT,          -- "done", "interrupted", or the sentence of the error
    counts TEXT           -- JSON: see Run.counts
);
CREATE TABLE IF NOT EXISTS events (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    what TEXT NOT NULL,
    source TEXT NOT NULL,
    article TEXT,
    title TEXT,
    reason TEXT
);
CREATE INDEX IF NOT EXISTS events_of_runs ON events(run);
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for.

    action: "ingest", "remove" or "undo". sources: paths, URLs, or what to remove.
    retried: the run whose failures are taken again. undone: the run that is undone.
    note: what the caller wants to know it by again; of such a run the unchanged are kept, too.
    """

    action: str
    sources: tuple[str, ...] = ()
    since: dt.date | None = None
    pruning: bool = False
    retried: int | None = None
    undone: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it is remembered; ``ending`` is None while it runs, or if it was cut off.

    counts: what ``ingest.py --json`` prints, the failures as a number; while it runs also "done",
    the items dealt with, "embedded" and, if it can be told, "expected".
    """

    number: int
    began: dt.datetime
    ended: dt.datetime | None
    asked: Asked
    ending: str | None
    counts: dict[str, int]


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
        with _transaction(self._folder, self._db) as db:
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
            with _transaction(self._folder, self._db) as db:
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
        with _transaction(self._folder, self._db) as db:
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
    db = _opened(folder)
    try:
        with _transaction(folder, db):
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
            with _transaction(folder, db):
                db.execute("DELETE FROM runs WHERE no = ?", (entry.number,))
    finally:
        db.close()


def runs(folder: Path, limit: int | None = None) -> list[Run]:
    """The runs that are remembered, the newest first."""
    with _reading(folder) as db:
        rows = db.execute(
            "SELECT no, began, ended, asked, ending, counts FROM runs ORDER BY no DESC LIMIT ?",
            (-1 if limit is None else limit,),
        ).fetchall()
    return [_run(row) for row in rows]


def run_of(folder: Path, number: int | None) -> Run:
    """The run of that number, or the last. InputError if there is none."""
    found = [run for run in runs(folder) if number is None or run.number == number]
    if not found:
        which = "No run" if number is None else f"No run {number}"
        raise InputError(f"{which} is remembered in {folder}; python ingest.py log lists them.")
    return found[0]


def events_of(folder: Path, number: int, limit: int | None = None) -> list[Event]:
    """What became of each article of a run, in its order.

    With a ``limit`` failures come first, and what has not changed comes last.
    """
    telling = "what <> 'failed', what IN ('unchanged', 'duplicate'), rowid"
    order = "rowid" if limit is None else telling
    with _reading(folder) as db:
        rows = db.execute(
            "SELECT what, source, article, title, reason FROM events WHERE run = ?"
            f" ORDER BY {order} LIMIT ?",
            (number, -1 if limit is None else limit),
        ).fetchall()
    return [Event(*row) for row in rows]


def changed_after(folder: Path, number: int) -> dict[str, int]:
    """The articles that later runs have stored anew, each with the last such run.

    Runs that were undone do not count.
    """
    with _reading(folder) as db:
        rows = db.execute(
            "SELECT e.article, max(e.run) FROM events e JOIN runs r ON r.no = e.run"
            " WHERE e.run > ? AND e.what IN ('added', 'updated') AND e.article IS NOT NULL"
            " AND json_extract(r.asked, '$.action') = 'ingest' AND r.no NOT IN"
            " (SELECT u.undone FROM (SELECT json_extract(asked, '$.undone') AS undone FROM runs) u"
            " WHERE u.undone IS NOT NULL) GROUP BY e.article",
            (number,),
        ).fetchall()
    return dict(rows)


def retried(folder: Path, number: int | None, *, pruning: bool) -> Asked:
    """What failed in a run, or in the last, to be taken again; of a line, its whole file.

    Raises InputError if there is no such run, or if it took nothing in.
    """
    run = run_of(folder, number)
    if run.asked.action != "ingest":
        raise InputError(f"Run {run.number} took nothing in, so nothing can be taken again.")
    failed = [origin_of(e.source) for e in events_of(folder, run.number) if e.what == "failed"]
    return Asked("ingest", tuple(dict.fromkeys(failed)), run.asked.since, pruning, run.number)


def _counts(outcome: Outcome) -> dict[str, int]:
    counts = {k: v for k, v in outcome.as_json().items() if isinstance(v, int)}
    return counts | {"failed": len(outcome.failed)}


def _failure(error: LoadError) -> Event:
    return Event("failed", error.source, reason=error.reason)


@contextmanager
def _reading(folder: Path) -> Iterator[sqlite3.Connection]:
    if not (folder / FILE).is_file():
        raise InputError(f"Nothing has been ingested into {folder} yet, so there is no journal.")
    db = _opened(folder)
    try:
        yield db
    except sqlite3.Error as error:
        raise store_error(folder, error) from error
    finally:
        db.close()


def _opened(folder: Path) -> sqlite3.Connection:
    path = folder / FILE
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if is_about_the_folder(error) or "locked" in str(error):
            raise store_error(folder, error) from error
        # What happened before must not keep what happens now from being done; it is laid aside.
        path.replace(folder / f"{FILE}.damaged")
        for leftover in folder.glob(f"{FILE}-*"):
            leftover.unlink()
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        db.executescript(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
            f"{_SCHEMA}"
        )
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


@contextmanager
def _transaction(folder: Path, db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        db.execute("BEGIN IMMEDIATE")
        yield db
        db.execute("COMMIT")
    except sqlite3.Error as error:
        raise store_error(folder, error) from error
    finally:
        if db.in_transaction:
            db.rollback()


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
        },
        ensure_ascii=False,
    )


def _run(row: tuple[int, str, str | None, str, str | None, str | None]) -> Run:
    number, began, ended, asked, ending, counts = row
    told = json.loads(asked)
    return Run(
        number=number,
        began=dt.datetime.fromisoformat(began),
        ended=dt.datetime.fromisoformat(ended) if ended else None,
        asked=Asked(
            action=told["action"],
            sources=tuple(told["sources"]),
            since=dt.date.fromisoformat(told["since"]) if told["since"] else None,
            pruning=told["pruning"],
            retried=told["retried"],
            undone=told.get("undone"),
            note=told.get("note", ""),
        ),
        ending=ending,
        counts=json.loads(counts) if counts else {},
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
