"""The same ingest again and again: quiet while nothing happens, and not to be put off."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from types import FrameType

from bot.errors import IndexBusy, StoreError
from bot.ingest.outcome import Outcome
from bot.terminal import printable


def keep_watching(
    run: Callable[[Outcome], None],
    tell: Callable[[Outcome], None],
    seconds: float,
) -> None:
    """Call ``run``, wait ``seconds``, and so on until Ctrl-C or SIGTERM.

    tell: called after a run that changed something. What failed is told on stderr once, and again
    only after it went well in between; so is a data folder that is full, locked or away for a time.
    Raises what another try cannot mend: IndexDamaged, IndexMismatch, ModelError, SettingsError.
    """
    failing: set[str] = set()
    with _ended_by_sigterm():
        try:
            while True:
                outcome = Outcome()
                now = _failures(run, outcome)
                for told in now:
                    if told not in failing:
                        print(told, file=sys.stderr, flush=True)
                failing = set(now)
                if outcome.new or outcome.updated or outcome.forgotten:
                    tell(outcome)
                sleep(seconds)
        except KeyboardInterrupt:
            print("Stopped. What is in stays in.", file=sys.stderr)


def _failures(run: Callable[[Outcome], None], outcome: Outcome) -> list[str]:
    """A sentence for each thing that failed, in order."""
    try:
        run(outcome)
    except (StoreError, OSError) as error:
        if type(error) not in (StoreError, IndexBusy) and not isinstance(error, OSError):
            raise
        return [*_sentences(outcome), str(error)]
    return _sentences(outcome)


def _sentences(outcome: Outcome) -> list[str]:
    return [printable(f"Failed: {error}") for error in outcome.failed]


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """SIGTERM, which service managers send, ends a watch as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
