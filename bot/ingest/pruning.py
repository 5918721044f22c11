"""What is no longer where it was read: shown, and forgotten if the user says so."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.coverage.rows import Known
from bot.coverage.writer import CoverageWriter
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import forget


def prune(
    writer: CoverageWriter, gone: Sequence[Known], outcome: Outcome, *, pruning: bool, yes: bool
) -> bool:
    """Tell of ``gone`` on stderr, and forget it if ``pruning``, after asking unless ``yes``.

    Returns False if it could not be asked.
    """
    if not gone:
        return True
    noun = "article is" if len(gone) == 1 else "articles are"
    if not pruning:
        told = f"{len(gone):,} {noun} no longer where they were read; --prune forgets them."
        print(told, file=sys.stderr)
        return True
    print(f"{len(gone):,} {noun} no longer where they were read:", file=sys.stderr)
    for known in gone:
        print(f"  {known.title} ({known.source})", file=sys.stderr)
    if not yes:
        if not sys.stdin.isatty():
            print("Nothing was forgotten: add --yes to forget them.", file=sys.stderr)
            return False
        print("Forget them? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            return True
    forget(writer, gone, outcome)
    return True
