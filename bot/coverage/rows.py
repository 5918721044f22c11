"""An article as the catalogue's rows: what is put in, what is taken out, what is known of it."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.article import Article, Passage, Published, iso, parse_iso
from bot.coverage.copies import let_go
from bot.coverage.records import passage_key
from bot.coverage.vectors import Vector
from bot.words import terms


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to be stored.

    vectors: (len(passages), dimensions), unit length.
    origin: the file or URL that it was read from, absolute (``Article.source`` is as given).
    place: the same with the line, where a file holds many.
    replaces: ids of other articles that go when this one is in.
    """

    article: Article
    passages: tuple[Passage, ...]
    vectors: Vector
    origin: str
    place: str
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of an article."""

    id: str
    url: str | None
    title: str
    digest: str
    source: str
    origin: str
    place: str
    published: Published | None
    updated: Published | None


def version_of(item: Article | Known) -> dt.datetime:
    """When this version was made: updated, else published, else the beginning of time."""
    moment = item.updated or item.published
    if moment is None:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    if not isinstance(moment, dt.datetime):
        return dt.datetime(moment.year, moment.month, moment.day, tzinfo=dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def known_where(db: sqlite3.Connection, where: str, *values: object) -> Iterator[Known]:
    """What is stored of the articles for which the SQL condition ``where`` holds."""
    rows = db.execute(
        "SELECT id, url, title, digest, source, origin, place, published, updated FROM articles"
        f" WHERE {where} ORDER BY no",
        values,
    ).fetchall()
    for key, url, title, digest, source, origin, place, published, updated in rows:
        yield Known(
            id=key,
            url=url,
            title=title,
            digest=digest,
            source=source,
            origin=origin,
            place=place,
            published=parse_iso(published),
            updated=parse_iso(updated),
        )


def entry_keys(entry: Entry) -> list[str]:
    """The keys of the passages of ``entry``, in order."""
    article = entry.article
    return [passage_key(article.id, article.digest, p.ordinal) for p in entry.passages]


def vector_rows(entry: Entry) -> Iterator[tuple[str, Vector, dict[str, str | int]]]:
    """Key, vector and metadata of each passage of ``entry``, as Chroma takes them."""
    day = entry.article.published_day
    facts = facts_of(entry.article.id, day.toordinal() if day else None)
    for key, vector in zip(entry_keys(entry), entry.vectors, strict=True):
        yield key, vector, facts


def facts_of(article: str, day: int | None) -> dict[str, str | int]:
    """The metadata of a vector of the article ``article``; day: published, its ordinal."""
    # Chroma refuses None; an integer can be ranged over.
    return {"article": article} if day is None else {"article": article, "published_day": day}


def key_rows(db: sqlite3.Connection, size: int) -> Iterator[list[tuple[str, str, int | None]]]:
    """All passages: key, article and the ordinal of its day, so many at a time."""
    rows = db.execute(
        "SELECT p.key, a.id, a.published_day FROM passages p JOIN articles a ON a.no = p.article"
        " ORDER BY p.no"
    )
    while some := rows.fetchmany(size):
        yield some


def take_out(db: sqlite3.Connection, article_id: str) -> list[int]:
    """Delete an article; the keys of its vectors become unsettled.

    Returns the numbers of its copies, which have to be grouped anew.
    """
    row = db.execute("SELECT no FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return []
    copies = let_go(db, row[0])
    of_article = "(SELECT p.no FROM passages p JOIN articles a ON a.no = p.article WHERE a.id = ?)"
    db.execute(
        f"INSERT OR IGNORE INTO unsettled SELECT key FROM passages WHERE no IN {of_article}",
        (article_id,),
    )
    # The index keeps no text of its own: it must be told what it had been given.
    db.execute(
        "INSERT INTO words(words, rowid, title_terms, terms)"
        f" SELECT 'delete', passage, title_terms, terms FROM terms WHERE passage IN {of_article}",
        (article_id,),
    )
    db.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    return copies


def put_in(db: sqlite3.Connection, entry: Entry) -> int:
    """Insert an article with its passages and their words; returns its number."""
    article, day = entry.article, entry.article.published_day
    number = db.execute(
        "INSERT INTO articles (id, published_day, outlet, passages, digest, url, title, byline,"
        " published, updated, section, language, source, origin, place, captions, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            day.toordinal() if day else None,
            article.outlet,
            len(entry.passages),
            article.digest,
            article.url,
            article.title,
            article.byline,
            iso(article.published),
            iso(article.updated),
            article.section,
            article.language,
            article.source,
            entry.origin,
            entry.place,
            json.dumps(article.captions),
            article.text,
        ),
    ).lastrowid
    title = " ".join(terms(article.title))
    for key, passage in zip(entry_keys(entry), entry.passages, strict=True):
        offsets = [o for s in passage.sentences for o in (s.start, s.end)]
        row = db.execute(
            'INSERT INTO passages (key, article, ordinal, start, "end", sentences)'
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                key,
                number,
                passage.ordinal,
                passage.start,
                passage.end,
                json.dumps(offsets, separators=(",", ":")),
            ),
        ).lastrowid
        words = " ".join(terms(article.text[passage.start : passage.end]))
        db.execute("INSERT INTO terms VALUES (?, ?, ?)", (row, title, words))
        db.execute(
            "INSERT INTO words (rowid, title_terms, terms) VALUES (?, ?, ?)", (row, title, words)
        )
    assert number is not None
    return number


def name_articles(db: sqlite3.Connection, names: Iterable[tuple[str, str]]) -> None:
    """Note what providers call articles: pairs of such a name and an id."""
    db.executemany(
        "INSERT INTO names (name, article) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET article = excluded.article",
        names,
    )


def known_as(db: sqlite3.Connection, names: Iterable[str]) -> list[Known]:
    """What is stored under any of ``names``: an id, or what a provider calls it."""
    return list(
        known_where(
            db,
            "id IN (SELECT value FROM json_each(?1)"
            " UNION SELECT article FROM names WHERE name IN (SELECT value FROM json_each(?1)))",
            json.dumps(list(names)),
        )
    )


def bump(db: sqlite3.Connection) -> None:
    """Tell readers that something has changed."""
    db.execute("UPDATE main.meta SET value = value + 1 WHERE name = 'generation'")
