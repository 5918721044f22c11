"""The graph of the vectors leads to every one of them."""

from __future__ import annotations

import random
from pathlib import Path

from store_fixtures import QuickEncoder, text_of

from bot.coverage.vectors import writing


def test_of_many_vectors_that_are_much_alike_each_is_found(tmp_path: Path) -> None:
    chance = random.Random(4)
    texts = [text_of(chance.randrange(10**6))[: chance.randrange(60, 400)] for _ in range(600)]
    vectors = QuickEncoder().encode(texts)
    for first in range(0, len(texts), 100):
        with writing(tmp_path, "vectors", first, 100) as collection:
            keys = [str(n) for n in range(first, first + 100)]
            collection.add(ids=keys, embeddings=vectors[first : first + 100])
    with writing(tmp_path, "vectors", len(texts), 0) as collection:
        found = collection.query(query_embeddings=vectors, n_results=1, include=["distances"])
    distances = found["distances"] or []
    assert [n for n, nearest in enumerate(distances) if nearest[0] > 0.001] == []
