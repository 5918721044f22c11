"""Words of like meaning are near, others far, and what a sentence holds is a share."""

from __future__ import annotations

import numpy as np
import pytest

from bot.related import Kinship, nearness
from bot.words import stem


def _near(one: str, other: str) -> float:
    return float(nearness([one], [other])[0, 0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sell", "sales"),
        ("halted", "stopped"),
        ("halt", "halted"),
        ("police", "officers"),
        ("banned", "prohibited"),
        ("buy", "purchase"),
    ],
)
def test_forms_and_synonyms_are_near(one: str, other: str) -> None:
    assert _near(one, other) > 0.35


@pytest.mark.parametrize(
    ("one", "other"),
    [("sell", "judge"), ("halted", "banana"), ("police", "eleven"), ("amazon", "pepper")],
)
def test_unrelated_words_are_far(one: str, other: str) -> None:
    assert _near(one, other) < 0.25


def test_nearness_is_a_cosine_of_each_with_each() -> None:
    words = ["sell", "halted", "police", "judge"]
    table = nearness(words, words)
    assert table.shape == (4, 4)
    assert np.allclose(table, table.T, atol=1e-6)
    assert np.allclose(np.diag(table), 1, atol=1e-5)
    assert np.abs(table).max() <= 1 + 1e-5


def test_no_words_are_near_to_nothing() -> None:
    assert nearness([], ["sell"]).shape == (0, 1)
    assert nearness(["sell"], []).shape == (1, 0)
    # A word that the model's vocabulary knows no piece of is no kin, and no error.
    assert np.isfinite(nearness(["\u200b", "🕊"], ["sell"])).all()


def _share(question: list[str], sentence: list[str]) -> float:
    kinship = Kinship(question, {stem(w): 1.0 for w in question})
    kinship.learn(sentence)
    return kinship.share(sentence)


def test_a_sentence_with_all_the_words_holds_all_and_one_with_none_nothing() -> None:
    question = ["halted", "police", "sales"]
    assert _share(question, ["police", "sales", "halted", "monday"]) == pytest.approx(1)
    assert _share(question, ["banana"]) == pytest.approx(0, abs=0.05)
    assert _share(question, []) == 0
    assert _share([], ["police"]) == 0


def test_kin_count_in_part_and_a_share_is_never_outside_0_to_1() -> None:
    question = ["halted", "police", "sales"]
    exact = _share(question, ["halted", "police", "sales"])
    kin = _share(question, ["stopped", "selling", "police"])
    other = _share(question, ["weather", "police"])
    assert 0 <= other < kin < exact <= 1 + 1e-6


def test_the_weight_of_a_word_is_what_it_adds() -> None:
    kinship = Kinship(["police", "tugboats"], {stem("police"): 1.0, stem("tugboats"): 3.0})
    kinship.learn(["police", "tugboats"])
    assert kinship.share(["tugboats"]) == pytest.approx(0.75, abs=0.02)
    assert kinship.share(["police"]) == pytest.approx(0.25, abs=0.02)
