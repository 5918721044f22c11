"""The command ``python ingest.py``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache
from typing import NoReturn

from bot.article import iso
from bot.coverage.catalogue import Catalogue
from bot.coverage.rows import Known
from bot.coverage.writer import CoverageWriter
from bot.errors import CoverageError
from bot.ingest.journal import Asked, retried
from bot.ingest.journal_entry import writing
from bot.ingest.log import show_run, show_runs, told_of
from bot.ingest.onlooking import looking_on
from bot.ingest.options import options_of
from bot.ingest.outcome import Event, Outcome, Watch
from bot.ingest.pipeline import expected_items, ingest, remove
from bot.ingest.progress import progress, tidying
from bot.ingest.pruning import prune
from bot.ingest.rebuilding import rebuild
from bot.ingest.sources import opened, urls_in
from bot.ingest.storing import Encoder, is_computing
from bot.ingest.undoing import agreed, undo, undoing_of
from bot.ingest.watching import keep_watching
from bot.model_files import EMBEDDER
from bot.settings import Settings, load_settings
from bot.terminal import printable, stop_writing

_INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command and end the process."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output, such as head, has seen enough.
        stop_writing()
        status = 0
    sys.stderr.flush()
    if is_computing():
        # An interrupted ingest has closed all that it stores in; what a thread still computes for
        # nobody (a model takes seconds to load) is not to be waited for.
        os._exit(status)
    sys.exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = options_of(arguments)
    outcome = Outcome()
    try:
        settings = load_settings(data=options.data)
        if options.list:
            return _list(settings, as_json=options.json)
        if options.paths[:1] == ["log"]:
            return _log(options, settings)
        if options.watch is not None:
            return _watch(options, settings)
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
        print(f"Rebuilt {outcome.new + outcome.unchanged:,} articles in {outcome.seconds:.1f} s.")
    elif not options.quiet:
        print(f"{'A dry run: ' if options.dry_run else ''}{outcome.summary()}")
    return 0 if all_done else 1


def _run(options: argparse.Namespace, settings: Settings, outcome: Outcome) -> bool:
    """Do what the options ask for; returns whether all of it could be done."""
    encoder = _encoder(settings)
    quiet = options.quiet or options.json
    showing, tidied = progress(quiet=quiet), tidying(quiet=quiet)
    if options.rebuild:
        with showing as watch:
            rebuild(settings.data, EMBEDDER, encoder, outcome, watch=watch, waiting=_waiting)
        _tell_notes(options, outcome)
        return not outcome.failed
    if options.remove:
        with (
            showing as watch,
            CoverageWriter.open(
                settings.data, embedder=None, waiting=_waiting, tidying=tidied
            ) as writer,
            writing(
                settings.data,
                Asked("remove", tuple(options.remove), note=options.note, by=options.by),
                outcome,
            ),
        ):
            remove(writer, options.remove, outcome)
            watch(outcome)
        return not outcome.failed
    if options.paths[:1] == ["undo"]:
        return _undo(options, settings, outcome, encoder, showing)
    asked = _asked(options, settings)
    if not asked.sources:
        print(f"Nothing failed in run {asked.retried}.", file=sys.stderr)
        return True
    if options.dry_run:
        return _rehearse(asked, options, settings, outcome, showing)
    with CoverageWriter.open(
        settings.data, embedder=EMBEDDER, waiting=_waiting, tidying=tidied
    ) as writer:
        with writing(settings.data, asked, outcome) as entry:
            with showing as watch:
                watches = (entry.watch, watch)
                gone = _ingest(writer, asked, options, settings, outcome, encoder, watches)
            _tell_notes(options, outcome)
            pruned = prune(writer, gone, outcome, pruning=asked.pruning, yes=options.yes)
        return pruned and not outcome.failed


def _tell_notes(options: argparse.Namespace, outcome: Outcome) -> None:
    if not (options.quiet or options.json):
        for note in outcome.notes:
            print(printable(f"{note.source}: {note.text}"), file=sys.stderr)


def _ingest(
    writer: CoverageWriter,
    asked: Asked,
    options: argparse.Namespace,
    settings: Settings,
    outcome: Outcome,
    encoder: Callable[[], Encoder],
    watches: Sequence[Watch],
    *,
    rehearsing: bool = False,
) -> list[Known]:
    """Take in what was asked for; what is no longer where it was read."""
    paths, watch = list(asked.sources), _all(*watches)
    with opened(
        paths,
        settings,
        writer,
        outcome,
        columns=options.columns,
        since=asked.since,
        rehearsing=rehearsing,
    ) as load:
        outcome.expected = expected_items(paths)
        return ingest(
            writer,
            paths,
            encoder,
            outcome,
            watch=watch,
            pruning=asked.pruning,
            since=asked.since,
            rehearsing=rehearsing,
            load=load,
        )


def _undo(
    options: argparse.Namespace,
    settings: Settings,
    outcome: Outcome,
    encoder: Callable[[], Encoder],
    showing: AbstractContextManager[Watch],
) -> bool:
    """Undo a run, or tell what that would do; returns False if the user would rather not."""
    number = int(options.paths[1])
    if options.dry_run:
        undoing = undoing_of(settings.data, Catalogue(settings.data), number)
        outcome.forgotten, outcome.updated = len(undoing.forgotten), len(undoing.restored)
        for line in () if options.quiet or options.json else undoing.sentences():
            print(printable(line))
        return True
    quiet = options.quiet or options.json
    with CoverageWriter.open(
        settings.data, embedder=EMBEDDER, waiting=_waiting, tidying=tidying(quiet=quiet)
    ) as writer:
        undoing = undoing_of(settings.data, writer.catalogue, number)
        if not agreed(undoing, yes=options.yes, quiet=quiet):
            return False
        asked = Asked("undo", undone=number, note=options.note, by=options.by)
        with writing(settings.data, asked, outcome) as entry, showing as watch:
            undo(writer, undoing, encoder, outcome, _all(entry.watch, watch))
    return not outcome.failed


def _rehearse(
    asked: Asked,
    options: argparse.Namespace,
    settings: Settings,
    outcome: Outcome,
    showing: AbstractContextManager[Watch],
) -> bool:
    """Tell what a run would do, and store nothing."""

    def tell(events: Sequence[Event]) -> None:
        if not (options.quiet or options.json):
            for event in events:
                if event.what != "unchanged":
                    print(told_of(event))

    outcome.hear = tell
    with looking_on(settings.data, EMBEDDER) as writer, showing as watch:
        encoder = _encoder(settings)
        gone = _ingest(writer, asked, options, settings, outcome, encoder, [watch], rehearsing=True)
    if asked.pruning:
        outcome.forgotten += len(gone)
        tell([Event("forgotten", k.source, k.id, k.title) for k in gone])
    return not outcome.failed


def _all(*watches: Watch) -> Watch:
    def watch(outcome: Outcome) -> None:
        for each in watches:
            each(outcome)

    return watch


def _watch(options: argparse.Namespace, settings: Settings) -> int:
    """Do it again and again; returns when it is interrupted."""
    encoder = _encoder(settings)
    asked = _asked(options, settings)

    def run(outcome: Outcome) -> None:
        with (
            CoverageWriter.open(settings.data, embedder=EMBEDDER) as writer,
            writing(settings.data, asked, outcome, unless_idle=True) as entry,
        ):
            gone = _ingest(writer, asked, options, settings, outcome, encoder, [entry.watch])
            if asked.pruning:
                prune(writer, gone, outcome, pruning=True, yes=True)

    def tell(outcome: Outcome) -> None:
        if options.json:
            print(json.dumps(outcome.as_json(), ensure_ascii=False), flush=True)
        elif not options.quiet:
            print(outcome.summary(), flush=True)

    if not (options.quiet or options.json):
        print(f"Watching, every {options.watch:g} minutes; Ctrl-C ends it.", file=sys.stderr)
    keep_watching(run, tell, options.watch * 60)
    return 0


def _asked(options: argparse.Namespace, settings: Settings) -> Asked:
    """The sources that the options name, or those that failed in the run that they name."""
    if options.paths[:1] == ["retry"]:
        asked = retried(settings.data, _number(options), pruning=options.prune)
        return replace(asked, note=options.note, by=options.by)
    given = (*options.paths, *(urls_in(options.urls) if options.urls else ()))
    return Asked("ingest", given, options.since, options.prune, note=options.note, by=options.by)


def _log(options: argparse.Namespace, settings: Settings) -> int:
    number = _number(options)
    if number is None:
        show_runs(settings.data, as_json=options.json)
    else:
        show_run(settings.data, number, as_json=options.json)
    return 0


def _number(options: argparse.Namespace) -> int | None:
    return int(options.paths[1]) if options.paths[1:] else None


def _list(settings: Settings, *, as_json: bool) -> int:
    for row in Catalogue(settings.data).rows(embargoed=True):
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
            print(printable(f"{row.id}  {day:10}  {row.outlet or '-'}: {row.title}"))
    return 0


def _encoder(settings: Settings) -> Callable[[], Encoder]:
    @cache
    def load() -> Encoder:
        # torch takes seconds to import; an ingest that finds nothing new does without.
        from bot.embedder import load_embedder

        return load_embedder(settings)

    return load


def _waiting() -> None:
    print("Another ingest is running; waiting for it to finish.", file=sys.stderr, flush=True)
