"""How often a host is asked: one request after another, with a pause, and not for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.web.faults import Fault, Silent

MAX_PAUSE = 60.0
"""Seconds; what a host asks for beyond them is not waited for."""
_MAX_SILENT = 5


@dataclass(slots=True)
class _Host:
    """What is known of a host in this run: when it was last asked, how long it wants to rest."""

    asked: float = -1e9
    pause: float = 0.0
    silent: int = 0
    closed: str = ""


class Pacer:
    """Keeps the pauses; ``sleep`` and ``clock`` are the system's unless a test says otherwise."""

    def __init__(
        self,
        pause: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pause = pause
        self._sleep = sleep
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    def wait(self, host: str) -> float:
        """Until ``host`` may be asked again; the seconds that were slept.

        Fault if it is left alone for this run.
        """
        known = self._hosts.setdefault(host, _Host())
        if known.closed:
            raise Fault(known.closed)
        due = known.asked + max(self._pause, known.pause)
        left = max(0.0, due - self._clock())
        if left:
            self._sleep(left)
        return left

    def asked(self, host: str, fault: Fault | None = None) -> None:
        """Note that ``host`` was asked just now, and what came of it."""
        known = self._hosts.setdefault(host, _Host())
        known.asked = self._clock()
        known.silent = known.silent + 1 if isinstance(fault, Silent) else 0
        if known.silent >= _MAX_SILENT:
            known.closed = f"its host did not answer {_MAX_SILENT} times, so it is left alone"

    def slow_down(self, host: str, seconds: float) -> None:
        """Pause that long between requests from now on, as its robots.txt asks."""
        known = self._hosts.setdefault(host, _Host())
        known.pause = min(seconds, MAX_PAUSE)

    def rest(self, seconds: float) -> float:
        """Wait as a host has asked, once; the seconds that were slept."""
        self._sleep(seconds)
        return seconds

    def leave_alone(self, host: str, reason: str) -> None:
        """Ask ``host`` nothing more in this run."""
        self._hosts.setdefault(host, _Host()).closed = reason
