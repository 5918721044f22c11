"""What is done to a process or to its files, for real where the system allows it."""

from __future__ import annotations

import ctypes
import datetime as dt
import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOM_MB = 24
_CAPABILITIES = 0x20080522
_OVERRIDES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, by which root may do what modes forbid."""
_SECTOR = 512
_Moment = dt.datetime


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """A small file system at ``place``; yields False where the system lets us make none."""
    place.mkdir()
    size = f"size={_ROOM_MB}m"
    made = os.geteuid() == 0 and (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)],
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def little_room(disk: Path, left: int) -> Iterator[None]:
    """All of the disk is taken but ``left`` bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        room = shutil.disk_usage(disk).free - left
        os.posix_fallocate(file.fileno(), 0, max(1, room))
    try:
        yield
    finally:
        ballast.unlink()


def no_longer_files(most: int) -> None:
    """No file of this process may grow beyond ``most`` bytes: a full disk without one."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def few_handles(most: int) -> None:
    """This process may have ``most`` files open."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in ``folder`` may be written by who is not root."""
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in paths:
            if path.exists():
                path.chmod(0o755 if path.is_dir() else 0o644)


def be_nobody() -> None:
    """Root, too, may then only do what the modes of files allow."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    sets = (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for capability in _OVERRIDES:
        sets[0] &= ~(1 << capability) & 0xFFFFFFFF
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def clock_back(by: dt.timedelta) -> None:
    """This process reads from its clock that it is so much earlier."""

    class Kind(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, _Moment)

    class Earlier(_Moment, metaclass=Kind):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Earlier:
            moment = _Moment.now(tz) - by
            return cls.combine(moment.date(), moment.timetz())

    dt.datetime = Earlier  # type: ignore[misc]


def lose_writes(folder: Path, before: Path, chance: random.Random) -> list[str]:
    """Have the disk lose some of what was written to ``folder`` since it was as in ``before``.

    A file keeps its old state, or loses its tail, or has zeros there, as after a power cut on a
    disk that drops fsync. Returns what was done.
    """
    done: list[str] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock"):
        old = before / path.relative_to(folder)
        was = old.read_bytes() if old.is_file() else b""
        now = path.read_bytes()
        if now == was or chance.random() < 0.5:
            continue
        how = chance.choice(["old", "cut", "zeros"])
        first = min(len(was), len(now)) // _SECTOR * _SECTOR
        at = chance.randrange(first, len(now) + 1, _SECTOR) if len(now) > first else first
        if how == "old":
            path.write_bytes(was)
        else:
            path.write_bytes(now[:at] + (bytes(len(now) - at) if how == "zeros" else b""))
        done.append(f"{path.relative_to(folder)} {how}")
    return done
