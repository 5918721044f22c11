"""Whether a word says no by its meaning: "scuttled", "futile", by the model's word table."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np

from bot.checking.antonym_pairs import VERBS
from bot.model_files import tokenizer
from bot.related import Vector, vector_of

FOR = -0.3
"""Below it one says that something is done, kept, allowed or liked."""
_RIDGE = 3.0
_DENYING = ("un", "in", "il", "im", "ir", "dis", "non")
_DENIES = 0.25
_SHORTEST = 4
"""Letters of what stands behind a prefix."""


@lru_cache(maxsize=20_000)
def leaning(word: str) -> float:
    """About 1 for words such as "refused" and "lacking", about -1 for "agreed" and "kept".

    word: lower case, as ``words.tokens`` gives it. Of the opposites that a negation turns into each
    other, one told by the rest, 24 of 25 pairs come out in the right order.
    """
    return float(vector_of(word) @ _direction())


@lru_cache(maxsize=20_000)
def denied(word: str) -> bool:
    """Whether it is another word with a prefix that says no: "insufficient", not "increase"."""
    bare = (word.removeprefix(p) for p in _DENYING if word.startswith(p))
    known = any(len(b) >= _SHORTEST and tokenizer().token_to_id(b) is not None for b in bare)
    return known and leaning(word) > _DENIES


@cache
def _direction() -> Vector:
    """Onto which what says no falls at 1, and its opposites at -1: ridge regression."""
    halves = [line.partition("/") for line in VERBS]
    yes = {w for one, _, _ in halves for w in one.split()}
    no = {w for _, _, other in halves for w in other.split()}
    words = [(w, 1.0) for w in sorted(no - yes)] + [(w, -1.0) for w in sorted(yes - no)]
    x = np.stack([vector_of(w) for w, _ in words]).astype(np.float64)
    y = np.array([side for _, side in words])
    found: Vector = np.linalg.solve(x.T @ x + _RIDGE * np.eye(x.shape[1]), x.T @ y)
    return found.astype(np.float32)
