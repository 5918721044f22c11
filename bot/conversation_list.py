"""The list of conversations: by day, found by words, renamed, removed and brought back."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.article import first_words
from bot.conversation_store import FILE, LOCAL, opened, owned
from bot.words import fold

TITLE_CHARS = 80
_MOST_WORDS = 20
UNDO_HOURS = 1
"""For how long what was removed can be brought back; then it is gone for good."""

_HOLDS = """(instr(fold(c.title), :word) OR EXISTS (
    SELECT 1 FROM turns t WHERE t.conversation = c.no AND (
        instr(fold(t.question), :word) OR EXISTS (
            SELECT 1 FROM json_each(t.outcome, '$.sentences') s
            WHERE instr(fold(json_extract(s.value, '$[0]')), :word)))))"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list."""

    id: str
    title: str
    updated: dt.datetime


@dataclass(frozen=True, slots=True)
class ConversationList:
    """The conversations in ``folder`` of one ``owner``; safe for many threads and processes.

    owner: None for everybody's, which is for the command line.
    """

    folder: Path
    owner: str | None = LOCAL

    def recent(self, limit: int = 30, holding: str = "") -> tuple[Listed, ...]:
        """The conversations, the latest first.

        holding: words, each of which stands in the title, a question or an answer; of more than
        some dozen the first.
        """
        if not (self.folder / FILE).is_file():
            return ()
        mine, owner = owned(self.owner)
        where = ["c.removed IS NULL", mine]
        values: dict[str, str | int] = {**owner, "limit": limit}
        for number, word in enumerate(holding.split()[:_MOST_WORDS]):
            where.append(_HOLDS.replace(":word", f":word{number}"))
            values[f"word{number}"] = fold(word)
        with opened(self.folder) as db:
            # SQLite knows capitals of English alone.
            db.create_function("fold", 1, fold, deterministic=True)
            rows = db.execute(
                f"SELECT id, title, updated FROM conversations c WHERE {' AND '.join(where)}"
                " ORDER BY updated DESC LIMIT :limit",
                values,
            ).fetchall()
        return tuple(Listed(i, title, dt.datetime.fromisoformat(at)) for i, title, at in rows)

    def title(self, conversation: str) -> str | None:
        """The title of one; None when there is none of this owner, or it was removed."""
        if not (self.folder / FILE).is_file():
            return None
        mine, owner = owned(self.owner)
        with opened(self.folder) as db:
            row = db.execute(
                "SELECT c.title FROM conversations c"
                f" WHERE c.id = :id AND c.removed IS NULL AND {mine}",
                owner | {"id": conversation},
            ).fetchone()
        return str(row[0]) if row else None

    def rename(self, conversation: str, title: str) -> None:
        """Give it another title; one of no words changes nothing."""
        if plain := " ".join(title.split()):
            self._set("title = :title", conversation, title=first_words(plain, TITLE_CHARS))

    def remove(self, conversation: str) -> None:
        """Take it away with its feedback; ``restore`` brings it back for an hour."""
        now = dt.datetime.now(dt.UTC).isoformat()
        self._set("removed = coalesce(removed, :now)", conversation, now=now)

    def restore(self, conversation: str) -> None:
        """Bring back what was removed."""
        self._set("removed = NULL", conversation)

    def _set(self, what: str, conversation: str, **values: str) -> None:
        mine, owner = owned(self.owner)
        with opened(self.folder) as db:
            forget_removed(db)
            db.execute(
                f"UPDATE conversations AS c SET {what} WHERE c.id = :id AND {mine}",
                {**values, **owner, "id": conversation},
            )


def forget_removed(db: sqlite3.Connection) -> None:
    """Let go of what was removed so long ago that it cannot be brought back."""
    last = dt.datetime.now(dt.UTC) - dt.timedelta(hours=UNDO_HOURS)
    db.execute("DELETE FROM conversations WHERE removed < ?", (last.isoformat(),))
