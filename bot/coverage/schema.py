"""The catalogue's file: its tables, and connections that agree on how to use it."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import CoverageError, IndexDamaged, IndexMismatch, IndexMissing, StoreError

SCHEMA_VERSION = 3
CATALOGUE = "catalogue.sqlite"

_BUSY_SECONDS = 30
_PAUSE = 0.2
_FORMAT_1 = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    published_day INTEGER,
    outlet TEXT,
    passages INTEGER NOT NULL,
    digest TEXT NOT NULL,
    url TEXT,
    title TEXT NOT NULL,
    byline TEXT,
    published TEXT,
    updated TEXT,
    section TEXT,
    language TEXT,
    source TEXT NOT NULL,
    origin TEXT NOT NULL,
    place TEXT NOT NULL,
    captions TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX articles_by_day ON articles (published_day, outlet, passages);
CREATE INDEX articles_by_origin ON articles (origin);
CREATE INDEX articles_by_place ON articles (place);
CREATE TABLE passages (
    no INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentences TEXT NOT NULL
);
CREATE INDEX passages_by_article ON passages (article);
CREATE TABLE terms (
    passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    title_terms TEXT NOT NULL,
    terms TEXT NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (
    title_terms, terms, content=terms, content_rowid=passage,
    tokenize="unicode61 remove_diacritics 0 tokenchars '.'"
);
CREATE TABLE unsettled (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""
# What may be copies of one another is found by the keys of their sketches. An article of an older
# format has no row in ``sketched`` until a writer compares it.
_FORMAT_2 = """
CREATE TABLE sketched (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    keys BLOB NOT NULL
);
CREATE TABLE sketches (
    key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE TABLE pairs (
    one INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE copies (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    story INTEGER NOT NULL,
    place INTEGER NOT NULL
);
CREATE INDEX copies_by_story ON copies (story, place);
CREATE TABLE repeats (
    passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    holder INTEGER NOT NULL,
    PRIMARY KEY (passage, holder)
) WITHOUT ROWID;
CREATE TABLE versions (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    updated TEXT,
    replaced TEXT NOT NULL,
    text BLOB NOT NULL
);
CREATE INDEX versions_by_id ON versions (id);
"""
# What providers call articles, and up to which moment they withdrew what is called so.
_FORMAT_3 = """
CREATE TABLE names (name TEXT PRIMARY KEY, article TEXT, withdrawn TEXT) WITHOUT ROWID;
"""
_STEPS = {2: _FORMAT_2, 3: _FORMAT_3}
"""What makes each format from the one before."""


def connect(folder: Path) -> sqlite3.Connection:
    """A connection to the catalogue in ``folder``, in autocommit mode.

    Raises IndexMissing, IndexMismatch for a newer version, IndexDamaged.
    """
    path = folder / CATALOGUE
    with using(folder):
        there = path.is_file()
    if not there:
        raise IndexMissing(
            f"Nothing has been ingested into {folder}: run python ingest.py with your articles."
        )
    try:
        connection = _open(path)
        row = connection.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchone()
    except (sqlite3.Error, OSError) as error:
        raise store_error(folder, error) from error
    if row is None or not str(row[0]).isdigit():
        raise store_error(folder, sqlite3.DatabaseError("it does not tell its version"))
    if int(row[0]) > SCHEMA_VERSION:
        raise IndexMismatch(
            f"{folder} was made by a newer version of this program (format {row[0]}, this one"
            f" reads {SCHEMA_VERSION}): update the program, or name another folder with --data."
        )
    if int(row[0]) < SCHEMA_VERSION:
        _bring_forward(connection, folder)
    return connection


def create(folder: Path, meta: dict[str, str]) -> None:
    """An empty catalogue in ``folder``, with ``meta``; nothing is done if there is one.

    It appears whole or not at all.
    """
    path = folder / CATALOGUE
    with using(folder):
        there = path.exists()
    if there:
        return
    draft = folder / f"{CATALOGUE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob(f"{draft.name}*"):
            leftover.unlink()
        connection = _open(draft)
        connection.executescript(f"BEGIN; {_FORMAT_1} {''.join(_STEPS.values())} COMMIT;")
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            {**meta, "schema_version": str(SCHEMA_VERSION), "generation": "0"}.items(),
        )
        connection.close()  # which also moves everything out of the -wal file
        draft.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise store_error(folder, error) from error


def missing_parts(connection: sqlite3.Connection) -> list[str]:
    """The tables and indices that a catalogue should have and this one has not."""
    listed = "SELECT name FROM sqlite_master WHERE type IN ('table', 'index')"
    with closing(sqlite3.connect(":memory:")) as model:
        model.executescript(f"{_FORMAT_1} {''.join(_STEPS.values())}")
        wanted = {name for (name,) in model.execute(listed)}
    return sorted(wanted.difference(name for (name,) in connection.execute(listed)))


def _bring_forward(connection: sqlite3.Connection, folder: Path) -> None:
    """Take a catalogue of an older format to this one, in one transaction; nothing is lost."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have been first.
        (found,) = connection.execute(
            "SELECT value FROM meta WHERE name = 'schema_version'"
        ).fetchone()
        for step in range(int(found) + 1, SCHEMA_VERSION + 1):
            for statement in _STEPS[step].split(";"):
                connection.execute(statement)
        connection.execute(
            "UPDATE meta SET value = ? WHERE name = 'schema_version'", (str(SCHEMA_VERSION),)
        )
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise store_error(folder, error) from error
    finally:
        if connection.in_transaction:
            connection.rollback()


def store_error(folder: Path, error: BaseException) -> CoverageError:
    """The sentence for what SQLite or the file system says about ``folder``."""
    text = str(error).lower()
    if any(w in text for w in _FULL_WORDS) or getattr(error, "errno", None) in _FULL:
        return StoreError(f"The disk of {folder} is full: free some space and run it again.")
    if are_all_handles_open(error) or ("unable to open" in text and has_few_handles()):
        return StoreError(
            f"{folder} cannot be used, since too many files are open: allow this process more"
            " (ulimit -n) and run it again."
        )
    if "no such module: fts5" in text:
        return StoreError(
            "This Python's SQLite has no full-text search (FTS5): use a Python from python.org,"
            " your distribution or conda."
        )
    if "locked" in text:
        return StoreError(f"{folder} is in use by another program: try again in a moment.")
    if is_about_the_folder(error):
        reason = getattr(error, "strerror", None) or str(error)
        return StoreError(
            f"The data folder {folder} cannot be used ({reason.lower()}): check that it is a"
            " folder that you may write to, or name another with --data."
        )
    return IndexDamaged(
        f"The catalogue in {folder} cannot be read ({error}): run python ingest.py --rebuild; if"
        " that fails, too, python -m bot restore FILE, or delete the folder and ingest again."
    )


@contextmanager
def using(folder: Path) -> Iterator[None]:
    """What the file system refuses inside is raised as a StoreError about ``folder``."""
    try:
        yield
    except OSError as error:
        raise store_error(folder, error) from error


def is_about_the_folder(error: BaseException) -> bool:
    """Whether ``error`` is about room or permission, and not about what is in the files."""
    text = str(error).lower()
    return isinstance(error, OSError) or any(w in text for w in (*_FULL_WORDS, *_ACCESS, _HANDLES))


def are_all_handles_open(error: BaseException) -> bool:
    """Whether ``error`` says that this process, or the system, may open no further file."""
    return getattr(error, "errno", None) in (errno.EMFILE, errno.ENFILE) or (
        _HANDLES in str(error).lower()
    )


def has_few_handles() -> bool:
    """Whether this process can open hardly any further file, which SQLite and Chroma do not say."""
    held: list[int] = []
    try:
        for _ in range(_HANDLES_NEEDED):
            held.append(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return True
    finally:
        for handle in held:
            os.close(handle)
    return False


_FULL = (errno.ENOSPC, errno.EDQUOT)
_FULL_WORDS = ("disk is full", "no space left")
_HANDLES = "too many open files"
_HANDLES_NEEDED = 24
"""What Chroma opens, and some more."""
_ACCESS = ("readonly", "read-only", "unable to open", "disk i/o error", "permission")


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        " PRAGMA secure_delete = ON; PRAGMA cache_size = -32000;"
    )
    return connection


def emptied_log(db: sqlite3.Connection) -> bool:
    """Move what SQLite's log holds into the file, so that what was deleted is in neither.

    SQLite waits for those who read an older state; but while somebody else moves the log it says at
    once that it is busy. False where it still was at last: then whoever writes next empties it.
    """
    end = time.monotonic() + _BUSY_SECONDS
    while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE)
    return True
