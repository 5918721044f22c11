"""Question -> ranked passages: words and vectors find, a linear model over features ranks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import InstanceOf

from bot.answer import RankedPassage
from bot.article import Article, Passage, iso
from bot.coverage import Scope
from bot.coverage.records import passage_key
from bot.library import Library
from bot.matching import FEATURES, Candidate, features_of
from bot.question import Question, understood
from bot.weighing import term_weights
from bot.weights import linear
from bot.words import stem, tokens

BY_WORDS, BY_VECTORS = 150, 50
"""How many passages each search may bring before they are ranked."""
_AN_ARTICLE = 3
_CURRENT_DAYS = 30
_SAME = 0.8
"""Two passages that share this much of their terms (Jaccard) are one text in two places."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The best passages, and what later steps need of the search.

    matches: how each passage matches, a row of ``matching.FEATURES`` each.
    current: whether the coverage goes on until the day the question is asked.
    weights: inverse document frequency of the question's terms.
    vector: of the question, (384,), unit length.
    """

    passages: tuple[RankedPassage, ...]
    matches: tuple[tuple[float, ...], ...]
    current: bool
    weights: dict[str, float]
    vector: NDArray[np.float32]


def retrieve(
    library: Library, question: Question, *, exclude: frozenset[str] = frozenset(), limit: int = 20
) -> Retrieval:
    """The ``limit`` best passages for ``question``, at most three an article, each text once.

    exclude: ids of articles to leave out.
    """
    coverage = library.coverage
    scope = Scope(as_of=question.as_of, exclude=exclude)
    vector = library.embedder.encode([question.text])[0]
    hits = [
        *coverage.search_words(question.terms, BY_WORDS, scope),
        *coverage.search_vectors(vector, BY_VECTORS, scope),
    ]
    keys = list(dict.fromkeys(hit.key for hit in hits))
    stored = coverage.passages(keys)
    articles = coverage.articles({s.passage.article_id for s in stored.values()})
    # What an ingest replaced in the meantime is left out: its offsets are of another text.
    keys = [
        k
        for k in keys
        if k in stored
        and (article := articles.get(stored[k].passage.article_id))
        and k == passage_key(article.id, article.digest, stored[k].passage.ordinal)
    ]
    vectors = coverage.vectors(keys)
    statistics = coverage.term_statistics(question.terms, scope)
    weights = term_weights(question.terms, statistics.frequencies, statistics.passages)
    candidates = [
        _candidate(articles[stored[k].passage.article_id], stored[k].passage, k, vectors, vector)
        for k in keys
    ]
    rows = features_of(question, candidates, weights)
    model = linear("passage")
    assert model.names == FEATURES
    ranked = sorted(range(len(keys)), key=lambda i: -model.score(rows[i]))
    chosen = _diverse([candidates[i] for i in ranked], limit)
    best = [ranked[i] for i in chosen]
    passages = tuple(
        RankedPassage(
            articles[stored[keys[i]].passage.article_id],
            stored[keys[i]].passage,
            model.score(rows[i]),
        )
        for i in best
    )
    newest = statistics.newest
    current = newest is not None and question.as_of.toordinal() - newest <= _CURRENT_DAYS
    return Retrieval(passages, tuple(rows[i] for i in best), current, weights, vector)


def _candidate(
    article: Article,
    passage: Passage,
    key: str,
    vectors: dict[str, NDArray[np.float32]],
    vector: NDArray[np.float32],
) -> Candidate:
    day = article.published_day
    return Candidate(
        article=article.id,
        ordinal=passage.ordinal,
        title=tuple(map(stem, _words(article.title))),
        sentences=tuple(_words(article.text[s.start : s.end]) for s in passage.sentences),
        day=day.toordinal() if day else None,
        cosine=float(vectors[key] @ vector) if key in vectors else 0.0,
    )


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(tokens(text))


def _diverse(ranked: Sequence[Candidate], limit: int) -> list[int]:
    """The places of the best: at most three of an article, of nearly equal texts the better."""
    chosen: list[int] = []
    held: list[frozenset[str]] = []
    count: Counter[str] = Counter()
    for place, candidate in enumerate(ranked):
        if count[candidate.article] == _AN_ARTICLE:
            continue
        own = frozenset(t for sentence in candidate.sentences for t in sentence)
        if any(len(own & other) >= _SAME * len(own | other) for other in held):
            continue
        chosen.append(place)
        held.append(own)
        count[candidate.article] += 1
        if len(chosen) == limit:
            break
    return chosen


class CoverageRetriever(BaseRetriever):
    """The retriever for anyone's LangChain chain.

    >>> retriever = CoverageRetriever(library=Library.open(load_settings()))
    >>> retriever.invoke("Who halted police sales?")[0].metadata["title"]

    as_of: the day that questions are asked on; None: today. k: how many passages.
    """

    library: InstanceOf[Library]
    as_of: dt.date | None = None
    k: int = 20

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        question = understood(query, self.as_of or dt.date.today())
        found = retrieve(self.library, question, limit=self.k)
        return [_document(p) for p in found.passages]


def _document(ranked: RankedPassage) -> Document:
    article, passage = ranked.article, ranked.passage
    return Document(
        page_content=ranked.text,
        metadata={
            "article_id": article.id,
            "url": article.url,
            "title": article.headline,
            "outlet": article.outlet,
            "published": iso(article.published),
            "start": passage.start,
            "end": passage.end,
            "score": ranked.score,
        },
    )
