"""Questions, ingests and removals at a fixed rate for as long as one likes, and what they cost.

One process answers, as the page does; each ingest and each removal is a process of its own. Vectors
are the quick ones of ``bench.quick``, so that a laptop can keep the pace; all else is real.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import fault_children as children
from bench.fault_news import Shelf, article_id, word
from bench.figures import Figures
from bench.quick import QUICK, QuickEncoder
from bot.arenas import limit_arenas
from bot.chat import answer_to
from bot.coverage import Coverage
from bot.coverage.catalogue import Catalogue
from bot.library import Library
from bot.settings import Settings

_QUESTION, _INGEST, _REMOVAL = 3.0, 10.0, 25.0
"""Seconds from one to the next."""
_ARTICLES, _CHANGED, _REMOVED = 200, 5, 2
_ASKED = ("Who halted police sales?", "What did the judge in Seattle order?", "{word} council?")
_PAGE_BYTES = resource.getpagesize()


@dataclass(frozen=True, slots=True)
class Sample:
    """The answering process after a question; seconds: of the answer; memory: resident bytes."""

    at: float
    seconds: float
    memory: int
    handles: int
    threads: int


def measure(minutes: float) -> tuple[list[Figures], list[str]]:
    """A row for each tenth of the time; and what was not exact or not flat, a sentence each."""
    with tempfile.TemporaryDirectory() as folder:
        course = _Course(Path(folder))
        samples = course.run(minutes * 60)
    if len(samples) < 10:
        return course.rows(samples, 1), [*course.broken, "too few questions to tell anything"]
    return course.rows(samples, 10), [*course.broken, *_not_flat(samples)]


class _Course:
    def __init__(self, folder: Path) -> None:
        self._data, self._told = folder / "data", folder / "told"
        news = folder / "news"
        news.mkdir()
        self._told.touch()
        self._shelf = Shelf(news)
        self._shelf.write(list(range(_ARTICLES)), 1)
        self._chance = random.Random(2020)
        self._version = 1
        self._gone: set[int] = set()
        self._disk: list[tuple[float, int]] = []
        self._asker = 0
        self.broken: list[str] = []

    def run(self, seconds: float) -> list[Sample]:
        """All of it; returns what the answering process measured of itself."""
        corpus = Path(__file__).parent.parent / "corpus"
        self._take_in(self._shelf.folder, corpus)
        self._base = self._count() - _ARTICLES
        self._asker = children.forked(partial(_answer, self._data), self._told)
        until = time.monotonic() + seconds
        due: list[tuple[float, float, Callable[[], None]]] = [
            (time.monotonic() + every, every, work)
            for every, work in ((_INGEST, self._ingest), (_REMOVAL, self._remove))
        ]
        while time.monotonic() < until:
            at, every, work = min(due, key=lambda one: one[0])
            time.sleep(max(0.0, min(at, until) - time.monotonic()))
            if at <= time.monotonic() < until:
                due[due.index((at, every, work))] = (max(at + every, time.monotonic()), every, work)
                work()
                self._check()
        os.kill(self._asker, signal.SIGKILL)
        os.waitpid(self._asker, 0)
        return list(self._samples())

    def rows(self, samples: Sequence[Sample], parts: int) -> list[Figures]:
        """The samples in so many parts of equal length."""
        size = max(1, len(samples) // parts)
        rows: list[Figures] = []
        for first in range(0, size * parts, size):
            some = samples[first : first + size]
            if not some:
                break
            disk = [size for at, size in self._disk if at <= some[-1].at]
            seconds = sorted(s.seconds for s in some)
            rows.append(
                {
                    "minute": round((some[-1].at - samples[0].at) / 60, 1),
                    "questions": len(some),
                    "p50 ms": round(1000 * statistics.median(seconds)),
                    "p95 ms": round(1000 * seconds[int(0.95 * (len(seconds) - 1))]),
                    "memory MB": round(some[-1].memory / 1e6),
                    "handles": some[-1].handles,
                    "threads": some[-1].threads,
                    "disk MB": round(disk[-1] / 1e6, 1) if disk else 0,
                }
            )
        return rows

    def _ingest(self) -> None:
        self._version += 1
        numbers = self._chance.sample(range(_ARTICLES), _CHANGED)
        self._shelf.write(numbers, self._version)
        self._take_in(self._shelf.folder)
        self._gone.clear()  # what was removed is still in the folder, and comes back

    def _remove(self) -> None:
        numbers = self._chance.sample(range(_ARTICLES), _REMOVED)
        ids = [article_id(n) for n in numbers]
        self._done(children.forked(partial(children.take_out, self._data, ids), self._told))
        self._gone |= set(numbers)

    def _take_in(self, *folders: Path) -> None:
        for folder in folders:
            work = partial(children.take_in, self._data, folder, lambda: None)
            self._done(children.forked(work, self._told))

    def _done(self, pid: int) -> None:
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if status:
            self.broken.append(f"an ingest or a removal ended with status {status}")

    def _check(self) -> None:
        found = self._count() - self._base
        if found != _ARTICLES - len(self._gone):
            self.broken.append(f"{found} articles are in, not {_ARTICLES - len(self._gone)}")
        size = sum(p.stat().st_size for p in self._data.rglob("*") if p.is_file())
        self._disk.append((time.monotonic(), size))

    def _count(self) -> int:
        catalogue = Catalogue(self._data)
        try:
            return catalogue.stats().articles
        finally:
            catalogue.close()

    def _samples(self) -> Iterator[Sample]:
        for line in self._told.read_text().splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "sample":
                at, seconds, memory, handles, threads = rest.split()
                yield Sample(float(at), float(seconds), int(memory), int(handles), int(threads))
            elif kind in ("crash", "error"):
                self.broken.append(line)


def _answer(data: Path) -> None:
    """Answer at a fixed rate until killed, and measure oneself."""
    limit_arenas()  # as Library.open does
    coverage = Coverage.open(data, embedder_name=QUICK[0], embedder_digest=QUICK[1])
    library = Library(Settings(data=data), coverage, QuickEncoder())  # type: ignore[arg-type]
    due = time.monotonic()
    number = 0
    while True:
        question = _ASKED[number % len(_ASKED)].format(word=word(number % _ARTICLES, 1))
        started = time.monotonic()
        answer_to(library, question, as_of=dt.date(2025, 1, 1))
        taken = time.monotonic() - started
        library.embedder.encoded.clear()  # type: ignore[attr-defined]
        memory = int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES
        handles = sum(1 for _ in Path("/proc/self/fd").iterdir())
        threads = sum(1 for _ in Path("/proc/self/task").iterdir())
        children.tell(f"sample {time.monotonic()} {taken} {memory} {handles} {threads}")
        number += 1
        due = max(due + _QUESTION, time.monotonic())
        time.sleep(due - time.monotonic() if due > time.monotonic() else 0)


def _not_flat(samples: Sequence[Sample]) -> list[str]:
    """What the last third has more of than the second third; the first one is warming up."""
    third = len(samples) // 3
    middle, last = samples[third : 2 * third], samples[2 * third :]
    told = []
    for name, more in (("memory", 30_000_000), ("handles", 4), ("threads", 2)):
        before = statistics.median(getattr(s, name) for s in middle)
        after = statistics.median(getattr(s, name) for s in last)
        if after - before > more:
            told.append(f"{name} grew from {before:,.0f} to {after:,.0f}")
    return told
