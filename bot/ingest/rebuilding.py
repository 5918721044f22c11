"""The coverage made anew from its own catalogue, no source needed: split, embedded, indexed again.

A second coverage is built beside the first and then taken over; until that moment the first
answers. An interrupted rebuild is gone on with by the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.coverage.writer import CoverageWriter
from bot.errors import StoreError
from bot.ingest.outcome import Outcome, Watch
from bot.ingest.sorting import Task
from bot.ingest.storing import Encoder, Storer

_SITE = "rebuild"


def rebuild(
    folder: Path,
    embedder: tuple[str, str],
    encoder: Callable[[], Encoder],
    outcome: Outcome,
    *,
    watch: Watch = lambda outcome: None,
    waiting: Callable[[], None] | None = None,
) -> None:
    """Make vectors and lexical index of ``folder`` anew, with ``embedder`` (name and digest).

    Raises IndexMissing, IndexBusy, StoreError, ModelError; the old coverage then still answers.
    """
    with CoverageWriter.open(folder, embedder=None, waiting=waiting) as live:
        outcome.expected = live.catalogue.stats().articles
        kept: set[str] = set()
        with (
            _site(folder / _SITE, embedder) as site,
            Storer(site, encoder, outcome, watch) as storer,
        ):
            for article in live.catalogue.every_article():
                kept.add(article.id)
                built, known = site.known(article.id), live.known(article.id)
                if built is not None and built.digest == article.digest:
                    outcome.unchanged += 1
                elif known is not None:
                    storer.add(Task(article, known.origin, known.place, "new"))
            storer.flush()
            site.remove(
                [row.id for row in site.catalogue.rows(embargoed=True) if row.id not in kept]
            )
        live.take_over(folder / _SITE)


@contextmanager
def _site(folder: Path, embedder: tuple[str, str]) -> Iterator[CoverageWriter]:
    """The coverage being built, as far as an earlier rebuild came with the same model."""
    if folder.exists():
        try:
            with CoverageWriter.open(folder, embedder=embedder) as site:
                site.check_vectors()
        except StoreError:
            shutil.rmtree(folder)
    with CoverageWriter.open(folder, embedder=embedder) as site:
        yield site
