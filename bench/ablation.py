"""What each part adds: its feature left out, the rest fitted again, judged by folds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bench.collecting import Collected, collected_from
from bench.fitting import Example, auroc_of, orders
from bot import answer_spans, confidence, evidence, matching, rereading

Figures = dict[str, str | float]
_FIRST = (1, 5, 20)


def ablate(
    data: Path, questions: Path, readers: Path | None, before: dt.date | None
) -> list[Figures]:
    """A row for each feature of each model without it, after one with all of them.

    Of rankings the share of questions with a right one among the first 1, 5 and 20; of the
    confidence its AUROC.
    """
    rows = collected_from(data, questions, readers, before)
    return [*_rankings(rows), *_confidence(rows)]


def _rankings(rows: Collected) -> Iterator[Figures]:
    models: tuple[tuple[str, Sequence[str], Sequence[Example]], ...] = (
        ("retrieval", matching.FEATURES, rows.passages),
        ("reading", rereading.FEATURES, rows.read),
        ("things told", answer_spans.FEATURES, rows.things),
        ("sentences", evidence.FEATURES, rows.sentences),
    )
    for model, features, examples in models:
        for number, left_out in enumerate(("nothing", *features)):
            kept = _without(examples, number - 1)
            found = list(zip(kept, orders(kept), strict=True))
            hits = {
                f"@{k}": round(float(np.mean([e.right[o[:k]].any() for e, o in found])), 3)
                for k in _FIRST
            }
            yield {"model": model, "without": left_out, **hits, "AUROC": ""}


def _confidence(rows: Collected) -> Iterator[Figures]:
    for number, left_out in enumerate(("nothing", *confidence.FEATURES)):
        auroc = auroc_of(_without(rows.answered, number - 1))
        blank = {f"@{k}": "" for k in _FIRST}
        yield {"model": "confidence", "without": left_out, **blank, "AUROC": round(auroc, 3)}


def _without(examples: Sequence[Example], feature: int) -> list[Example]:
    """The examples with a feature set to nothing; -1: with all of them."""
    if feature < 0:
        return list(examples)
    keep = np.ones(examples[0].rows.shape[1])
    keep[feature] = 0
    return [Example(e.fold, e.rows * keep, e.right) for e in examples]
