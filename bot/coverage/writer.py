"""The coverage as an ingest changes it: an article goes in, or is replaced, wholly or not at all.

New vectors are added first, then one transaction of the catalogue switches to them, then the old
ones are deleted. The keys of vectors that are not in the catalogue, new or old, are written down
before (``unsettled``), so that what a crash leaves behind is found without a search.
"""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from bot.article import Article
from bot.coverage import compacting, withdrawals
from bot.coverage.catalogue import Catalogue
from bot.coverage.copies import compare, group, uncompared
from bot.coverage.library import check_embedder
from bot.coverage.locks import INGEST_WAIT, ingesting, turn
from bot.coverage.replacing import VECTORS, fresh_name, sync, taken_over
from bot.coverage.rows import (
    Entry,
    Known,
    bump,
    entry_keys,
    known_as,
    known_where,
    name_articles,
    put_in,
    take_out,
    vector_rows,
    version_of,
)
from bot.coverage.salvage import Found, Lost, numbers, salvaged
from bot.coverage.schema import (
    CATALOGUE,
    are_all_handles_open,
    connect,
    create,
    emptied_log,
    store_error,
    using,
)
from bot.coverage.undo import UNDO
from bot.coverage.vectors import writing
from bot.coverage.versions import forget_latest, forget_versions, keep_version
from bot.errors import StoreError

T = TypeVar("T")
Tidying = Callable[[int, int], None]
"""Is told how many vectors have been copied, of how many."""

log = logging.getLogger(__name__)

_AFTER_SLASH = chr(ord("/") + 1)
_AT_ONCE = 1000
"""Rows in one call; Chroma refuses more than a few thousand."""


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
        embedder: tuple[str, str] | None,
        wait: float = INGEST_WAIT,
        waiting: Callable[[], None] | None = None,
        tidying: Tidying = lambda done, total: None,
    ) -> Iterator[CoverageWriter]:
        """The one writer of ``folder``.

        embedder: its name and digest; the folder is made for it if need be. None to change
        nothing that has to do with vectors but to delete them.
        wait, waiting: see ``locks.ingesting``. tidying: see ``compact``, which ends every change.
        Raises IndexMissing, IndexMismatch, IndexDamaged, IndexBusy, StoreError.
        """
        if embedder is None:
            connect(folder).close()  # which says what is missing
        with ingesting(folder, wait=wait, waiting=waiting):
            if embedder is not None:
                create(folder, new_meta(embedder))
            writer = cls(folder)
            try:
                if embedder is not None:
                    check_embedder(writer.catalogue, folder, *embedder)
                    writer.settle()
                    writer.compare_all()
                yield writer
                writer.settle()
                writer.compact(tidying)
            except OSError as error:
                # In whatever part of an ingest: a module that is imported late is a file, too.
                if are_all_handles_open(error):
                    raise store_error(folder, error) from error
                raise
            finally:
                writer.close()

    def close(self) -> None:
        """Let go of the catalogue."""
        self.catalogue.close()
        self._db.close()

    def known(self, article_id: str) -> Known | None:
        """What is stored under that id."""
        return next(known_where(self._db, "id = ?", article_id), None)

    def known_at(self, place: str) -> list[Known]:
        """What was read from exactly that place: a URL, a file, or a line of one."""
        return list(known_where(self._db, "place = ?", place))

    def known_under(self, path: str) -> list[Known]:
        """What was read from the file ``path``, or from files under the folder ``path``."""
        folder = path.rstrip("/")
        # By the index: asked once for each path of an ingest, of which there may be thousands.
        at = "origin = ? OR (origin >= ? AND origin < ?)"
        return list(known_where(self._db, at, path, f"{folder}/", f"{folder}{_AFTER_SLASH}"))

    def put(self, entries: Sequence[Entry]) -> None:
        """Store ``entries``, each id once; what is in when this returns is found by readers."""
        old = self._unsettled()
        new = [key for entry in entries for key in entry_keys(entry)]
        with self._transaction() as db:
            db.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(k,) for k in new])
        self._change_vectors(old, entries)
        with self._transaction() as db:
            db.execute("DELETE FROM unsettled")
            alone: list[int] = []
            for entry in entries:
                for gone in (entry.article.id, *entry.replaces):
                    keep_version(db, gone, entry.article)
                    alone += take_out(db, gone)
            compare(db, [put_in(db, entry) for entry in entries])
            group(db, alone)
            name_articles(db, [(e.article.guid, e.article.id) for e in entries if e.article.guid])
            db.execute("DELETE FROM unsettled WHERE key IN (SELECT key FROM passages)")
            bump(db)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget the articles ``ids``: no reader finds them, and their text is overwritten."""
        with self._transaction() as db:
            alone: list[int] = []
            for article_id in ids:
                alone += take_out(db, article_id)
                forget_versions(db, article_id)
            group(db, alone)
            # Words of deleted rows stay in the lexical index until its parts are merged.
            db.execute("INSERT INTO words(words) VALUES ('optimize')")
            bump(db)
        self.settle()
        if not emptied_log(self._db):
            log.warning("%s is in use: its log keeps what was removed for a while.", CATALOGUE)

    def forget_latest_versions(self, article_id: str, count: int) -> None:
        """Forget the last ``count`` texts that the article had before the one that it has."""
        with self._transaction() as db:
            forget_latest(db, article_id, count)
            bump(db)

    def named(self, names: Sequence[str], until: dt.datetime | None) -> list[Known]:
        """What a kill notice is about: see ``withdraw``."""
        found = known_as(self._db, names)
        return [known for known in found if until is None or version_of(known) <= until]

    def withdraw(self, names: Sequence[str], until: dt.datetime | None) -> list[Known]:
        """Obey a kill notice: forget what is stored under ``names`` now, and take in none later.

        names: ids, and what providers call articles. until: the notice's moment, aware; it is
        about versions up to that moment, or about all if it is None.
        Returns what was forgotten.
        """
        gone = self.named(names, until)
        with self._transaction() as db:
            withdrawals.note(db, names, until)
        if gone:
            self.remove([known.id for known in gone])
        return gone

    def is_withdrawn(self, article: Article) -> bool:
        """Whether a kill notice was about this version of ``article``."""
        return withdrawals.is_withdrawn(self._db, article)

    def withdrawn(self) -> list[tuple[str, dt.datetime | None]]:
        """Names that kill notices are about, and until when each is; of damage what can be read."""
        return withdrawals.noted(self._db, self.folder)

    def name(self, article: Article) -> None:
        """Note what its provider calls an article that is in already, if that is not known."""
        there = self._db.execute(
            "SELECT 1 FROM names WHERE name = ? AND article = ?", (article.guid, article.id)
        ).fetchone()
        if article.guid and not there:
            with self._transaction() as db:
                name_articles(db, [(article.guid, article.id)])

    def moved(self, article: Article, origin: str, place: str) -> None:
        """Note that an unchanged article is now read from elsewhere."""
        with self._transaction() as db:
            db.execute(
                "UPDATE articles SET source = ?, origin = ?, place = ? WHERE id = ?",
                (article.source, origin, place, article.id),
            )

    def finished(self, at: str | None = None) -> None:
        """Note that an ingest ran to its end now, or ``at`` another moment (ISO 8601)."""
        at = at or dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('last_ingest', ?)", (at,))

    def settle(self) -> None:
        """Delete the vectors that no article has any more, and what else a crash left."""
        current = self.catalogue.vectors_meta()[1]
        with using(self.folder):
            for leftover in (*self.folder.glob(f"{VECTORS}*"), *self.folder.glob(f"{UNDO}*")):
                if leftover.is_dir() and leftover.name.removeprefix(UNDO) != current:
                    with turn(self.folder):
                        shutil.rmtree(leftover)
        if old := self._unsettled():
            self._change_vectors(old, ())
            with self._transaction() as db:
                db.execute("DELETE FROM unsettled")

    def compact(self, tidying: Tidying = lambda done, total: None) -> None:
        """Make the vectors anew without those that were deleted, if these are most of them.

        Readers have the old ones until one transaction switches. tidying: is told how many
        vectors are copied, of how many; never if there is nothing to do. What is in stays in
        whatever happens: a failure is logged.
        """
        _, name, live = self.catalogue.vectors_meta()
        try:
            if not compacting.is_worth_it(self.folder / name, live):
                return
            fresh = fresh_name(self.folder)
            if compacting.copied(self.folder, self.catalogue, self._db, fresh, tidying):
                with using(self.folder):
                    sync(self.folder / fresh)
                with self._transaction() as db:
                    db.execute("UPDATE meta SET value = ? WHERE name = 'vectors'", (fresh,))
                    bump(db)
            else:
                log.warning("Some passages have no vector: python -m bot doctor says what to do.")
        except (StoreError, sqlite3.Error) as error:
            log.warning("The vectors work, but could not be made smaller: %s", error)
        self.settle()

    def compare_all(self) -> None:
        """Find the copies among articles that an older version of this program stored."""
        while numbers := uncompared(self._db, _AT_ONCE):
            with self._transaction() as db:
                compare(db, numbers)
                bump(db)

    def check_vectors(self) -> None:
        """Raises IndexDamaged when the vectors cannot be opened or are too few."""
        _, name, expected = self.catalogue.vectors_meta()
        with writing(self.folder, name, expected, 0):
            pass

    def salvaged(self) -> tuple[int, Iterator[Found | Lost]]:
        """How many articles there are, and each as far as it can be read, as they arrived."""
        found = numbers(self._db)
        return len(found), (salvaged(self._db, number) for number in found)

    def lay_aside(self) -> Path:
        """Copy the catalogue as it is, damage and all; returns where the copy is."""
        aside = self.folder / f"damaged-{CATALOGUE}"
        with using(self.folder):
            shutil.copy(self.folder / CATALOGUE, aside)
        return aside

    def take_over(self, site: Path, *, keeping: bool = True) -> bool:
        """Put what is in the coverage at ``site`` in its place: see ``replacing.taken_over``."""
        generation = self.catalogue.generation()
        return taken_over(self.folder, self._db, generation, site, keeping=keeping)

    def _change_vectors(self, old: Sequence[str], entries: Sequence[Entry]) -> None:
        """Delete the vectors ``old``, add those of ``entries``."""
        rows = [row for entry in entries for row in vector_rows(entry)]
        _, name, expected = self.catalogue.vectors_meta()
        with writing(self.folder, name, expected, len(old) + len(rows)) as collection:
            for some in _chunks(old, _AT_ONCE):
                collection.delete(ids=list(some))
            for part in _chunks(rows, _AT_ONCE):
                keys, vectors, metadatas = zip(*part, strict=True)
                collection.add(ids=list(keys), embeddings=list(vectors), metadatas=list(metadatas))

    def _unsettled(self) -> list[str]:
        return [key for (key,) in self._db.execute("SELECT key FROM unsettled").fetchall()]

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


def new_meta(embedder: tuple[str, str]) -> dict[str, str]:
    """What an empty catalogue says of itself."""
    return {"embedder": embedder[0], "embedder_digest": embedder[1], "vectors": VECTORS}


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for first in range(0, len(items), size):
        yield items[first : first + size]
