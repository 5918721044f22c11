"""How much is asked in an hour, by one and by all, and when it is enough."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from bot.errors import TooMany

HOUR = 3600.0


class Rates:
    """Counts what each user asks for; safe for many threads.

    each, in_all: how many in any hour; 0 for as many as one likes.
    """

    def __init__(self, each: int, in_all: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._each, self._in_all, self._clock = each, in_all, clock
        self._lock = threading.Lock()
        self._of: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()

    def take(self, user: str) -> None:
        """Count one of ``user``. Raises TooMany, which says for how long to wait; then none is."""
        with self._lock:
            now = self._clock()
            theirs = self._of.setdefault(user, deque())
            _forget(theirs, now)
            _forget(self._all, now)
            if self._each and len(theirs) >= self._each:
                raise TooMany(
                    f"You have asked {self._each} questions within an hour:"
                    f" please wait {_words(theirs[0] + HOUR - now)}."
                )
            if self._in_all and len(self._all) >= self._in_all:
                raise TooMany(
                    "More questions are coming in than can be answered:"
                    f" please wait {_words(self._all[0] + HOUR - now)}."
                )
            theirs.append(now)
            self._all.append(now)
            if len(self._of) > len(self._all):  # of those who have asked nothing for an hour
                self._of = {u: asked for u, asked in self._of.items() if asked}


def _forget(asked: deque[float], now: float) -> None:
    while asked and asked[0] <= now - HOUR:
        asked.popleft()


def _words(seconds: float) -> str:
    minutes = max(1, -int(-seconds // 60))
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
