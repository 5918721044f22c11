"""An ingest killed at random moments, and whether the next run makes it what a clean run makes."""

from __future__ import annotations

import io
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

from bench import quick
from bench.changing_news import ChangingNews
from bench.index_state import IndexState, left_over, state_of
from bot.coverage.schema import connect
from bot.errors import StoreError

BATCH = 16
"""Passages that are stored together, so that a small ingest has many moments to be killed at."""
Figures = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Killed:
    """One killed ingest.

    moment: how far it had come. wrong: what did not hold right after it, or what differed from
    a clean run after the next, a sentence each.
    """

    moment: str
    wrong: tuple[str, ...]


def measure(rounds: int, seed: int = 2020) -> list[Figures]:
    """A row for each kind of moment, and one for all; what went wrong is told on stderr."""
    kills = killed(rounds, seed)
    moments = Counter(kill.moment for kill in kills)
    right = Counter(kill.moment for kill in kills if not kill.wrong)
    for kill in kills:
        for sentence in kill.wrong[:5]:
            print(f"{kill.moment}: {sentence}", file=sys.stderr)
    rows: list[Figures] = [
        {"killed": moment, "times": times, "as a clean run": right[moment]}
        for moment, times in sorted(moments.items())
    ]
    total: Figures = {"killed": "in all", "times": len(kills), "as a clean run": right.total()}
    return [*rows, total]


def killed(rounds: int, seed: int) -> list[Killed]:
    """So many ingests of a folder that changes in between, each killed and then run again.

    One folder of data goes through all of them. An ingest that ends before its moment is not
    counted, but looked at, too.
    """
    chance = random.Random(seed)
    found: list[Killed] = []
    with tempfile.TemporaryDirectory() as place:
        data, source = Path(place) / "data", Path(place) / "news"
        news = ChangingNews(source, chance)
        news.begin()
        _run(data, source)
        while len(found) < rounds:
            before = state_of(data)
            news.change()
            # A clean run has more to store, a killed one more to read.
            clean, length = _clean(source, Path(place))
            was_killed = _run_killed(data, source, chance.uniform(0, length))
            moment, wrong = _looked_at(data, before, clean)
            _run(data, source)
            after = state_of(data)
            wrong += [*after.faults, *after.differences(clean)]
            if over := left_over(data):
                wrong.append(f"{over} vectors are left over")
            if was_killed or wrong:
                found.append(Killed(moment if was_killed else "not killed", tuple(wrong)))
            print(f"\r{len(found)} of {rounds}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def _looked_at(data: Path, before: IndexState, clean: IndexState) -> tuple[str, list[str]]:
    """How far a killed ingest had come, and what is not whole."""
    now = state_of(data)
    mixed = now.digests() - before.digests() - clean.digests()
    wrong = [*now.faults, *(f"{i} is neither what it was nor what it is" for i, _ in mixed)]
    db = connect(data)
    unsettled = db.execute("SELECT count(*) FROM unsettled").fetchone()[0]
    db.close()
    if unsettled:
        return "inside of a batch", wrong
    if now.digests() == before.digests():
        return "before the first batch was in", wrong
    if now.digests() == clean.digests():
        return "when all was in", wrong
    return "between two batches, or before what is gone was forgotten", wrong


def _clean(source: Path, place: Path) -> tuple[IndexState, float]:
    """What a run into an empty folder in ``place`` makes of ``source``, and its seconds."""
    with tempfile.TemporaryDirectory(dir=place) as fresh:
        started = time.monotonic()
        _run(Path(fresh), source)
        seconds = time.monotonic() - started
        return state_of(Path(fresh)), seconds


def _run(data: Path, source: Path) -> None:
    """An ingest from beginning to end; StoreError if it failed."""
    with redirect_stderr(io.StringIO()) as told:
        status = quick.main(BATCH, _arguments(data, source))
    if status:
        raise StoreError(f"An ingest that was not killed failed: {told.getvalue().strip()[-300:]}")


def _run_killed(data: Path, source: Path, after: float) -> bool:
    """An ingest in a process of its own, killed ``after`` so many seconds; whether it still ran."""
    line = [sys.executable, "-m", "bench.quick", str(BATCH), *_arguments(data, source)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.returncode == -signal.SIGKILL


def _arguments(data: Path, source: Path) -> list[str]:
    return [str(source), "--data", str(data), "--prune", "--yes", "--quiet"]
