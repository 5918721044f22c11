"""Whether two words say the same: by their stem, or by the embedding model's word table."""

from __future__ import annotations

from functools import lru_cache

from bot.checking.lexing import Word
from bot.related import nearness
from bot.verb_forms import root
from bot.words import stem

_BEGINNING = 4
"""Letters that a verb and its noun share: "close", "closing", "closure"."""
_DENYING = ("un", "in", "il", "im", "ir", "dis", "non")
_ABLE = ("able", "ible")
ALIKE = 0.42
"""From there on one word stands for the other."""


def one_word(one: Word, other: Word) -> bool:
    """Whether both are forms of one word: "took", "taken", or a verb and its noun."""
    if one.stem == other.stem or root(one.token) == root(other.token):
        return True
    begin = one.token[:_BEGINNING] == other.token[:_BEGINNING] and not one.capital
    return begin and nearness_of(one.token, other.token) >= ALIKE


def same(one: Word, other: Word) -> bool:
    """Whether one can stand for the other."""
    return one_word(one, other) or nearness_of(one.token, other.token) >= ALIKE


def denies(one: Word, other: Word) -> bool:
    """Whether one is the other with a prefix that says no: "reliable", "unreliable"."""
    short, long = sorted((one.token, other.token), key=len)
    if len(short) > 3 and any(long == prefix + short for prefix in _DENYING):
        return True
    for prefix in _DENYING:  # "nothing excuses it", "inexcusable"
        bare = long.removeprefix(prefix)
        if bare != long and bare.endswith(_ABLE) and stem(bare[:-4]) == stem(short.rstrip("e")):
            return True
    return False


@lru_cache(maxsize=100_000)
def nearness_of(one: str, other: str) -> float:
    """Cosine of two words as ``words.tokens`` gives them, -1..1."""
    return float(nearness([one], [other])[0, 0])
