"""Articles on the same event, measured on BASIL: 100 events, each told by three outlets."""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.figures import Figures
from bot.article import Article
from bot.coverage import Entry
from bot.coverage.catalogue import Catalogue
from bot.coverage.openings import Opening
from bot.coverage.rows import put_in
from bot.coverage.schema import connect, create
from bot.coverage.stories import openings_in, stories_in
from bot.coverage.writer import new_meta
from bot.same_event import LEAST, grouped
from bot.splitter import passages_of

_FOLDS = 5
_TRIED = [round(0.08 + 0.02 * n, 2) for n in range(13)]
_SEED = 7
_CROWD_DAYS = 10
Groups = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles in one group: rightly, all that were made, all that are of one event."""

    right: int
    made: float
    true: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.made + self.true)


def measure(data: Path, index: Path | None) -> list[Figures]:
    """A row for each way of dating the events, with the threshold set and with one chosen.

    Chosen: for each fifth of the events on the other four, both datings together. index:
    one whose stories are found, too, to time it.
    """
    events, openings = read(data)
    datings = {"as published": openings, "all within ten days": crowded(openings, events)}
    rows: list[Figures] = []
    chosen = _by_folds(datings, events)
    for name, dated in datings.items():
        fixed = pairs_of(_groups(dated, LEAST), events)
        rows.append(_row(name, f"{LEAST}, as set", fixed))
        rows.append(_row(name, "chosen on other events", chosen[name]))
    if index:
        _time(index)
    return rows


def read(data: Path) -> tuple[dict[str, str], list[Opening]]:
    """The event of each article of basil.tar.gz, and how it begins, through a catalogue."""
    events: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create(folder, new_meta(("none", "")))
        db = connect(folder)
        db.execute("BEGIN IMMEDIATE")
        for event, article in _articles(data / "basil.tar.gz"):
            events[article.id] = event
            passages = passages_of(article)
            vectors = np.zeros((len(passages), 1), dtype=np.float32)
            put_in(db, Entry(article, passages, vectors, article.source, article.source))
        db.execute("COMMIT")
        db.close()
        catalogue = Catalogue(folder)
        openings = openings_in(catalogue)
        catalogue.close()
    return events, openings


def crowded(openings: Sequence[Opening], events: dict[str, str]) -> list[Opening]:
    """The same as if all events had begun within some days, by chance, each told as slowly."""
    rng = random.Random(_SEED)
    began: dict[str, int] = {}
    for opening in openings:
        event = events[opening.article]
        began[event] = min(opening.day, began.get(event, opening.day))
    late = {event: rng.randrange(_CROWD_DAYS) for event in sorted(began)}
    first = max(began.values())
    return [
        replace(o, day=o.day - began[e] + first + late[e])
        for o in openings
        for e in (events[o.article],)
    ]


def pairs_of(
    groups: Groups, events: dict[str, str], counts: Callable[[str], bool] = lambda event: True
) -> Pairs:
    """Pairs of articles of which both, or half a pair of which one, is of an event that counts."""
    pairs = [
        (events[one], events[other]) for group in groups for one, other in combinations(group, 2)
    ]
    sizes = Counter(event for event in events.values() if counts(event))
    return Pairs(
        right=sum(one == other and counts(one) for one, other in pairs),
        made=sum(counts(one) + counts(other) for one, other in pairs) / 2,
        true=sum(size * (size - 1) // 2 for size in sizes.values()),
    )


def _by_folds(datings: dict[str, list[Opening]], events: dict[str, str]) -> dict[str, Pairs]:
    names = sorted(set(events.values()))
    random.Random(_SEED).shuffle(names)
    fold_of = {event: place % _FOLDS for place, event in enumerate(names)}
    totals = {name: Pairs(0, 0, 0) for name in datings}
    for fold in range(_FOLDS):
        others = {a: e for a, e in events.items() if fold_of[e] != fold}
        least = max(_TRIED, key=lambda tried: _f1_of(datings, others, tried))
        print(f"fold {fold + 1}: {least}", file=sys.stderr)
        for name, dated in datings.items():
            found = pairs_of(_groups(dated, least), events, lambda e: fold_of[e] == fold)  # noqa: B023
            total = totals[name]
            totals[name] = Pairs(
                total.right + found.right, total.made + found.made, total.true + found.true
            )
    return totals


def _f1_of(datings: dict[str, list[Opening]], events: dict[str, str], least: float) -> float:
    """The sum of the F1 of the pairs of which both are of ``events``, all being grouped."""
    grouped_so = (_groups(dated, least) for dated in datings.values())
    return sum(
        pairs_of([[a for a in group if a in events] for group in groups], events).f1
        for groups in grouped_so
    )


def _groups(openings: Sequence[Opening], least: float) -> Groups:
    return [[openings[n].article for n in g.members] for g in grouped(openings, least)]


def _row(dated: str, threshold: str, pairs: Pairs) -> Figures:
    return {
        "events": dated,
        "threshold": threshold,
        "precision": round(pairs.right / max(1, pairs.made), 3),
        "recall": round(pairs.right / max(1, pairs.true), 3),
        "pairwise_f1": round(pairs.f1, 3),
    }


def _time(index: Path) -> None:
    catalogue = Catalogue(index)
    articles = catalogue.stats().articles
    began, worked = time.perf_counter(), time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stories = stories_in(catalogue).latest
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    catalogue.close()
    told = sum(len(story.articles) for story in stories)
    print(
        f"{articles:,} articles: {len(stories):,} stories of {told:,} articles, found in"
        f" {seconds:.1f} s ({cpu:.1f} s of processor time) with {more // 1024} MB more",
        file=sys.stderr,
    )


def _articles(archive: Path) -> Iterable[tuple[str, Article]]:
    with tarfile.open(archive) as packed:
        for member in packed:
            content = packed.extractfile(member) if member.name.endswith(".json") else None
            row = json.load(content) if content else None
            if isinstance(row, dict) and "triplet-uuid" in row:
                paragraphs = (" ".join(sentences) for sentences in row["body-paragraphs"])
                yield (
                    row["triplet-uuid"],
                    Article.new(
                        text="\n\n".join(paragraphs),
                        source=member.name,
                        url=row["url"],
                        title=row["title"],
                        outlet=row["source"].lower(),
                        published=dt.date.fromisoformat(row["date"]),
                    ),
                )
