"""How a passage matches a question: the features that ranking weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.question import Question
from bot.related import Kinship

FEATURES = ("bm25", "title", "article", "related", "week", "month", "year", "lead", "cosine")
"""The order of the features of ``features_of`` and ``relate``; see there."""
RELATED = FEATURES.index("related")

_K1, _B, _TITLE_WEIGHT = 1.2, 0.6, 1.0
_USUAL_LENGTH = 150
"""Terms of a full passage and its headline; shorter ones count for more."""

Row = tuple[float, ...]
"""A value for each of ``FEATURES``."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage in terms (of ``bot.words``), as matching sees it.

    article: which article it is of; ordinal: its place there.
    title, terms: of the headline and of the passage, in order.
    day: ordinal day of publication, None when unknown.
    cosine: similarity of its vector to the question's, -1..1.
    """

    article: str
    ordinal: int
    title: tuple[str, ...]
    terms: tuple[str, ...]
    day: int | None
    cosine: float


def features_of(
    question: Question,
    candidates: Sequence[Candidate],
    weights: Mapping[str, float],
) -> list[Row]:
    """One row of ``FEATURES`` a candidate, but for "related", which is 0: see ``relate``.

    weights: inverse document frequency of each of the question's terms, > 0.

    Matches are shares of the question's total weight: 0 nothing, 1 all of it. "article": what the
    candidates of the same article hold together; "week", "month" and "year" fall with age,
    exp(-days / 7, 30, 365), and are 0 for an unknown day; "lead" falls with the place in the
    article.
    """
    total = sum(weights[t] for t in question.terms) or 1.0
    wanted = set(question.terms)
    by_article: dict[str, set[str]] = {}
    for c in candidates:
        held = by_article.setdefault(c.article, set())
        held |= wanted.intersection(c.title)
        held |= wanted.intersection(c.terms)

    rows: list[Row] = []
    for c in candidates:
        title = wanted.intersection(c.title)
        counts: dict[str, int] = {}
        for term in c.terms:
            if term in wanted:
                counts[term] = counts.get(term, 0) + 1
        norm = _K1 * (1 - _B + _B * (len(c.title) + len(c.terms)) / _USUAL_LENGTH)
        bm25 = 0.0
        for term in title | counts.keys():
            tf = counts.get(term, 0) + (_TITLE_WEIGHT if term in title else 0)
            bm25 += weights[term] * tf * (_K1 + 1) / (tf + norm)
        age = max(0, question.as_of.toordinal() - c.day) if c.day is not None else None
        rows.append(
            (
                bm25 / total,
                sum(weights[t] for t in title) / total,
                sum(weights[t] for t in by_article[c.article]) / total,
                0.0,
                math.exp(-age / 7) if age is not None else 0.0,
                math.exp(-age / 30) if age is not None else 0.0,
                math.exp(-age / 365) if age is not None else 0.0,
                1 / (1 + c.ordinal),
                c.cosine,
            )
        )
    return rows


def relate(
    question: Question,
    rows: Sequence[Row],
    sentences_of: Callable[[int], Sequence[Sequence[str]]],
    chosen: Sequence[int],
    weights: Mapping[str, float],
) -> list[Row]:
    """``rows`` with "related" in those ``chosen``: the most that one sentence holds, 0..1.

    Words of like meaning count in part, which takes reading: the dearest of the features.
    sentences_of: the words of each sentence of a candidate, unstemmed.
    """
    kinship = Kinship(question.words, weights)
    read = {i: sentences_of(i) for i in chosen}
    kinship.learn(w for sentences in read.values() for s in sentences for w in s)
    related = list(rows)
    for i, sentences in read.items():
        related[i] = (*rows[i][:RELATED], kinship.most(sentences), *rows[i][RELATED + 1 :])
    return related
