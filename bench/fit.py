"""Fits the numbers of bot/weights.json on RealTime QA, and tells how good they are on folds.

python -m bench.fit --data INDEX --questions FOLDER [--before DATE] [--write]

INDEX: made by ``ingest.py`` from the articles. FOLDER: with questions.jsonl.gz and gold.jsonl.gz.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.questions import Asked, fold_of, read_questions
from bot import evidence, matching, reader, weights
from bot.library import Library
from bot.question import Question, understood
from bot.reader import confidence_features, examine
from bot.retriever import Retrieval, retrieve
from bot.settings import load_settings

Array = NDArray[np.float64]
_ALL = 10_000
_FOLDS = 5
_DECAY = 1e-3


@dataclass(frozen=True, slots=True)
class Example:
    """Rows of features, and which of them are right; fold: by week."""

    fold: int
    rows: Array
    right: NDArray[np.bool_]


def main() -> int:
    """Fit, tell, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--before", type=dt.date.fromisoformat)
    parser.add_argument("--write", action="store_true", help="replace bot/weights.json")
    options = parser.parse_args()
    library = Library.open(load_settings(data=options.data))
    asked = [a for a in read_questions(options.questions, options.before) if a.kind != "other"]

    passages, sentences, judged = [], [], []
    for number, question in enumerate(asked, start=1):
        found = _retrieved(library, question)
        if number % 50 == 0:
            print(f"{number} of {len(asked)} read", file=sys.stderr)
        if not found.passages:
            continue
        seen = examine(_understood(question), found, library.embedder)
        fold = fold_of(question)
        if question.kind == "answerable":
            right = np.array([question.found_in(p) for p in found.passages])
            passages.append(Example(fold, np.array(found.matches), right))
            rows = np.array([r.features for r in seen.readings])
            lit = np.array([question.holds(a.text[s:e]) for a, s, e, _ in seen.places])
            sentences.append(Example(fold, rows, lit))
        model = weights.linear("sentence")
        scores = [model.score(r.features) for r in seen.readings]
        row = np.array([confidence_features(found, scores, seen.readings)])
        judged.append(Example(fold, row, np.array([question.kind == "answerable"])))

    fitted = {
        "passage": _named(matching.FEATURES, _ranked("passages", passages)),
        "sentence": _named(evidence.FEATURES, _ranked("sentences", sentences)),
        "confidence": _named(("constant", *reader.CONFIDENCE), _judged(judged)),
    }
    print(json.dumps(fitted, indent=2))
    if options.write:
        file = Path(weights.__file__).with_name("weights.json")
        kept = json.loads(file.read_text("utf-8"))
        file.write_text(json.dumps(kept | fitted, indent=2) + "\n", "utf-8")
    return 0


def _understood(asked: Asked) -> Question:
    return understood(asked.question, asked.as_of)


def _retrieved(library: Library, asked: Asked) -> Retrieval:
    left_out = frozenset(a.id for u in asked.exclude if (a := library.coverage.find(u)))
    return retrieve(library, _understood(asked), exclude=left_out, limit=_ALL)


def _ranked(name: str, examples: Sequence[Example]) -> Array:
    """Weights by which right rows come first; prints what they reach on folds."""
    hits = {1: 0, 3: 0, 5: 0, 20: 0}
    for fold in range(_FOLDS):
        learnt = _listwise([e for e in examples if e.fold != fold])
        for example in (e for e in examples if e.fold == fold):
            order = np.argsort(-(example.rows @ learnt), kind="stable")
            for k in hits:
                hits[k] += bool(example.right[order[:k]].any())
    told = "  ".join(f"@{k} {n / len(examples):.3f}" for k, n in hits.items())
    print(f"{name}, {len(examples)} questions, {_FOLDS} folds over weeks: {told}")
    return _listwise(examples)


def _listwise(examples: Sequence[Example]) -> Array:
    usable = [e for e in examples if e.right.any() and not e.right.all()]

    def loss(w: Array) -> tuple[float, Array]:
        total, slope = _DECAY * float(w @ w) * len(usable), 2 * _DECAY * w * len(usable)
        for e in usable:
            scores = e.rows @ w
            odds = np.exp(scores - scores.max())
            all_, right = odds.sum(), odds[e.right].sum()
            total += float(np.log(all_) - np.log(right))
            slope = slope + odds @ e.rows / all_ - odds[e.right] @ e.rows[e.right] / right
        return total, slope

    return _minimum(loss, usable[0].rows.shape[1])


def _judged(examples: Sequence[Example]) -> Array:
    """A constant and weights of the logistic model; both kinds of questions weigh the same."""
    rows = np.array([[1.0, *e.rows[0]] for e in examples])
    right = np.array([bool(e.right[0]) for e in examples])
    folds = np.array([e.fold for e in examples])
    confidence = np.zeros(len(examples))
    for fold in range(_FOLDS):
        learnt = _logistic(rows[folds != fold], right[folds != fold])
        confidence[folds == fold] = 1 / (1 + np.exp(-(rows[folds == fold] @ learnt)))
    yes, no = confidence[right], confidence[~right]
    auroc = float((yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2)
    print(f"confidence, {len(yes)} answerable, {len(no)} not: AUROC {auroc:.3f}")
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        print(
            f"  threshold {threshold:.2f}: answered {(yes >= threshold).mean():.3f},"
            f" declined {(no < threshold).mean():.3f}"
        )
    return _logistic(rows, right)


def _logistic(rows: Array, right: NDArray[np.bool_]) -> Array:
    share = np.where(right, 0.5 / right.mean(), 0.5 / (1 - right.mean()))
    sign = np.where(right, 1.0, -1.0)

    def loss(w: Array) -> tuple[float, Array]:
        margin = sign * (rows @ w)
        slope = -(share * sign / (1 + np.exp(margin))) @ rows
        return float(share @ np.logaddexp(0, -margin)) + 0.5 * float(w @ w), slope + w

    return _minimum(loss, rows.shape[1])


def _minimum(loss: Callable[[Array], tuple[float, Array]], width: int) -> Array:
    return np.asarray(minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x)


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(v), 3) for name, v in zip(names, values, strict=True)}


if __name__ == "__main__":
    sys.exit(main())
