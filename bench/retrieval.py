"""Retrieval, measured side by side with the simpler ways that it is made of."""

from __future__ import annotations

import datetime as dt
import math
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bench.figures import Figures
from bench.questions import Asked, read_questions
from bot.answer import RankedPassage
from bot.coverage import Scope
from bot.coverage.records import Hit
from bot.library import Library
from bot.question import Question, understood
from bot.retriever import retrieve
from bot.settings import load_settings

FIRST = 20
_POOL = 300
_FADES_DAYS = 30
Way = Callable[[Library, Question], Sequence[RankedPassage]]


def measure(data: Path, questions: Path, before: dt.date | None) -> list[Figures]:
    """A row of figures for each way, over the questions that the articles answer.

    hit@k: share with the answer's words in one of the first k passages, published near the day.
    p50_ms, p95_ms: from the words of a question to its passages, embedding included.
    memory_mb: the most the process has held so far; the ways share one.
    """
    started = time.perf_counter()
    library = Library.open(load_settings(data=data))
    opened = time.perf_counter() - started
    asked = [a for a in read_questions(questions, before) if a.kind == "answerable"]
    rows: list[Figures] = []
    for name, way in WAYS.items():
        print(f"{name}, {len(asked)} questions …", file=sys.stderr)
        rows.append({"way": name, **_figures(library, way, asked)})
    stats = library.coverage.stats()
    print(
        f"{stats.articles:,} articles, {stats.passages:,} passages; opened in {opened:.1f} s, the"
        " model included",
        file=sys.stderr,
    )
    return rows


def _figures(library: Library, way: Way, asked: Sequence[Asked]) -> Figures:
    hits = {1: 0, 5: 0, FIRST: 0}
    seconds: list[float] = []
    way(library, understood(asked[0].question, asked[0].as_of))  # what is loaded at first use
    for question in asked:
        started = time.perf_counter()
        found = way(library, understood(question.question, question.as_of))
        seconds.append(time.perf_counter() - started)
        right = [question.found_in(p) for p in found[:FIRST]]
        for k in hits:
            hits[k] += any(right[:k])
    return {
        **{f"hit@{k}": round(n / len(asked), 3) for k, n in hits.items()},
        "p50_ms": round(1000 * float(np.median(seconds))),
        "p95_ms": round(1000 * float(np.percentile(seconds, 95))),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _ours(library: Library, question: Question) -> Sequence[RankedPassage]:
    return retrieve(library, question, limit=FIRST).passages


def _words(library: Library, question: Question) -> Sequence[RankedPassage]:
    """BM25, and the newer the better: times exp(-days / 30)."""
    scope = Scope(as_of=question.as_of)

    def faded(hit: Hit) -> float:
        age = question.as_of.toordinal() - hit.published_day if hit.published_day else 365
        return hit.score * math.exp(-age / _FADES_DAYS)

    hits = library.coverage.search_words(question.terms, _POOL, scope)
    return _passages(library, sorted(hits, key=faded, reverse=True)[:FIRST])


def _dense(library: Library, question: Question) -> Sequence[RankedPassage]:
    vector = library.embedder.encode([question.text])[0]
    scope = Scope(as_of=question.as_of)
    return _passages(library, library.coverage.search_vectors(vector, FIRST, scope))


def _passages(library: Library, hits: Sequence[Hit]) -> list[RankedPassage]:
    stored = library.coverage.passages(hit.key for hit in hits)
    articles = library.coverage.articles(hit.article_id for hit in hits)
    return [
        RankedPassage(articles[h.article_id], stored[h.key].passage, h.score)
        for h in hits
        if h.key in stored and h.article_id in articles
    ]


WAYS: dict[str, Way] = {
    "ours": _ours,
    "bm25 x recency": _words,
    "dense alone": _dense,
}
