"""Measures the product: python -m bench --help."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from bench.figures import Figures, table
from bench.options import parser
from bot.errors import CoverageError


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


def _measured(o: argparse.Namespace) -> tuple[Sequence[Sequence[Figures]], Sequence[str]]:
    """The tables that were asked for, and what should hold and did not, a sentence each."""
    # Imported by need: processes are forked by some, and most of these load much.
    if o.command == "faults":
        from bench import faults

        rows, broken = faults.measure(o.rounds, o.readers, o.seed)
        return [rows], broken
    if o.command == "soak":
        from bench import soak

        rows, broken = soak.measure(o.minutes)
        return [rows], broken
    if o.command == "licences":
        from bench import licences

        rows, broken = licences.measure(o.requirements, o.sbom)
        return [rows], broken
    if o.command == "checking":
        from bench import checking

        return checking.measure(o.set), ()
    return [_table(o)], ()


def _table(o: argparse.Namespace) -> Sequence[Figures]:
    if o.command == "ingest":
        from bench import ingest

        return ingest.compare(o.articles, o.sample)
    if o.command == "duplicates":
        from bench import duplicates

        return duplicates.measure(o.corpus, o.data, o.half, o.limit)
    if o.command == "html":
        from bench import html

        return html.measure(o.pages)
    if o.command == "signatures":
        from bench import signatures

        return signatures.measure(o.articles, o.corpus)
    if o.command == "parsing":
        from bench import parsing

        return parsing.measure(o.corpus, o.articles)
    if o.command == "kills":
        from bench import kills

        return kills.measure(o.rounds)
    if o.command == "writing":
        from bench import writing

        return writing.measure(o.corpus)
    if o.command == "comprehension":
        from bench import comprehension

        return comprehension.comprehend(o.public, o.readers, o.limit)
    if o.command == "ablation":
        from bench import ablation

        return ablation.ablate(o.data, o.questions, o.readers, o.before)
    from bench import retrieval

    return retrieval.measure(o.data, o.questions, o.before)


if __name__ == "__main__":
    sys.exit(main())
