"""Conversations by id, kept beside the catalogue, so that a reload or a restart loses nothing."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.article import first_words
from bot.conversation_list import TITLE_CHARS
from bot.conversation_store import FILE, opened
from bot.errors import StoreError
from bot.narrowing import UNFILTERED, Filters
from bot.outcome import KeptTurn, Outcome

MAX_CONVERSATIONS = 500
MAX_TURNS = 200


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
        with opened(self.folder) as db:
            rows = db.execute(
                "SELECT t.no, t.question, t.asked, t.outcome, t.filters FROM turns t"
                " JOIN conversations c ON c.no = t.conversation"
                " WHERE c.id = ? AND c.removed IS NULL ORDER BY t.no",
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
        with opened(self.folder) as db:
            db.execute(
                "INSERT INTO conversations (id, title, updated) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET updated = excluded.updated, removed = NULL",
                (conversation, first_words(question, TITLE_CHARS), now),
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
        with opened(self.folder) as db:
            db.execute(
                "UPDATE turns SET outcome = ? WHERE no = ? AND conversation ="
                " (SELECT no FROM conversations WHERE id = ?)",
                (outcome and outcome.as_json(), no, conversation),
            )

    def narrow(self, conversation: str, no: int, filters: Filters) -> None:
        """Have turn ``no`` answered once more, with other ``filters``."""
        with opened(self.folder) as db:
            db.execute(
                "UPDATE turns SET outcome = NULL, filters = ? WHERE no = ? AND conversation ="
                " (SELECT no FROM conversations WHERE id = ?)",
                (json.dumps(filters.as_json()), no, conversation),
            )
