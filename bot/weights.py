"""The numbers of the linear models that rank, choose and judge, as ``bench`` fitted them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model: features in the order of their names, a weight each, and a constant."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    constant: float = 0.0

    def score(self, row: Sequence[float]) -> float:
        """The weighted sum of one row of features."""
        return self.constant + sum(w * x for w, x in zip(self.weights, row, strict=True))

    def probability(self, row: Sequence[float]) -> float:
        """The logistic function of ``score``, 0..1."""
        score = max(-60.0, min(60.0, self.score(row)))
        return 1 / (1 + math.exp(-score))


@cache
def linear(name: str) -> Linear:
    """The model called ``name`` in weights.json."""
    found: Mapping[str, float] = json.loads(_FILE.read_text("utf-8"))[name]
    features = {k: v for k, v in found.items() if k != "constant"}
    return Linear(tuple(features), tuple(features.values()), found.get("constant", 0.0))


@cache
def default_threshold() -> float:
    """The confidence below which the chat declines, where both kinds of error balance."""
    return float(json.loads(_FILE.read_text("utf-8"))["threshold"])
