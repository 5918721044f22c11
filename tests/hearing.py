"""What this process reaches for, as the interpreter itself tells it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

OUTWARD = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request")

Event = tuple[str, tuple[object, ...]]
Wanted = Callable[[str, tuple[object, ...]], bool]
_listening: list[tuple[Wanted, list[Event]]] = []


@contextmanager
def heard(wanted: Wanted) -> Iterator[list[Event]]:
    """The events of this block that are ``wanted``: by name and arguments, see sys.addaudithook."""
    _begin()
    events: list[Event] = []
    own = (wanted, events)
    _listening.append(own)
    try:
        yield events
    finally:
        _listening.remove(own)


def _hear(name: str, arguments: tuple[object, ...]) -> None:
    for wanted, events in _listening:
        if wanted(name, arguments):
            events.append((name, arguments))


@cache
def _begin() -> None:
    sys.addaudithook(_hear)  # which cannot be taken away, so once
