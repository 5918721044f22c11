"""Question -> Retrieval: the passages that fit it, narrowed, in parts, by each source asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import InstanceOf

from bot.answer import RankedPassage
from bot.article import iso
from bot.library import Library
from bot.matching import Row
from bot.narrowing import By
from bot.parts import parts_of
from bot.question import Question, part_of, understood
from bot.ranking import Ranking, rank
from bot.reading_model import Read
from bot.scoping import scope_of, ways_out, without_note

_CURRENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The best passages, and what later steps need of the search.

    question: as it was looked for in the end, with the narrowings that are in force.
    note: a sentence that says which of them had to be dropped, or None.
    matches: how each passage matches, a row of ``matching.FEATURES`` each.
    current: whether the coverage goes on until the day the question is asked.
    weights: inverse document frequency of the question's terms.
    vector: of the question, (384,), unit length.
    reads: what the reader made of each passage; empty before it has read them.
    """

    question: Question
    note: str | None
    passages: tuple[RankedPassage, ...]
    matches: tuple[Row, ...]
    current: bool
    weights: dict[str, float]
    vector: NDArray[np.float32]
    reads: tuple[Read, ...] = ()


def retrieve(
    library: Library, question: Question, *, exclude: frozenset[str] = frozenset(), limit: int = 20
) -> Retrieval:
    """The ``limit`` best passages for ``question``, at most five an article, each text once.

    A question in parts is looked for in its parts, too, and one that asks for several outlets in
    each of them; what they bring is told in turns. When a narrowing leaves nothing it is dropped.
    exclude: ids of articles to leave out.
    """
    asked, whole = _first_that_finds(library, question, exclude, limit)
    rankings = [whole, *_apart(library, asked, exclude, limit)]
    if len(rankings) > 1 and sum(n.by is By.OUTLET for n in asked.narrowings) > 1:
        rankings = rankings[1:]
    passages, matches = _in_turns(rankings, limit)
    current = (
        whole.newest is not None and question.as_of.toordinal() - whole.newest <= _CURRENT_DAYS
    )
    note = without_note(question.narrowings, asked.narrowings)
    return Retrieval(asked, note, passages, matches, current, whole.weights, whole.vector)


def _first_that_finds(
    library: Library, question: Question, exclude: frozenset[str], limit: int
) -> tuple[Question, Ranking]:
    """The ranking of ``question`` with as many of its narrowings as leave something."""
    coverage = library.coverage
    hard = [n for n in question.narrowings if not n.soft]
    for narrowings in ways_out(question.narrowings):
        asked = replace(question, narrowings=narrowings)
        scope = scope_of(coverage, asked, exclude)
        if hard and not coverage.holds(scope):
            continue
        ranking = rank(library, asked, scope, limit)
        if ranking.found or asked.core == asked.text:
            return asked, ranking  # where all words narrow, none of them need be found
    # No word of it stands anywhere: what is nearest in meaning, within what was asked for.
    scope = scope_of(coverage, question, exclude)
    if not coverage.holds(scope):
        question = replace(question, narrowings=tuple(n for n in question.narrowings if n.soft))
        scope = scope_of(coverage, question, exclude)
    return question, rank(library, question, scope, limit)


def _apart(
    library: Library, question: Question, exclude: frozenset[str], limit: int
) -> Iterator[Ranking]:
    """The rankings of each outlet asked for, if several are, or of each part."""
    outlets = [n for n in question.narrowings if n.by is By.OUTLET]
    if len(outlets) > 1:
        for one in outlets:
            others = tuple(n for n in question.narrowings if n.by is not By.OUTLET or n is one)
            asked = replace(question, narrowings=others)
            yield rank(library, asked, scope_of(library.coverage, asked, exclude), limit)
        return
    for part in parts_of(question.core):
        asked = part_of(question, part)
        yield rank(library, asked, scope_of(library.coverage, asked, exclude), limit)


def _in_turns(
    rankings: Sequence[Ranking], limit: int
) -> tuple[tuple[RankedPassage, ...], tuple[Row, ...]]:
    """The passages of all ``rankings``, the first of each before the second of any."""
    if len(rankings) == 1:
        return rankings[0].passages, rankings[0].matches
    found: dict[tuple[str, int], tuple[RankedPassage, Row]] = {}
    rows = [list(zip(r.passages, r.matches, strict=True)) for r in rankings]
    for turn in zip_longest(*rows):
        for ranked, row in filter(None, turn):
            found.setdefault((ranked.article.id, ranked.passage.ordinal), (ranked, row))
    best = list(found.values())[:limit]
    return tuple(ranked for ranked, _ in best), tuple(row for _, row in best)


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
        day = self.as_of or dt.date.today()
        question = understood(query, day, self.library.coverage.holdings())
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
