"""What is in, in sum: how much, by whom, from when till when."""

from __future__ import annotations

import datetime as dt
import sqlite3

from bot.coverage.records import CoverageStats, Held
from bot.coverage.searching import EMBARGOED

_SHOWN = f"no NOT IN ({EMBARGOED})"


def stats_of(db: sqlite3.Connection, *, embargoed: bool) -> CoverageStats:
    """How much is in. embargoed: also what may not be shown to readers yet."""
    where = "" if embargoed else f" WHERE {_SHOWN}"
    count, passages, outlets, oldest, newest = db.execute(
        "SELECT count(*), total(passages), count(DISTINCT outlet), min(published_day),"
        f" max(published_day) FROM articles{where}"
    ).fetchone()
    meta = dict(db.execute("SELECT name, value FROM meta").fetchall())
    last = meta.get("last_ingest")
    return CoverageStats(
        articles=count,
        passages=int(passages),
        outlets=outlets,
        oldest=dt.date.fromordinal(oldest) if oldest else None,
        newest=dt.date.fromordinal(newest) if newest else None,
        last_ingest=dt.datetime.fromisoformat(last) if last else None,
        generation=int(meta["generation"]),
    )


def outlets_of(db: sqlite3.Connection) -> dict[str, int]:
    """The outlets by name with their number of articles that may be shown, the largest first."""
    rows = db.execute(
        f"SELECT outlet, count(*) FROM articles WHERE outlet IS NOT NULL AND {_SHOWN}"
        " GROUP BY outlet ORDER BY count(*) DESC, outlet"
    ).fetchall()
    return dict(rows)


def held_of(db: sqlite3.Connection) -> Held:
    """The outlets, bylines and sections of what may be shown by now, and its last day."""
    outlets = db.execute(
        f"SELECT outlet, max(url) FROM articles WHERE outlet IS NOT NULL AND {_SHOWN}"
        " GROUP BY outlet"
    ).fetchall()
    bylines, sections = (
        db.execute(
            f"SELECT DISTINCT {column} FROM articles WHERE {column} > '' AND {_SHOWN} ORDER BY 1"
        ).fetchall()
        for column in ("byline", "section")
    )
    (day,) = db.execute(f"SELECT max(published_day) FROM articles WHERE {_SHOWN}").fetchone()
    return Held(
        dict(outlets),
        tuple(b for (b,) in bylines),
        tuple(name for (name,) in sections),
        dt.date.fromordinal(day) if day else None,
    )
