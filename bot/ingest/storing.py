"""Articles -> passages -> vectors -> coverage, some hundred passages at a time."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import Protocol, Self

from bot.article import Article, Passage
from bot.coverage.rows import Entry, version_of
from bot.coverage.vectors import Vector
from bot.coverage.writer import CoverageWriter
from bot.errors import LoadError
from bot.ingest.outcome import Event, Outcome, Watch
from bot.ingest.sorting import Task

PASSAGES_AT_ONCE, PASSAGES_AT_MOST = 256, 2048
"""Passages that are embedded and stored together: what an interruption may cost, twice.

A batch grows with what has been stored, for every opening of the vectors costs by their number.
"""
_GROWTH = 32
_EMBEDDED_AT_ONCE = 64
_LOOK_SECONDS = 0.2
_THREAD = "vectors of an ingest"


class Encoder(Protocol):
    """What makes vectors: ``bot.embedder.Embedder``, or anything with its ``encode``."""

    def encode(self, texts: Sequence[str]) -> Vector:
        """Unit vectors of ``texts``, (n, dimensions)."""
        ...


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles with their passages, whose vectors are being made."""

    tasks: tuple[tuple[Task, tuple[Passage, ...]], ...]
    vectors: Future[Vector]


class Storer:
    """Collects articles and stores them in batches; to be used as a context manager.

    While the vectors of one batch are made, the one before is stored and the next collected, so
    that no core waits; all that touches the store happens in the caller's thread.

    encoder: called when the first vector is needed, since a model takes seconds to load.
    """

    def __init__(
        self,
        writer: CoverageWriter,
        encoder: Callable[[], Encoder],
        outcome: Outcome,
        watch: Watch,
    ) -> None:
        self._writer = writer
        self._encoder = encoder
        self._outcome = outcome
        self._watch = watch
        self._tasks: dict[str, tuple[Task, tuple[Passage, ...]]] = {}
        self._passages = 0
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=_THREAD)
        self._ahead: _Batch | None = None
        self._over = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # What is not stored by now is not wanted: an error or an interruption.
        self._over.set()
        self._worker.shutdown(wait=kind is None, cancel_futures=True)

    def add(self, task: Task) -> None:
        """Store ``task`` with the next batch."""
        from bot.splitter import passages_of  # which loads a tokenizer

        if not _is_text(task.article):
            self._fail(task, "it is not valid Unicode")
            return
        passages = passages_of(task.article)
        if not passages:
            self._fail(task, "it has no text")
            return
        if earlier := self._tasks.pop(task.article.id, None):
            # The later item of this run stands; it is counted as the earlier one would have been.
            self._passages -= len(earlier[1])
            task = replace(
                task,
                counts_as=earlier[0].counts_as,
                replaces=tuple({*earlier[0].replaces, *task.replaces}),
            )
        self._tasks[task.article.id] = (task, passages)
        self._passages += len(passages)
        if self._passages >= self._enough():
            self._begin()

    def withdraw(self, names: Sequence[str], until: dt.datetime | None) -> dict[str, str]:
        """Obey a kill notice at once, also for what waits to be stored.

        names, until: see ``CoverageWriter.withdraw``. Returns the headlines of what is forgotten
        by id.
        """
        gone = self._writer.withdraw(names, until)
        if self._holds(names):
            self.flush()
            gone += self._writer.withdraw(names, until)
        return {known.id: known.title for known in gone}

    def flush(self) -> None:
        """Store what has been collected."""
        self._begin()
        self._finish()

    def _holds(self, names: Sequence[str]) -> bool:
        """Whether an article of one of these names, ids or guids, waits to be stored."""
        ahead = self._ahead.tasks if self._ahead else ()
        articles = [task.article for task, _ in (*self._tasks.values(), *ahead)]
        return any(a.id in names or a.guid in names for a in articles)

    def _enough(self) -> int:
        grown = min(PASSAGES_AT_MOST, self._outcome.passages // _GROWTH)
        return max(PASSAGES_AT_ONCE, grown)

    def _begin(self) -> None:
        """Have vectors made for what has been collected; meanwhile store the batch before."""
        tasks = tuple(self._tasks.values())
        self._tasks.clear()
        self._passages = 0
        texts = [embedded_text(t.article, p) for t, passages in tasks for p in passages]
        batch = _Batch(tasks, self._worker.submit(self._embed, texts)) if tasks else None
        self._finish()
        self._ahead = batch

    def _finish(self) -> None:
        """Store the batch whose vectors are being made."""
        batch, self._ahead = self._ahead, None
        if batch is None:
            return
        while not wait((batch.vectors,), timeout=_LOOK_SECONDS).done:
            self._watch(self._outcome)
        vectors = batch.vectors.result()
        entries: list[Entry] = []
        first = 0
        for task, passages in batch.tasks:
            some = vectors[first : first + len(passages)]
            first += len(passages)
            entries.append(
                Entry(task.article, passages, some, task.origin, task.place, task.replaces)
            )
        self._writer.put(entries)
        tasks = [task for task, _ in batch.tasks]
        self._tell(tasks)
        self._outcome.passages += len(vectors)
        self._watch(self._outcome)

    def _tell(self, tasks: Sequence[Task]) -> None:
        """Count what is stored, and tell of it."""
        self._outcome.new += sum(task.counts_as == "new" for task in tasks)
        self._outcome.updated += sum(task.counts_as == "updated" for task in tasks)
        self._outcome.hear(
            [
                Event(
                    "added" if task.counts_as == "new" else "updated",
                    task.article.source,
                    task.article.id,
                    task.article.headline,
                )
                for task in tasks
            ]
        )

    def _fail(self, task: Task, reason: str) -> None:
        self._outcome.failed.append(LoadError(task.article.source, reason))

    def _embed(self, texts: Sequence[str]) -> Vector:
        import numpy as np  # an ingest that finds nothing new does without

        encoder = self._encoder()
        # Similar lengths together: padding is work, too.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        parts: list[Vector] = []
        for first in range(0, len(order), _EMBEDDED_AT_ONCE):
            if self._over.is_set():
                raise CancelledError
            some = order[first : first + _EMBEDDED_AT_ONCE]
            parts.append(encoder.encode([texts[i] for i in some]))
            self._outcome.embedded += len(some)
        vectors = np.concatenate(parts)
        result = np.empty_like(vectors)
        result[order] = vectors
        return result


class Rehearsal(Storer):
    """Stores nothing and makes no vector; counts and tells what a Storer would store."""

    def __init__(
        self,
        writer: CoverageWriter,
        encoder: Callable[[], Encoder],
        outcome: Outcome,
        watch: Watch,
    ) -> None:
        super().__init__(writer, encoder, outcome, watch)
        self._told: dict[str, tuple[str | None, dt.datetime, str]] = {}
        """By id what would be in by now: what its provider calls it, its version, its headline."""

    def withdraw(self, names: Sequence[str], until: dt.datetime | None) -> dict[str, str]:
        """What a Storer would forget."""
        self.flush()
        gone = {known.id: known.title for known in self._writer.named(names, until)}
        for key, (guid, version, title) in self._told.items():
            if (key in names or guid in names) and (until is None or version <= until):
                gone[key] = title
        for key in gone:
            self._told.pop(key, None)
        return gone

    def _begin(self) -> None:
        tasks = [task for task, _ in self._tasks.values()]
        self._tasks.clear()
        self._passages = 0
        for article in (task.article for task in tasks):
            self._told[article.id] = (article.guid, version_of(article), article.headline)
        self._tell(tasks)
        self._watch(self._outcome)


def is_computing() -> bool:
    """Whether vectors are still being made, or a model loaded, for an ingest that has ended."""
    return any(thread.name.startswith(_THREAD) for thread in threading.enumerate())


def embedded_text(article: Article, passage: Passage) -> str:
    """What the vector of ``passage`` is made from: its headline tells what "he" and "it" are."""
    words = article.text[passage.start : passage.end]
    return f"{article.title}\n{words}" if article.title else words


def _is_text(article: Article) -> bool:
    shown = (article.text, article.title, article.outlet, article.byline, article.section)
    try:
        "".join(part or "" for part in (*shown, *article.captions)).encode()
    except UnicodeEncodeError:
        return False
    return True
