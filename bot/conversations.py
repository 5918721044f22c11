"""Conversations by id, kept beside the catalogue, so that a reload or a restart loses nothing."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.article import first_words
from bot.conversation_list import TITLE_CHARS, forget_removed
from bot.conversation_store import FILE, LOCAL, opened, owned
from bot.errors import NotAllowed, StoreError
from bot.narrowing import UNFILTERED, Filters
from bot.outcome import KeptTurn, Outcome

MAX_CONVERSATIONS = 500
"""So many are kept of each owner."""
MAX_TURNS = 200
_MOMENT = dt.timedelta(seconds=2)
"""Sooner nobody asks the same again; later somebody may, since an ingest has brought something."""


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversations in ``folder`` of one ``owner``; safe for many threads and processes.

    owner: None for everybody's, to be read and answered, but not to be begun.
    """

    folder: Path
    owner: str | None = LOCAL

    @staticmethod
    def new_id() -> str:
        """An id that nobody guesses; the conversation is kept from its first question on."""
        return secrets.token_urlsafe(9)

    def turns(self, conversation: str) -> tuple[KeptTurn, ...]:
        """All turns in order; none of a conversation that is not there."""
        if not (self.folder / FILE).is_file():
            return ()
        mine, values = owned(self.owner)
        with opened(self.folder) as db:
            rows = db.execute(
                "SELECT t.no, t.question, t.asked, t.outcome, t.filters FROM turns t"
                " JOIN conversations c ON c.no = t.conversation"
                f" WHERE c.id = :id AND c.removed IS NULL AND {mine} ORDER BY t.no",
                values | {"id": conversation},
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

    def ask(
        self,
        conversation: str,
        question: str,
        filters: Filters = UNFILTERED,
        *,
        once: bool = False,
    ) -> int:
        """Keep a question that has yet to be answered; returns the number of its turn.

        once: if the last turn asks the same, and waits for its answer or was asked a moment ago,
        that turn is meant: a browser may send a question along with a look at the progress and
        then by itself, and people press Enter twice.

        Raises StoreError when the conversation has MAX_TURNS, NotAllowed when it is another's.
        """
        now = dt.datetime.now(dt.UTC)
        with opened(self.folder) as db:
            begun = db.execute(
                "INSERT INTO conversations (id, title, updated, owner) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET updated = excluded.updated, removed = NULL"
                " WHERE owner = excluded.owner RETURNING no",
                (conversation, first_words(question, TITLE_CHARS), now.isoformat(), self.owner),
            ).fetchall()
            if not begun:
                raise NotAllowed("That conversation is somebody else's: please begin a new one.")
            ((key,),) = begun
            told = json.dumps(filters.as_json())
            # The insertion before has locked the file: nobody else asks between look and insertion.
            last = db.execute(
                "SELECT no, question = ? AND filters = ? AND (outcome IS NULL OR asked > ?)"
                " FROM turns WHERE conversation = ? ORDER BY no DESC LIMIT 1",
                (question, told, (now - _MOMENT).isoformat(), key),
            ).fetchone()
            if once and last and last[1]:
                return int(last[0])
            no = last[0] + 1 if last else 1
            if no > MAX_TURNS:
                raise StoreError(
                    f"This conversation has {MAX_TURNS} questions: please begin a new one."
                )
            db.execute(
                "INSERT INTO turns (conversation, no, asked, question, filters)"
                " VALUES (?, ?, ?, ?, ?)",
                (key, no, now.isoformat(), question, told),
            )
            forget_removed(db)
            db.execute(
                "DELETE FROM conversations WHERE no IN (SELECT no FROM conversations"
                " WHERE owner = ? ORDER BY updated DESC LIMIT -1 OFFSET ?)",
                (self.owner, MAX_CONVERSATIONS),
            )
        return int(no)

    def settle(self, conversation: str, no: int, outcome: Outcome | None) -> None:
        """Keep what became of turn ``no``; None: it has yet to be answered, again."""
        told = outcome.as_json() if outcome else None
        self._set("outcome = :outcome", conversation, no, outcome=told)

    def narrow(self, conversation: str, no: int, filters: Filters) -> None:
        """Have turn ``no`` answered once more, with other ``filters``."""
        self._set(
            "outcome = NULL, filters = :filters",
            conversation,
            no,
            filters=json.dumps(filters.as_json()),
        )

    def _set(self, what: str, conversation: str, no: int, **values: str | None) -> None:
        mine, owner = owned(self.owner)
        with opened(self.folder) as db:
            db.execute(
                f"UPDATE turns SET {what} WHERE no = :no AND conversation ="
                f" (SELECT c.no FROM conversations c WHERE c.id = :id AND {mine})",
                {**values, **owner, "id": conversation, "no": no},
            )
