"""The coverage made anew from its own catalogue, no source needed: split, embedded, indexed again.

A second coverage is built beside the first and then taken over; until that moment the first
answers. An interrupted rebuild is gone on with by the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.coverage.salvage import Lost
from bot.coverage.schema import using
from bot.coverage.writer import CoverageWriter
from bot.errors import LoadError, StoreError
from bot.ingest.outcome import Outcome, Watch
from bot.ingest.sorting import Task
from bot.ingest.storing import Encoder, Storer
from bot.loaders.items import Note

_SITE = "rebuild"
_KEPT = "the damaged catalogue is kept there; delete it once nothing is missing."
_LOST_REST = (
    "the catalogue has lost earlier texts of articles, or notices that withdrew some: a later"
    " ingest may take in what was withdrawn"
)


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

    What cannot be read is told as failed, and the catalogue then kept beside.
    Raises IndexMissing, IndexBusy, StoreError, ModelError; the old coverage then still answers.
    """
    with CoverageWriter.open(folder, embedder=None, waiting=waiting) as live:
        kept: set[str] = set()
        with (
            _site(folder / _SITE, embedder) as site,
            Storer(site, encoder, outcome, watch) as storer,
        ):
            outcome.expected, items = live.salvaged()
            for item in items:
                if isinstance(item, Lost):
                    outcome.failed.append(LoadError(item.place or str(folder), _lost(item)))
                    continue
                kept.add(item.article.id)
                built = site.known(item.article.id)
                if built is not None and built.digest == item.article.digest:
                    outcome.unchanged += 1
                else:
                    storer.add(Task(item.article, item.origin, item.place, "new"))
            storer.flush()
            site.remove(
                [row.id for row in site.catalogue.rows(embargoed=True) if row.id not in kept]
            )
            if last := live.catalogue.meta("last_ingest"):
                site.finished(last)
        if outcome.failed:
            outcome.notes.append(Note(str(live.lay_aside()), _KEPT))
        if not live.take_over(folder / _SITE):
            outcome.failed.append(LoadError(str(folder), _LOST_REST))
        watch(outcome)


def _lost(item: Lost) -> str:
    return f"the catalogue has lost article {item.number}: take it in again from where it is"


@contextmanager
def _site(folder: Path, embedder: tuple[str, str]) -> Iterator[CoverageWriter]:
    """The coverage being built, as far as an earlier rebuild came with the same model."""
    if folder.exists():
        try:
            with CoverageWriter.open(folder, embedder=embedder) as site:
                site.check_vectors()
        except StoreError:
            with using(folder):
                shutil.rmtree(folder)
    with CoverageWriter.open(folder, embedder=embedder) as site:
        yield site
