"""What is kept about those who have accounts: name, role, last visit, preferences, logouts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from bot.accounts import Account
from bot.conversation_store import FILE, opened

_SEEN_EVERY = dt.timedelta(minutes=10)
_COOKIE = dt.timedelta(days=32)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who has been here. seen: when last, to ten minutes."""

    id: str
    name: str
    role: str
    seen: dt.datetime


@dataclass(frozen=True, slots=True)
class UserBook:
    """The users in ``folder``, beside the conversations."""

    folder: Path

    def welcome(self, account: Account) -> None:
        """Note that he is here, and what he is called."""
        now = dt.datetime.now(dt.UTC)
        known = (account.id, account.known_as, account.role.shown)
        with opened(self.folder) as db:
            db.execute(
                "INSERT INTO users (id, name, role, seen) VALUES (?, ?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET name = excluded.name, role = excluded.role, seen = excluded.seen"
                " WHERE seen < ? OR name <> excluded.name OR role <> excluded.role",
                (*known, now.isoformat(), (now - _SEEN_EVERY).isoformat()),
            )

    def all(self) -> tuple[User, ...]:
        """Everybody, who was here last first."""
        if not (self.folder / FILE).is_file():
            return ()
        with opened(self.folder) as db:
            rows = db.execute(
                "SELECT id, name, role, seen FROM users ORDER BY seen DESC"
            ).fetchall()
        return tuple(
            User(i, name, role, dt.datetime.fromisoformat(at)) for i, name, role, at in rows
        )

    def preferences(self, account: Account) -> str:
        """What he has set, as ``keep_preferences`` was given it; "" for nothing."""
        with opened(self.folder) as db:
            row = db.execute("SELECT preferences FROM users WHERE id = ?", (account.id,)).fetchone()
        return str(row[0]) if row else ""

    def keep_preferences(self, account: Account, written: str) -> None:
        """Keep what he has set."""
        with opened(self.folder) as db:
            db.execute("UPDATE users SET preferences = ? WHERE id = ?", (written, account.id))

    def log_out(self, account: Account) -> None:
        """Keep that his login is over, for as long as its cookie could be of use."""
        now = dt.datetime.now(dt.UTC)
        with opened(self.folder) as db:
            db.execute("DELETE FROM logouts WHERE login < ?", (int((now - _COOKIE).timestamp()),))
            db.execute("INSERT OR IGNORE INTO logouts VALUES (?, ?)", (account.id, account.login))

    def logouts(self) -> set[tuple[str, int]]:
        """The logins that are over: ids of users, and when each was, in seconds since 1970."""
        if not (self.folder / FILE).is_file():
            return set()
        with opened(self.folder) as db:
            return set(db.execute("SELECT id, login FROM logouts"))
