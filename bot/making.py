"""A question that stands alone -> events that end in a verified answer, made anew or kept."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.abbreviations import spelt_out
from bot.answer import Answer, Citation, CitedSentence, verified
from bot.article import as_day
from bot.corrections import corrected, note_of
from bot.coverage.records import Copy
from bot.digest import asks_for_news, digest
from bot.events import Event, Retrieved, SentenceWritten, Writing
from bot.kept_answers import Key
from bot.library import Library
from bot.offices import office_asked
from bot.open_questions import is_bare
from bot.question import Question, part_of
from bot.reader import Evidence, read
from bot.rereading import reread
from bot.retriever import Retrieval, retrieve
from bot.spelling import mended
from bot.styles import Style
from bot.topics import asked_about, naming, told_about
from bot.weights import default_threshold
from bot.who_holds import with_holder
from bot.writers.leads import lead_of
from bot.writers.listing import listed
from bot.writers.told import UNTOLD

if TYPE_CHECKING:
    from bot.writers.llm import LlmWriter

PASSAGES = 20
"""How many of the best passages an answer carries; only the first of them are read."""


@dataclass(frozen=True, slots=True)
class How:
    """How a question is to be answered.

    writer: the language model, None for none. left_out: ids of articles. anew: whether to pass
    over an answer that is kept. note: a sentence to show with the answer, or None; with one the
    answer is not kept. threshold: decline below that confidence; None: as the settings say.
    """

    style: Style = Style.BRIEF
    writer: LlmWriter | None = None
    left_out: frozenset[str] = frozenset()
    anew: bool = False
    note: str | None = None
    threshold: float | None = None


def made(
    library: Library,
    question: Question,
    how: How,
    stop: threading.Event | None = None,
    *,
    must_answer: bool = False,
) -> Generator[Event, None, Answer | None]:
    """The answer, after the events that lead to it.

    must_answer: None instead of an answer that declines.
    """
    started = time.perf_counter()
    state = library.coverage.state
    key = Key(question, how.style, how.writer, how.left_out, state, how.threshold)
    kept = None if how.anew else library.kept.get(key)
    if kept and must_answer and kept.abstained:
        return None
    if kept:
        yield Retrieved(kept.passages)
        for sentence in kept.sentences:
            first, *others = (kept.citations[n - 1] for n in sentence.citations)
            yield SentenceWritten(sentence, first, tuple(others))
        return replace(kept, cached=True, seconds=time.perf_counter() - started)

    found, evidence = _found(library, question, how.left_out)
    yield Retrieved(found.passages)
    chosen = library.settings.threshold if how.threshold is None else how.threshold
    likely = evidence.confidence >= (default_threshold() if chosen is None else chosen)
    if must_answer and not likely:
        return None
    answer = yield from _written(library, question, how, found, evidence, likely, stop)
    answer = replace(answer, seconds=time.perf_counter() - started)
    whole = answer.writing is None or answer.writing.own
    stopped = stop is not None and stop.is_set()
    if whole and not stopped and not how.note and library.coverage.state == state:
        library.kept.put(key, answer)
    return answer


def _found(
    library: Library, question: Question, exclude: frozenset[str]
) -> tuple[Retrieval, Evidence]:
    if asks_for_news(question):
        return digest(library, question, exclude)
    if subject := asked_about(question):
        about = retrieve(library, subject, exclude=exclude, limit=PASSAGES)
        if evidence := told_about(library, subject, about):
            return about, evidence
    found = retrieve(library, question, exclude=exclude, limit=PASSAGES)
    texts = [p.article.text for p in found.passages]
    # What nothing near has is for search and reader a word that is nowhere.
    core, note = mended(spelt_out(question.core, texts), texts)
    if core != question.core:
        text, _ = mended(spelt_out(question.text, texts), texts)
        question = replace(part_of(question, core), text=text)
        found = retrieve(library, question, exclude=exclude, limit=PASSAGES)
        found = replace(found, note=" ".join(filter(None, (note, found.note))) or None)
    found = reread(question, found, library.reading, PASSAGES)
    evidence = read(question, found, library.embedder)
    if office := office_asked(question.core):
        evidence = with_holder(library, question, office, found, evidence, exclude)
    if is_bare(question.text) and evidence.confidence < default_threshold():
        evidence = naming(question, evidence)
    return found, evidence


def _written(
    library: Library,
    question: Question,
    how: How,
    found: Retrieval,
    evidence: Evidence,
    likely: bool,
    stop: threading.Event | None,
) -> Generator[Event, None, Answer]:
    coverage = library.coverage
    told = UNTOLD
    if likely and how.writer:
        yield Writing(how.writer.name)
        told = yield from how.writer.tell(question, evidence, coverage, stop, how.style)
    sentences: list[CitedSentence] = list(told.sentences)
    citations: list[Citation] = list(told.citations)
    short: str | None = None
    notes = [found.note, how.note, told.note]
    if likely and not told.settled:
        draft = listed(question, evidence, how.style)
        # As the index holds them now, not as retrieval saw them a moment ago.
        cited = {c.article_id for _, c in draft.sentences}
        current = coverage.articles(cited)
        copies = coverage.copies(cited)
        for text, found_at in verified(draft.sentences, current):
            known = _known(copies.get(found_at.article_id, ()), question.as_of, how.left_out)
            citation = replace(found_at, also_in=known)
            lead = lead_of(how.style, text, [citation], current[citation.article_id])
            citations.append(citation)
            sentences.append(CitedSentence(text, len(citations), lead=lead or ""))
            yield SentenceWritten(sentences[-1], citation)
        if draft.short and all(
            any(words in c.quote for c in citations) for words in draft.short.words
        ):
            short = draft.short.text
        notes.append(draft.note)
    citations = corrected(coverage, citations, question.as_of)
    notes.append(note_of(citations))
    return Answer(
        question=question.text,
        sentences=tuple(sentences),
        short_answer=short,
        abstained=not sentences,
        confidence=evidence.confidence,
        citations=tuple(citations),
        passages=found.passages,
        seconds=0.0,
        narrowings=found.question.narrowings,
        note=" ".join(filter(None, notes)) or None,
        writing=told.writing,
        style=how.style,
    )


def _known(copies: Sequence[Copy], as_of: dt.date, exclude: frozenset[str]) -> tuple[Copy, ...]:
    """The ``copies`` that a question of that day may be told of."""
    return tuple(
        copy
        for copy in copies
        if copy.article_id not in exclude and (as_day(copy.published) or as_of) <= as_of
    )
