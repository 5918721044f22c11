"""How near two words are in meaning, from the embedding model's own table of word pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.model_files import check_weights, tokenizer
from bot.words import stem

Vector = NDArray[np.float32]

_TABLE = "embeddings.word_embeddings.weight"
_FIRST_WORD_ID = 1996


_UNRELATED, _ALIKE = 0.25, 0.6
"""Below the first two words have nothing in common; above the second one stands for the other."""


class Kinship:
    """How far the words of a question are held by other words: exactly, or by their kin.

    words: of the question; weights: inverse document frequency of their stems.
    """

    def __init__(self, words: Sequence[str], weights: Mapping[str, float]) -> None:
        self._words = tuple(words)
        self._weights = np.array([weights[stem(w)] for w in words], dtype=np.float32)
        self._total = float(self._weights.sum()) or 1.0
        self._rows: dict[str, int] = {}
        self._held = np.zeros((0, len(self._words)), dtype=np.float32)

    def learn(self, words: Iterable[str]) -> None:
        """Compare with many words at once, which is faster than one by one."""
        new = [w for w in dict.fromkeys(words) if w not in self._rows]
        near = nearness(self._words, new)
        held = np.clip((near - _UNRELATED) / (_ALIKE - _UNRELATED), 0.0, 1.0)
        self._rows.update((w, len(self._rows)) for w in new)
        self._held = np.concatenate([self._held, held.T])

    def share(self, words: Iterable[str]) -> float:
        """The share of the question's weight that ``words`` hold, 0..1; each must be learnt."""
        rows = [self._rows[w] for w in words]
        if not rows or not self._words:
            return 0.0
        return float(self._held[rows].max(axis=0) @ self._weights) / self._total

    def most(self, texts: Iterable[Sequence[str]]) -> float:
        """The largest ``share`` of any of ``texts``, 0 if there are none."""
        texts = [words for words in texts if words]
        if not texts or not self._words:
            return 0.0
        rows = [self._rows[w] for words in texts for w in words]
        begins = np.cumsum([0, *map(len, texts[:-1])])
        held = np.maximum.reduceat(self._held[rows], begins, axis=0)
        return float((held @ self._weights).max()) / self._total


def nearness(one: Sequence[str], other: Sequence[str]) -> NDArray[np.float32]:
    """Cosine of each word of ``one`` with each of ``other``: (len(one), len(other)), -1..1.

    Words as ``words.tokens`` gives them. Unrelated words are near 0, forms of a word and synonyms
    above 0.35: the table's mean, which all words share, is taken off.
    """
    if not one or not other:
        return np.zeros((len(one), len(other)), dtype=np.float32)
    return np.stack([vector_of(w) for w in one]) @ np.stack([vector_of(w) for w in other]).T


@lru_cache(maxsize=20_000)
def vector_of(word: str) -> Vector:
    """(384,), of length 1 but where a word has no pieces; centred, as ``nearness`` compares."""
    pieces = tokenizer().encode(word, add_special_tokens=False).ids
    vector = _table()[pieces].mean(axis=0) if pieces else np.zeros(_table().shape[1], np.float32)
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, dtype=np.float32)


@cache
def _table() -> Vector:
    """(30522, 384), centred."""
    from safetensors import safe_open

    with safe_open(str(check_weights() / "model.safetensors"), framework="numpy") as weights:
        table: Vector = weights.get_tensor(_TABLE).astype(np.float32)
    centred: Vector = table - table[_FIRST_WORD_ID:].mean(axis=0)
    return centred
