"""Measures the product: python -m bench retrieval, ingest, duplicates, kills, html or parsing."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from bench.duplicates import measure as measure_duplicates
from bench.html import PAGES
from bench.html import measure as measure_html
from bench.ingest import compare
from bench.kills import measure as measure_kills
from bench.parsing import measure as measure_parsing
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
    kills = commands.add_parser(
        "kills", help="whether an ingest killed at any moment is gone on with as if it had not been"
    )
    add = kills.add_argument
    add("--rounds", type=int, default=100, help="how many are killed (default: 100)")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    html = commands.add_parser(
        "html", help="how well the body of a page is found, beside trafilatura and readability"
    )
    add = html.add_argument
    add("--pages", type=Path, default=PAGES, help="folder of NAME.html with the body in NAME.txt")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parsing = commands.add_parser(
        "parsing",
        help="how fast an ingest parses, splits and makes vectors on one core",
    )
    add = parsing.add_argument
    add("--corpus", type=Path, default=Path("corpus"), help="folder of articles (default: corpus)")
    add("--articles", type=Path, help="articles to split and embed, instead of the corpus's")
    add("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()
    try:
        if options.command == "ingest":
            rows = compare(options.articles, options.sample)
        elif options.command == "duplicates":
            rows = measure_duplicates(options.corpus, options.data, options.half, options.limit)
        elif options.command == "html":
            rows = measure_html(options.pages)
        elif options.command == "parsing":
            rows = measure_parsing(options.corpus, options.articles)
        elif options.command == "kills":
            rows = measure_kills(options.rounds)
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
