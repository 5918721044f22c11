"""The catalogue, read: articles, passages, and search by words. Safe for many threads."""

from __future__ import annotations

import json
import queue
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.article import Article, Passage, Sentence
from bot.coverage.articles import articles_of, beginnings_of, found_as, notices_of, rows_of
from bot.coverage.copies import copies_of
from bot.coverage.openings import Opening, openings_of
from bot.coverage.records import (
    ArticleRow,
    Beginning,
    Copy,
    CoverageStats,
    Held,
    Hit,
    Scope,
    StoredPassage,
    Version,
)
from bot.coverage.schema import connect, store_error
from bot.coverage.searching import (
    EMBARGOED,
    articles_condition,
    condition,
    count,
    search,
    with_phrase,
)
from bot.coverage.statistics import Frequencies, TermStatistics
from bot.coverage.sums import held_of, outlets_of, stats_of
from bot.coverage.versions import versions_of


class Catalogue:
    """Reads the catalogue in ``folder``; each call sees what was committed before it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._idle.put(connect(folder))
        self._frequencies = Frequencies()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection whose statements all see the same moment."""
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = connect(self._folder)
        try:
            connection.execute("BEGIN")
            yield connection
        except sqlite3.Error as error:
            raise store_error(self._folder, error) from error
        finally:
            connection.rollback()
            self._idle.put(connection)

    def close(self) -> None:
        """Close the idle connections."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def meta(self, name: str) -> str | None:
        """A fact about the coverage, such as embedder, vectors or last_ingest."""
        with self.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def generation(self) -> int:
        """A number that grows with every change."""
        return int(self.meta("generation") or 0)

    def waiting(self) -> int:
        """How many articles wait for the end of their embargo: it ends without any change."""
        with self.reading() as db:
            (count,) = db.execute(f"SELECT count(*) FROM ({EMBARGOED})").fetchone()
        return int(count)

    def vectors_meta(self) -> tuple[int, str, int]:
        """The generation, the folder of the vectors, and how many must be in it at least."""
        with self.reading() as db:
            meta = dict(db.execute("SELECT name, value FROM meta").fetchall())
            (count,) = db.execute("SELECT total(passages) FROM articles").fetchone()
        return int(meta["generation"]), meta["vectors"], int(count)

    def stats(self, *, embargoed: bool = False) -> CoverageStats:
        """What is in. embargoed: also what may not be shown to readers yet."""
        with self.reading() as db:
            return stats_of(db, embargoed=embargoed)

    def outlets(self) -> dict[str, int]:
        """The outlets by name with their number of articles, the largest first."""
        with self.reading() as db:
            return outlets_of(db)

    def held(self) -> Held:
        """The outlets, bylines and sections of what may be shown by now."""
        with self.reading() as db:
            return held_of(db)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those articles that are in and may be shown by now, by id, in the order asked for."""
        with self.reading() as db:
            return articles_of(db, ids)

    def find(self, url_or_id: str, *, embargoed: bool = False) -> Article | None:
        """The article of that id or URL, tracking parameters and the like aside.

        embargoed: also one that may not be shown to readers yet.
        """
        with self.reading() as db:
            return found_as(db, url_or_id, embargoed=embargoed)

    def rows(self, limit: int | None = None, *, embargoed: bool = False) -> list[ArticleRow]:
        """A line an article, the newest first, those of unknown day last.

        embargoed: also those that may not be shown to readers yet.
        """
        with self.reading() as db:
            return rows_of(db, limit, embargoed=embargoed)

    def beginnings(self, limit: int) -> list[Beginning]:
        """How the latest articles begin, the newest first."""
        with self.reading() as db:
            return beginnings_of(db, limit)

    def openings(self, scope: Scope, limit: int) -> list[Opening]:
        """How the latest ``limit`` articles of known day in ``scope`` begin."""
        with self.reading() as db:
            return openings_of(db, scope, limit)

    def search_words(self, terms: Sequence[str], limit: int, scope: Scope) -> list[Hit]:
        """The passages that hold any of ``terms`` (of ``bot.words``), by bm25, the best first."""
        with self.reading() as db:
            return search(db, self._frequencies, terms, limit, scope)

    def with_phrase(self, terms: Sequence[str], limit: int, scope: Scope) -> list[str]:
        """Ids of articles that hold ``terms`` one after the other, stemmed as they are."""
        with self.reading() as db:
            return with_phrase(db, terms, scope, limit)

    def term_statistics(self, terms: Sequence[str], scope: Scope) -> TermStatistics:
        """In how many passages each of ``terms`` stands, and the newest day in ``scope``."""
        where, values = articles_condition(scope)
        with self.reading() as db:
            frequencies, passages = self._frequencies.of(db, terms)
            (newest,) = db.execute(
                f"SELECT max(published_day) FROM articles a WHERE {where}", values
            ).fetchone()
        return TermStatistics(frequencies, passages, newest)

    def in_scope(self, keys: Sequence[str], scope: Scope) -> dict[str, tuple[str, int | None]]:
        """Article id and day of those ``keys`` that are in the catalogue and in ``scope``."""
        where, values = condition(scope)
        with self.reading() as db:
            rows = db.execute(
                "SELECT p.key, a.id, a.published_day FROM json_each(?) j"
                " CROSS JOIN passages p ON p.key = j.value"
                f" CROSS JOIN articles a ON a.no = p.article WHERE {where}",
                (json.dumps(list(keys)), *values),
            ).fetchall()
        return {key: (article, day) for key, article, day in rows}

    def count_in_scope(self, scope: Scope) -> tuple[int, int]:
        """How many passages are in ``scope``, and how many there are."""
        with self.reading() as db:
            inside = count(db, scope)
            (everything,) = db.execute("SELECT total(passages) FROM articles").fetchone()
        return inside, int(everything)

    def keys_in_scope(self, scope: Scope) -> list[str]:
        """The keys of all passages in ``scope``."""
        where, values = condition(scope)
        with self.reading() as db:
            rows = db.execute(
                "SELECT p.key FROM articles a CROSS JOIN passages p ON p.article = a.no"
                f" WHERE {where}",
                values,
            ).fetchall()
        return [key for (key,) in rows]

    def every_key(self) -> list[str]:
        """The keys of all passages, also of articles that may not be shown yet."""
        with self.reading() as db:
            return [key for (key,) in db.execute("SELECT key FROM passages ORDER BY no")]

    def passages(self, keys: Iterable[str]) -> dict[str, StoredPassage]:
        """Those passages that are in, by key, in the order asked for."""
        wanted = list(dict.fromkeys(keys))
        with self.reading() as db:
            rows = db.execute(
                "SELECT p.key, a.id, p.ordinal, p.start, p.end, p.sentences, t.terms,"
                " t.title_terms, a.published_day, a.outlet FROM json_each(?) j"
                " CROSS JOIN passages p ON p.key = j.value"
                " CROSS JOIN articles a ON a.no = p.article"
                " CROSS JOIN terms t ON t.passage = p.no",
                (json.dumps(wanted),),
            ).fetchall()
        found = {row[0]: _stored(row) for row in rows}
        return {k: found[k] for k in wanted if k in found}

    def copies(self, ids: Iterable[str]) -> dict[str, tuple[Copy, ...]]:
        """The other places of the text of each article of ``ids``; only those that have any."""
        with self.reading() as db:
            return copies_of(db, list(dict.fromkeys(ids)))

    def versions(self, article_id: str) -> list[Version]:
        """What the article said before, the latest first."""
        with self.reading() as db:
            return versions_of(db, article_id)

    def notices(self, article: Article) -> list[Article]:
        """Corrections that the outlet of ``article`` has published as articles, in their order.

        They quote its headline; what may not be shown yet is left out.
        """
        with self.reading() as db:
            return notices_of(db, article)

    def article_keys(self, article_id: str) -> list[str]:
        """The keys of the passages of one article, in order."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT p.key FROM passages p JOIN articles a ON a.no = p.article"
                " WHERE a.id = ? ORDER BY p.ordinal",
                (article_id,),
            ).fetchall()
        return [key for (key,) in rows]


def _stored(row: Sequence[Any]) -> StoredPassage:
    offsets = json.loads(row[5])
    sentences = tuple(Sentence(s, e) for s, e in zip(offsets[::2], offsets[1::2], strict=True))
    return StoredPassage(
        key=row[0],
        passage=Passage(row[1], row[2], row[3], row[4], sentences),
        terms=tuple(row[6].split()),
        title_terms=tuple(row[7].split()),
        published_day=row[8],
        outlet=row[9],
    )
