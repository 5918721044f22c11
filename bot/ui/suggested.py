"""The questions on the empty page: made from the coverage, then asked, and kept if answered."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coverage.catalogue import Catalogue
from bot.library import Library
from bot.suggest import Suggestion, suggestions
from bot.ui.answering import Answering
from bot.ui.loading import Loader

SHOWN = 4
_MADE = 16
_LOOK_SECONDS = 0.5

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Made:
    """Suggestions of one generation, and the questions of those that are shown.

    asked: whether these have been answered.
    """

    generation: int
    suggestions: tuple[Suggestion, ...]
    questions: tuple[str, ...]
    asked: bool = False


class Suggested:
    """Safe for many threads; what is shown before a check is done is what is likely to be answered.

    The check waits while readers' own questions are being answered.
    """

    def __init__(self, library: Loader[Library], answering: Answering) -> None:
        self._library = library
        self._answering = answering
        self._lock = threading.Lock()
        self._made: _Made | None = None
        self._checking: int | None = None

    def of(self, catalogue: Catalogue, generation: int) -> tuple[str, ...]:
        """At most SHOWN questions that the coverage of that generation answers."""
        made = self._made
        if made is None or made.generation != generation:
            found = suggestions(catalogue, _MADE)
            made = self._made = _Made(generation, found, tuple(s.question for s in found))
        return made.questions[:SHOWN]

    def check(self) -> None:
        """Begin to ask what has not been asked yet, in the background."""
        with self._lock:
            made = self._made
            if made and not made.asked and self._checking != made.generation:
                self._checking = made.generation
                threading.Thread(
                    target=self._check, args=(made,), name="suggesting", daemon=True
                ).start()

    def forget(self) -> None:
        """The coverage is another one."""
        self._made = self._checking = None

    def _check(self, made: _Made) -> None:
        from bot.asking_on import each_answered

        try:
            library = self._library.start().result()
            answered = tuple(each_answered(library, self._when_idle(made), SHOWN))
        except Exception:
            logger.exception("The suggested questions could not be checked")
            return
        with self._lock:
            if self._made is made:
                self._made = _Made(made.generation, made.suggestions, answered, asked=True)

    def _when_idle(self, made: _Made) -> Iterator[Suggestion]:
        for suggestion in made.suggestions:
            while not self._answering.idle():
                time.sleep(_LOOK_SECONDS)
            yield suggestion
