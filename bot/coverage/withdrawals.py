"""Kill notices: what they are about is forgotten, and not taken in again."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bot.article import Article
from bot.coverage.rows import version_of

log = logging.getLogger(__name__)


def note(db: sqlite3.Connection, names: Sequence[str], until: dt.datetime | None) -> None:
    """Note that ``names`` are withdrawn; of two notices the one that reaches further stands.

    names: ids, and what providers call articles. until: the notice's moment, aware; it is about
    versions up to that moment, or about all if it is None.
    """
    written = until.astimezone(dt.UTC).isoformat() if until else ""
    db.executemany(
        "INSERT INTO names (name, withdrawn) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
        " SET withdrawn = CASE WHEN withdrawn = '' OR withdrawn > excluded.withdrawn"
        " AND excluded.withdrawn > '' THEN withdrawn ELSE excluded.withdrawn END",
        [(name, written) for name in names],
    )


def is_withdrawn(db: sqlite3.Connection, article: Article) -> bool:
    """Whether a notice was about this version of ``article``."""
    rows = db.execute(
        "SELECT withdrawn FROM names WHERE name IN (?, ?) AND withdrawn IS NOT NULL",
        (article.id, article.guid),
    ).fetchall()
    version = version_of(article)
    return any(not w or version <= dt.datetime.fromisoformat(w) for (w,) in rows)


def noted(db: sqlite3.Connection, folder: Path) -> list[tuple[str, dt.datetime | None]]:
    """Names that notices are about, and until when each is (None: for ever).

    Of a damaged catalogue what can be read; that in ``folder`` is named in the log then.
    """
    found: list[tuple[str, dt.datetime | None]] = []
    listed = "SELECT name, withdrawn FROM names WHERE withdrawn IS NOT NULL"
    try:
        for name, until in db.execute(listed):
            found.append((name, dt.datetime.fromisoformat(until) if until else None))
    except sqlite3.Error as error:
        log.warning("Some kill notices in %s cannot be read: %s", folder, error)
    return found
