"""The coverage as an ingest changes it: an article goes in, or is replaced, wholly or not at all.

New vectors are added first, then one transaction of the catalogue switches to them, then the old
ones are deleted. The keys of vectors that are not in the catalogue, new or old, are written down
before (``unsettled``), so that what a crash leaves behind is found without a search.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.article import Article, Passage, Published, iso, parse_iso
from bot.coverage.catalogue import Catalogue
from bot.coverage.library import check_embedder
from bot.coverage.locks import INGEST_WAIT, ingesting
from bot.coverage.records import passage_key
from bot.coverage.schema import connect, create, store_error
from bot.coverage.vectors import Vector, writing
from bot.words import terms

T = TypeVar("T")

VECTORS = "vectors"
_AT_ONCE = 1000
"""Rows in one call; Chroma refuses more than a few thousand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to be stored.

    vectors: (len(passages), dimensions), unit length.
    origin: the file or URL that it was read from, absolute (``Article.source`` is as given).
    replaces: ids of other articles that go when this one is in.
    """

    article: Article
    passages: tuple[Passage, ...]
    vectors: Vector
    origin: str
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of an article."""

    id: str
    digest: str
    source: str
    published: Published | None
    updated: Published | None


class CoverageWriter:
    """Changes the coverage in a folder; made by ``CoverageWriter.open``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = Catalogue(folder)
        self._db = connect(folder)

    @classmethod
    @contextmanager
    def open(
        cls,
        folder: Path,
        *,
        embedder_name: str,
        embedder_digest: str,
        wait: float = INGEST_WAIT,
        waiting: Callable[[], None] | None = None,
    ) -> Iterator[CoverageWriter]:
        """The one writer of ``folder``, which is made if need be.

        wait, waiting: see ``locks.ingesting``. Raises IndexMismatch, IndexBusy, StoreError.
        """
        with ingesting(folder, wait=wait, waiting=waiting):
            create(
                folder,
                {
                    "embedder": embedder_name,
                    "embedder_digest": embedder_digest,
                    "vectors": VECTORS,
                },
            )
            writer = cls(folder)
            try:
                check_embedder(writer.catalogue, folder, embedder_name, embedder_digest)
                writer.settle()
                yield writer
                writer.settle()
            finally:
                writer.close()

    def close(self) -> None:
        """Let go of the catalogue."""
        self.catalogue.close()
        self._db.close()

    def known(self, article_id: str) -> Known | None:
        """What is stored under that id."""
        return next(self._known("id = ?", article_id), None)

    def known_from(self, origin: str) -> list[Known]:
        """What was read from the file or URL ``origin``."""
        return list(self._known("origin = ?", origin))

    def known_under(self, folder: str) -> list[Known]:
        """What was read from files under ``folder``."""
        prefix = folder.rstrip("/") + "/"
        return list(self._known("substr(origin, 1, ?) = ?", len(prefix), prefix))

    def put(self, entries: Sequence[Entry]) -> None:
        """Store ``entries``, each id once; what is in when this returns is found by readers."""
        old = self._unsettled()
        new = [key for entry in entries for key in _keys(entry)]
        with self._transaction() as db:
            db.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(k,) for k in new])
        self._change_vectors(old, entries)
        with self._transaction() as db:
            db.execute("DELETE FROM unsettled")
            for entry in entries:
                for gone in (entry.article.id, *entry.replaces):
                    _take_out(db, gone)
            for entry in entries:
                _put_in(db, entry)
            db.execute("DELETE FROM unsettled WHERE key IN (SELECT key FROM passages)")
            _bump(db)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget the articles ``ids``: no reader finds them, and their text is overwritten."""
        with self._transaction() as db:
            for article_id in ids:
                _take_out(db, article_id)
            # Words of deleted rows stay in the lexical index until its parts are merged.
            db.execute("INSERT INTO words(words) VALUES ('optimize')")
            _bump(db)
        self.settle()
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def moved(self, article: Article, origin: str) -> None:
        """Note that an unchanged article is now read from elsewhere."""
        with self._transaction() as db:
            db.execute(
                "UPDATE articles SET source = ?, origin = ? WHERE id = ?",
                (article.source, origin, article.id),
            )

    def finished(self) -> None:
        """Note that an ingest ran to its end now."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('last_ingest', ?)", (now,))

    def settle(self) -> None:
        """Delete the vectors that no article has any more, and what else a crash left."""
        current = self.catalogue.vectors_meta()[1]
        for leftover in self.folder.glob(f"{VECTORS}*"):
            if leftover.is_dir() and leftover.name != current:
                shutil.rmtree(leftover, ignore_errors=True)
        if old := self._unsettled():
            self._change_vectors(old, ())
            with self._transaction() as db:
                db.execute("DELETE FROM unsettled")

    def _change_vectors(self, old: Sequence[str], entries: Sequence[Entry]) -> None:
        """Delete the vectors ``old``, add those of ``entries``."""
        rows = [row for entry in entries for row in _vector_rows(entry)]
        _, name, expected = self.catalogue.vectors_meta()
        with writing(self.folder, name, expected) as collection:
            for some in _chunks(old, _AT_ONCE):
                collection.delete(ids=list(some))
            for part in _chunks(rows, _AT_ONCE):
                keys, vectors, metadatas = zip(*part, strict=True)
                collection.add(ids=list(keys), embeddings=list(vectors), metadatas=list(metadatas))

    def _unsettled(self) -> list[str]:
        return [key for (key,) in self._db.execute("SELECT key FROM unsettled").fetchall()]

    def _known(self, where: str, *values: object) -> Iterator[Known]:
        rows = self._db.execute(
            f"SELECT id, digest, source, published, updated FROM articles WHERE {where}", values
        ).fetchall()
        for row in rows:
            yield Known(row[0], row[1], row[2], parse_iso(row[3]), parse_iso(row[4]))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise store_error(self.folder, error) from error
        finally:
            if self._db.in_transaction:
                self._db.rollback()


def _keys(entry: Entry) -> list[str]:
    article = entry.article
    return [passage_key(article.id, article.digest, p.ordinal) for p in entry.passages]


def _vector_rows(entry: Entry) -> Iterator[tuple[str, Vector, dict[str, str | int]]]:
    day = entry.article.published_day
    # Chroma refuses None; an integer can be ranged over.
    facts: dict[str, str | int] = {"article": entry.article.id}
    if day is not None:
        facts["published_day"] = day.toordinal()
    for key, vector in zip(_keys(entry), entry.vectors, strict=True):
        yield key, vector, facts


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for first in range(0, len(items), size):
        yield items[first : first + size]


def _take_out(db: sqlite3.Connection, article_id: str) -> None:
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


def _put_in(db: sqlite3.Connection, entry: Entry) -> None:
    article, day = entry.article, entry.article.published_day
    number = db.execute(
        "INSERT INTO articles (id, published_day, outlet, passages, digest, url, title, byline,"
        " published, updated, section, language, source, origin, captions, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            json.dumps(article.captions),
            article.text,
        ),
    ).lastrowid
    title = " ".join(terms(article.title))
    for key, passage in zip(_keys(entry), entry.passages, strict=True):
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


def _bump(db: sqlite3.Connection) -> None:
    db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")
