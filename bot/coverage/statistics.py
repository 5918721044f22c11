"""In how many passages each term stands, and how far the coverage goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """What an index says of a question's terms.

    frequencies: passages that hold a term, in text or headline; passages: how many there are.
    newest: ordinal of the latest day of publication in scope, None when there is none.
    """

    frequencies: dict[str, int]
    passages: int
    newest: int | None


class Frequencies:
    """In how many passages terms stand, counted once for each state of the index."""

    def __init__(self) -> None:
        # Generation, passages, counts: replaced as one, for other threads may be reading them.
        self._state: tuple[int, int, dict[str, int]] = (-1, 0, {})

    def of(self, db: sqlite3.Connection, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """The document frequency of each of ``terms``, and how many passages there are."""
        (value,) = db.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
        generation, passages, counts = self._state
        if int(value) != generation or len(counts) > _KEPT:
            (total,) = db.execute("SELECT total(passages) FROM articles").fetchone()
            generation, passages, counts = self._state = (int(value), int(total), {})
        for term in terms:
            if term not in counts:
                counts[term] = _count(db, term)
        return {t: counts[t] for t in terms}, passages


_KEPT = 100_000


def _count(db: sqlite3.Connection, term: str) -> int:
    # Between quotation marks nothing is syntax, but for them and the end of a C string.
    plain = term.replace('"', "").replace("\0", "")
    if not plain:
        return 0
    row = db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (f'"{plain}"',)).fetchone()
    return int(row[0])
