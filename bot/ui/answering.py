"""Questions answered outside of any page, so that a reload or a second tab loses nothing."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer import Answer, Citation, CitedSentence
from bot.conversations import Conversations
from bot.errors import CoverageError
from bot.narrowing import UNFILTERED, Filters
from bot.outcome import KeptTurn, Outcome
from bot.styles import Style
from bot.ui.loading import Loader

if TYPE_CHECKING:
    from bot.chat import SentenceWritten, Turn
    from bot.library import Library

UNEXPECTED = "Something went wrong; the server's log says what. Please try again."
AT_ONCE = 4

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far turn ``no`` of a conversation is; ``step`` is a line to show.

    stopped: nothing more will come, since the conversation cannot be kept; ``step`` says why.
    model: the language model that writes now, and can be stopped; "" where none does.
    style: how the answer is laid out.
    """

    no: int = 0
    step: str = "Waiting for its turn…"
    stopped: bool = False
    sentences: tuple[CitedSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    model: str = ""
    style: Style = Style.BRIEF


class Answering:
    """Answers what has been asked in ``conversations``, each conversation in order.

    At most ``AT_ONCE`` conversations at a time, others wait. What a process leaves unanswered is
    answered by the next one that is asked to ``resume``.
    """

    def __init__(self, conversations: Conversations, library: Loader[Library]) -> None:
        self._conversations = conversations
        self._library = library
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="answering")
        self._lock = threading.Lock()
        self._progress: dict[str, Progress] = {}
        self._stops: dict[str, threading.Event] = {}
        self._anew: set[tuple[str, int]] = set()

    def ask(self, conversation: str, question: str, filters: Filters = UNFILTERED) -> None:
        """Keep ``question`` and begin to answer it. Raises StoreError."""
        self._conversations.ask(conversation, question, filters)
        self._begin(conversation, anew=True)

    def without(self, conversation: str, no: int, key: str) -> None:
        """Answer turn ``no`` once more, without the narrowing ``key``. Raises StoreError."""
        for turn in self._conversations.turns(conversation):
            if turn.no == no:
                self._conversations.narrow(conversation, no, turn.filters.less(key))
                self._begin(conversation, anew=True)

    def again(self, conversation: str, no: int) -> None:
        """Answer turn ``no`` once more, whatever is kept of it. Raises StoreError."""
        with self._lock:
            self._anew.add((conversation, no))
        self._conversations.settle(conversation, no, None)
        self._begin(conversation, anew=True)

    def stop(self, conversation: str) -> None:
        """Have the model that answers in ``conversation`` write no further, if one does."""
        if stop := self._stops.get(conversation):
            stop.set()

    def resume(self, conversation: str) -> None:
        """Answer what waits in ``conversation``, unless that is under way or has stopped."""
        self._begin(conversation, anew=False)

    def progress(self, conversation: str) -> Progress | None:
        """How far it is; None when nothing is being answered."""
        return self._progress.get(conversation)

    def _begin(self, conversation: str, *, anew: bool) -> None:
        with self._lock:
            current = self._progress.get(conversation)
            if current is None or (anew and current.stopped):
                self._progress[conversation] = Progress()
                self._pool.submit(self._work, conversation)

    def _work(self, conversation: str) -> None:
        try:
            while (turns := self._waiting(conversation)) is not None:
                *before, turn = turns
                outcome = self._outcome(conversation, before, turn)
                self._conversations.settle(conversation, turn.no, outcome)
        except Exception as error:
            logger.exception("Conversation %s could not be kept", conversation)
            step = str(error) if isinstance(error, CoverageError) else UNEXPECTED
            self._tell(conversation, Progress(step=step, stopped=True))

    def _waiting(self, conversation: str) -> Sequence[KeptTurn] | None:
        """The turns up to the first that waits; None, and no longer under way, if none does."""
        with self._lock:  # so that a question kept after this look begins anew
            turns = self._conversations.turns(conversation)
            for number, turn in enumerate(turns, start=1):
                if turn.outcome is None:
                    return turns[:number]
            del self._progress[conversation]
            self._stops.pop(conversation, None)
            return None

    def _outcome(self, conversation: str, before: Sequence[KeptTurn], turn: KeptTurn) -> Outcome:
        try:
            self._tell(conversation, Progress(turn.no, "Getting ready…"))
            library = self._library.start().result()
            return self._answer(library, conversation, before, turn)
        except CoverageError as error:
            return Outcome(error=str(error))
        except Exception:
            # Not the question, which the log must not hold unless that is asked for.
            logger.exception("Turn %s of %s could not be answered", turn.no, conversation)
            return Outcome(error=UNEXPECTED)

    def _answer(
        self, library: Library, conversation: str, before: Sequence[KeptTurn], turn: KeptTurn
    ) -> Outcome:
        from bot.chat import (
            Answered,
            Conversation,
            Retrieved,
            SentenceWritten,
            Understood,
            Withdrawn,
            Writing,
        )

        progress = Progress(turn.no, "Searching the coverage…")
        self._tell(conversation, progress)
        chat = Conversation(library, [t for kept in before if (t := _turn(kept))])
        alone, rewritten = turn.question, False
        with self._lock:
            anew = (conversation, turn.no) in self._anew
            self._anew.discard((conversation, turn.no))
        stop = self._stops[conversation] = threading.Event()
        for event in chat.ask(turn.question, filters=turn.filters, stop=stop, anew=anew):
            if isinstance(event, Understood):
                alone, rewritten = event.question.text, event.rewritten
                progress = dataclasses.replace(progress, style=event.style)
            elif isinstance(event, Retrieved):
                count = len({p.article.id for p in event.passages})
                step = f"Reading {count} article{'' if count == 1 else 's'}…"
                progress = dataclasses.replace(progress, step=step)
            elif isinstance(event, Writing):
                progress = dataclasses.replace(
                    progress, step=f"{event.model} is writing…", model=event.model
                )
            elif isinstance(event, SentenceWritten):
                progress = dataclasses.replace(
                    progress,
                    sentences=(*progress.sentences, event.sentence),
                    citations=_with(progress.citations, event),
                )
            elif isinstance(event, Withdrawn):
                progress = dataclasses.replace(
                    progress, step=event.reason, sentences=(), citations=(), model=""
                )
            elif isinstance(event, Answered):
                return Outcome.of(alone, event.answer, rewritten=rewritten)
            self._tell(conversation, progress)
        raise RuntimeError("the conversation ended without an answer")

    def _tell(self, conversation: str, progress: Progress) -> None:
        self._progress[conversation] = progress


def _with(citations: tuple[Citation, ...], event: SentenceWritten) -> tuple[Citation, ...]:
    """``citations`` with those that the sentence is the first to cite."""
    cited = zip(event.sentence.citations, (event.citation, *event.others), strict=True)
    return (*citations, *(c for number, c in cited if number > len(citations)))


def _turn(kept: KeptTurn) -> Turn | None:
    """The turn as the chat needs it to ask on from; passages are not kept."""
    from bot.chat import Turn

    outcome = kept.outcome
    if outcome is None or outcome.error:
        return None
    answer = Answer(
        question=outcome.standalone,
        sentences=outcome.sentences,
        short_answer=outcome.short_answer,
        abstained=outcome.abstained,
        confidence=outcome.confidence,
        citations=outcome.citations,
        passages=(),
        seconds=outcome.seconds,
    )
    return Turn(kept.question, outcome.standalone, answer)
