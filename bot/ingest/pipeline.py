"""The ingest of paths, and what is forgotten, as functions of a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bot import loaders
from bot.coverage.rows import Known
from bot.coverage.writer import CoverageWriter
from bot.errors import LoadError
from bot.ingest.outcome import Outcome, Watch
from bot.ingest.sorting import Sorter, names_of
from bot.ingest.storing import Encoder, Storer
from bot.loaders.items import Read, Removal

Load = Callable[[str], Iterable[Read]]


def ingest(
    writer: CoverageWriter,
    paths: Sequence[str],
    encoder: Callable[[], Encoder],
    outcome: Outcome,
    *,
    watch: Watch = lambda outcome: None,
    pruning: bool = False,
    load: Load = loaders.load,
) -> list[Known]:
    """Bring the coverage up to date with ``paths``; ``outcome`` tells what was done.

    pruning: a path that is gone is no failure, if something was once read from it.
    Returns what was once read from ``paths`` and is no longer there; it is still in.
    """
    sorter = Sorter(writer, outcome)
    gone = [p for p in paths if pruning and not Path(p).exists() and sorter.vanished(p)]
    with Storer(writer, encoder, outcome, watch) as storer:
        for task in sorter.tasks(_items([p for p in paths if p not in gone], load, outcome, watch)):
            if isinstance(task, Removal):
                _withdraw(writer, storer, task, outcome)
            else:
                storer.add(task)
        for task in sorter.rest():
            storer.add(task)
        storer.flush()
    writer.finished()
    return list({known.id: known for p in paths for known in sorter.vanished(p)}.values())


def _withdraw(writer: CoverageWriter, storer: Storer, removal: Removal, outcome: Outcome) -> None:
    """Obey a kill notice at once, also for what this run has read and not stored yet."""
    names = names_of(removal)
    until = _moment(removal)
    outcome.forgotten += writer.withdraw(names, until)
    if storer.holds(names):
        storer.flush()
        outcome.forgotten += writer.withdraw(names, until)


def _moment(removal: Removal) -> dt.datetime | None:
    """Up to when versions are withdrawn: a day counts to its end, wherever it is."""
    moment = removal.moment
    if moment is None or isinstance(moment, dt.datetime):
        return moment
    return dt.datetime(moment.year, moment.month, moment.day, tzinfo=dt.UTC) + dt.timedelta(1.5)


def forget(writer: CoverageWriter, articles: Sequence[Known], outcome: Outcome) -> None:
    """Remove ``articles``."""
    if articles:
        writer.remove([known.id for known in articles])
    outcome.forgotten += len(articles)


def remove(writer: CoverageWriter, wanted: Sequence[str], outcome: Outcome) -> None:
    """Forget the articles that ``wanted`` names by URL or id."""
    ids: list[str] = []
    for name in wanted:
        article = writer.catalogue.find(name)
        if article is None:
            outcome.failed.append(LoadError(name, "no article with this URL or id is in"))
        elif article.id not in ids:
            ids.append(article.id)
    if ids:
        writer.remove(ids)
    outcome.forgotten += len(ids)


def _items(paths: Sequence[str], load: Load, outcome: Outcome, watch: Watch) -> Iterator[Read]:
    for path in paths:
        for item in load(path):
            yield item
            watch(outcome)


def expected_items(paths: Sequence[str]) -> int | None:
    """About how many items ``paths`` hold; None if that cannot be told."""
    hints = [loaders.count_hint(path) for path in paths]
    return sum(h for h in hints if h is not None) if None not in hints else None
