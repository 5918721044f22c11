"""A data folder put back as a backup holds it, while pages that read from it stay open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.backup import DATABASES, put_back, unpacked, vectors_in
from bot.coverage.catalogue import Catalogue
from bot.coverage.faults import faults
from bot.coverage.locks import restoring
from bot.coverage.replacing import VECTORS
from bot.coverage.rows import Entry, vector_rows
from bot.coverage.salvage import Found, numbers, salvaged
from bot.coverage.schema import CATALOGUE, connect, create, using
from bot.coverage.vectors import Vector, writing
from bot.coverage.writer import CoverageWriter, new_meta
from bot.errors import IndexDamaged, IndexMismatch, IndexMissing, InputError
from bot.ingest.storing import Encoder, embedded_text

SITE = "restore"
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back.

    made: when the backup was made, UTC, ISO 8601.
    embedded: vectors that were made anew.
    withdrawn: articles that were left out, since a kill notice came after the backup.
    """

    made: str
    articles: int
    passages: int
    embedded: int
    withdrawn: int


def restore(
    file: Path,
    folder: Path,
    embedder: tuple[str, str],
    encoder: Callable[[], Encoder],
    *,
    waiting: Callable[[], None] | None = None,
) -> Restored:
    """Put what the backup ``file`` holds in the place of all that is in ``folder``.

    Until it is whole, the old coverage answers. Kill notices that came later stay in force.
    encoder: called when the first vector has to be made.
    Raises InputError, StoreError, ModelError; nothing is changed then.
    """
    site = folder / SITE
    with restoring(folder, waiting=waiting), unpacked(file, site) as card:
        fits = _prepared(file, site, embedder)
        _make_place(folder, embedder)
        with CoverageWriter.open(folder, embedder=None, waiting=waiting) as live:
            embedded = _fill_vectors(site, vectors_in(site) if fits else {}, encoder)
            with CoverageWriter.open(site, embedder=embedder) as built:
                withdrawn = sum(len(built.withdraw([n], until)) for n, until in live.withdrawn())
                stats = built.catalogue.stats(embargoed=True)
            others = [name for name in DATABASES[1:] if (site / name).is_file()]
            for name in others:
                put_back(site / name, folder / name)
            live.take_over(site, keeping=False)
    return Restored(card.made, stats.articles, stats.passages, embedded, withdrawn)


def _prepared(file: Path, site: Path, embedder: tuple[str, str]) -> bool:
    """Make the catalogue of ``site`` ours; returns whether its vectors are by ``embedder``."""
    try:
        catalogue = Catalogue(site)
        try:
            if wrong := faults(catalogue):
                raise InputError(f"{file} is damaged ({wrong[0]}): use another backup.")
            made_by = (catalogue.meta("embedder"), catalogue.meta("embedder_digest"))
        finally:
            catalogue.close()
    except (IndexMissing, IndexDamaged) as error:
        raise InputError(f"{file} holds no sound catalogue: use another backup.") from error
    with closing(connect(site)) as db:
        db.execute("DELETE FROM unsettled")
        for name, value in new_meta(embedder).items():
            db.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
    return made_by == embedder


def _make_place(folder: Path, embedder: tuple[str, str]) -> None:
    """See to it that there is a catalogue to be replaced; one that cannot be opened is laid by."""
    try:
        connect(folder).close()
    except (IndexDamaged, IndexMismatch):
        with using(folder):
            for path in folder.glob(f"{CATALOGUE}*"):
                path.replace(path.with_name(f"damaged-{path.name}"))
        create(folder, new_meta(embedder))
    except IndexMissing:
        create(folder, new_meta(embedder))


def _fill_vectors(site: Path, vectors: dict[str, Vector], encoder: Callable[[], Encoder]) -> int:
    """Give each passage of ``site`` its vector; returns how many had to be made."""
    catalogue = Catalogue(site)
    try:
        with closing(connect(site)) as db:
            missing = list(_missing(catalogue, db, vectors))
            for first in range(0, len(missing), _AT_ONCE):
                some = missing[first : first + _AT_ONCE]
                made = encoder().encode([text for _, text in some])
                vectors.update(zip((key for key, _ in some), made, strict=True))
            with writing(site, VECTORS, 0, len(vectors)) as collection:
                for rows in _batches(catalogue, db, vectors):
                    keys, found, facts = zip(*rows, strict=True)
                    collection.add(ids=list(keys), embeddings=list(found), metadatas=list(facts))
    finally:
        catalogue.close()
    return len(missing)


def _missing(
    catalogue: Catalogue, db: sqlite3.Connection, vectors: dict[str, Vector]
) -> Iterator[tuple[str, str]]:
    for found in _articles(db):
        keys = catalogue.article_keys(found.article.id)
        for key, stored in catalogue.passages(k for k in keys if k not in vectors).items():
            yield key, embedded_text(found.article, stored.passage)


def _batches(
    catalogue: Catalogue, db: sqlite3.Connection, vectors: dict[str, Vector]
) -> Iterator[Sequence[tuple[str, Vector, dict[str, str | int]]]]:
    rows: list[tuple[str, Vector, dict[str, str | int]]] = []
    for found in _articles(db):
        stored = catalogue.passages(catalogue.article_keys(found.article.id))
        passages = tuple(s.passage for s in stored.values())
        own = np.stack([vectors[key] for key in stored])
        rows += vector_rows(Entry(found.article, passages, own, found.origin, found.place))
        if len(rows) >= _AT_ONCE:
            yield rows
            rows = []
    if rows:
        yield rows


def _articles(db: sqlite3.Connection) -> Iterator[Found]:
    for number in numbers(db):
        found = salvaged(db, number)
        if isinstance(found, Found):  # all are: ``faults`` has looked
            yield found
