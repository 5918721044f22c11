"""Articles -> passages -> vectors -> coverage, some hundred passages at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.article import Article, Passage
from bot.coverage.rows import Entry
from bot.coverage.writer import CoverageWriter
from bot.errors import LoadError
from bot.ingest.outcome import Outcome, Watch
from bot.ingest.sorting import Task

PASSAGES_AT_ONCE = 256
"""Passages that are embedded and stored together: what an interruption may cost."""

_EMBEDDED_AT_ONCE = 64

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """What makes vectors: ``bot.embedder.Embedder``, or anything with its ``encode``."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of ``texts``, (n, dimensions)."""
        ...


class Storer:
    """Collects articles and stores them in batches.

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
        if self._passages >= PASSAGES_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Store what has been collected."""
        batch = list(self._tasks.values())
        if not batch:
            return
        texts = [embedded_text(t.article, p) for t, passages in batch for p in passages]
        vectors = self._embed(texts)
        entries: list[Entry] = []
        first = 0
        for task, passages in batch:
            some = vectors[first : first + len(passages)]
            first += len(passages)
            entries.append(
                Entry(task.article, passages, some, task.origin, task.place, task.replaces)
            )
        self._writer.put(entries)
        self._tasks.clear()
        self._passages = 0
        self._outcome.passages += len(texts)
        self._outcome.new += sum(task.counts_as == "new" for task, _ in batch)
        self._outcome.updated += sum(task.counts_as == "updated" for task, _ in batch)
        self._watch(self._outcome)

    def _fail(self, task: Task, reason: str) -> None:
        self._outcome.failed.append(LoadError(task.article.source, reason))

    def _embed(self, texts: Sequence[str]) -> Vectors:
        encoder = self._encoder()
        # Similar lengths together: padding is work, too.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        parts: list[Vectors] = []
        for first in range(0, len(order), _EMBEDDED_AT_ONCE):
            some = order[first : first + _EMBEDDED_AT_ONCE]
            parts.append(encoder.encode([texts[i] for i in some]))
            self._outcome.embedded += len(some)
            self._watch(self._outcome)
        vectors = np.concatenate(parts)
        result = np.empty_like(vectors)
        result[order] = vectors
        return result


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
