"""The ingest of a folder in a process of its own, with the quick embedder; tells what is in.

python quick_ingest.py DATA FOLDER PASSAGES_AT_ONCE
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import chromadb  # noqa: F401  # so that what follows "start" is the ingest alone
from store_fixtures import QUICK, QuickEncoder

from bot.coverage import CoverageWriter, Entry
from bot.ingest import storing
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest


class TellingWriter(CoverageWriter):
    def put(self, entries: Sequence[Entry]) -> None:
        super().put(entries)
        now = time.time()
        print("".join(f"in {e.article.id} {e.article.digest} {now}\n" for e in entries), end="")
        sys.stdout.flush()


def main(data: str, folder: str, passages_at_once: str) -> None:
    storing.PASSAGES_AT_ONCE = int(passages_at_once)
    print("start", flush=True)
    waiting = lambda: print("waiting", flush=True)  # noqa: E731
    outcome = Outcome()
    with TellingWriter.open(Path(data), embedder=QUICK, waiting=waiting) as writer:
        ingest(writer, [folder], QuickEncoder, outcome)
    print("end", outcome.summary(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
