"""Articles out of the catalogue: whole, by id or address, as lines of a list, as notices."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from bot.article import Article, first_words, parse_iso
from bot.coverage.records import ArticleRow, Beginning
from bot.coverage.searching import EMBARGOED

ARTICLE = (
    "id, url, title, outlet, byline, published, updated, section, language, text, captions,"
    " source, digest"
)
"""What ``article_of`` takes, in its order."""
_HEADLINE = 90
_TITLE_OF_ITS_OWN = 15
"""A shorter headline may stand in a text and mean nothing."""
_NOTICE_DAYS = 366
_BEGINNING = 600
_NEWEST_FIRST = "published_day DESC NULLS LAST, published DESC, no"


def article_of(row: Sequence[Any]) -> Article:
    """A row of the columns ``ARTICLE``."""
    return Article(
        id=row[0],
        url=row[1],
        title=row[2],
        outlet=row[3],
        byline=row[4],
        published=parse_iso(row[5]),
        updated=parse_iso(row[6]),
        section=row[7],
        language=row[8],
        text=row[9],
        captions=tuple(json.loads(row[10])),
        source=row[11],
        digest=row[12],
    )


def articles_of(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Article]:
    """Those of ``ids`` that are in and may be shown by now, in the order asked for."""
    wanted = list(dict.fromkeys(ids))
    rows = db.execute(
        f"SELECT {ARTICLE} FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        f" AND no NOT IN ({EMBARGOED})",
        (json.dumps(wanted),),
    ).fetchall()
    found = {row[0]: article_of(row) for row in rows}
    return {i: found[i] for i in wanted if i in found}


def found_as(db: sqlite3.Connection, url_or_id: str, *, embargoed: bool) -> Article | None:
    """The article of that id or URL; see ``Catalogue.find``."""
    where = "" if embargoed else f" AND no NOT IN ({EMBARGOED})"
    wanted = url_or_id.strip()
    try:
        by_url = Article.new(text="", source="", url=wanted).id if "//" in wanted else ""
    except ValueError:  # no article has an address that cannot be taken apart
        by_url = ""
    row = db.execute(
        f"SELECT {ARTICLE} FROM articles WHERE id IN (?, ?){where} LIMIT 1",
        (wanted, by_url),
    ).fetchone()
    return article_of(row) if row else None


def rows_of(db: sqlite3.Connection, limit: int | None, *, embargoed: bool) -> list[ArticleRow]:
    """A line an article, the newest first, those of unknown day last."""
    where = "" if embargoed else f" WHERE no NOT IN ({EMBARGOED})"
    rows = db.execute(
        "SELECT id, url, title, outlet, published, passages, source, substr(text, 1, 200)"
        f" FROM articles{where} ORDER BY {_NEWEST_FIRST} LIMIT ?",
        (-1 if limit is None else limit,),
    ).fetchall()
    return [
        ArticleRow(
            id=key,
            url=url,
            title=title or first_words(beginning, _HEADLINE),
            outlet=outlet,
            published=parse_iso(published),
            passages=passages,
            source=source,
        )
        for key, url, title, outlet, published, passages, source, beginning in rows
    ]


def beginnings_of(db: sqlite3.Connection, limit: int) -> list[Beginning]:
    """How the latest articles begin, the newest first."""
    rows = db.execute(
        f"SELECT id, title, substr(text, 1, ?) FROM articles WHERE no NOT IN ({EMBARGOED})"
        f" ORDER BY {_NEWEST_FIRST} LIMIT ?",
        (_BEGINNING, limit),
    ).fetchall()
    return [Beginning(*row) for row in rows]


def notices_of(db: sqlite3.Connection, article: Article) -> list[Article]:
    """The corrections of ``article`` that its outlet has published; see ``Catalogue.notices``."""
    day = article.published_day
    if article.outlet is None or day is None or len(article.title) < _TITLE_OF_ITS_OWN:
        return []
    rows = db.execute(
        f"SELECT {ARTICLE} FROM articles WHERE published_day BETWEEN ? AND ?"
        " AND outlet = ? AND (title LIKE 'correct%' OR title LIKE 'clarif%'"
        " OR section LIKE 'correct%') AND instr(text, ?) > 0 AND id <> ?"
        f" AND no NOT IN ({EMBARGOED}) ORDER BY published_day, no",
        (
            day.toordinal(),
            day.toordinal() + _NOTICE_DAYS,
            article.outlet,
            article.title,
            article.id,
        ),
    ).fetchall()
    return [article_of(row) for row in rows]
