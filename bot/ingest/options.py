"""The options of ``python ingest.py``, and which of them go together."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from bot.accounts import system_user
from bot.loaders.records import NAMES

_USAGE = """\
python ingest.py [options] PATH|URL ...
       python ingest.py [options] log [RUN] | retry [RUN] | undo RUN
       python ingest.py [options] --list | --rebuild | --remove URL|ID ..."""
_EXAMPLES = """examples:
  python ingest.py corpus/                      take in a folder; again, and only changes are read
  python ingest.py dump.jsonl.gz wire.zip       files of several kinds: see docs/formats.md
  python ingest.py --columns text=Copy,title=Head stories.csv
  python ingest.py https://example.org/story    a page, a feed or a sitemap
  python ingest.py --since 2026-11-01 https://example.org/feed.xml
  python ingest.py --urls pages.txt             the URLs in a file, one a line
  python ingest.py --watch 30 wire/ https://example.org/feed.xml
  python ingest.py --dry-run --prune corpus/    what would be done
  python ingest.py --prune corpus/              also forget articles whose files are gone
  python ingest.py log                          the last runs; log 12: each article of run 12
  python ingest.py retry                        take again what failed in the last run
  python ingest.py undo 12                      forget what run 12 added, take back what it updated
  python ingest.py --remove https://example.org/story
  python ingest.py --list
  python ingest.py --rebuild                    mend the index, or change its model; needs no files

A file or folder that is called log, retry or undo is given as ./log, ./retry or ./undo.

exit status: 0 all is in, 1 something failed (it is named), 2 usage, 130 interrupted; --watch ends
with 0 when it is interrupted, for that is its end
"""
_COMMANDS = (["log"], ["retry"], ["undo"])
_WATCH_MINUTES, _MOST_MINUTES = 15.0, 10_000.0


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options; ends the program with a usage message and status 2 if they are wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    options.by = options.by or system_user()
    command = options.paths[:1] in _COMMANDS
    sources = bool(options.paths or options.urls)
    asked = sum([sources, bool(options.remove), options.list, options.rebuild])
    if not asked and options.prune:
        parser.error("--prune goes with the files or folders that are compared with what is in")
    if not asked:
        parser.error("name files, folders or URLs to take in; --help tells what else there is")
    if asked > 1:
        parser.error("PATHs or URLs, --list, --rebuild and --remove do not go together")
    if command:
        number = options.paths[1:]
        if len(number) > 1 or not all(n.isdecimal() for n in number) or options.urls:
            may = "" if options.paths[0] == "undo" else ", or nothing"
            parser.error(f"{options.paths[0]} takes the number of a run{may}: log lists them")
        if options.paths == ["undo"]:
            parser.error("undo takes the number of a run: log lists them")
    if (options.dry_run or options.watch is not None) and not sources:
        parser.error("--dry-run and --watch go with PATHs or URLs")
    if options.dry_run and options.paths[:1] == ["log"]:
        parser.error("log changes nothing, so it has no --dry-run")
    if options.watch is not None and (options.dry_run or command):
        parser.error("--watch goes with PATHs or URLs alone")
    if options.watch is not None and options.prune and not options.yes:
        parser.error("--watch cannot ask before it forgets: add --yes to --prune")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python ingest.py",
        usage=_USAGE,
        description="Take articles into the coverage, and keep it up to date.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH|URL",
        help="files, folders, pages, feeds, sitemaps; or: log [RUN], retry [RUN], undo RUN",
    )
    add("--urls", metavar="FILE", help="take in the URLs in FILE, one a line (-: standard input)")
    add("--since", type=_day, metavar="DATE", help="pass over what is older (YYYY-MM-DD)")
    add("--data", type=Path, metavar="DIR", help="folder of the index (default: ./.coverage)")
    add("--remove", nargs="+", metavar="URL|ID", help="forget these articles")
    add("--list", action="store_true", help="list the articles that are in, the newest first")
    add("--rebuild", action="store_true", help="make the index anew from what is in it")
    add("--prune", action="store_true", help="forget articles that are gone from their sources")
    add("--dry-run", action="store_true", help="tell what would be done, and store nothing")
    add(
        "--watch",
        nargs="?",
        type=_minutes,
        const=_WATCH_MINUTES,
        metavar="MINUTES",
        help=f"do it again every so many minutes ({_WATCH_MINUTES:g}) until Ctrl-C",
    )
    add(
        "--columns",
        type=_columns,
        default={},
        metavar="FIELD=NAME,…",
        help="what CSV files call their columns: --columns text=Story,title=Head",
    )
    add("--yes", action="store_true", help="forget without asking")
    add("--json", action="store_true", help="print the outcome, the list or the log as JSON")
    add("--note", default="", metavar="TEXT", help="keep TEXT with the run in the journal")
    add("--by", metavar="NAME", help="keep NAME in the journal as who asked for it (default: you)")
    add("--quiet", action="store_true", help="print failures only")
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day like 2026-11-25: {text}") from None


def _columns(written: str) -> dict[str, str]:
    """The names of columns by field, as ``--columns`` gives them."""
    pairs = [pair.partition("=") for pair in written.split(",")]
    for field, sign, name in pairs:
        if field.strip() not in NAMES or not sign or not name.strip():
            raise argparse.ArgumentTypeError(
                f"not FIELD=NAME: {field}{sign}{name} (fields: {', '.join(NAMES)})"
            )
    return {field.strip(): name.strip() for field, _, name in pairs}


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= _MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"not a number of minutes: {text}")
    return minutes
