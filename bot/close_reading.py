"""The best sentences, each read together with the question, without what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.finding import Finding
from bot.question import Question
from bot.reading_model import Read, Reader
from bot.weights import linear

READ = 16
"""Of how many sentences the order is decided so; together they cost as much as three passages."""
FEATURES = ("first", "relevance")
"""The order of the features of ``close_features``; see there."""

Row = tuple[float, ...]


def read_closely(question: Question, findings: Sequence[Finding], model: Reader) -> list[Read]:
    """What the reader makes of each of ``findings`` as if it were all of a passage."""
    return model.read(question.text, [(f.article.headline, f.text) for f in findings])


def close_features(findings: Sequence[Finding], reads: Sequence[Read]) -> list[Row]:
    """One row of ``FEATURES`` a sentence: its score so far, and the reader's logit."""
    return [(f.score, r.relevance) for f, r in zip(findings, reads, strict=True)]


def in_order(findings: Sequence[Finding], reads: Sequence[Read]) -> tuple[Finding, ...]:
    """``findings``, those read closely by what was read, the others after them as they were.

    findings: the best first. reads: of the first of them.
    """
    if not reads:
        return tuple(findings)
    weigh = linear("closely")
    assert weigh.names == FEATURES
    near, far = findings[: len(reads)], findings[len(reads) :]
    scores = [weigh.score(row) for row in close_features(near, reads)]
    order = sorted(range(len(near)), key=lambda i: -scores[i])
    least, last = min(scores), near[-1].score
    return (
        *(replace(near[i], score=scores[i]) for i in order),
        *(replace(f, score=least - last + f.score) for f in far),
    )
