"""The list of conversations: by day, found by words, renamed, removed and brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from bot.article import first_words
from bot.conversation_store import FILE, opened

TITLE_CHARS = 80
UNDO_HOURS = 1
"""For how long what was removed can be brought back; then it is gone for good."""

_HOLDS = """(c.title LIKE :like ESCAPE '\\' OR EXISTS (
    SELECT 1 FROM turns t WHERE t.conversation = c.no AND (
        t.question LIKE :like ESCAPE '\\' OR EXISTS (
            SELECT 1 FROM json_each(t.outcome, '$.sentences') s
            WHERE json_extract(s.value, '$[0]') LIKE :like ESCAPE '\\'))))"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list."""

    id: str
    title: str
    updated: dt.datetime


@dataclass(frozen=True, slots=True)
class ConversationList:
    """The conversations in ``folder``; safe for many threads and processes."""

    folder: Path

    def recent(self, limit: int = 30, holding: str = "") -> tuple[Listed, ...]:
        """The conversations, the latest first.

        holding: words, each of which stands in the title, a question or an answer.
        """
        if not (self.folder / FILE).is_file():
            return ()
        where = ["c.removed IS NULL"]
        values: list[str] = []
        for word in holding.split():
            where.append(_HOLDS.replace(":like", f"?{len(values) + 1}"))
            values.append(f"%{_escaped(word)}%")
        with opened(self.folder) as db:
            rows = db.execute(
                f"SELECT id, title, updated FROM conversations c WHERE {' AND '.join(where)}"
                f" ORDER BY updated DESC LIMIT ?{len(values) + 1}",
                (*values, limit),
            ).fetchall()
        return tuple(Listed(i, title, dt.datetime.fromisoformat(at)) for i, title, at in rows)

    def title(self, conversation: str) -> str | None:
        """The title of one; None when there is none, or it was removed."""
        if not (self.folder / FILE).is_file():
            return None
        with opened(self.folder) as db:
            row = db.execute(
                "SELECT title FROM conversations WHERE id = ? AND removed IS NULL", (conversation,)
            ).fetchone()
        return str(row[0]) if row else None

    def rename(self, conversation: str, title: str) -> None:
        """Give it another title; one of no words changes nothing."""
        if plain := " ".join(title.split()):
            with opened(self.folder) as db:
                db.execute(
                    "UPDATE conversations SET title = ? WHERE id = ?",
                    (first_words(plain, TITLE_CHARS), conversation),
                )

    def remove(self, conversation: str) -> None:
        """Take it away with its feedback; ``restore`` brings it back for an hour."""
        now = dt.datetime.now(dt.UTC)
        with opened(self.folder) as db:
            db.execute(
                "DELETE FROM conversations WHERE removed < ?",
                ((now - dt.timedelta(hours=UNDO_HOURS)).isoformat(),),
            )
            db.execute(
                "UPDATE conversations SET removed = ? WHERE id = ? AND removed IS NULL",
                (now.isoformat(), conversation),
            )

    def restore(self, conversation: str) -> None:
        """Bring back what was removed."""
        with opened(self.folder) as db:
            db.execute("UPDATE conversations SET removed = NULL WHERE id = ?", (conversation,))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
