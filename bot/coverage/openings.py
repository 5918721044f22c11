"""How articles begin: all that it takes to see which of them tell of the same event."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from bot.coverage.records import Scope
from bot.coverage.searching import articles_condition


@dataclass(frozen=True, slots=True)
class Opening:
    """How an article begins.

    day: ordinal of its publication. title, words: search terms (of ``bot.words``) with spaces
    between.
    """

    article: str
    outlet: str | None
    day: int
    title: str
    words: str


def openings_of(db: sqlite3.Connection, scope: Scope, limit: int) -> list[Opening]:
    """How the latest articles of known day in ``scope`` begin: headlines and first passages."""
    where, values = articles_condition(scope)
    rows = db.execute(
        "SELECT a.id, a.outlet, a.published_day, t.title_terms, t.terms FROM articles a"
        " CROSS JOIN passages p ON p.article = a.no AND p.ordinal = 0"
        " CROSS JOIN terms t ON t.passage = p.no"
        f" WHERE a.published_day IS NOT NULL AND {where}"
        " ORDER BY a.published_day DESC, a.no DESC LIMIT ?",
        (*values, limit),
    ).fetchall()
    return [Opening(*row) for row in rows]
