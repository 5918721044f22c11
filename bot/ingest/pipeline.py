"""The ingest of paths and URLs, and what is forgotten, as functions of a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bot import loaders
from bot.article import Article
from bot.coverage.rows import Known
from bot.coverage.writer import CoverageWriter
from bot.errors import LoadError
from bot.ingest.outcome import Event, Outcome, Watch
from bot.ingest.sorting import Item, Sorter, names_of, until_of
from bot.ingest.storing import Encoder, Rehearsal, Storer
from bot.loaders.items import Removal
from bot.web.urls import is_url

Load = Callable[[str], Iterable[Item]]


def ingest(
    writer: CoverageWriter,
    paths: Sequence[str],
    encoder: Callable[[], Encoder],
    outcome: Outcome,
    *,
    watch: Watch = lambda outcome: None,
    pruning: bool = False,
    since: dt.date | None = None,
    rehearsing: bool = False,
    load: Load = loaders.load,
) -> list[Known]:
    """Bring the coverage up to date with ``paths``; ``outcome`` tells what was done.

    paths: files, folders and, if ``load`` takes them, URLs.
    pruning: a path that is gone is no failure, if something was once read from it.
    since: articles that are older are passed over; one that does not tell its age is not.
    rehearsing: nothing is stored; the outcome tells what would be.
    Returns what was once read from ``paths`` and is no longer there; it is still in.
    """
    sorter = Sorter(writer, outcome, since=since, pruning=pruning)
    files = [p for p in paths if not is_url(p)]
    gone = [p for p in files if pruning and not Path(p).exists() and sorter.vanished(p)]
    kind = Rehearsal if rehearsing else Storer
    with kind(writer, encoder, outcome, watch) as storer:
        for task in sorter.tasks(_items([p for p in paths if p not in gone], load, outcome, watch)):
            if isinstance(task, Removal):
                _withdraw(storer, task, outcome)
            else:
                storer.add(task)
        for task in sorter.rest():
            storer.add(task)
        storer.flush()
    if not rehearsing:
        writer.finished()
    vanished = [known for p in files for known in sorter.vanished(p)]
    return list({known.id: known for known in (*vanished, *sorter.gone_pages)}.values())


def _withdraw(storer: Storer, removal: Removal, outcome: Outcome) -> None:
    gone = storer.withdraw(names_of(removal), until_of(removal))
    outcome.forgotten += len(gone)
    reason = "withdrawn by its provider"
    outcome.hear([Event("forgotten", removal.source, key, gone[key], reason) for key in gone])


def forget(writer: CoverageWriter, articles: Sequence[Known], outcome: Outcome) -> None:
    """Remove ``articles``."""
    if articles:
        writer.remove([known.id for known in articles])
    outcome.forgotten += len(articles)
    outcome.hear([Event("forgotten", k.source, k.id, k.title) for k in articles])


def remove(writer: CoverageWriter, wanted: Sequence[str], outcome: Outcome) -> None:
    """Forget the articles that ``wanted`` names by URL or id."""
    found: dict[str, Article] = {}
    for name in wanted:
        article = writer.catalogue.find(name, embargoed=True)
        if article is None:
            outcome.failed.append(LoadError(name, "no article with this URL or id is in"))
        else:
            found[article.id] = article
    if found:
        writer.remove(found)
    outcome.forgotten += len(found)
    outcome.hear([Event("forgotten", a.source, a.id, a.headline) for a in found.values()])


def _items(paths: Sequence[str], load: Load, outcome: Outcome, watch: Watch) -> Iterator[Item]:
    for path in paths:
        for item in load(path):
            yield item
            watch(outcome)


def expected_items(paths: Sequence[str]) -> int | None:
    """About how many items ``paths`` hold, a URL one; None if that cannot be told."""
    hints = [1 if is_url(path) else loaders.count_hint(path) for path in paths]
    return sum(h for h in hints if h is not None) if None not in hints else None
