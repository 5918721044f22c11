"""Answers that need not be made again: by question, style, model and state of the index."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from bot.answer import Answer
from bot.question import Question
from bot.styles import Style


@dataclass(frozen=True, slots=True)
class Key:
    """All that an answer depends on.

    question: as understood, with its day and what narrows it. writer: None for no model.
    left_out: ids of articles. state: of the index, see ``Coverage.state``.
    """

    question: Question
    style: Style
    writer: object | None
    left_out: frozenset[str]
    state: tuple[int, int]


class KeptAnswers:
    """At most ``most`` answers, the least recently asked for go first; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key) -> Answer | None:
        """The answer of ``key``; None if there is none."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Key, answer: Answer) -> None:
        """Keep it; those of an earlier state of the index go."""
        with self._lock:
            for old in [k for k in self._answers if k.state != key.state]:
                del self._answers[old]
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

    def forget(self, key: Key) -> None:
        """Have the answer of ``key`` made anew."""
        with self._lock:
            self._answers.pop(key, None)

    def clear(self) -> None:
        """Have all answers made anew."""
        with self._lock:
            self._answers.clear()

    def __len__(self) -> int:
        with self._lock:
            return len(self._answers)
