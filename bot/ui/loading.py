"""The library, loaded once in the background while the first page is already being read."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

Loaded = TypeVar("Loaded")

logger = logging.getLogger(__name__)


class Loader(Generic[Loaded]):
    """What ``load`` returns, loaded in a thread of its own and kept."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._future: Future[Loaded] | None = None

    def warm(self) -> None:
        """Begin, if that has never been tried."""
        if self._future is None:
            self.start()

    def start(self) -> Future[Loaded]:
        """Begin, unless it has begun; one that failed is tried again."""
        with self._lock:
            if self._future is None or (self._future.done() and self._future.exception()):
                self._future = Future()
                threading.Thread(
                    target=self._run, args=(self._future,), name="loading", daemon=True
                ).start()
            return self._future

    def forget(self) -> None:
        """Let go of what was loaded; the next start loads anew."""
        self._future = None

    def _run(self, future: Future[Loaded]) -> None:
        try:
            future.set_result(self._load())
        except Exception as error:
            logger.warning("The library could not be loaded: %s", error, exc_info=error)
            future.set_exception(error)
