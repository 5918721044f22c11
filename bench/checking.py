"""How well true sentences are told from altered ones, and how long a sentence takes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

import numpy as np

from bench.checked_sets import SETS, Case, cases_of
from bot.checking.check import fault_of

Figures = dict[str, object]
_AGAIN = 3
"""Each sentence is timed that often; the first time is kept, the others show what caches save."""


def confusion(sets: Sequence[str]) -> list[Figures]:
    """A row for each part of each set: true sentences kept, altered ones dropped."""
    rows: list[Figures] = []
    for name in sets:
        judged = [(c, fault_of(c.text, c.grounds)) for c in cases_of(SETS[name])]
        parts = list(dict.fromkeys(c.part for c, _ in judged))
        for part in parts:
            rows.append(_row(name, part, [j for j in judged if j[0].part == part]))
        if len(parts) > 1:
            rows.append(_row(name, "all", judged))
    return rows


def by_kind(name: str, part: str | None = None) -> list[Figures]:
    """A row for each kind of alteration in a set: how many, how many dropped."""
    counts: dict[str, list[int]] = {}
    for case in cases_of(SETS[name]):
        if case.kind is not None and part in (None, case.part):
            count = counts.setdefault(case.kind, [0, 0])
            count[0] += 1
            count[1] += fault_of(case.text, case.grounds) is not None
    return [
        {"altered": kind, "sentences": total, "dropped": dropped, "share": round(dropped / total, 3)}
        for kind, (total, dropped) in sorted(counts.items())
    ]
