"""Files read by processes of their own, under limits: a hostile one costs only itself.

>>> with Readers() as readers:
...     items = list(readers.load("corpus"))

A process is started when a file needs one, and serves many files; it is ended when a file takes
longer or needs more memory than one file may. JSON Lines are read in this process, since their
time grows with their length alone and their memory with one line.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from bot.errors import LoadError
from bot.loaders.context import Context
from bot.loaders.dateorder import settled
from bot.loaders.files import found_in, read_file, shown
from bot.loaders.formats import is_cheap
from bot.loaders.items import Item, Read
from bot.loaders.passing import item_of

SECONDS = 60.0
"""How long a file may take to its first article, and from each to the next."""
MEGABYTES = 2000
"""How much memory, address space to be exact, a process that reads files may use."""
PROCESSES = max(1, min(4, os.cpu_count() or 1))

_AHEAD = 32
"""Items that a process may be ahead of who takes them."""
_LOOK_SECONDS = 0.5
_ENDED = b""


class Readers:
    """A small pool of processes that read files; to be used as a context manager."""

    def __init__(
        self,
        columns: Mapping[str, str] | None = None,
        *,
        processes: int = PROCESSES,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
    ) -> None:
        self._context = Context(columns=columns or {})
        self._processes = [
            _Process(json.dumps(dict(self._context.columns)), seconds, megabytes)
            for _ in range(processes)
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.end()

    def load(self, path: str) -> Iterator[Read]:
        """What ``files.load`` yields, in the same order; files ahead are read meanwhile."""
        yield from settled(self._items(path))

    def _items(self, path: str) -> Iterator[Item]:
        free = deque(self._processes)
        waiting: deque[tuple[Iterator[Item], _Process | None]] = deque()
        for found in found_in(path):
            process = None
            if not isinstance(found, Path):
                items: Iterator[Item] = iter((found,))
            elif is_cheap(found.name):
                items = read_file(found, self._context)
            else:
                while not free:
                    yield from self._finished(waiting, free)
                process = free.popleft()
                items = process.read(found)
            waiting.append((items, process))
            if len(waiting) > len(self._processes):
                yield from self._finished(waiting, free)
        while waiting:
            yield from self._finished(waiting, free)

    def _finished(
        self,
        waiting: deque[tuple[Iterator[Item], _Process | None]],
        free: deque[_Process],
    ) -> Iterator[Item]:
        items, process = waiting.popleft()
        yield from items
        if process is not None:
            free.append(process)


class _Process:
    """One process that reads files, started when first needed and again after it was ended."""

    def __init__(self, columns: str, seconds: float, megabytes: int) -> None:
        self._arguments = (columns, str(megabytes))
        self._seconds = seconds
        self._running: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._over = threading.Event()

    def read(self, path: Path) -> Iterator[Item]:
        """Begin to read ``path``; its items, to be taken before the next is begun."""
        try:
            self._ask(path)
        except OSError as error:
            reason = f"no process can be started to read it ({error.strerror}); try it again"
            return iter((LoadError(shown(path), reason),))
        return self._items(path)

    def end(self) -> None:
        """End the process, whatever it does."""
        running, self._running = self._running, None
        if running is None:
            return
        self._over.set()
        running.kill()
        running.wait()
        for pipe in (running.stdin, running.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _items(self, path: Path) -> Iterator[Item]:
        source = shown(path)
        done = False
        try:
            while not done:
                try:
                    line = self._answers.get(timeout=self._seconds)
                except queue.Empty:
                    yield LoadError(
                        source, f"it took longer than {self._seconds:g} seconds to read"
                    )
                    return
                if line == b"\n":
                    done = True
                elif item := _item_in(line):
                    yield item
                else:
                    yield LoadError(source, "the parser crashed on it, or it needs too much memory")
                    return
        finally:
            if not done:
                self.end()

    def _ask(self, path: Path) -> None:
        if self._running is None or self._running.poll() is not None:
            self.end()
            self._start()
        assert self._running is not None
        assert self._running.stdin is not None
        # Hex, for a path may hold any byte, the end of a line among them.
        request = os.fsencode(path).hex().encode("ascii") + b"\n"
        with contextlib.suppress(BrokenPipeError):  # told by the end of the answers
            self._running.stdin.write(request)
            self._running.stdin.flush()

    def _start(self) -> None:
        root = Path(__file__).parent.parent.parent
        paths = [str(root), os.environ.get("PYTHONPATH", "")]
        self._running = subprocess.Popen(
            [sys.executable, "-m", "bot.loaders.worker", *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
        self._answers, self._over = queue.Queue(_AHEAD), threading.Event()
        told = (self._running, self._answers, self._over)
        threading.Thread(target=_hand_over, args=told, daemon=True, name="reader").start()


def _item_in(line: bytes) -> Item | None:
    """The item in a line; None for the end, and for what a process that was killed cut short."""
    try:
        return item_of(line) if line.endswith(b"\n") else None
    except (ValueError, KeyError, TypeError):
        return None


def _hand_over(
    running: subprocess.Popen[bytes], answers: queue.Queue[bytes], over: threading.Event
) -> None:
    """Put each line that a process writes into ``answers``, and at its end an empty one."""
    assert running.stdout is not None
    with contextlib.suppress(ValueError, OSError):  # the pipe was closed
        for line in running.stdout:
            _put(line, answers, over)
    _put(_ENDED, answers, over)


def _put(line: bytes, answers: queue.Queue[bytes], over: threading.Event) -> None:
    """Wait until there is room, but no longer than anyone wants the answer."""
    while not over.is_set():
        with contextlib.suppress(queue.Full):
            answers.put(line, timeout=_LOOK_SECONDS)
            return
