"""A run undone: what it added is forgotten, and what it updated says again what it said before."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.article import Article
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import Version
from bot.coverage.rows import Known
from bot.coverage.writer import CoverageWriter
from bot.errors import InputError
from bot.ingest import journal
from bot.ingest.journal import Run
from bot.ingest.outcome import Outcome, Watch
from bot.ingest.pipeline import forget
from bot.ingest.sorting import Task
from bot.ingest.storing import Encoder, Storer
from bot.loaders.items import Note
from bot.terminal import printable


@dataclass(frozen=True, slots=True)
class Restoring:
    """An article that goes back.

    now: what it says. before: what it will say. versions: how many of those kept are of the run.
    """

    now: Article
    before: Article
    versions: int


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing ``run`` does. left: what stays as it is, and why."""

    run: Run
    forgotten: tuple[Article, ...]
    restored: tuple[Restoring, ...]
    left: tuple[tuple[Article, str], ...]

    def sentences(self) -> list[str]:
        """What will happen, a line for each article, for a person."""
        lines = [f"{article.headline}: will be forgotten" for article in self.forgotten]
        lines += [f"{r.now.headline}: will say what it said before" for r in self.restored]
        return lines + [f"{article.headline}: stays, for {reason}" for article, reason in self.left]


def undoing_of(folder: Path, catalogue: Catalogue, number: int) -> Undoing:
    """What undoing that run would do. Raises InputError if it cannot be undone."""
    run = journal.run_of(folder, number)
    if run.asked.action != "ingest":
        raise InputError(f"Run {run.number} took nothing in, so there is nothing to undo.")
    changes: dict[str, list[str]] = {}
    for event in journal.events_of(folder, run.number):
        if event.article and event.what in ("added", "updated"):
            changes.setdefault(event.article, []).append(event.what)
    later = journal.changed_after(folder, run.number)
    forgotten: list[Article] = []
    restored: list[Restoring] = []
    left: list[tuple[Article, str]] = []
    for key, whats in changes.items():
        article = catalogue.find(key, embargoed=True)
        if article is None:
            continue
        of_run = [v for v in catalogue.versions(key) if v.replaced >= run.began][: len(whats)]
        if key in later:
            left.append((article, f"run {later[key]} has changed it since"))
        elif "added" in whats:
            forgotten.append(article)
        elif of_run:
            restored.append(Restoring(article, _before(article, of_run[-1]), len(of_run)))
        else:
            left.append((article, "neither its headline nor its text was changed"))
    return Undoing(run, tuple(forgotten), tuple(restored), tuple(left))


def undo(
    writer: CoverageWriter,
    undoing: Undoing,
    encoder: Callable[[], Encoder],
    outcome: Outcome,
    watch: Watch,
) -> None:
    """Do what ``undoing`` tells; each article changes wholly or not at all."""
    known = [k for article in undoing.forgotten if (k := writer.known(article.id))]
    forget(writer, known, outcome)
    watch(outcome)
    with Storer(writer, encoder, outcome, watch) as storer:
        for each in undoing.restored:
            if task := _task(each, writer.known(each.now.id)):
                storer.add(task)
        storer.flush()
    for each in undoing.restored:
        # The text that was taken back is a version of nothing any more.
        writer.forget_latest_versions(each.before.id, each.versions + 1)
    outcome.notes += [
        Note(article.source, f"{article.headline}: left as it is, for {reason}")
        for article, reason in undoing.left
    ]


def agreed(undoing: Undoing, *, yes: bool, quiet: bool) -> bool:
    """Tell what will happen on stderr, and ask unless ``yes``; whether to go on.

    Raises InputError if there is nobody to ask.
    """
    for line in () if quiet and yes else undoing.sentences():
        print(printable(f"  {line}"), file=sys.stderr)
    if yes or not (undoing.forgotten or undoing.restored):
        return True
    if not sys.stdin.isatty():
        raise InputError("Nothing was undone: add --yes to undo it.")
    print(f"Undo run {undoing.run.number}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _before(now: Article, version: Version) -> Article:
    def article(title: str, text: str) -> Article:
        return Article.new(
            text=text,
            source=now.source,
            title=title,
            url=now.url,
            outlet=now.outlet,
            byline=now.byline,
            published=version.published,
            updated=version.updated,
            section=now.section,
            language=now.language,
            captions=now.captions,
        )

    before = article(version.title, version.text)
    # One that is called by its provider's name keeps it; one that is known by its words does not.
    named = article(now.title, now.text).id != now.id
    return replace(before, id=now.id) if named else before


def _task(restoring: Restoring, known: Known | None) -> Task | None:
    if known is None:
        return None
    gone: Sequence[str] = () if known.id == restoring.before.id else (known.id,)
    return Task(restoring.before, known.origin, known.place, "updated", tuple(gone))
