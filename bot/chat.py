"""A conversation: each question becomes a stream of events that ends in a verified answer."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.errors import InputError, WriterError
from bot.events import Answered, Event, Retrieved, SentenceWritten, Understood, Withdrawn, Writing
from bot.followup import standalone
from bot.library import Library
from bot.making import How, made
from bot.model_names import NONE
from bot.narrowing import UNFILTERED, Filters
from bot.question import Kind, kind_of, understood
from bot.reply import reply
from bot.small_talk import Talk, said_to_us, without_greeting
from bot.styles import Style, style_asked
from bot.wording import as_read
from bot.writers.told import INSTEAD

if TYPE_CHECKING:
    from bot.writers.llm import LlmWriter

__all__ = [
    "Answered",
    "Conversation",
    "Event",
    "Retrieved",
    "SentenceWritten",
    "Turn",
    "Understood",
    "Withdrawn",
    "Writing",
    "answer_to",
]

MAX_QUESTION_CHARS = 2000


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
        filters: Filters = UNFILTERED,
        stop: threading.Event | None = None,
        anew: bool = False,
        examples: bool = True,
    ) -> Iterator[Event]:
        """Answer ``question`` as events; the turn is kept once ``Answered`` has been yielded.

        as_of: the day it is asked, today by default. exclude: URLs or ids of articles to leave
        out. filters: what narrows beside the words, and what of the words shall not; the style,
        where the words ask for none; the model. stop: set it to have a model write no further;
        what it wrote until then is the answer. anew: whether to pass over an answer that is kept.
        What asks nothing of the coverage, such as a greeting, gets a reply and leaves no trace in
        how the next question is understood. examples: whether the reply comes with questions to
        ask, which takes as long as answering them.
        Raises InputError for a question of no words or of more than 2,000 characters.
        """
        started = time.perf_counter()
        usable = _usable(question)
        if talk := said_to_us(usable, begun=self._last is not None):
            narrow = replace(filters, model=NONE)  # examples are tried without one
            ask = partial(answer_to, as_of=as_of, exclude=exclude, filters=narrow)
            replied = self._replied(question, talk, ask if examples else None)
            replied = replace(replied, seconds=time.perf_counter() - started)
            self.turns += (Turn(question, question, replied),)
            yield Answered(replied)
            return
        asked = without_greeting(usable)
        style, words = style_asked(asked)
        coverage = self._library.coverage
        left_out = frozenset(a.id for u in exclude if (a := coverage.find(u)))
        writer, note = self._writer(filters.model)
        manner = style or filters.style or Style.BRIEF
        how = How(manner, writer, left_out, anew, note, filters.threshold)
        for alone, rewritten in self._ways(words or asked, writer, only_style=not words):
            sought = understood(alone, as_of or dt.date.today(), coverage.holdings(), filters)
            yield Understood(sought, rewritten, how.style)
            # Where the model's words lead nowhere, those of the rules follow.
            answer = yield from made(self._library, sought, how, stop, must_answer=rewritten)
            if answer:
                answer = replace(answer, seconds=time.perf_counter() - started)
                self.turns += (Turn(question, alone, answer),)
                yield Answered(answer)
                return

    def _ways(
        self, words: str, writer: LlmWriter | None, *, only_style: bool
    ) -> Iterator[tuple[str, bool]]:
        """How the question may be understood alone, and whether a model made it so.

        only_style: whether nothing but a style is asked for, of the question before.
        """
        before = self._last.standalone if self._last else None
        if only_style and before:
            yield before, False
            return
        alone = standalone(words, before, self._answered_with)
        if writer and self._last:
            from bot.writers.rewriting import Before

            told = [
                Before(t.standalone, t.answer.text, tuple(c.quote for c in t.answer.citations))
                for t in self.turns
                if not t.answer.reply
            ]
            written = writer.standalone(" ".join(words.split()), told)
            if written and written not in (alone, " ".join(words.split())):
                yield written, True
        yield alone, False

    @property
    def _last(self) -> Turn | None:
        """The last question that was one."""
        return next((t for t in reversed(self.turns) if not t.answer.reply), None)

    @property
    def _answered_with(self) -> str | None:
        """Whom the last question was answered with, if it asked for somebody."""
        last = self._last
        asked_who = last is not None and kind_of(as_read(last.standalone)) is Kind.WHO
        return last.answer.short_answer if last and asked_who else None

    def _replied(
        self, question: str, talk: Talk, ask: Callable[[Library, str], Answer] | None
    ) -> Answer:
        from bot.asking_on import examples  # which asks by means of this module

        found = examples(self._library, ask) if ask else ()
        return Answer(
            question=question,
            sentences=(),
            short_answer=None,
            abstained=True,
            confidence=0.0,
            citations=(),
            passages=(),
            seconds=0.0,
            reply=reply(talk, self._library.coverage.stats(), found),
        )

    def _writer(self, name: str | None) -> tuple[LlmWriter | None, str | None]:
        """The writer ``name``; None with a sentence that says why where it cannot be had."""
        try:
            return self._library.writer_for(name), None
        except WriterError as error:
            return None, f"{error} {INSTEAD}"


def answer_to(
    library: Library,
    question: str,
    *,
    as_of: dt.date | None = None,
    exclude: Sequence[str] = (),
    filters: Filters = UNFILTERED,
) -> Answer:
    """The answer to one question that stands alone; see ``Conversation.ask``."""
    *_, last = Conversation(library).ask(question, as_of=as_of, exclude=exclude, filters=filters)
    assert isinstance(last, Answered)
    return last.answer


def _usable(question: str) -> str:
    if not any(c.isalnum() for c in question):
        raise InputError("Please ask a question in words.")
    if len(question) > MAX_QUESTION_CHARS:
        raise InputError(
            f"That question has {len(question):,} characters;"
            f" please ask it in at most {MAX_QUESTION_CHARS:,}."
        )
    return question
