"""Measures the product: python -m bench --help."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module

from bench.figures import Figures, table
from bench.options import parser
from bot.errors import CoverageError

ROWS = {
    "retrieval": ("measure", ("data", "questions", "before")),
    "growth": ("measure", ("indexes", "questions", "sample")),
    "ablation": ("ablate", ("data", "questions", "readers", "before")),
    "comprehension": ("comprehend", ("public", "readers", "limit")),
    "ingest": ("compare", ("articles", "sample")),
    "headlines": ("measure", ("articles", "work")),
    "duplicates": ("measure", ("corpus", "data", "half", "limit")),
    "clusters": ("measure", ("data", "index")),
    "html": ("measure", ("pages",)),
    "signatures": ("measure", ("articles", "corpus")),
    "parsing": ("measure", ("corpus", "articles")),
    "kills": ("measure", ("rounds", "seed")),
    "writing": ("measure", ("corpus",)),
    "page": ("measure", ("data", "turns", "clicks")),
}
"""By command, which is a module: the function that returns rows, and the options it takes."""
ROWS_AND_FAULTS = {
    "faults": ("measure", ("rounds", "readers", "seed", "allowance")),
    "fuzz": ("measure", ("target", "minutes", "seed")),
    "load": ("measure", ("data", "questions", "askers", "within", "rounds")),
    "paint": ("measure", ("data", "visits")),
    "soak": ("measure", ("minutes",)),
    "licences": ("measure", ("requirements", "sbom")),
}
"""The same of those that also return what should hold and did not, a sentence each."""
TABLES = {"checking": ("measure", ("set",))}


def main() -> int:
    """Parse, measure, tell."""
    options = parser().parse_args()
    try:
        tables, broken = _measured(options)
    except (CoverageError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n\n".join(map(table, tables)))
    if options.json:
        rows = [row for rows in tables for row in rows]
        options.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    for sentence in broken:
        print(f"Broken: {sentence}", file=sys.stderr)
    return 1 if broken else 0


def _measured(
    options: argparse.Namespace,
) -> tuple[Sequence[Sequence[Figures]], Sequence[str]]:
    function, names = (ROWS | ROWS_AND_FAULTS | TABLES)[options.command]
    # Imported by need: processes are forked by some, and most of these load much.
    measure = getattr(import_module(f"bench.{options.command}"), function)
    found = measure(*(getattr(options, name) for name in names))
    if options.command in ROWS_AND_FAULTS:
        rows, broken = found
        return [rows], broken
    return (found if options.command in TABLES else [found]), ()


if __name__ == "__main__":
    sys.exit(main())
