"""How a passage matches a question: the features that ranking weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.question import Question

FEATURES = (
    "bm25",
    "title",
    "coverage",
    "names",
    "pairs",
    "sentence",
    "article",
    "week",
    "month",
    "year",
    "undated",
    "lead",
    "cosine",
)
"""The order of the features of ``features_of``; see there."""

_K1, _B, _TITLE_WEIGHT = 1.2, 0.6, 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage in terms, as matching sees it.

    article: which article it is of; ordinal: its place there.
    title: terms of the headline; sentences: terms of each sentence.
    day: ordinal day of publication, None when unknown.
    cosine: similarity of its vector to the question's, -1..1.
    """

    article: str
    ordinal: int
    title: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    day: int | None
    cosine: float


def features_of(
    question: Question,
    candidates: Sequence[Candidate],
    weights: Mapping[str, float],
    mean_length: float,
) -> list[list[float]]:
    """One row of ``FEATURES`` a candidate.

    weights: inverse document frequency of each of the question's terms, > 0.
    mean_length: of the passages of the index, in terms.

    All matches are shares of the question's total weight: 0 nothing, 1 all of it.
    "article" is the share that the candidates of the same article hold together; "sentence" the
    best of its sentences; "week", "month" and "year" fall with age, exp(-days / 7, 30, 365).
    """
    total = sum(weights[t] for t in question.terms) or 1.0
    named = sum(weights[t] for t in question.terms if t in question.names)
    paired = sum(weights[a] + weights[b] for a, b in question.pairs)
    wanted = set(question.terms)
    by_article: dict[str, set[str]] = {}
    for c in candidates:
        held = by_article.setdefault(c.article, set())
        held.update(wanted.intersection(c.title))
        for sentence in c.sentences:
            held.update(wanted.intersection(sentence))

    rows: list[list[float]] = []
    for c in candidates:
        title = wanted.intersection(c.title)
        counts: dict[str, int] = {}
        length = len(c.title)
        best = 0.0
        for sentence in c.sentences:
            length += len(sentence)
            here = wanted.intersection(sentence)
            best = max(best, sum(weights[t] for t in here))
            for term in sentence:
                if term in wanted:
                    counts[term] = counts.get(term, 0) + 1
        norm = _K1 * (1 - _B + _B * length / mean_length)
        bm25 = 0.0
        for term in title | counts.keys():
            tf = counts.get(term, 0) + (_TITLE_WEIGHT if term in title else 0)
            bm25 += weights[term] * tf * (_K1 + 1) / (tf + norm)
        held = title | counts.keys()
        pairs = _pairs_held(question, c)
        age = max(0, question.as_of.toordinal() - c.day) if c.day is not None else None
        rows.append(
            [
                bm25 / total,
                sum(weights[t] for t in title) / total,
                sum(weights[t] for t in held) / total,
                sum(weights[t] for t in held & question.names) / named
                if named
                else 0.5,
                sum(weights[a] + weights[b] for a, b in pairs) / paired
                if paired
                else 0.0,
                best / total,
                sum(weights[t] for t in by_article[c.article]) / total,
                math.exp(-age / 7) if age is not None else 0.0,
                math.exp(-age / 30) if age is not None else 0.0,
                math.exp(-age / 365) if age is not None else 0.0,
                float(age is None),
                1 / (1 + c.ordinal),
                c.cosine,
            ]
        )
    return rows


def _pairs_held(question: Question, candidate: Candidate) -> set[tuple[str, str]]:
    """The question's pairs that stand together in the candidate, at most one word between."""
    pairs = set(question.pairs)
    if not pairs:
        return set()
    held: set[tuple[str, str]] = set()
    for run in (candidate.title, *candidate.sentences):
        held |= pairs.intersection(zip(run, run[1:], strict=False))
        held |= pairs.intersection(zip(run, run[2:], strict=False))
    return held
