"""Faults injected into real processes, round after round, and what holds after each.

A round harms an ingest, a reader, a rebuild or a restore while others read. Then the doctor is
asked, what it advises is done, and every article is looked for by its words and by its vector.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from bench import fault_children as children
from bench import fault_harms as harms
from bench.fault_news import article_id
from bench.fault_state import Looked, Place
from bench.figures import Figures
from bot.coverage import compacting

_LYING = "power cut, fsync dropped"
_CHANGED = 6
_PAUSE = 0.3
"""Seconds between two questions of all readers together, about."""
_STEP = 0.01
_LONGEST = 600.0


def measure(
    rounds: int, readers: int, seed: int = 2020, allowance: int = compacting.ALLOWANCE
) -> tuple[list[Figures], list[str]]:
    """A row for each fault and one for all; and what did not hold, a sentence each.

    allowance: deleted vectors after which an ingest makes them anew; a small one does it often.

    Ctrl-C ends it with the rounds that were done until then.
    """
    done, clean = Counter[str](), Counter[str]()
    compacting.ALLOWANCE = allowance  # the processes of a round are forks of this one
    with tempfile.TemporaryDirectory() as folder, harms.small_disk(Path(folder) / "disk") as small:
        course = Course(Place(Path(folder)), random.Random(seed), readers, small_disk=small)
        with closing(course), suppress(KeyboardInterrupt):
            for number, kind in enumerate(course.kinds(rounds), start=1):
                before = len(course.broken)
                advised = course.round(kind)
                for sentence in course.broken[before:]:
                    print(f"round {number}, {kind}: {sentence}", file=sys.stderr, flush=True)
                done[kind] += 1
                clean[kind] += not advised
                print(f"\r{number} of {rounds} rounds", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    rows: list[Figures] = [
        {"fault": kind, "rounds": done[kind], "doctor clean at once": clean[kind]}
        for kind in sorted(done)
    ]
    total: Figures = {
        "fault": "in all",
        "rounds": done.total(),
        "doctor clean at once": clean.total(),
    }
    return [*rows, total], course.broken


class Course:
    """One data folder on its way through all rounds; ``broken``: what did not hold."""

    def __init__(
        self, place: Place, chance: random.Random, readers: int, *, small_disk: bool
    ) -> None:
        self._place = place
        self._chance = chance
        self._small_disk = small_disk
        self._version = 1
        self._length = 1.0
        self._readers: dict[str, int] = {}
        self._count = readers
        self._read = 0
        self.broken: list[str] = []
        self._faults: dict[str, Callable[[], None]] = {
            "ingest killed": self._ingest_killed,
            "two ingests, one killed": self._two_ingests,
            "reader killed": self._reader_killed,
            "disk full": self._disk_full,
            "folder read-only": self._read_only,
            "file handles exhausted": self._few_handles,
            "clock set back": self._clock_back,
            _LYING: self._power_cut,
            "removal killed": self._removal_killed,
            "rebuild killed": self._rebuild_killed,
            "restore killed": self._restore_killed,
        }
        place.shelf.write(list(range(place.articles)), self._version)
        self._catch_up()

    def kinds(self, rounds: int) -> Iterator[str]:
        """So many faults: each in turn, in an order that changes."""
        names: list[str] = []
        for _ in range(rounds):
            if not names:
                names = self._chance.sample(sorted(self._faults), len(self._faults))
            yield names.pop()

    def round(self, kind: str) -> bool:
        """Harm, look, mend as advised, catch up; returns whether anything was advised."""
        self._version += 1
        chosen = self._chance.sample(range(self._place.articles), _CHANGED)
        self._place.shelf.write(chosen, self._version)
        self._start_readers()
        self._faults[kind]()
        advised = self._settle(lying=kind == _LYING)
        self._catch_up()
        return advised

    def close(self) -> None:
        """Kill the readers."""
        for name in list(self._readers):
            self._kill_reader(name)

    def _ingest_killed(self) -> None:
        self._kill(self._ingest())

    def _two_ingests(self) -> None:
        one, other = self._ingest(), self._ingest()
        self._kill(one)
        self._wait(other)

    def _reader_killed(self) -> None:
        pid = self._ingest()
        time.sleep(self._moment())
        for name in self._chance.sample(sorted(self._readers), (len(self._readers) + 1) // 2):
            self._kill_reader(name)
        self._wait(pid)

    def _disk_full(self) -> None:
        if self._small_disk:
            with harms.little_room(self._place.disk, self._chance.randrange(400_000)):
                self._wait(self._ingest())
        else:
            most = self._chance.randrange(64_000, 400_000)
            self._wait(self._ingest(partial(harms.no_longer_files, most)))

    def _read_only(self) -> None:
        with harms.read_only(self._place.data):
            self._wait(self._ingest(harms.be_nobody))

    def _few_handles(self) -> None:
        self._wait(self._ingest(partial(harms.few_handles, self._chance.randrange(8, 48))))

    def _clock_back(self) -> None:
        by = dt.timedelta(days=self._chance.choice([1, 400, 7000]))
        self._wait(self._ingest(partial(harms.clock_back, by)))

    def _removal_killed(self) -> None:
        numbers = self._chance.sample(range(self._place.articles), 3)
        self._place.shelf.may_be_gone(numbers)
        ids = [article_id(n) for n in numbers]
        self._kill(self._process(partial(children.take_out, self._place.data, ids)))

    def _rebuild_killed(self) -> None:
        self._kill(self._process(partial(children.build_anew, self._place.data)))

    def _restore_killed(self) -> None:
        self._back_up()
        self._wait(self._ingest())
        self._hear()
        self._place.shelf.may_be_put_back()
        self._kill(self._restore())
        self._lose_questions()

    def _power_cut(self) -> None:
        self._back_up()
        before = self._place.snapshot()
        pid = self._ingest()
        time.sleep(self._moment())
        self._lose_questions()
        os.kill(pid, signal.SIGKILL)
        self._ended(pid)
        harms.lose_writes(self._place.data, before, self._chance)

    def _settle(self, *, lying: bool) -> bool:
        """Look; do what the doctor advises, until it is content. Returns whether it advised."""
        self._hear()
        looked = self._look()
        advised = list(looked.advised)
        if "--rebuild" in " ".join(looked.advised):
            self._wait(self._process(partial(children.build_anew, self._place.data)))
            self._hear()
            looked = self._look()
        if lying and "restore" in " ".join(looked.advised):
            self._wait(self._restore())
            looked = self._look()
        if advised and not lying:
            self.broken.append(f"no disk lied, and yet the doctor said: {advised}")
        self.broken += looked.wrong
        self.broken += [f"the advice did not help: {error}" for error in looked.advised]
        self.broken += self._place.shelf.settle(looked.held, lying=lying)
        self.broken += self._place.lost_questions()
        return bool(advised)

    def _catch_up(self) -> None:
        """A clean ingest brings in what is offered, and leaves nothing over."""
        started = time.monotonic()
        if self._wait(self._ingest()) != 0:
            self.broken.append("a clean ingest failed")
        self._length = time.monotonic() - started
        self._hear()
        looked = self._look()
        self.broken += [*looked.wrong, *(f"after a clean ingest: {e}" for e in looked.advised)]
        self.broken += self._place.shelf.settle(looked.held, lying=False)
        if looked.left_over:
            self.broken.append(f"a clean ingest left {looked.left_over} vectors over")

    def _look(self) -> Looked:
        self._hear()
        self._wait(self._process(partial(children.look, self._place.data)))
        return self._place.looked()

    def _hear(self) -> None:
        self.broken += self._place.hear()

    def _back_up(self) -> None:
        place = self._place
        if self._wait(self._process(partial(children.keep, place.data, place.backup))) != 0:
            self.broken.append("a sound index could not be backed up")
        place.shelf.backed_up()

    def _restore(self) -> int:
        place = self._place
        return self._process(partial(children.bring_back, place.data, place.backup))

    def _ingest(self, harm: Callable[[], None] = lambda: None) -> int:
        place = self._place
        place.shelf.begun()
        return self._process(partial(children.take_in, place.data, place.news, harm))

    def _process(self, work: Callable[[], object]) -> int:
        return children.forked(work, self._place.told)

    def _start_readers(self) -> None:
        while len(self._readers) < self._count:
            self._read += 1
            name = f"reader-{self._read}"
            work = partial(
                children.read_on, self._place.data, name, self._read, _PAUSE * self._count
            )
            self._readers[name] = self._process(work)

    def _kill_reader(self, name: str) -> None:
        pid = self._readers.pop(name)
        os.kill(pid, signal.SIGKILL)
        if self._ended(pid) != -signal.SIGKILL:
            self.broken.append(f"{name} had ended by itself")

    def _lose_questions(self) -> None:
        self.close()
        self._hear()
        self._place.forget_questions()

    def _moment(self) -> float:
        return self._chance.uniform(0, self._length)

    def _kill(self, pid: int) -> None:
        """Kill it at some moment, if it still runs."""
        until = time.monotonic() + self._moment()
        while (status := self._ended(pid, wait=False)) is None and time.monotonic() < until:
            time.sleep(_STEP)
        if status is None:
            os.kill(pid, signal.SIGKILL)
            status = self._ended(pid)
        self._judge(status)

    def _wait(self, pid: int) -> int:
        """Its exit status; one that does not end is killed."""
        until = time.monotonic() + _LONGEST
        while (status := self._ended(pid, wait=False)) is None:
            if time.monotonic() > until:
                self.broken.append(f"a process did not end in {_LONGEST} seconds")
                os.kill(pid, signal.SIGKILL)
            time.sleep(_STEP)
        self._judge(status)
        return status

    def _judge(self, status: int | None) -> None:
        if status not in (0, children.ERROR, children.CRASH, -signal.SIGKILL):
            self.broken.append(f"a process ended with status {status}")

    def _ended(self, pid: int, *, wait: bool = True) -> int | None:
        ended, status = os.waitpid(pid, 0 if wait else os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if ended else None
