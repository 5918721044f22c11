"""An ingest killed at random moments, and whether the next run makes it what a clean run makes.

Chroma writes its graph within milliseconds, which a random moment hardly meets; so every second
ingest is killed at the first change of the graph's files, or some milliseconds later.
"""

from __future__ import annotations

import io
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from pathlib import Path

from bench import quick
from bench.changing_news import ChangingNews
from bench.figures import Figures
from bench.index_state import IndexState, left_over, state_of
from bot.coverage.replacing import VECTORS
from bot.coverage.schema import connect
from bot.coverage.undo import UNDO
from bot.errors import StoreError

BATCH = 16
"""Passages that are stored together, so that a small ingest has many moments to be killed at."""
_WRITING_SECONDS = 0.02
_LOOK_SECONDS = 0.0005
_HEADER = "header.bin"
"""What Chroma writes first of its graph."""


@dataclass(frozen=True, slots=True)
class Killed:
    """One killed ingest.

    moment: how far it had come. wrong: what did not hold right after it, or what differed from
    a clean run after the next, a sentence each.
    """

    moment: str
    wrong: tuple[str, ...]


def measure(rounds: int, seed: int = 2020) -> list[Figures]:
    """A row for each kind of moment, and one for all; what goes wrong is told on stderr.

    Ctrl-C ends it with the rows of what was measured until then.
    """
    kills: list[Killed] = []
    try:
        for kill in killed(rounds, seed):
            kills.append(kill)
            for sentence in kill.wrong[:5]:
                print(f"{kill.moment}: {sentence}", file=sys.stderr)
            print(f"{len(kills)} of {rounds}: {kill.moment}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
    moments = Counter(kill.moment for kill in kills)
    right = Counter(kill.moment for kill in kills if not kill.wrong)
    rows: list[Figures] = [
        {"killed": moment, "times": times, "as a clean run": right[moment]}
        for moment, times in sorted(moments.items())
    ]
    return [*rows, {"killed": "in all", "times": len(kills), "as a clean run": right.total()}]


def killed(rounds: int, seed: int) -> Iterator[Killed]:
    """So many ingests of a folder that changes in between, each killed and then run again.

    One folder of data goes through all of them. An ingest that ends before its moment is not
    counted, but looked at, too.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        data, source = Path(place) / "data", Path(place) / "news"
        news = ChangingNews(source, chance)
        news.begin()
        _run(data, source)
        while rounds:
            before = state_of(data)
            news.change()
            # A clean run has more to store, a killed one more to read.
            clean, length = _clean(source, Path(place))
            if chance.random() < 0.5:
                was_killed = _run_killed(data, source, chance.uniform(0, length))
            else:
                was_killed = _run_killed_writing(data, source, chance.uniform(0, _WRITING_SECONDS))
            moment, wrong = _looked_at(data, before, clean)
            _run(data, source)
            after = state_of(data)
            wrong += [*after.faults, *after.differences(clean)]
            if over := left_over(data):
                wrong.append(f"{over} vectors are left over")
            if was_killed or wrong:
                rounds -= 1
                yield Killed(moment if was_killed else "not killed", tuple(wrong))


def _looked_at(data: Path, before: IndexState, clean: IndexState) -> tuple[str, list[str]]:
    """How far a killed ingest had come, and what is not whole."""
    torn = _is_torn(data)
    now = state_of(data)
    mixed = now.digests() - before.digests() - clean.digests()
    wrong = [*now.faults, *(f"{i} is neither what it was nor what it is" for i, _ in mixed)]
    db = connect(data)
    unsettled = db.execute("SELECT count(*) FROM unsettled").fetchone()[0]
    db.close()
    if torn:
        return "while the graph of the vectors was written", wrong
    if unsettled:
        return "inside of a batch", wrong
    if now.digests() == before.digests():
        return "before the first batch was in", wrong
    if now.digests() == clean.digests():
        return "when all was in", wrong
    return "between two batches, or before what is gone was forgotten", wrong


def _is_torn(data: Path) -> bool:
    """Whether the turn that was killed had begun to write the graph."""
    undo, now = data / f"{UNDO}{VECTORS}", _headers(data)
    return undo.is_dir() and [h.read_bytes() for h in undo.glob(f"*/{_HEADER}")] != [
        h.read_bytes() for h in now
    ]


def _headers(data: Path) -> list[Path]:
    return list((data / VECTORS).glob(f"*/{_HEADER}"))


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
    with _begun(data, source) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.returncode == -signal.SIGKILL


def _run_killed_writing(data: Path, source: Path, after: float) -> bool:
    """The same, killed so many seconds after Chroma began to write its graph."""
    before = [h.stat().st_mtime_ns for h in _headers(data)]
    with _begun(data, source) as process:
        while process.poll() is None:
            if [h.stat().st_mtime_ns for h in _headers(data)] != before:
                time.sleep(after)
                process.kill()
                break
            time.sleep(_LOOK_SECONDS)
    return process.returncode == -signal.SIGKILL


@contextmanager
def _begun(data: Path, source: Path) -> Iterator[subprocess.Popen[bytes]]:
    line = [sys.executable, "-m", "bench.quick", str(BATCH), *_arguments(data, source)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process


def _arguments(data: Path, source: Path) -> list[str]:
    return [str(source), "--data", str(data), "--prune", "--yes", "--quiet"]
