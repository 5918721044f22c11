"""Measures the product: python -m bench retrieval, ingest, duplicates or page."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from bench.duplicates import measure as measure_duplicates
from bench.ingest import compare
from bench.page import measure as measure_page
from bench.retrieval import measure, table
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
    page = commands.add_parser("page", help="how long the server works on a click in the page")
    add = page.add_argument
    add(
        "--data", type=Path, required=True, help="index made by ingest.py; nothing is written to it"
    )
    add("--turns", type=int, default=40, help="of the conversation that is open (default: 40)")
    add("--clicks", type=int, default=120, help="how many (default: 120)")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()
    try:
        if options.command == "ingest":
            rows = compare(options.articles, options.sample)
        elif options.command == "duplicates":
            rows = measure_duplicates(options.corpus, options.data, options.half, options.limit)
        elif options.command == "page":
            rows = measure_page(options.data, options.turns, options.clicks)
        else:
            rows = measure(options.data, options.questions, options.before)
    except (CoverageError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
