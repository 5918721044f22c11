"""A conversation: each question becomes a stream of events that ends in a verified answer."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, Citation, CitedSentence, verified
from bot.article import as_day
from bot.coverage.records import Copy
from bot.errors import InputError
from bot.events import Answered, Event, Retrieved, SentenceWritten, Understood, Withdrawn
from bot.followup import standalone
from bot.library import Library
from bot.narrowing import Filters
from bot.question import understood
from bot.reader import read
from bot.rereading import READ, reread
from bot.retriever import retrieve
from bot.weights import default_threshold
from bot.writers.extractive import write
from bot.writers.told import UNTOLD

__all__ = [
    "Answered",
    "Conversation",
    "Event",
    "Retrieved",
    "SentenceWritten",
    "Turn",
    "Understood",
    "Withdrawn",
    "answer_to",
]

MAX_QUESTION_CHARS = 2000
PASSAGES = 20
"""How many of the best passages an answer carries."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was asked, as it stands alone, and its answer."""

    question: str
    standalone: str
    answer: Answer


class Conversation:
    """Questions that may lean on the ones before; not to be shared between threads."""

    def __init__(self, library: Library, turns: Sequence[Turn] = ()) -> None:
        self._library = library
        self.turns: tuple[Turn, ...] = tuple(turns)

    def ask(
        self,
        question: str,
        *,
        as_of: dt.date | None = None,
        exclude: Sequence[str] = (),
        filters: Filters | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer ``question`` as events; the turn is kept once ``Answered`` has been yielded.

        as_of: the day it is asked, today by default. exclude: URLs or ids of articles to leave
        out. filters: what narrows beside the words, and what of the words shall not. stop: set it
        to have a model write no further; what it wrote until then is the answer.
        Raises InputError for a question of no words or of more than 2,000 characters.
        """
        started = time.perf_counter()
        alone = standalone(_usable(question), self.turns[-1].standalone if self.turns else None)
        coverage = self._library.coverage
        asked = understood(alone, as_of or dt.date.today(), coverage.holdings(), filters)
        yield Understood(asked)

        left_out = frozenset(a.id for u in exclude if (a := coverage.find(u)))
        found = retrieve(self._library, asked, exclude=left_out, limit=READ)
        found = reread(asked, found, self._library.reading, PASSAGES)
        yield Retrieved(found.passages)

        evidence = read(asked, found)
        threshold = self._threshold(filters)
        told = UNTOLD
        if evidence.confidence >= threshold and self._library.writer:
            told = yield from self._library.writer.tell(asked, evidence, coverage, stop)
        sentences: list[CitedSentence] = list(told.sentences)
        citations: list[Citation] = list(told.citations)
        short: str | None = None
        note = " ".join(filter(None, (found.note, told.note))) or None
        if evidence.confidence >= threshold and not told.settled:
            draft = write(asked, evidence)
            # As the index holds them now, not as retrieval saw them a moment ago.
            cited = {c.article_id for _, c in draft.sentences}
            current = coverage.articles(cited)
            copies = coverage.copies(cited)
            for text, found_at in verified(draft.sentences, current):
                known = _known(copies.get(found_at.article_id, ()), asked.as_of, left_out)
                citation = replace(found_at, also_in=known)
                citations.append(citation)
                sentences.append(CitedSentence(text, len(citations)))
                yield SentenceWritten(sentences[-1], citation)
            if draft.short and all(
                any(words in c.quote for c in citations) for words in draft.short.words
            ):
                short = draft.short.text
            note = " ".join(filter(None, (note, draft.note))) or None
        answer = Answer(
            question=asked.text,
            sentences=tuple(sentences),
            short_answer=short,
            abstained=not sentences,
            confidence=evidence.confidence,
            citations=tuple(citations),
            passages=found.passages,
            seconds=time.perf_counter() - started,
            narrowings=found.question.narrowings,
            note=note,
            writing=told.writing,
        )
        self.turns += (Turn(question, alone, answer),)
        yield Answered(answer)

    def _threshold(self, filters: Filters | None) -> float:
        chosen = filters.threshold if filters else None
        if chosen is None:
            chosen = self._library.settings.threshold
        return default_threshold() if chosen is None else chosen


def answer_to(
    library: Library,
    question: str,
    *,
    as_of: dt.date | None = None,
    exclude: Sequence[str] = (),
) -> Answer:
    """The answer to one question that stands alone; see ``Conversation.ask``."""
    *_, last = Conversation(library).ask(question, as_of=as_of, exclude=exclude)
    assert isinstance(last, Answered)
    return last.answer


def _known(copies: Sequence[Copy], as_of: dt.date, exclude: frozenset[str]) -> tuple[Copy, ...]:
    """The ``copies`` that a question of that day may be told of."""
    return tuple(
        copy
        for copy in copies
        if copy.article_id not in exclude and (as_day(copy.published) or as_of) <= as_of
    )


def _usable(question: str) -> str:
    if not any(c.isalnum() for c in question):
        raise InputError("Please ask a question in words.")
    if len(question) > MAX_QUESTION_CHARS:
        raise InputError(
            f"That question has {len(question):,} characters;"
            f" please ask it in at most {MAX_QUESTION_CHARS:,}."
        )
    return question
