"""Questions answered outside of any page, so that a reload or a second tab loses nothing."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from bot.conversation_store import LOCAL
from bot.conversations import Conversations
from bot.errors import CoverageError
from bot.model_names import NONE
from bot.narrowing import UNFILTERED, Filters
from bot.outcome import KeptTurn, Outcome
from bot.ui.loading import Loader
from bot.ui.progress import Progress, turn_of, waiting_words

if TYPE_CHECKING:
    from bot.library import Library

UNEXPECTED = "Something went wrong; the server's log says what. Please try again."
STOPPED = "Stopped before there was an answer."
CROWDED = "Very many questions are waiting already; please try this one again in a minute."
AT_ONCE = 4
MOST_WAITING = 200
"""Conversations that may wait for their turn; a minute or so on two cores."""
_LOOK_SECONDS = 0.1
_SHORTEST_LOOK, _LONGEST_LOOK = 0.2, 3.0
_TURN_SECONDS = 0.3
"""About how long the queue takes to move on by one, on two cores."""
_TIMES_A_LOOK, _LOOKS = 10, 8
"""A look takes at most a tenth of the time between two, by the mean of the last few."""

logger = logging.getLogger(__name__)


class Answering:
    """Answers what has been asked in the folder of ``conversations``, whosever, each in order.

    Whether somebody may have a conversation answered is for the caller to see to.

    At most ``AT_ONCE`` conversations at a time; others wait, as many as ``MOST_WAITING``, and a
    question beyond that is kept, but has to be asked again. What a process leaves unanswered is
    answered by the next one that is asked to ``resume``.
    """

    def __init__(self, conversations: Conversations, library: Loader[Library]) -> None:
        self._conversations = dataclasses.replace(conversations, owner=None)
        self._library = library
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="answering")
        self._lock = threading.Lock()
        self._progress: dict[str, Progress] = {}
        self._stops: dict[str, threading.Event] = {}
        self._anew: set[tuple[str, int]] = set()
        self._look = 0.0

    def ask(
        self,
        conversation: str,
        question: str,
        filters: Filters = UNFILTERED,
        owner: str = LOCAL,
    ) -> None:
        """Keep the ``question`` of ``owner`` once, begin to answer it. StoreError, NotAllowed."""
        theirs = dataclasses.replace(self._conversations, owner=owner)
        no = theirs.ask(conversation, question, filters, once=True)
        self._begin_or_shed(conversation, no)

    def without(self, conversation: str, no: int, key: str) -> None:
        """Answer turn ``no`` once more, without the narrowing ``key``. Raises StoreError."""
        for turn in self._conversations.turns(conversation):
            if turn.no == no:
                self._conversations.narrow(conversation, no, turn.filters.less(key))
                self._begin_or_shed(conversation, no)

    def again(self, conversation: str, no: int) -> None:
        """Answer turn ``no`` once more, whatever is kept of it. Raises StoreError."""
        with self._lock:
            self._anew.add((conversation, no))
        self._conversations.settle(conversation, no, None)
        self._begin_or_shed(conversation, no)

    def stop(self, conversation: str) -> None:
        """Answer no further in ``conversation``: what there is by now is the answer."""
        if stop := self._stops.get(conversation):
            stop.set()

    def resume(self, conversation: str) -> None:
        """Answer what waits in ``conversation``, unless that is under way or has stopped."""
        self._begin(conversation, anew=False)

    def progress(self, conversation: str) -> Progress | None:
        """How far it is; None when nothing is being answered."""
        progress = self._progress.get(conversation)
        if progress is None or not progress.waits:
            return progress
        return dataclasses.replace(progress, step=waiting_words(self._before(conversation)))

    def look_again(self, conversation: str) -> float:
        """Seconds after which a look at the progress may tell something new.

        The further back in the queue, and the longer a look takes by now, the more: looks cost the
        server what answers need.
        """
        progress = self._progress.get(conversation)
        before = self._before(conversation) if progress and progress.waits else 0
        worth = max(before * _TURN_SECONDS / 2, self._look * _TIMES_A_LOOK)
        return min(_LONGEST_LOOK, max(_SHORTEST_LOOK, worth))

    def looked(self, seconds: float) -> None:
        """Note how long a look took."""
        self._look += (seconds - self._look) / _LOOKS

    def waiting(self) -> int:
        """How many conversations wait for their turn."""
        return sum(progress.waits for progress in list(self._progress.values()))

    def idle(self) -> bool:
        """Whether nothing is being answered."""
        return not self._under_way()

    def _under_way(self) -> int:
        """How many conversations wait or are being answered; one that has stopped does neither."""
        return sum(not progress.stopped for progress in list(self._progress.values()))

    def _before(self, conversation: str) -> int:
        """How many conversations have their turn before this one has."""
        before = 0
        for name, progress in list(self._progress.items()):
            if name == conversation:
                return before
            before += progress.waits
        return 0

    def _begin_or_shed(self, conversation: str, no: int) -> None:
        if conversation not in self._progress and self.waiting() >= MOST_WAITING:
            self._conversations.settle(conversation, no, Outcome(error=CROWDED))
        else:
            self._begin(conversation, anew=True)

    def _begin(self, conversation: str, *, anew: bool) -> None:
        with self._lock:
            current = self._progress.get(conversation)
            if current is None or (anew and current.stopped):
                self._progress.pop(conversation, None)  # the last in the queue, not where it was
                self._progress[conversation] = Progress()
                self._stops[conversation] = threading.Event()
                self._pool.submit(self._work, conversation)

    def _work(self, conversation: str) -> None:
        try:
            while (turns := self._waiting(conversation)) is not None:
                *before, turn = turns
                outcome = self._outcome(conversation, before, turn)
                self._conversations.settle(conversation, turn.no, outcome)
                self._stops[conversation] = threading.Event()
                self._relate(conversation, turns, outcome)
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
            loading = self._library.start()
            while not loading.done():
                if self._stops[conversation].wait(_LOOK_SECONDS):
                    return Outcome(error=STOPPED)
            return self._answer(loading.result(), conversation, before, turn)
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
        chat = Conversation(library, [t for kept in before if (t := turn_of(kept))])
        alone, rewritten = turn.question, False
        with self._lock:
            anew = (conversation, turn.no) in self._anew
            self._anew.discard((conversation, turn.no))
        stop = self._stops[conversation]
        generation = library.coverage.generation
        # Its examples follow when it is on the screen.
        asked = partial(chat.ask, turn.question, filters=turn.filters, examples=False)
        for event in asked(stop=stop, anew=anew):
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
                progress = progress.having(event)
            elif isinstance(event, Withdrawn):
                progress = dataclasses.replace(
                    progress, step=event.reason, sentences=(), citations=(), model=""
                )
            elif isinstance(event, Answered):
                return Outcome.of(alone, event.answer, generation, rewritten=rewritten)
            if stop.is_set() and not (progress.sentences or progress.model):
                return Outcome(error=STOPPED)
            self._tell(conversation, progress)
        raise RuntimeError("the conversation ended without an answer")

    def _relate(self, conversation: str, turns: Sequence[KeptTurn], outcome: Outcome) -> None:
        """Find questions to go on with while nobody waits for an answer."""
        if outcome.error:
            return
        from bot.asking_on import examples, related
        from bot.chat import answer_to

        def idle() -> bool:
            kept = self._conversations.turns(conversation)
            return self._under_way() == 1 and all(turn.outcome for turn in kept)

        try:
            asked = [turn.question for turn in turns]
            library = self._library.start().result()
            if outcome.reply:
                filters = dataclasses.replace(turns[-1].filters, model=NONE)
                ask = partial(answer_to, filters=filters)
                found = examples(library, ask, idle)
            else:
                found = related(library, outcome, asked, idle)
        except Exception:
            logger.exception("No related questions were found in %s", conversation)
            return
        if found and idle():
            with_them = dataclasses.replace(outcome, related=found)
            self._conversations.settle(conversation, turns[-1].no, with_them)

    def _tell(self, conversation: str, progress: Progress) -> None:
        self._progress[conversation] = progress
