"""Conversations by id, kept beside the catalogue, so that a reload or a restart loses nothing."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.article import first_words
from bot.errors import StoreError
from bot.narrowing import UNFILTERED, Filters
from bot.outcome import KeptTurn, Outcome

FILE = "conversations.sqlite"
MAX_CONVERSATIONS = 500
MAX_TURNS = 200

_TITLE_CHARS = 80
_VERSION = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    updated TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS conversations_by_update ON conversations (updated);
CREATE TABLE IF NOT EXISTS turns (
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    no INTEGER NOT NULL,
    asked TEXT NOT NULL,
    question TEXT NOT NULL,
    outcome TEXT,
    filters TEXT,
    PRIMARY KEY (conversation, no)
) WITHOUT ROWID;
PRAGMA user_version = 2;
"""
_FROM_1 = "ALTER TABLE turns ADD COLUMN filters TEXT; PRAGMA user_version = 2;"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of conversations."""

    id: str
    title: str
    updated: dt.datetime


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversations in ``folder``; safe for many threads and processes."""

    folder: Path

    @staticmethod
    def new_id() -> str:
        """An id that nobody guesses; the conversation is kept from its first question on."""
        return secrets.token_urlsafe(9)

    def turns(self, conversation: str) -> tuple[KeptTurn, ...]:
        """All turns in order; none of a conversation that is not there."""
        if not (self.folder / FILE).is_file():
            return ()
        with self._open() as db:
            rows = db.execute(
                "SELECT t.no, t.question, t.asked, t.outcome, t.filters FROM turns t"
                " JOIN conversations c ON c.no = t.conversation WHERE c.id = ? ORDER BY t.no",
                (conversation,),
            ).fetchall()
        return tuple(
            KeptTurn(
                no,
                question,
                dt.datetime.fromisoformat(asked),
                outcome and Outcome.from_json(outcome),
                Filters.from_json(json.loads(filters)) if filters else UNFILTERED,
            )
            for no, question, asked, outcome, filters in rows
        )

    def ask(self, conversation: str, question: str, filters: Filters = UNFILTERED) -> int:
        """Keep a question that has yet to be answered; returns the number of its turn.

        Raises StoreError when the conversation has MAX_TURNS.
        """
        now = dt.datetime.now(dt.UTC).isoformat()
        with self._open() as db:
            db.execute(
                "INSERT INTO conversations (id, title, updated) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET updated = excluded.updated",
                (conversation, first_words(question, _TITLE_CHARS), now),
            )
            (key,) = db.execute(
                "SELECT no FROM conversations WHERE id = ?", (conversation,)
            ).fetchone()
            (no,) = db.execute(
                "SELECT coalesce(max(no), 0) + 1 FROM turns WHERE conversation = ?", (key,)
            ).fetchone()
            if no > MAX_TURNS:
                raise StoreError(
                    f"This conversation has {MAX_TURNS} questions: please begin a new one."
                )
            db.execute(
                "INSERT INTO turns (conversation, no, asked, question, filters)"
                " VALUES (?, ?, ?, ?, ?)",
                (key, no, now, question, json.dumps(filters.as_json())),
            )
            db.execute(
                "DELETE FROM conversations WHERE no NOT IN"
                " (SELECT no FROM conversations ORDER BY updated DESC LIMIT ?)",
                (MAX_CONVERSATIONS,),
            )
        return int(no)

    def settle(self, conversation: str, no: int, outcome: Outcome | None) -> None:
        """Keep what became of turn ``no``; None: it has yet to be answered, again."""
        with self._open() as db:
            db.execute(
                "UPDATE turns SET outcome = ? WHERE no = ? AND conversation ="
                " (SELECT no FROM conversations WHERE id = ?)",
                (outcome and outcome.as_json(), no, conversation),
            )

    def narrow(self, conversation: str, no: int, filters: Filters) -> None:
        """Have turn ``no`` answered once more, with other ``filters``."""
        with self._open() as db:
            db.execute(
                "UPDATE turns SET outcome = NULL, filters = ? WHERE no = ? AND conversation ="
                " (SELECT no FROM conversations WHERE id = ?)",
                (json.dumps(filters.as_json()), no, conversation),
            )

    def recent(self, limit: int = 30) -> tuple[Listed, ...]:
        """The conversations, the latest first."""
        if not (self.folder / FILE).is_file():
            return ()
        with self._open() as db:
            rows = db.execute(
                "SELECT id, title, updated FROM conversations ORDER BY updated DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return tuple(Listed(i, title, dt.datetime.fromisoformat(at)) for i, title, at in rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = self.folder / FILE
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=10)
            try:
                db.execute("PRAGMA foreign_keys = ON")
                (version,) = db.execute("PRAGMA user_version").fetchone()
                if version == 0:
                    db.execute("PRAGMA journal_mode = WAL")
                    db.executescript(_SCHEMA)
                elif version == 1:
                    db.executescript(_FROM_1)
                elif version > _VERSION:
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
