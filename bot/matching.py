"""How a passage matches a question: the features that ranking weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.question import Question
from bot.related import Kinship
from bot.words import stem

FEATURES = ("bm25", "title", "article", "related", "week", "month", "year", "lead", "cosine")
"""The order of the features of ``features_of``; see there."""

_K1, _B, _TITLE_WEIGHT = 1.2, 0.6, 1.0
_USUAL_LENGTH = 150
"""Terms of a full passage and its headline; shorter ones count for more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage in words, as matching sees it.

    article: which article it is of; ordinal: its place there.
    title: terms of the headline; sentences: words of each sentence, unstemmed.
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
) -> list[tuple[float, ...]]:
    """One row of ``FEATURES`` a candidate.

    weights: inverse document frequency of each of the question's terms, > 0.

    Matches are shares of the question's total weight: 0 nothing, 1 all of it. "article": what the
    candidates of the same article hold together; "related": the most that one sentence holds,
    words of like meaning in part; "week", "month" and "year" fall with age, exp(-days / 7, 30,
    365), and are 0 for an unknown day; "lead" falls with the place in the article.
    """
    total = sum(weights[t] for t in question.terms) or 1.0
    wanted = set(question.terms)
    stems = [tuple(tuple(map(stem, s)) for s in c.sentences) for c in candidates]
    kinship = Kinship(question.words, weights)
    kinship.learn(w for c in candidates for s in c.sentences for w in s)
    by_article: dict[str, set[str]] = {}
    for c, sentences in zip(candidates, stems, strict=True):
        held = by_article.setdefault(c.article, set())
        held.update(wanted.intersection(c.title))
        for sentence in sentences:
            held.update(wanted.intersection(sentence))

    rows: list[tuple[float, ...]] = []
    for c, sentences in zip(candidates, stems, strict=True):
        title = wanted.intersection(c.title)
        counts: dict[str, int] = {}
        length = len(c.title)
        for sentence in sentences:
            length += len(sentence)
            for term in sentence:
                if term in wanted:
                    counts[term] = counts.get(term, 0) + 1
        norm = _K1 * (1 - _B + _B * length / _USUAL_LENGTH)
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
                max((kinship.share(s) for s in c.sentences), default=0.0),
                math.exp(-age / 7) if age is not None else 0.0,
                math.exp(-age / 30) if age is not None else 0.0,
                math.exp(-age / 365) if age is not None else 0.0,
                1 / (1 + c.ordinal),
                c.cosine,
            )
        )
    return rows
