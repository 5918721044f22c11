"""Question and scope -> ranked passages: words and vectors find, a linear model ranks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.abbreviations import Forms, stemmed, ties_in, with_ties
from bot.answer import RankedPassage
from bot.article import Article, Passage
from bot.coverage import Scope
from bot.coverage.records import StoredPassage, passage_key
from bot.library import Library
from bot.matching import FEATURES, Candidate, Row, features_of, relate
from bot.narrowing import By
from bot.question import Question
from bot.timing import NEWEST
from bot.weighing import term_weights
from bot.weights import linear
from bot.words import tokens

BY_WORDS, BY_VECTORS = 150, 50
"""How many passages each search may bring before they are ranked."""
READ = 80
"""How many of these, the best without it, are read for words of like meaning."""
PREFERRED = 0.5
"""What a loose time ("this week") is worth in a score whose best part is worth about 3."""
_AN_ARTICLE = 5
_SAME = 0.8
"""Two passages that share this much of their terms (Jaccard) are one text in two places."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best passages, and how each matches; see ``retriever.Retrieval``.

    found: how many passages the words alone brought.
    """

    passages: tuple[RankedPassage, ...]
    matches: tuple[Row, ...]
    newest: int | None
    weights: dict[str, float]
    vector: NDArray[np.float32]
    found: int


def rank(library: Library, question: Question, scope: Scope, limit: int) -> Ranking:
    """The ``limit`` best passages in ``scope``, at most five an article, each text once."""
    coverage = library.coverage
    vector = library.embedder.encode([question.core])[0]
    ties = ties_in(question.core, coverage, scope)
    pairs = [(tie.asked, tie.stands) for tie in ties]
    stems = [stemmed(tie) for tie in ties]
    sought = [*question.terms, *(" ".join(stands) for _, stands in stems)]
    by_words = coverage.search_words(sought, BY_WORDS, scope)
    hits = [*by_words, *coverage.search_vectors(vector, BY_VECTORS, scope)]
    stored = coverage.passages(dict.fromkeys(hit.key for hit in hits))
    articles = coverage.articles({s.passage.article_id for s in stored.values()})
    # What an ingest replaced in the meantime is left out: its offsets are of another text.
    places = [s for s in stored.values() if _is_current(s, articles)]
    statistics = coverage.term_statistics(question.terms, scope)
    weights = term_weights(question.terms, statistics.frequencies, statistics.passages)
    vectors = coverage.vectors([s.key for s in places])
    candidates = [_candidate(s, vectors, vector, stems) for s in places]
    rows = features_of(question, candidates, weights)
    model = linear("passage")
    assert model.names == FEATURES
    scores = [model.score(r) for r in rows]
    best = sorted(range(len(rows)), key=lambda i: -scores[i])[:READ]

    def sentences_of(i: int) -> list[tuple[str, ...]]:
        passage = places[i].passage
        text = articles[passage.article_id].text
        return [with_ties(_words(text[s.start : s.end]), pairs) for s in passage.sentences]

    rows = relate(question, rows, sentences_of, best, weights)
    scores = [
        model.score(r) + _preferred(question, c.day) for r, c in zip(rows, candidates, strict=True)
    ]
    ranked = sorted(range(len(rows)), key=lambda i: -scores[i])
    kept = [ranked[i] for i in _diverse([candidates[i] for i in ranked], limit)]
    return Ranking(
        tuple(_ranked(articles, places[i].passage, scores[i]) for i in kept),
        tuple(rows[i] for i in kept),
        statistics.newest,
        weights,
        vector,
        len(by_words),
    )


def _is_current(stored: StoredPassage, articles: dict[str, Article]) -> bool:
    article = articles.get(stored.passage.article_id)
    return article is not None and stored.key == passage_key(
        article.id, article.digest, stored.passage.ordinal
    )


def _candidate(
    stored: StoredPassage,
    vectors: dict[str, NDArray[np.float32]],
    vector: NDArray[np.float32],
    ties: Sequence[Forms],
) -> Candidate:
    found = vectors.get(stored.key)
    return Candidate(
        article=stored.passage.article_id,
        ordinal=stored.passage.ordinal,
        title=with_ties(stored.title_terms, ties),
        terms=with_ties(stored.terms, ties),
        day=stored.published_day,
        cosine=float(found @ vector) if found is not None else 0.0,
    )


def _ranked(articles: dict[str, Article], passage: Passage, score: float) -> RankedPassage:
    return RankedPassage(articles[passage.article_id], passage, score)


def _preferred(question: Question, day: int | None) -> float:
    """What the question's loose words about time add to a passage of that day."""
    if day is None:
        return 0.0
    bonus = 0.0
    for narrowing in question.narrowings:
        if narrowing.by is not By.TIME or not narrowing.soft:
            continue
        if narrowing.label == NEWEST:
            bonus += PREFERRED * math.exp(-max(0, question.as_of.toordinal() - day) / 30)
        else:
            first = narrowing.since.toordinal() if narrowing.since else 0
            last = narrowing.until.toordinal() if narrowing.until else day
            bonus += PREFERRED * (first <= day <= last)
    return bonus


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(tokens(text))


def _diverse(ranked: Sequence[Candidate], limit: int) -> list[int]:
    """The places of the best: at most five of an article, of nearly equal texts the better."""
    chosen: list[int] = []
    held: list[frozenset[str]] = []
    count: Counter[str] = Counter()
    for place, candidate in enumerate(ranked):
        if count[candidate.article] == _AN_ARTICLE:
            continue
        own = frozenset(candidate.terms)
        if any(len(own & other) >= _SAME * len(own | other) for other in held):
            continue
        chosen.append(place)
        held.append(own)
        count[candidate.article] += 1
        if len(chosen) == limit:
            break
    return chosen
