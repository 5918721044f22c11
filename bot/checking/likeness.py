"""Whether two words say the same: by their stem, or by the embedding model's word table."""

from __future__ import annotations

from functools import lru_cache

from bot.checking.lexing import Word
from bot.related import nearness

ALIKE = 0.42
"""From there on one word stands for the other."""


def same(one: Word, other: Word) -> bool:
    """Whether one can stand for the other."""
    return one.stem == other.stem or nearness_of(one.token, other.token) >= ALIKE


@lru_cache(maxsize=100_000)
def nearness_of(one: str, other: str) -> float:
    """Cosine of two words as ``words.tokens`` gives them, -1..1."""
    return float(nearness([one], [other])[0, 0])
