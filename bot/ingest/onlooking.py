"""The coverage for a rehearsal of an ingest: it can be looked at, and nothing changes it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.article import Article
from bot.coverage.library import check_embedder
from bot.coverage.rows import Entry
from bot.coverage.schema import CATALOGUE
from bot.coverage.writer import CoverageWriter
from bot.errors import StoreError


class _Onlooker(CoverageWriter):
    """Notes nothing."""

    def moved(self, article: Article, origin: str, place: str) -> None:
        """Leave the article where it was read from."""

    def name(self, article: Article) -> None:
        """Leave the article without what its provider calls it."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Nothing is stored in a rehearsal."""
        raise StoreError("A dry run stores nothing.")


@contextmanager
def looking_on(folder: Path, embedder: tuple[str, str]) -> Iterator[CoverageWriter]:
    """The coverage in ``folder`` as it is; an empty one if there is none yet.

    It waits for no other ingest. Raises IndexMismatch, IndexDamaged, StoreError.
    """
    if not (folder / CATALOGUE).is_file():
        with (
            tempfile.TemporaryDirectory() as nowhere,
            CoverageWriter.open(Path(nowhere), embedder=embedder) as writer,
        ):
            yield writer
        return
    writer = _Onlooker(folder)
    try:
        check_embedder(writer.catalogue, folder, *embedder)
        yield writer
    finally:
        writer.close()
