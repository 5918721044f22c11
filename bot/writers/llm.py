"""The writer with a language model: its sentences, each checked before anyone sees it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from bot.answer import DECLINED, Citation, CitedSentence, Dropped, Writing
from bot.article import Article
from bot.checking.check import fault_of, telling
from bot.checking.grounds import Ground
from bot.events import SentenceWritten, Withdrawn
from bot.question import Question
from bot.reader import Evidence
from bot.spending import LEDGER, Spent
from bot.styles import Style
from bot.words import tokens
from bot.writers.failures import INSTEAD, described, sentence_for
from bot.writers.leads import in_order, lead_of
from bot.writers.lines import Line, Lines, ends_thought
from bot.writers.listing import MOST
from bot.writers.prompt import asked_of, numbered, rules_of
from bot.writers.rewriting import Before, rewritten
from bot.writers.streaming import Model, Usage, pieces
from bot.writers.told import Told

MAX_SENTENCES = 6
MAX_CHARS = 12_000
"""A model that has written that much, whatever it is, is listened to no longer."""
MAX_THOUGHT = 100_000
"""As much may be thought aloud, between marks that say so, before anything is written."""
SURE = 0.7
"""Where the evidence is at least that likely to answer, a model that says it does not is not
believed: small models give up easily."""

STOPPED = "Stopped: this is what had been written until then."
THOUGHTS = "The model {} was thinking aloud, and begins to answer."
NOTHING_WRITTEN = f"The model {{}} wrote nothing. {INSTEAD}"
NOTHING_LEFT = f"Nothing that the model {{}} wrote held against the articles. {INSTEAD}"
GAVE_UP = f"The model {{}} found no answer. {INSTEAD}"

_REWRITING = 15.0
"""Seconds that a follow-up may wait for being rewritten."""
_LEADLESS = {
    Style.TIMELINE: "what it cites has no day",
    Style.SAYINGS: "it names nobody who says so",
}

logger = logging.getLogger(__name__)


class Articles(Protocol):
    """What is needed of the coverage: articles by id, as they are now."""

    def articles(self, ids: set[str]) -> dict[str, Article]:
        """Those of ``ids`` that are in."""
        ...


@dataclass(slots=True)
class _Draft:
    """What has been kept so far, and what has not."""

    sentences: list[CitedSentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    declined: bool = False
    usage: Usage = field(default_factory=Usage)

    def take_back(self) -> None:
        self.sentences.clear()
        self.citations.clear()
        self.declined = False

    def add(self, text: str, cited: Sequence[Citation], lead: str) -> SentenceWritten:
        for citation in cited:
            if citation not in self.citations:
                self.citations.append(citation)
        first, *others = (self.citations.index(c) + 1 for c in cited)
        sentence = CitedSentence(text, first, tuple(others), lead)
        self.sentences.append(sentence)
        return SentenceWritten(sentence, cited[0], tuple(cited[1:]))


class LlmWriter:
    """Writes with ``model``, a LangChain chat model; safe to share between threads.

    name: as users know it. seconds: how long it may be silent.
    """

    def __init__(self, model: Model, name: str, *, seconds: float = 60) -> None:
        self._model = model
        self.name = name
        self._seconds = seconds

    def tell(
        self,
        question: Question,
        evidence: Evidence,
        coverage: Articles,
        stop: threading.Event | None = None,
        style: Style = Style.BRIEF,
    ) -> Generator[SentenceWritten | Withdrawn, None, Told]:
        """The sentences as they are written and checked; returns them all.

        Raises nothing of the model's: where it fails, what it wrote is withdrawn and the note
        says why. Once ``stop`` is set, what has been written is the answer.
        """
        started = time.perf_counter()
        given = numbered(question, evidence, style)
        current = coverage.articles({c.article_id for c in given})
        draft = _Draft()
        failure: str | None = None
        messages = [SystemMessage(rules_of(style)), HumanMessage(asked_of(question, given))]
        lines = self._lines(messages, draft, stop)
        try:
            for line in lines:
                if ends_thought(line):
                    if draft.sentences:
                        yield Withdrawn(THOUGHTS.format(self.name))
                    draft.take_back()
                elif (written := _checked(line, given, current, draft, style)) is not None:
                    yield written
                if draft.declined or len(draft.sentences) == MOST.get(style, MAX_SENTENCES):
                    break
        except Exception as error:  # noqa: BLE001 - each provider has its own; the log says which
            logger.warning("The model %s failed: %s", self.name, described(error))
            failure = sentence_for(error, self.name)
            if draft.sentences:
                yield Withdrawn(failure)
        finally:
            lines.close()
            self._count(draft, time.perf_counter() - started)
        if style is Style.TIMELINE:
            sentences, citations = in_order(draft.sentences, draft.citations)
            draft.sentences, draft.citations = list(sentences), list(citations)
        return _told(
            draft,
            Writing(
                model=self.name,
                own=bool(draft.sentences) and failure is None,
                dropped=tuple(draft.dropped),
                seconds=time.perf_counter() - started,
                tokens=draft.usage.tokens,
                cost=draft.usage.cost,
            ),
            failure,
            sure=evidence.confidence >= SURE,
            stopped=stop is not None and stop.is_set(),
        )

    def standalone(self, question: str, before: Sequence[Before]) -> str | None:
        """``question``, asked after ``before``, as the model would ask it alone.

        None where it fails, takes too long, or brings in words that nobody said.
        """
        return rewritten(self._model, question, before, seconds=min(self._seconds, _REWRITING))

    def _count(self, draft: _Draft, seconds: float) -> None:
        for dropped in draft.dropped:
            logger.info("Dropped, since %s: %s", dropped.reason, dropped.text)
        read, written = draft.usage.tokens or (0, 0)
        spent = Spent(1, read, written, seconds, draft.usage.cost or 0.0)
        total = LEDGER.add(self.name, spent)
        logger.info("%s: %s; in all %s answers, %s", self.name, spent, total.answers, total)

    def _lines(
        self, messages: Sequence[BaseMessage], draft: _Draft, stop: threading.Event | None
    ) -> Generator[Line]:
        """The lines as they become whole."""
        lines = Lines()
        count = thought = 0
        stream = pieces(self._model, messages, seconds=self._seconds, stop=stop)
        try:
            for chunk in stream:
                draft.usage.count(chunk)
                text = str(chunk.text)
                yield from lines.feed(text)
                if lines.thinking:
                    thought += len(text)
                else:
                    count += len(text)
                if count > MAX_CHARS or thought > MAX_THOUGHT:
                    return
            if not (stop and stop.is_set()):
                yield from lines.end()
        finally:
            stream.close()


def _checked(
    line: Line,
    given: Sequence[Citation],
    current: dict[str, Article],
    draft: _Draft,
    style: Style,
) -> SentenceWritten | None:
    """The sentence if it holds; else it is kept among what was dropped, with the reason."""
    if _says(line.text, DECLINED):
        draft.declined = not draft.sentences
        return None
    named = [given[n - 1] for n in line.numbers if 0 < n <= len(given)]
    fault, cited = _verdict(line, named, len(given), current)
    if fault is None and any(_says(s.text, line.text) for s in draft.sentences):
        fault = "it has been said"
    if fault is None:
        lead = lead_of(style, line.text, cited, current[cited[0].article_id])
        if lead is not None:
            return draft.add(line.text, cited, lead)
        fault = _LEADLESS[style]
    draft.dropped.append(Dropped(line.text, fault))
    return None


def _verdict(
    line: Line, cited: Sequence[Citation], count: int, current: dict[str, Article]
) -> tuple[str | None, Sequence[Citation]]:
    """Why the line is dropped, None if it is kept; and those it cites that tell of it."""
    if not line.numbers:
        return "it cites nothing", cited
    unknown = [n for n in line.numbers if not 0 < n <= count]
    if unknown:
        return f"it cites [{unknown[0]}], which was not given", cited
    grounds = []
    for citation in cited:
        article = current.get(citation.article_id)
        if article is None or not citation.holds_in(article):
            return "what it cites is not in the coverage any more", cited
        grounds.append(Ground(article, citation.start, citation.end))
    fault = fault_of(line.text, grounds)
    if fault is not None:
        return fault, cited
    return None, [cited[place] for place in telling(line.text, grounds)]


def _says(one: str, other: str) -> bool:
    return tokens(one) == tokens(other)


def _told(
    draft: _Draft, writing: Writing, failure: str | None, *, sure: bool, stopped: bool
) -> Told:
    if failure is not None:
        return Told(note=failure, writing=writing)
    if draft.sentences:
        return Told(
            tuple(draft.sentences),
            tuple(draft.citations),
            settled=True,
            note=STOPPED if stopped else None,
            writing=writing,
        )
    if draft.declined and not sure:
        return Told(settled=True, writing=writing)
    why = NOTHING_LEFT if draft.dropped else NOTHING_WRITTEN
    note: Callable[[str], str] = (GAVE_UP if draft.declined else why).format
    return Told(note=f"Stopped. {INSTEAD}" if stopped else note(writing.model), writing=writing)
