"""Progress of an ingest on stderr: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from bot.coverage.writer import Tidying
from bot.ingest.outcome import Outcome, Watch
from bot.terminal import printable

_EVERY_SECONDS = 5.0


@contextmanager
def progress(*, quiet: bool) -> Iterator[Watch]:
    """What shows the outcome as it grows; failures are told as they come, even when quiet."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    failures = _Failures(console)
    if quiet:
        yield failures
        failures.finish()
    elif console.is_terminal:
        yield from _bar(console, failures)
    else:
        yield from _lines(failures)


def tidying(*, quiet: bool) -> Tidying:
    """What tells, now and then, how many vectors have been copied; nothing of what is quick."""
    last = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if not quiet and time.monotonic() - last >= _EVERY_SECONDS:
            last = time.monotonic()
            print(
                f"Tidying up after deletions: {done:,} of {total:,} vectors",
                file=sys.stderr,
                flush=True,
            )

    return tell


class _Failures:
    """Names each failed file once."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._told = 0
        self._outcome: Outcome | None = None

    def __call__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        for error in outcome.failed[self._told :]:
            self._console.print(printable(f"Failed: {error}"), style="red", markup=False)
        self._told = len(outcome.failed)

    def finish(self) -> None:
        """Tell those that came last."""
        if self._outcome is not None:
            self(self._outcome)


def _bar(console: Console, failures: _Failures) -> Iterator[Watch]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Ingesting", total=None, told="")

        def watch(outcome: Outcome) -> None:
            failures(outcome)
            bar.update(
                task, total=outcome.expected, completed=_completed(outcome), told=_told(outcome)
            )

        yield watch
    failures.finish()


def _lines(failures: _Failures) -> Iterator[Watch]:
    last = time.monotonic()

    def watch(outcome: Outcome) -> None:
        nonlocal last
        failures(outcome)
        if time.monotonic() - last >= _EVERY_SECONDS:
            last = time.monotonic()
            print(_told(outcome) + _left(outcome), file=sys.stderr, flush=True)

    yield watch
    failures.finish()


def _told(outcome: Outcome) -> str:
    of = f" of {outcome.expected:,}" if outcome.expected else ""
    speed = outcome.embedded / max(outcome.seconds, 0.001)
    failed = f", {len(outcome.failed):,} failed" if outcome.failed else ""
    pace = f"{speed:,.0f}"
    unit = "passage" if pace == "1" else "passages"
    return f"{outcome.done:,}{of} articles, {pace} {unit}/s{failed}"


def _left(outcome: Outcome) -> str:
    done = _completed(outcome)
    if not outcome.expected or not done:
        return ""
    seconds = outcome.seconds * max(0.0, outcome.expected - done) / done
    return f", about {seconds / 60:.0f} min left" if seconds >= 90 else f", {seconds:.0f} s left"


def _completed(outcome: Outcome) -> float:
    """Items dealt with; those being embedded count by the part of their passages."""
    stored = outcome.new + outcome.updated
    pending = outcome.embedded - outcome.passages
    passages_each = outcome.passages / stored if stored else 0
    return outcome.done + (pending / passages_each if passages_each else 0)
