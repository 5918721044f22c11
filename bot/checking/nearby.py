"""How alike two places of two texts are, by the words that stand around each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.checking.lexing import Word
from bot.checking.likeness import same

_REACH = 8
"""Words of content on either side that count."""
_ACROSS = 0.5
"""What a word in the clause beside counts, against one in the same."""

Around = tuple[tuple[Word, float], ...]
"""Words and how near each is, 0..1."""


def around(words: Sequence[Word], start: int, end: int, without: Collection[int] = ()) -> Around:
    """The words of content around ``text[start:end]``, less those that begin at ``without``."""
    before = [w for w in words if w.end <= start and _counts(w, without)]
    after = [w for w in words if w.start >= end and _counts(w, without)]
    clause = next((w.clause for w in words if w.start >= start), 0)
    found: list[tuple[Word, float]] = []
    for side in (before[::-1], after):
        for distance, word in enumerate(side[:_REACH]):
            found.append((word, _ACROSS ** abs(word.clause - clause) / (1 + distance) ** 2))
    return tuple(found)


def _counts(word: Word, without: Collection[int]) -> bool:
    return word.content and word.start not in without and not word.token[0].isdigit()


@lru_cache(maxsize=4096)
def alikeness(one: Around, other: Around) -> float:
    """How much two places have around them in common, 0 and up."""
    total = 0.0
    for word, near in one:
        total += max((near * n for w, n in other if same(word, w)), default=0.0)
    return total
