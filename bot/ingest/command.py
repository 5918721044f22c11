"""The command ``python ingest.py``."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.article import iso
from bot.coverage.catalogue import Catalogue
from bot.coverage.rows import Known
from bot.coverage.writer import CoverageWriter
from bot.errors import CoverageError
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import expected_items, forget, ingest, remove
from bot.ingest.progress import progress
from bot.ingest.rebuilding import rebuild
from bot.ingest.sources import opened, urls_in
from bot.ingest.storing import Encoder
from bot.model_files import EMBEDDER
from bot.settings import Settings, load_settings

_EXAMPLES = """examples:
  python ingest.py corpus/                      take in a folder; again, and only changes are read
  python ingest.py dump.jsonl.gz story.html     files of several kinds
  python ingest.py https://example.org/story    a page, a feed or a sitemap
  python ingest.py --since 2026-11-01 https://example.org/feed.xml
  python ingest.py --urls pages.txt             the URLs in a file, one a line
  python ingest.py --prune corpus/              also forget articles whose files are gone
  python ingest.py --remove https://example.org/story
  python ingest.py --list
  python ingest.py --rebuild                    mend the index, or change its model; needs no files

exit status: 0 all is in, 1 something failed (it is named), 2 usage, 130 interrupted
"""
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    sources = bool(options.paths or options.urls)
    actions = [sources, bool(options.remove), options.list, options.rebuild]
    if sum(actions) != 1:
        parser.error("give either PATHs or URLs, or --remove, or --list, or --rebuild")
    outcome = Outcome()
    try:
        settings = load_settings(data=options.data)
        if options.list:
            return _list(settings, as_json=options.json)
        all_done = _run(options, settings, outcome)
    except KeyboardInterrupt:
        print(f"Interrupted. What is in stays in: {outcome.summary()}.", file=sys.stderr)
        print("Run the same command again to go on.", file=sys.stderr)
        return _INTERRUPTED
    except CoverageError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(outcome.as_json(), ensure_ascii=False))
    elif options.rebuild and not options.quiet:
        print(f"Rebuilt {outcome.done:,} articles in {outcome.seconds:.1f} s.")
    elif not options.quiet:
        print(outcome.summary())
    return 0 if all_done else 1


def _run(options: argparse.Namespace, settings: Settings, outcome: Outcome) -> bool:
    """Do what the options ask for; returns whether all of it could be done."""
    encoder = _encoder(settings)
    quiet = options.quiet or options.json
    if options.rebuild:
        with progress(quiet=quiet) as watch:
            rebuild(settings.data, EMBEDDER, encoder, outcome, watch=watch, waiting=_waiting)
        return True
    if options.remove:
        with (
            progress(quiet=quiet) as watch,
            CoverageWriter.open(settings.data, embedder=None, waiting=_waiting) as writer,
        ):
            remove(writer, options.remove, outcome)
            watch(outcome)
        return not outcome.failed
    paths = [*options.paths, *(urls_in(options.urls) if options.urls else ())]
    with CoverageWriter.open(settings.data, embedder=EMBEDDER, waiting=_waiting) as writer:
        with (
            progress(quiet=quiet) as watch,
            opened(paths, settings, writer, outcome, since=options.since) as load,
        ):
            outcome.expected = expected_items(paths)
            gone = ingest(
                writer,
                paths,
                encoder,
                outcome,
                watch=watch,
                pruning=options.prune,
                since=options.since,
                load=load,
            )
        return _prune(writer, gone, options, outcome) and not outcome.failed


def _prune(
    writer: CoverageWriter, gone: Sequence[Known], options: argparse.Namespace, outcome: Outcome
) -> bool:
    if not gone:
        return True
    noun = "article is" if len(gone) == 1 else "articles are"
    if not options.prune:
        told = f"{len(gone):,} {noun} no longer where they were read; --prune forgets them."
        print(told, file=sys.stderr)
        return True
    print(f"{len(gone):,} {noun} no longer where they were read:", file=sys.stderr)
    for known in gone:
        print(f"  {known.title} ({known.source})", file=sys.stderr)
    if not options.yes:
        if not sys.stdin.isatty():
            print("Nothing was forgotten: add --yes to forget them.", file=sys.stderr)
            return False
        print("Forget them? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            return True
    forget(writer, gone, outcome)
    return True


def _list(settings: Settings, *, as_json: bool) -> int:
    for row in Catalogue(settings.data).rows():
        if as_json:
            plain = {
                "id": row.id,
                "url": row.url,
                "title": row.title,
                "outlet": row.outlet,
                "published": iso(row.published),
                "passages": row.passages,
                "source": row.source,
            }
            print(json.dumps(plain, ensure_ascii=False))
        else:
            day = (iso(row.published) or "")[:10]
            print(f"{row.id}  {day:10}  {row.outlet or '-'}: {row.title}")
    return 0


def _encoder(settings: Settings) -> Callable[[], Encoder]:
    def load() -> Encoder:
        # torch takes seconds to import; an ingest that finds nothing new does without.
        from bot.embedder import load_embedder

        return load_embedder(settings)

    return load


def _waiting() -> None:
    print("Another ingest is running; waiting for it to finish.", file=sys.stderr, flush=True)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day like 2026-11-25: {text}") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python ingest.py",
        description="Take articles into the coverage, and keep it up to date.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH|URL", help="files, folders, pages, feeds, sitemaps")
    add("--urls", metavar="FILE", help="take in the URLs in FILE, one a line (-: standard input)")
    add("--since", type=_day, metavar="DATE", help="pass over what is older (YYYY-MM-DD)")
    add("--data", type=Path, metavar="DIR", help="folder of the index (default: ./.coverage)")
    add("--remove", nargs="+", metavar="URL|ID", help="forget these articles")
    add("--list", action="store_true", help="list the articles that are in, the newest first")
    add("--rebuild", action="store_true", help="make the index anew from what is in it")
    add("--prune", action="store_true", help="forget articles that are gone from the PATHs")
    add("--yes", action="store_true", help="forget without asking")
    add("--json", action="store_true", help="print the outcome (or the list) as JSON")
    add("--quiet", action="store_true", help="print failures only")
    return parser
