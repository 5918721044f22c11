"""The numbers of the models are those of the features that the code computes."""

from __future__ import annotations

import math

import pytest

from bot import answer_spans, confidence, evidence, matching, rereading
from bot.weights import Linear, default_threshold, linear


@pytest.mark.parametrize(
    ("name", "features"),
    [
        ("passage", matching.FEATURES),
        ("reading", rereading.FEATURES),
        ("told", answer_spans.FEATURES),
        ("sentence", evidence.FEATURES),
        ("confidence", confidence.FEATURES),
    ],
)
def test_the_weights_are_of_the_features_of_the_code_in_their_order(
    name: str, features: tuple[str, ...]
) -> None:
    model = linear(name)
    assert model.names == features
    assert len(model.weights) == len(features)
    assert all(math.isfinite(w) for w in (*model.weights, model.constant))


def test_the_threshold_is_a_probability_that_declines_some_and_not_all() -> None:
    assert 0 < default_threshold() < 1


def test_a_probability_stays_between_0_and_1_however_large_the_score() -> None:
    model = Linear(("x",), (1.0,), constant=0.0)
    assert model.probability([0]) == 0.5
    assert 0 <= model.probability([-1e9]) < 1e-20
    assert 1 - 1e-9 < model.probability([1e9]) <= 1


def test_a_row_of_another_length_is_an_error_and_not_a_wrong_number() -> None:
    with pytest.raises(ValueError, match="zip"):
        Linear(("x", "y"), (1.0, 2.0)).score([1.0])
