"""How well true sentences are told from altered ones, and how long a sentence takes."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from bench.checked_sets import SETS, Case, cases_of
from bench.figures import Figures
from bot.checking.check import fault_of

Judged = tuple[Case, bool]
"""A sentence and whether it is kept."""


def measure(name: str | None = None) -> tuple[list[Figures], list[Figures], list[Figures]]:
    """Three tables: a row a part of each set, a row a kind of alteration, and the times.

    name: of the only set to measure; all where it is None. A sentence's time is that of all
    checks, nothing of it known before but the words of earlier sentences.
    """
    confusion: list[Figures] = []
    everything: list[Judged] = []
    seconds: list[float] = []
    for one in SETS if name is None else (name,):
        judged = []
        for case in cases_of(SETS[one]):
            started = time.perf_counter()
            kept = fault_of(case.text, case.grounds) is None
            seconds.append(time.perf_counter() - started)
            judged.append((case, kept))
        parts = list(dict.fromkeys(c.part for c, _ in judged))
        confusion += [_row(one, p, [j for j in judged if j[0].part == p]) for p in parts]
        everything += judged
    return confusion, _kinds(everything), [_times(seconds[1:])]  # the first loads the word table


def _row(name: str, part: str, judged: Sequence[Judged]) -> Figures:
    true = [kept for case, kept in judged if case.kind is None]
    altered = [kept for case, kept in judged if case.kind is not None]
    return {
        "set": name,
        "part": part,
        "true": len(true),
        "kept": sum(true),
        "of true": f"{sum(true) / len(true):.1%}",
        "altered": len(altered),
        "dropped": len(altered) - sum(altered),
        "of altered": f"{1 - sum(altered) / len(altered):.1%}",
    }


def _kinds(judged: Sequence[Judged]) -> list[Figures]:
    rows: list[Figures] = []
    for kind in sorted({case.kind for case, _ in judged if case.kind is not None}):
        kept = [k for case, k in judged if case.kind == kind]
        dropped = len(kept) - sum(kept)
        rows.append(
            {
                "altered in": kind,
                "sentences": len(kept),
                "dropped": dropped,
                "share": f"{dropped / len(kept):.1%}",
            }
        )
    return rows


def _times(seconds: Sequence[float]) -> Figures:
    p50, p95, p99 = np.percentile([s * 1000 for s in seconds], [50, 95, 99])
    return {
        "sentences": len(seconds),
        "p50 ms": round(float(p50), 1),
        "p95 ms": round(float(p95), 1),
        "p99 ms": round(float(p99), 1),
        "max ms": round(max(seconds) * 1000, 1),
    }
