"""What a model took for an answer, and for all answers of this process: tokens, time, money."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Spent:
    """What answers took. tokens: 0 where a model does not tell; cost: in US dollars, the same."""

    answers: int = 0
    read: int = 0
    written: int = 0
    seconds: float = 0.0
    cost: float = 0.0

    def __str__(self) -> str:
        """Such as "412 tokens read, 80 written, 3.2 s, $0.0012"."""
        parts = []
        if self.read or self.written:
            parts.append(f"{self.read:,} tokens read, {self.written:,} written")
        parts.append(f"{self.seconds:,.1f} s")
        if self.cost:
            parts.append(f"${self.cost:.4f}")
        return ", ".join(parts)


class Ledger:
    """The sums of one process by model; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spent: dict[str, Spent] = {}

    def add(self, model: str, spent: Spent) -> Spent:
        """Count ``spent``; returns the sum for ``model``."""
        with self._lock:
            before = self._spent.get(model, Spent())
            after = self._spent[model] = replace(
                before,
                answers=before.answers + spent.answers,
                read=before.read + spent.read,
                written=before.written + spent.written,
                seconds=before.seconds + spent.seconds,
                cost=before.cost + spent.cost,
            )
        return after

    def total(self, model: str) -> Spent:
        """The sum for ``model`` since the process began."""
        with self._lock:
            return self._spent.get(model, Spent())


LEDGER = Ledger()
"""The one of this process."""
