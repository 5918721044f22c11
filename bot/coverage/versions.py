"""What articles said before they were updated: compressed, to be shown, never to be found."""

from __future__ import annotations

import datetime as dt
import sqlite3
import zlib

from bot.article import Article, parse_iso
from bot.coverage.records import Version

MOST = 10
"""So many earlier versions of an article are kept, the latest."""


def keep_version(db: sqlite3.Connection, article_id: str, now: Article) -> None:
    """Before ``now`` takes the place of the article ``article_id``, keep what that says.

    What ``article_id`` said before goes with it. A change of neither headline nor text is none.
    """
    if article_id != now.id:
        db.execute("UPDATE versions SET id = ? WHERE id = ?", (now.id, article_id))
    row = db.execute(
        "SELECT title, published, updated, text FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    if row is None or (row[0], row[3]) == (now.title, now.text):
        return
    replaced = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO versions (id, title, published, updated, replaced, text)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (now.id, *row[:3], replaced, zlib.compress(row[3].encode(), 9)),
    )
    db.execute(
        "DELETE FROM versions WHERE id = ? AND no NOT IN"
        " (SELECT no FROM versions WHERE id = ? ORDER BY no DESC LIMIT ?)",
        (now.id, now.id, MOST),
    )


def forget_versions(db: sqlite3.Connection, article_id: str) -> None:
    """Delete all that the article said before."""
    db.execute("DELETE FROM versions WHERE id = ?", (article_id,))


def forget_latest(db: sqlite3.Connection, article_id: str, count: int) -> None:
    """Delete the latest ``count`` versions of the article."""
    db.execute(
        "DELETE FROM versions WHERE no IN"
        " (SELECT no FROM versions WHERE id = ? ORDER BY no DESC LIMIT ?)",
        (article_id, count),
    )


def versions_of(db: sqlite3.Connection, article_id: str) -> list[Version]:
    """What the article said before, the latest first."""
    rows = db.execute(
        "SELECT title, published, updated, replaced, text FROM versions WHERE id = ?"
        " ORDER BY no DESC",
        (article_id,),
    ).fetchall()
    return [
        Version(
            title=title,
            published=parse_iso(published),
            updated=parse_iso(updated),
            replaced=dt.datetime.fromisoformat(replaced),
            text=zlib.decompress(text).decode(),
        )
        for title, published, updated, replaced, text in rows
    ]
