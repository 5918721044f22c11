"""What is no longer where it was read: shown, and forgotten if the user says so."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.coverage.rows import Known
from bot.coverage.writer import CoverageWriter
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import forget
from bot.terminal import printable


def prune(
    writer: CoverageWriter, gone: Sequence[Known], outcome: Outcome, *, pruning: bool, yes: bool
) -> bool:
    """Tell of ``gone`` on stderr, and forget it if ``pruning``, after asking unless ``yes``.

    Returns False if it could not be asked.
    """
    if not gone:
        return True
    told = (
        "1 article is no longer where it was read"
        if len(gone) == 1
        else f"{len(gone):,} articles are no longer where they were read"
    )
    if not pruning:
        print(f"{told}; --prune forgets {'it' if len(gone) == 1 else 'them'}.", file=sys.stderr)
        return True
    print(f"{told}:", file=sys.stderr)
    for known in gone:
        print(printable(f"  {known.title} ({known.source})"), file=sys.stderr)
    if not yes:
        if not sys.stdin.isatty():
            print("Nothing was forgotten: add --yes to forget them.", file=sys.stderr)
            return False
        print("Forget them? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            return True
    forget(writer, gone, outcome)
    return True
