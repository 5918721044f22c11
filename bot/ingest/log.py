"""``python ingest.py log``: the runs of the ingest, or what became of each article in one."""

from __future__ import annotations

import json
from pathlib import Path

from bot.ingest.journal import Asked, Run, events_of, run_of, runs
from bot.ingest.outcome import Event
from bot.terminal import printable

_SHOWN_RUNS = 20
_SHOWN_SOURCES = 2
_TOLD = ("new", "updated", "unchanged", "duplicates", "older", "withdrawn", "forgotten", "failed")


def show_runs(folder: Path, *, as_json: bool) -> None:
    """Print the last runs, the newest last, where a terminal leaves the eye."""
    for run in reversed(runs(folder, None if as_json else _SHOWN_RUNS)):
        print(json.dumps(_as_json(run), ensure_ascii=False) if as_json else _line(run))


def show_run(folder: Path, number: int | None, *, as_json: bool) -> None:
    """Print a run, or the last, and each of its articles. InputError if there is none."""
    run = run_of(folder, number)
    events = events_of(folder, run.number)
    if as_json:
        told = [
            {
                "what": e.what,
                "source": e.source,
                "id": e.article,
                "title": e.title,
                "reason": e.reason,
            }
            for e in events
        ]
        print(json.dumps({**_as_json(run), "articles": told}, ensure_ascii=False))
        return
    print(_line(run))
    for event in events:
        print(f"  {told_of(event)}")


def told_of(event: Event) -> str:
    """An event in a line, without what a terminal would take for a command."""
    title = f"{event.title} " if event.title else ""
    reason = f": {event.reason}" if event.reason else ""
    source = f"({event.source})" if title else event.source
    return printable(f"{event.what:9}  {title}{source}{reason}")


def _line(run: Run) -> str:
    when = f"{run.began.astimezone():%Y-%m-%d %H:%M}"
    by = f"{run.asked.by}  " if run.asked.by else ""
    return printable(f"{run.number:5}  {when}  {by}{_asked(run.asked)}: {_became(run)}")


def _asked(asked: Asked) -> str:
    shown = " ".join(asked.sources[:_SHOWN_SOURCES])
    more = len(asked.sources) - _SHOWN_SOURCES
    parts = [
        f"undo {asked.undone}" if asked.undone is not None else "",
        f"--{asked.action}" if asked.action == "remove" else "",
        f"retry {asked.retried}" if asked.retried is not None else shown,
        f"and {more:,} more" if more > 0 and asked.retried is None else "",
        f"--since {asked.since}" if asked.since else "",
        "--prune" if asked.pruning else "",
    ]
    return " ".join(part for part in parts if part)


def _became(run: Run) -> str:
    counts = ", ".join(f"{run.counts[n]:,} {n}" for n in _TOLD if run.counts.get(n))
    if run.ending == "done":
        return counts or "nothing to do"
    if run.ending is None:
        return "not ended: it is running, or was cut off; what it had stored is in"
    return f"{run.ending}{f' ({counts})' if counts else ''}"


def _as_json(run: Run) -> dict[str, object]:
    return {
        "run": run.number,
        "began": run.began.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "ending": run.ending,
        "action": run.asked.action,
        "sources": list(run.asked.sources),
        "since": run.asked.since.isoformat() if run.asked.since else None,
        "pruning": run.asked.pruning,
        "retried": run.asked.retried,
        "undone": run.asked.undone,
        "note": run.asked.note,
        "by": run.asked.by,
        "counts": run.counts,
    }
