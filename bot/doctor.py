"""What is in the index and whether all of it is in order, with what to do if it is not."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot import conversation_store
from bot.coverage.catalogue import Catalogue
from bot.coverage.faults import fault_of_file, faults, unsettled, words_are_whole
from bot.coverage.library import check_embedder
from bot.coverage.locks import is_ingesting
from bot.coverage.records import Scope
from bot.coverage.vectors import VectorReader
from bot.errors import CoverageError
from bot.ingest import journal_file
from bot.model_files import EMBEDDER, MODEL_NAME, check_weights
from bot.restoring import SITE
from bot.settings import Settings

_REBUILD = "python ingest.py --rebuild"
_SAMPLE = 200
_LITTLE_ROOM = 500_000_000
_MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "red")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    level: "ok", "warning" or "error".
    remedy: what to do, None when there is nothing to do.
    """

    level: str
    what: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, in the order of the checks."""

    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong; a warning is not wrong."""
        return all(f.level != "error" for f in self.findings)

    def as_json(self) -> dict[str, object]:
        """The object that ``doctor --json`` prints."""
        findings = [{"level": f.level, "what": f.what, "remedy": f.remedy} for f in self.findings]
        return {"healthy": self.healthy, "findings": findings}


def run(settings: Settings) -> Report:
    """Look at everything; nothing is changed, and nothing is raised for what is wrong."""
    return Report(tuple(_findings(settings.data)))


def render(report: Report, console: Console) -> None:
    """Print ``report`` for a person."""
    for finding in report.findings:
        mark, colour = _MARKS[finding.level]
        console.print(f"[{colour}]{mark}[/] ", end="")
        console.print(finding.what, markup=False, soft_wrap=True)
        if finding.remedy:
            console.print(f"  → {finding.remedy}", markup=False, soft_wrap=True)


def _findings(folder: Path) -> Iterator[Finding]:
    yield from _model()
    try:
        catalogue = Catalogue(folder)
    except CoverageError as error:
        yield Finding("error", str(error))
        return
    try:
        yield from _contents(catalogue, folder)
        yield from _room(folder)
        yield from _catalogue(catalogue)
        yield from _vectors(catalogue, folder)
        yield from _beside(folder)
        yield from _unfinished(catalogue, folder)
    except CoverageError as error:
        yield Finding("error", str(error))
    finally:
        catalogue.close()


def _model() -> Iterator[Finding]:
    try:
        folder = check_weights()
    except CoverageError as error:
        yield Finding("error", str(error))
    else:
        yield Finding("ok", f"The embedding model {MODEL_NAME} is the published one ({folder}).")


def _contents(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    stats = catalogue.stats(embargoed=True)
    if not stats.articles:
        yield Finding("warning", f"{folder} holds no article.", "python ingest.py PATH")
        return
    days = f", {stats.oldest} to {stats.newest}" if stats.newest else ", none of them dated"
    yield Finding(
        "ok",
        f"{folder}: {stats.articles:,} articles, {stats.passages:,} passages,"
        f" {stats.outlets:,} outlets{days}.",
    )
    if stats.last_ingest:
        ago = dt.datetime.now(dt.UTC) - stats.last_ingest
        yield Finding("ok", f"The last ingest ended {_ago(ago)} ago.")
    try:
        check_embedder(catalogue, folder, *EMBEDDER)
    except CoverageError as error:
        yield Finding("error", str(error))


def _room(folder: Path) -> Iterator[Finding]:
    if not os.access(folder, os.W_OK):
        yield Finding(
            "error", f"You may not write to {folder}.", "change its permissions, or name another"
        )
    free = shutil.disk_usage(folder).free
    if free < _LITTLE_ROOM:
        yield Finding("warning", f"Only {free / 1e6:,.0f} MB are free on its disk.", "make room")


def _catalogue(catalogue: Catalogue) -> Iterator[Finding]:
    wrong = faults(catalogue)
    for fault in wrong:
        yield Finding(
            "error",
            f"The catalogue is damaged: {fault}.",
            f"{_REBUILD}, which keeps what can be read, or python -m bot restore FILE",
        )
    if wrong:
        return
    yield Finding("ok", "The catalogue is consistent.")
    if words_are_whole(catalogue):
        yield Finding("ok", "The lexical index agrees with it.")
    else:
        yield Finding("error", "The lexical index does not agree with the catalogue.", _REBUILD)


def _vectors(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    expected = catalogue.every_key()
    if not expected:
        return
    shown = catalogue.keys_in_scope(Scope())  # nothing else can be searched for
    reader = VectorReader(folder, catalogue)
    try:
        found = reader.keys()
        missing = [key for key in expected if key not in found]
        left_over = found.difference(expected, unsettled(catalogue))
        lost = _lost(reader, shown[:: max(1, len(shown) // _SAMPLE)])
    except CoverageError as error:
        yield Finding("error", str(error))
        return
    finally:
        reader.close()
    if missing:
        yield Finding("error", f"{len(missing):,} passages have no vector.", _REBUILD)
    if lost:
        yield Finding("error", f"{lost:,} of the vectors tried are not found.", _REBUILD)
    if left_over:
        told = f"{len(left_over):,} vectors belong to no article; they are never shown."
        yield Finding("warning", told, f"{_REBUILD}, if you want the room back")
    if not (missing or lost):
        yield Finding("ok", "Every passage has its vector, and searching finds them.")


def _beside(folder: Path) -> Iterator[Finding]:
    journal, conversations = folder / journal_file.FILE, folder / conversation_store.FILE
    if fault := fault_of_file(journal):
        yield Finding(
            "warning",
            f"The journal of ingests {journal} is damaged ({fault}).",
            "run an ingest, which lays it aside and begins a new one",
        )
    if fault := fault_of_file(conversations):
        yield Finding(
            "error",
            f"The conversations {conversations} are damaged ({fault}).",
            "python -m bot restore FILE, or move that file away",
        )


def _lost(reader: VectorReader, keys: list[str]) -> int:
    """How many of ``keys`` are not found by searching for their own vectors."""
    lost = 0
    for key, vector in reader.get(keys).items():
        best = reader.search(vector, 5, Scope())
        # A copy of the passage in another article is as near.
        lost += key not in [hit.key for hit in best] and best[0].score < 0.999
    return lost


def _unfinished(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    if is_ingesting(folder):
        yield Finding("ok", "An ingest is running now.")
        return
    if left := len(unsettled(catalogue)):
        told = f"An ingest was stopped; it left {left:,} vectors that are never shown."
        yield Finding("warning", told, "run the ingest again, which also cleans up")
    if (folder / "rebuild").is_dir():
        yield Finding("warning", "A rebuild was stopped halfway.", _REBUILD)
    if (folder / SITE).is_dir():
        yield Finding("warning", "A restore was stopped halfway.", "restore again")


def _ago(span: dt.timedelta) -> str:
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if (count := int(span.total_seconds()) // size) >= 1:
            return f"{count} {name}{'s' if count > 1 else ''}"
    return "less than a minute"
