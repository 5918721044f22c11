"""``python ingest.py`` with vectors that cost nothing, so that its other parts can be measured.

python -m bench.quick BATCH ARGUMENT…

BATCH: passages that are stored together. In a new index Chroma writes its graph after twice as many
changes, so that a small one has it written often. "start" is printed when the ingest itself begins.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from functools import cache
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from bot.coverage import undo, vectors
from bot.ingest import command, storing
from bot.settings import Settings
from bot.words import terms

QUICK = ("quick", "0" * 64)
"""Name and digest of the quick embedder."""
_NOWHERE = np.zeros(384)


class QuickEncoder:
    """A bag of hashed words: the same words give the same vector, in every process."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, (n, 384)."""
        self.encoded += texts
        vectors = np.stack([sum((_direction(t) for t in terms(x)), _NOWHERE) for x in texts])
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


@cache
def _direction(term: str) -> NDArray[np.float64]:
    return np.random.default_rng(zlib.crc32(term.encode())).standard_normal(384)


def main(batch: int, arguments: Sequence[str]) -> int:
    """Run the command; returns its exit status."""

    def quick(_: Settings) -> type[QuickEncoder]:
        return QuickEncoder

    synced_after = min(2 * batch, undo.SYNCED_AFTER)
    with (
        patch.object(storing, "PASSAGES_AT_ONCE", batch),
        patch.object(undo, "SYNCED_AFTER", synced_after),
        patch.dict(vectors.CONFIGURATION["hnsw"], {"sync_threshold": synced_after}),
        patch.multiple(command, EMBEDDER=QUICK, _encoder=quick),
    ):
        return command.main(arguments)


if __name__ == "__main__":
    import chromadb  # noqa: F401  # so that what follows "start" is the ingest alone

    print("start", flush=True)
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
