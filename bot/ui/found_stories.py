"""The stories of the coverage, found anew in the background when it has changed."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future

from bot.coverage.catalogue import Catalogue
from bot.coverage.stories import Stories, stories_in

_REST = 10
"""While an ingest goes on, finding takes one part of the time in so many."""


class FoundStories:
    """One for each process; safe for many threads. Finding takes a second for 5,000 articles."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation: int | None = None
        self._finding: Future[Stories] | None = None
        self._rests_until = 0.0
        self._found: Stories | None = None

    def of(self, catalogue: Catalogue, generation: int) -> Stories | None:
        """Those found last, which may be of an earlier generation; None while none are found yet.

        Raises what kept them from being found; who asks again has them looked for again.
        """
        with self._lock:
            finding = self._finding
            if finding is not None and finding.done():
                if finding.exception():
                    self._finding = None
                self._found = finding.result()
            if finding is None or (
                finding.done()
                and self._generation != generation
                and time.monotonic() >= self._rests_until
            ):
                self._finding, self._generation = Future(), generation
                threading.Thread(
                    target=self._find, args=(catalogue, self._finding), name="stories", daemon=True
                ).start()
            return self._found

    def forget(self) -> None:
        """The coverage is another one."""
        with self._lock:
            self._finding = self._found = None

    def _find(self, catalogue: Catalogue, finding: Future[Stories]) -> None:
        began = time.monotonic()
        try:
            found = stories_in(catalogue)
        except Exception as error:  # noqa: BLE001 - whoever asks for the stories is told
            finding.set_exception(error)
            return
        ended = time.monotonic()
        self._rests_until = ended + _REST * (ended - began)
        finding.set_result(found)
