"""Copies of one text, measured: how many are found, and what else is taken for one."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.copies_set import Sample, originals, samples
from bot.article import Article
from bot.coverage import Entry
from bot.coverage.copies import compare
from bot.coverage.rows import put_in
from bot.coverage.schema import connect, create
from bot.coverage.writer import new_meta
from bot.splitter import passages_of

_AT_ONCE = 200
Figures = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Found:
    """What the catalogue made of a set.

    groups: names of the samples that it took for one text, each group once.
    seconds: of finding copies alone. disk_bytes: what the sketches take.
    """

    groups: tuple[frozenset[str], ...]
    seconds: float
    disk_bytes: int


def measure(corpus: Path, data: Path | None, half: int, limit: int) -> list[Figures]:
    """A row for each kind of copy and of look-alike, and one for all pairs."""
    made = samples(originals(corpus, data, limit), half)
    with tempfile.TemporaryDirectory() as folder:
        found = grouped(made, Path(folder))
    wrong, right, rows = judged(made, found.groups)
    for one, other in wrong[:20]:
        print(f"taken for one text: {one} / {other}", file=sys.stderr)
    copies = sum(s.is_copy for s in made)
    print(
        f"{len(made):,} texts; precision {right / max(1, right + len(wrong)):.4f}, recall"
        f" {sum(float(r['grouped']) for r in rows if r['is'] == 'copy') / copies:.4f};"
        f" {1000 * found.seconds / len(made):.2f} ms and {found.disk_bytes // len(made):,} bytes"
        f" a text; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB of memory",
        file=sys.stderr,
    )
    return rows


def judged(
    made: Sequence[Sample], groups: Sequence[frozenset[str]]
) -> tuple[list[tuple[str, str]], int, list[Figures]]:
    """Pairs wrongly in one group, how many are rightly, and the share grouped of each kind."""
    families = {s.name: s.family for s in made}
    pairs = [pair for g in groups for pair in combinations(sorted(g), 2)]
    wrong = [(a, b) for a, b in pairs if families[a] != families[b]]
    group_of = {name: g for g in groups for name in g}
    counts: dict[str, list[int]] = {}
    for sample in made:
        if sample.kind == "original":
            continue
        group = group_of.get(sample.name, frozenset())
        hit = sample.family in group if sample.is_copy else len(group) > 1
        kind = counts.setdefault(sample.kind, [not sample.is_copy, 0, 0])
        kind[1] += 1
        kind[2] += hit
    rows: list[Figures] = [
        {
            "kind": kind,
            "is": "no copy" if alone else "copy",
            "texts": texts,
            "grouped": hits,
            "share": round(hits / texts, 3),
        }
        for kind, (alone, texts, hits) in sorted(counts.items(), key=lambda i: (i[1][0], i[0]))
    ]
    return wrong, len(pairs) - len(wrong), rows


def grouped(made: Sequence[Sample], folder: Path) -> Found:
    """Put the set into a catalogue in ``folder``, as an ingest does, less the vectors."""
    create(folder, new_meta(("none", "")))
    db = connect(folder)
    names: dict[int, str] = {}
    seconds = 0.0
    for first in range(0, len(made), _AT_ONCE):
        db.execute("BEGIN IMMEDIATE")
        new = {put_in(db, entry): name for name, entry in _entries(made[first : first + _AT_ONCE])}
        started = time.perf_counter()
        compare(db, list(new))
        seconds += time.perf_counter() - started
        db.execute("COMMIT")
        names |= new
    groups: dict[int, set[str]] = {}
    for article, story in db.execute("SELECT article, story FROM copies"):
        groups.setdefault(story, set()).add(names[article])
    (size,) = db.execute(
        "SELECT sum(pgsize) FROM dbstat WHERE name IN ('sketches', 'sketched', 'pairs', 'copies')"
    ).fetchone()
    db.close()
    return Found(tuple(map(frozenset, groups.values())), seconds, size)


def _entries(some: Sequence[Sample]) -> Iterator[tuple[str, Entry]]:
    for sample in some:
        article = Article.new(text=sample.text, source=sample.name, title=sample.name)
        passages = passages_of(article)
        vectors = np.zeros((len(passages), 1), dtype=np.float32)
        yield sample.name, Entry(article, passages, vectors, sample.name, sample.name)
