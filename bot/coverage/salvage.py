"""What can be read of a catalogue that may be damaged: each article whole, or told as lost."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass

from bot.article import Article
from bot.coverage.articles import ARTICLE, article_of

_WAYS = (
    "NOT INDEXED",
    "INDEXED BY articles_by_day",
    "INDEXED BY articles_by_origin",
    "INDEXED BY articles_by_place",
    "INDEXED BY sqlite_autoindex_articles_1",
)
_KEPT = ("versions", "names")
"""What a rebuild cannot derive from the articles."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it was stored, and from where it had been read."""

    article: Article
    origin: str
    place: str


@dataclass(frozen=True, slots=True)
class Lost:
    """An article whose row cannot be read; place: from where it had been read, "" if unknown."""

    number: int
    place: str


def numbers(db: sqlite3.Connection) -> list[int]:
    """The numbers of the articles, in the order of their arrival.

    The indices tell of those, too, that have fallen out of the table.
    """
    found: set[int] = set()
    for way in _WAYS:
        # A way that is torn tells as much as it can.
        with suppress(sqlite3.Error):
            for (number,) in db.execute(f"SELECT no FROM articles {way}"):
                found.add(number)
    return sorted(number for number in found if number > 0)


def salvaged(db: sqlite3.Connection, number: int) -> Found | Lost:
    """The article of that number; one that is not as it was stored is lost."""
    return _found(db, number) or Lost(number, _place(db, number))


def is_as_stored(article: Article) -> bool:
    """Whether ``article`` still says what its digest was made of."""
    return article.dated(article.published, article.updated).digest == article.digest


def keep_rest(db: sqlite3.Connection, new: sqlite3.Connection) -> bool:
    """Copy what no article tells from ``db`` to ``new``: earlier texts, kill notices.

    Returns False when some of it could not be read.
    """
    whole = True
    for table in _KEPT:
        new.execute(f"DELETE FROM {table}")
        try:
            for row in db.execute(f"SELECT * FROM {table}"):
                marks = ", ".join("?" * len(row))
                new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
        except sqlite3.Error:
            whole = False
    return whole


def _found(db: sqlite3.Connection, number: int) -> Found | None:
    try:
        row = db.execute(
            f"SELECT {ARTICLE}, origin, place FROM articles NOT INDEXED WHERE no = ?",
            (number,),
        ).fetchone()
        found = row and Found(article_of(row[:-2]), row[-2], row[-1])
    except (sqlite3.Error, ValueError, TypeError):
        return None
    return found if found and is_as_stored(found.article) else None


def _place(db: sqlite3.Connection, number: int) -> str:
    try:
        row = db.execute(
            "SELECT place FROM articles INDEXED BY articles_by_place WHERE no = ?", (number,)
        ).fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""
