"""Every run of the ingest, kept: when, what was asked, and what became of each article."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from bot.errors import InputError
from bot.ingest.journal_file import reading
from bot.ingest.outcome import Event
from bot.ingest.sorting import origin_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for.

    action: "ingest", "remove" or "undo". sources: paths, URLs, or what to remove.
    retried: the run whose failures are taken again. undone: the run that is undone.
    note: what the caller wants to know it by again; of such a run the unchanged are kept, too.
    by: who asked for it; "" where that was not kept.
    """

    action: str
    sources: tuple[str, ...] = ()
    since: dt.date | None = None
    pruning: bool = False
    retried: int | None = None
    undone: int | None = None
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it is remembered; ``ending`` is None while it runs, or if it was cut off.

    counts: what ``ingest.py --json`` prints, the failures as a number; while it runs also "done",
    the items dealt with, "embedded" and, if it can be told, "expected".
    """

    number: int
    began: dt.datetime
    ended: dt.datetime | None
    asked: Asked
    ending: str | None
    counts: dict[str, int]


def runs(folder: Path, limit: int | None = None) -> list[Run]:
    """The runs that are remembered, the newest first."""
    with reading(folder) as db:
        rows = db.execute(
            "SELECT no, began, ended, asked, ending, counts FROM runs ORDER BY no DESC LIMIT ?",
            (-1 if limit is None else limit,),
        ).fetchall()
    return [_run(row) for row in rows]


def run_of(folder: Path, number: int | None) -> Run:
    """The run of that number, or the last. InputError if there is none."""
    found = [run for run in runs(folder) if number is None or run.number == number]
    if not found:
        which = "No run" if number is None else f"No run {number}"
        raise InputError(f"{which} is remembered in {folder}; python ingest.py log lists them.")
    return found[0]


def events_of(folder: Path, number: int, limit: int | None = None) -> list[Event]:
    """What became of each article of a run, in its order.

    With a ``limit`` failures come first, and what has not changed comes last.
    """
    telling = "what <> 'failed', what IN ('unchanged', 'duplicate'), rowid"
    order = "rowid" if limit is None else telling
    with reading(folder) as db:
        rows = db.execute(
            "SELECT what, source, article, title, reason FROM events WHERE run = ?"
            f" ORDER BY {order} LIMIT ?",
            (number, -1 if limit is None else limit),
        ).fetchall()
    return [Event(*row) for row in rows]


def changed_after(folder: Path, number: int) -> dict[str, int]:
    """The articles that later runs have stored anew, each with the last such run.

    Runs that were undone do not count.
    """
    with reading(folder) as db:
        rows = db.execute(
            "SELECT e.article, max(e.run) FROM events e JOIN runs r ON r.no = e.run"
            " WHERE e.run > ? AND e.what IN ('added', 'updated') AND e.article IS NOT NULL"
            " AND json_extract(r.asked, '$.action') = 'ingest' AND r.no NOT IN"
            " (SELECT u.undone FROM (SELECT json_extract(asked, '$.undone') AS undone FROM runs) u"
            " WHERE u.undone IS NOT NULL) GROUP BY e.article",
            (number,),
        ).fetchall()
    return dict(rows)


def retried(folder: Path, number: int | None, *, pruning: bool) -> Asked:
    """What failed in a run, or in the last, to be taken again; of a line, its whole file.

    Raises InputError if there is no such run, or if it took nothing in.
    """
    run = run_of(folder, number)
    if run.asked.action != "ingest":
        raise InputError(f"Run {run.number} took nothing in, so nothing can be taken again.")
    failed = [origin_of(e.source) for e in events_of(folder, run.number) if e.what == "failed"]
    return Asked("ingest", tuple(dict.fromkeys(failed)), run.asked.since, pruning, run.number)


def _run(row: tuple[int, str, str | None, str, str | None, str | None]) -> Run:
    number, began, ended, asked, ending, counts = row
    told = json.loads(asked)
    return Run(
        number=number,
        began=dt.datetime.fromisoformat(began),
        ended=dt.datetime.fromisoformat(ended) if ended else None,
        asked=Asked(
            action=told["action"],
            sources=tuple(told["sources"]),
            since=dt.date.fromisoformat(told["since"]) if told["since"] else None,
            pruning=told["pruning"],
            retried=told["retried"],
            undone=told.get("undone"),
            note=told.get("note", ""),
            by=told.get("by", ""),
        ),
        ending=ending,
        counts=json.loads(counts) if counts else {},
    )
