"""The file of conversations beside the catalogue: its tables, and how it is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StoreError

FILE = "conversations.sqlite"
LOCAL = "local"
"""The owner of what is asked where no accounts are configured; no account has this id."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    updated TEXT NOT NULL,
    removed TEXT
);
CREATE TABLE IF NOT EXISTS turns (
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    no INTEGER NOT NULL,
    asked TEXT NOT NULL,
    question TEXT NOT NULL,
    outcome TEXT,
    filters TEXT,
    PRIMARY KEY (conversation, no)
) WITHOUT ROWID;
"""
_FEEDBACK = """
CREATE TABLE IF NOT EXISTS feedback (
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    given TEXT NOT NULL,
    good INTEGER NOT NULL,
    reason TEXT NOT NULL,
    question TEXT NOT NULL,
    asked TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (conversation, turn)
) WITHOUT ROWID;
"""
_OWNERS = f"""
ALTER TABLE conversations ADD COLUMN owner TEXT NOT NULL DEFAULT '{LOCAL}';
DROP INDEX IF EXISTS conversations_by_update;
CREATE INDEX conversations_by_owner ON conversations (owner, updated);
CREATE TABLE users (
    id TEXT PRIMARY KEY,  -- as in conversations.owner
    name TEXT NOT NULL,   -- as a person knows it
    role TEXT NOT NULL,
    seen TEXT NOT NULL,   -- UTC
    preferences TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE logouts (
    id TEXT NOT NULL,         -- a user's
    login INTEGER NOT NULL,   -- which of his logins is over: when it was, seconds since 1970
    PRIMARY KEY (id, login)
) WITHOUT ROWID;
PRAGMA user_version = 4;
"""
_FROM = {
    0: _SCHEMA + _FEEDBACK + _OWNERS,
    1: "ALTER TABLE turns ADD COLUMN filters TEXT; PRAGMA user_version = 2;",
    2: f"ALTER TABLE conversations ADD COLUMN removed TEXT; {_FEEDBACK} PRAGMA user_version = 3;",
    3: _OWNERS,
}
"""What brings a file of that version forward."""
_VERSION = 4


def owned(owner: str | None) -> tuple[str, dict[str, str]]:
    """A condition on the table ``conversations c``, and its value. None: everybody's."""
    return ("c.owner = :owner", {"owner": owner}) if owner is not None else ("1", {})


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The conversations in ``folder``, one transaction. Raises StoreError."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=10)
        try:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA secure_delete = ON")  # what is gone leaves no bytes behind
            while (version := db.execute("PRAGMA user_version").fetchone()[0]) in _FROM:
                if version == 0:
                    db.execute("PRAGMA journal_mode = WAL")
                _bring_forward(db, version)
            if version > _VERSION:
                raise StoreError(
                    f"The conversations in {path} were made by a newer version of this program:"
                    " update the program, or move that file away."
                )
            with db:
                yield db
        finally:
            db.close()
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"The conversations in {path} cannot be read or written ({error}):"
            " check the folder, or move that file away."
        ) from error


def _bring_forward(db: sqlite3.Connection, version: int) -> None:
    """All or nothing, and once when several processes begin at the same moment."""
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA user_version").fetchone()[0] == version:
        for statement in _FROM[version].split(";"):
            db.execute(statement)
    db.commit()
