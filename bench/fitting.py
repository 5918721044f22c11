"""Linear models fitted to rows of features, and judged by folds over weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]
FOLDS = 5
_DECAY = 1e-3
_CHANCES = (0.1, 0.12, 0.15, 0.2)
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass(frozen=True, slots=True)
class Example:
    """Rows of features of one question, and which of them are right; fold: by week."""

    fold: int
    rows: Array
    right: NDArray[np.bool_]


def ranked(name: str, sets: Sequence[Sequence[Example]]) -> Array:
    """Weights by which right rows come first; prints what they reach on folds, set by set."""
    examples = [e for one in sets for e in one]
    found = list(zip(examples, orders(examples), strict=True))
    for one in sets:
        hits = {1: 0, 3: 0, 5: 0, 20: 0}
        for example, order in found[: len(one)]:
            for k in hits:
                hits[k] += bool(example.right[order[:k]].any())
        told = "  ".join(f"@{k} {n / len(one):.3f}" for k, n in hits.items())
        print(f"{name}, {len(one)} questions, {FOLDS} folds: {told}")
        found = found[len(one) :]
    return listwise(examples)


def orders(examples: Sequence[Example]) -> list[NDArray[np.intp]]:
    """The rows of each example, the best first, by weights that have not seen its fold."""
    learnt = {fold: listwise([e for e in examples if e.fold != fold]) for fold in range(FOLDS)}
    return [np.argsort(-(e.rows @ learnt[e.fold]), kind="stable") for e in examples]


def listwise(examples: Sequence[Example]) -> Array:
    """The weights under which the right rows are likeliest among all rows of their question."""
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


def judged(sets: Sequence[Sequence[Example]]) -> Array:
    """A constant and weights of the logistic model; sets, and kinds in them, weigh the same.

    Each example has one row. Prints AUROC, calibration and what thresholds do, by folds.
    """
    tables = [_table(one) for one in sets]
    for told, (_, right, _) in zip(_by_folds(tables), tables, strict=True):
        _tell(told, right)
    return _logistic([(rows, right) for rows, right, _ in tables])


def likely(sets: Sequence[Sequence[Example]]) -> Array:
    """A constant and weights by which a row is told to be right so likely; sets weigh the same.

    Each example has one row. Prints how many are right of what is at least so likely, by folds.
    """
    tables = [_table(one) for one in sets]
    for chance, (_, right, _) in zip(_by_folds(tables, evenly=False), tables, strict=True):
        for least in _CHANCES:
            told = chance >= least
            print(f"at least {least:.3f}: {int(told.sum())} told, {int(right[told].sum())} right")
    return _logistic([(rows, right) for rows, right, _ in tables], evenly=False)


def auroc_of(examples: Sequence[Example]) -> float:
    """How well the logistic model tells right examples from others, by folds: 0.5 is chance."""
    table = _table(examples)
    (told,) = _by_folds([table])
    return _auroc(told[table[1]], told[~table[1]])


_Table = tuple[Array, NDArray[np.bool_], NDArray[np.intp]]


def _table(examples: Sequence[Example]) -> _Table:
    """Rows with a constant before them, which are right, and their folds."""
    return (
        np.array([[1.0, *e.rows[0]] for e in examples]),
        np.array([bool(e.right[0]) for e in examples]),
        np.array([e.fold for e in examples]),
    )


def _by_folds(tables: Sequence[_Table], *, evenly: bool = True) -> list[Array]:
    """The confidence of each row of each table, by weights that have not seen its fold."""
    told = [np.zeros(len(rows)) for rows, _, _ in tables]
    for fold in range(FOLDS):
        learnt = _logistic([(r[f != fold], y[f != fold]) for r, y, f in tables], evenly=evenly)
        for confidence, (rows, _, folds) in zip(told, tables, strict=True):
            mine = folds == fold
            confidence[mine] = 1 / (1 + np.exp(-(rows[mine] @ learnt)))
    return told


def _auroc(yes: Array, no: Array) -> float:
    return float((yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2)


def _tell(confidence: Array, right: NDArray[np.bool_]) -> None:
    yes, no = confidence[right], confidence[~right]
    print(
        f"confidence, {len(yes)} answerable, {len(no)} not: AUROC {_auroc(yes, no):.3f},"
        f" ECE {_calibration_error(confidence, right):.3f}"
    )
    for threshold in _THRESHOLDS:
        print(
            f"  threshold {threshold:.2f}: answered {(yes >= threshold).mean():.3f},"
            f" declined {(no < threshold).mean():.3f}"
        )


def _calibration_error(confidence: Array, right: NDArray[np.bool_]) -> float:
    """Expected calibration error over ten bins, both kinds weighing the same; prints the bins."""
    share = np.where(right, 0.5 / right.sum(), 0.5 / (~right).sum())
    bins = np.minimum((confidence * 10).astype(int), 9)
    error = 0.0
    for b in range(10):
        inside = bins == b
        if weight := float(share[inside].sum()):
            mean = float((share * confidence)[inside].sum()) / weight
            true = float((share * right)[inside].sum()) / weight
            error += weight * abs(mean - true)
            print(f"  told {mean:.2f}: true {true:.2f} of {int(inside.sum())}")
    return error


def _logistic(tables: Sequence[tuple[Array, NDArray[np.bool_]]], *, evenly: bool = True) -> Array:
    """evenly: right and wrong rows weigh the same, however many there are of each."""
    rows = np.concatenate([r for r, _ in tables])
    right = np.concatenate([y for _, y in tables])
    size = len(rows) / len(tables)
    kinds = [np.where(y, 0.5 / y.sum(), 0.5 / (~y).sum()) for _, y in tables]
    share = np.concatenate([size * (k if evenly else np.full(len(k), 1 / len(k))) for k in kinds])
    sign = np.where(right, 1.0, -1.0)

    def loss(w: Array) -> tuple[float, Array]:
        margin = sign * (rows @ w)
        slope = -(share * sign / (1 + np.exp(margin))) @ rows
        return float(share @ np.logaddexp(0, -margin)) + 0.5 * float(w @ w), slope + w

    return _minimum(loss, rows.shape[1])


def _minimum(loss: Callable[[Array], tuple[float, Array]], width: int) -> Array:
    return np.asarray(minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x)
