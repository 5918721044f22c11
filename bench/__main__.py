"""Measures the product: python -m bench retrieval, ingest, duplicates, kills, faults or soak."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figures, table
from bot.errors import CoverageError


def main() -> int:
    """Parse, measure, tell."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    retrieval = commands.add_parser(
        "retrieval",
        help="how often the right passage is among the first, how fast, beside simpler ways",
    )
    add = retrieval.add_argument
    add("--data", type=Path, required=True, help="index made by ingest.py from the articles")
    add(
        "--questions",
        type=Path,
        required=True,
        help="folder with questions.jsonl.gz and gold.jsonl.gz of RealTime QA",
    )
    add("--before", type=dt.date.fromisoformat, help="only questions of earlier days")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    ingest = commands.add_parser(
        "ingest", help="how fast articles are taken in, beside the pipeline of LangChain's tutorial"
    )
    add = ingest.add_argument
    add("--articles", type=Path, required=True, help="JSON Lines, one article a line")
    add("--sample", type=int, default=300, help="how many of them, evenly spread (default: 300)")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    duplicates = commands.add_parser(
        "duplicates", help="how well copies of one text are told from texts that are alike"
    )
    add = duplicates.add_argument
    add("--corpus", type=Path, default=Path("corpus"), help="folder of articles (default: corpus)")
    add("--data", type=Path, help="folder with bbc.tar.gz, basil.tar.gz and rtqa/, if you have it")
    add("--limit", type=int, default=300, help="how many texts of each of them (default: 300)")
    add("--half", type=int, choices=(0, 1), default=1, help="0 to choose by, 1 to report (default)")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    kills = commands.add_parser(
        "kills", help="whether an ingest killed at any moment is gone on with as if it had not been"
    )
    add = kills.add_argument
    add("--rounds", type=int, default=100, help="how many are killed (default: 100)")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    faults = commands.add_parser(
        "faults", help="what holds when processes are killed, disks fill up and clocks go back"
    )
    add = faults.add_argument
    add("--rounds", type=int, default=200, help="one fault each (default: 200)")
    add("--readers", type=int, default=8, help="processes that read meanwhile (default: 8)")
    add("--seed", type=int, default=2020, help="another number gives other moments")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    soak = commands.add_parser(
        "soak", help="memory, handles, threads, disk and time under questions and ingests"
    )
    add = soak.add_argument
    add("--minutes", type=float, default=60, help="how long (default: 60)")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    licences = commands.add_parser("licences", help="every package's licence, and an SBOM")
    add = licences.add_argument
    add("--requirements", type=Path, default=Path("requirements.txt"), help="what is pinned")
    add("--sbom", type=Path, metavar="FILE", help="write a CycloneDX bill of materials there")
    add("--json", type=Path, metavar="FILE", help="write the list there, too")
    options = parser.parse_args()
    try:
        rows, broken = _measured(options)
    except (CoverageError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    for sentence in broken:
        print(f"Broken: {sentence}", file=sys.stderr)
    return 1 if broken else 0


def _measured(options: argparse.Namespace) -> tuple[Sequence[Figures], Sequence[str]]:
    """The figures that were asked for, and what should hold and did not, a sentence each."""
    # Imported by need: processes are forked by some, and most of these load much.
    if options.command == "faults":
        from bench import faults

        return faults.measure(options.rounds, options.readers, options.seed)
    if options.command == "soak":
        from bench import soak

        return soak.measure(options.minutes)
    if options.command == "licences":
        from bench import licences

        return licences.measure(options.requirements, options.sbom)
    if options.command == "ingest":
        from bench import ingest

        return ingest.compare(options.articles, options.sample), ()
    if options.command == "duplicates":
        from bench import duplicates

        return duplicates.measure(options.corpus, options.data, options.half, options.limit), ()
    if options.command == "kills":
        from bench import kills

        return kills.measure(options.rounds), ()
    from bench import retrieval

    return retrieval.measure(options.data, options.questions, options.before), ()


if __name__ == "__main__":
    sys.exit(main())
