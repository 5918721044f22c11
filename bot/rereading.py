"""Retrieved passages, read together with the question: what each holds, and the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.question import Question
from bot.reading_model import Read, Reader
from bot.retriever import Retrieval
from bot.weights import linear

READ = 16
"""How many passages are read, the best of those that were retrieved; about 21 ms of a core each.

With thirty the first is the same, and as often right (docs/reader.md).
"""
FEATURES = ("retrieval", "relevance", "answers")
"""The order of the features of ``reread_features``; see there."""

Row = tuple[float, ...]


def reread(question: Question, found: Retrieval, model: Reader, limit: int) -> Retrieval:
    """``found`` with ``limit`` passages at most: those read in the order that reading gives them.

    Those that are not read come after them as they came, with lower scores. ``reads`` holds what
    was read, a row a passage, of the first of them.
    """
    chosen = found.passages[:READ]
    if not chosen:
        return found
    reads = model.read(question.text, [(p.article.headline, p.text) for p in chosen])
    weigh = linear("reading")
    assert weigh.names == FEATURES
    rows = reread_features([p.score for p in chosen], reads)
    scores = [weigh.score(row) for row in rows]
    best = sorted(range(len(chosen)), key=lambda i: -scores[i])
    least, last = scores[best[-1]], chosen[-1].score
    scores += [least + p.score - last for p in found.passages[READ:]]
    order = [*best, *range(len(chosen), len(found.passages))][:limit]
    return replace(
        found,
        passages=tuple(replace(found.passages[i], score=scores[i]) for i in order),
        matches=tuple(found.matches[i] for i in order),
        reads=tuple(reads[i] for i in order if i < len(reads)),
    )


def reread_features(scores: Sequence[float], reads: Sequence[Read]) -> list[Row]:
    """One row of ``FEATURES`` a passage.

    "retrieval": its score less that of the best; "relevance", "answers": the reader's logits.
    """
    best = max(scores)
    return [(score - best, r.relevance, r.answers) for score, r in zip(scores, reads, strict=True)]
