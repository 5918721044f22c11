"""Locks between processes: one ingest at a time, and short turns at the vectors' files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.coverage.schema import store_error
from bot.errors import IndexBusy

INGEST_WAIT = 3600.0
"""Seconds that an ingest waits for another one."""

_TURN_WAIT = 60.0
_QUIET = 0.5
_GLANCE = 0.05
"""Longer than another's look whether it is held, which holds it for that moment."""


@contextmanager
def ingesting(
    folder: Path, *, wait: float = INGEST_WAIT, waiting: Callable[[], None] | None = None
) -> Iterator[None]:
    """The right to change the coverage in ``folder``, held by one process at a time.

    waiting: called once if another one holds it. Raises IndexBusy after ``wait`` seconds.
    """
    with _held(folder, "ingest", wait, waiting):
        yield


@contextmanager
def restoring(folder: Path, *, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """The right to unpack a backup in ``folder``, held by one process at a time; as ``ingesting``.

    Taken before that, since a restore is prepared while others may ingest.
    """
    with _held(folder, "restore", INGEST_WAIT, waiting):
        yield


@contextmanager
def _held(
    folder: Path, what: str, wait: float, waiting: Callable[[], None] | None
) -> Iterator[None]:
    started = time.monotonic()
    lock = _lock(folder, f"{what}.lock")
    try:
        lock.acquire(timeout=min(wait, _QUIET))
    except Timeout:
        if waiting:
            waiting()
        try:
            lock.acquire(timeout=max(0.0, wait - (time.monotonic() - started)))
        except Timeout as error:
            raise IndexBusy(
                f"Another {what} has held {folder} for {wait:.0f} seconds: let it finish, or stop"
                " it, and run this again."
            ) from error
    except OSError as error:
        raise store_error(folder, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def turn(folder: Path, *, wait: float = _TURN_WAIT) -> Iterator[None]:
    """A short turn at the files of the vectors. Raises IndexBusy after ``wait`` seconds."""
    lock = _lock(folder, "vectors.lock")
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise IndexBusy(
            f"The vectors in {folder} are being written: try again in a moment."
        ) from error
    except OSError as error:
        raise store_error(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def is_ingesting(folder: Path) -> bool:
    """Whether some process holds the right to change the coverage in ``folder``."""
    lock = _lock(folder, "ingest.lock")
    try:
        lock.acquire(timeout=_GLANCE)
    except Timeout:
        return True
    except OSError as error:
        raise store_error(folder, error) from error
    lock.release()
    return False


def _lock(folder: Path, name: str) -> FileLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise store_error(folder, error) from error
    # An object of its own for each use: threads must not share one that is re-entrant.
    return FileLock(folder / name, thread_local=False, poll_interval=0.02)
