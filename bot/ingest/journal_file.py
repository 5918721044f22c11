"""The journal's file: its tables, and connections to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.coverage.schema import is_about_the_folder, store_error, using
from bot.errors import CoverageError, IndexDamaged, InputError, StoreError

FILE = "journal.sqlite"
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


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The journal in ``folder``, to be read; InputError if there is none."""
    with using(folder):
        there = (folder / FILE).is_file()
    if not there:
        raise InputError(f"Nothing has been ingested into {folder} yet, so there is no journal.")
    db = opened(folder)
    try:
        yield db
    except sqlite3.Error as error:
        raise _unreadable(folder, error) from error
    finally:
        db.close()


def opened(folder: Path, *, to_write: bool = False) -> sqlite3.Connection:
    """The journal in ``folder``, made if need be; a damaged one is laid aside. StoreError.

    to_write: all of it is looked at first, for damage may lie where only writing comes.
    """
    path = folder / FILE
    try:
        db = _connected(path)
        if to_write:
            _check(db)
        return db
    except sqlite3.DatabaseError as error:
        if is_about_the_folder(error) or "locked" in str(error):
            raise store_error(folder, error) from error
        # What happened before must not keep what happens now from being done; it is laid aside.
        with using(folder):
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


def _check(db: sqlite3.Connection) -> None:
    told = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if told != "ok":
        db.close()
        raise sqlite3.DatabaseError(told)


def _unreadable(folder: Path, error: sqlite3.Error) -> CoverageError:
    told = store_error(folder, error)
    if not isinstance(told, IndexDamaged):
        return told
    return StoreError(
        f"The journal of ingests {folder / FILE} is damaged ({error}): the next ingest lays it"
        " aside and begins a new one."
    )


@contextmanager
def transaction(folder: Path, db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All that is done in it, or nothing. StoreError."""
    try:
        db.execute("BEGIN IMMEDIATE")
        yield db
        db.execute("COMMIT")
    except sqlite3.Error as error:
        raise _unreadable(folder, error) from error
    finally:
        if db.in_transaction:
            db.rollback()
