"""A sketch of a text, by which texts that may be copies of it are found.

It is MinHash in bands: two texts that share much of their telling words agree in one of their
keys, others hardly ever. Keys are kept on disk, so what makes them must not change.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

BANDS, ROWS = 40, 4
"""Of two texts with a Jaccard similarity j, 1 - (1 - j^ROWS)^BANDS agree in a key."""
_FEWEST = 20
"""With fewer telling words there is too little to compare."""


def keys_of(telling: Iterable[str]) -> list[int]:
    """The keys of a text with these ``telling`` words: BANDS signed integers of 64 bits, or none.

    None for a text too short to be compared.
    """
    distinct = set(telling)
    if len(distinct) < _FEWEST:
        return []
    hashes = _mixed(np.array([zlib.crc32(t.encode()) for t in distinct], dtype=np.uint64))
    lowest = ((hashes[:, None] * _FACTORS + _ADDENDS) >> np.uint64(32)).min(axis=0)
    keys = np.arange(BANDS, dtype=np.uint64)
    for row in lowest.reshape(BANDS, ROWS).T:
        keys = _mixed(keys ^ row)
    return [int(k) for k in keys.view(np.int64)]


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finalizer of splitmix64: equal numbers stay equal, near ones fall far apart."""
    numbers = numbers + np.uint64(0x9E3779B97F4A7C15)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


_FACTORS = _mixed(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64)) | np.uint64(1)
_ADDENDS = _mixed(np.arange(10_001, 10_001 + BANDS * ROWS, dtype=np.uint64))
