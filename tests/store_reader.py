"""A chat in another process, as far as the store goes: asks again and again until all is found.

python store_reader.py DATA quick|real WORD… ; prints "ready", then "words WORD TIME" and
"vectors WORD TIME" when an article with that word in its headline was first found by them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from store_fixtures import QUICK, QuickEncoder

from bot.coverage import Coverage, Scope
from bot.embedder import load_embedder
from bot.ingest.storing import Encoder
from bot.model_files import EMBEDDER
from bot.settings import load_settings
from bot.words import terms


def main(data: str, kind: str, *words: str) -> None:
    name, digest = QUICK if kind == "quick" else EMBEDDER
    encoder: Encoder = QuickEncoder() if kind == "quick" else load_embedder(load_settings())
    coverage = Coverage.open(Path(data), embedder_name=name, embedder_digest=digest)
    vectors = {word: encoder.encode([f"The {word} affair"])[0] for word in words}
    coverage.search_vectors(next(iter(vectors.values())), 1, Scope())
    print("ready", flush=True)
    unseen = {(how, word) for how in ("words", "vectors") for word in words}
    give_up = time.monotonic() + 120
    while unseen and time.monotonic() < give_up:
        for how, word in sorted(unseen):
            if how == "words":
                hits = coverage.search_words(terms(word), 1, Scope())
            else:
                hits = coverage.search_vectors(vectors[word], 3, Scope())
            titles = [a.title for a in coverage.articles(h.article_id for h in hits).values()]
            if any(word in title for title in titles):
                unseen.discard((how, word))
                print(how, word, time.time(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
