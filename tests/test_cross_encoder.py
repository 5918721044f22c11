"""A cross-encoder that a user names judges relevance; all else stays our reader's."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest

from bot.cross_encoder import load_reader
from bot.errors import ModelError
from bot.model_files import model_folder
from bot.reading_model import load_reading_model

QUESTION = "Which company barred police from using its tugboats?"
TEXTS = [
    ("Brant bars police", "On Wednesday, Brant barred the port police from using its tugboats."),
    ("Rain in the valley", "It rained for three days, and the river rose by two feet."),
    ("Fares rise", "The ferry line raised its fares in May."),
]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A real cross-encoder on disk: the installed weights with a head that has learnt nothing."""
    from sentence_transformers import CrossEncoder

    folder = tmp_path_factory.mktemp("cross-encoder")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        CrossEncoder(str(model_folder()), num_labels=1, device="cpu").save_pretrained(str(folder))
    return str(folder)


def test_without_a_name_our_own_reads() -> None:
    assert load_reader("", 2) is load_reading_model(2)


def test_it_judges_relevance_on_our_scale_and_leaves_the_rest(named: str) -> None:
    ours = load_reading_model(2).read(QUESTION, TEXTS)
    theirs = load_reader(named, 2).read(QUESTION, TEXTS)
    assert [t.spans for t in theirs] == [o.spans for o in ours]
    assert [t.answers for t in theirs] == [o.answers for o in ours]
    one, other = [t.relevance for t in theirs], [o.relevance for o in ours]
    assert one != other
    assert np.mean(one) == pytest.approx(np.mean(other), abs=1e-3)
    assert np.std(one) == pytest.approx(np.std(other), abs=1e-2)


def test_it_is_loaded_once(named: str) -> None:
    assert load_reader(named, 2) is load_reader(named, 2)


def test_one_that_cannot_be_loaded_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"setting cross_encoder\) cannot be loaded"):
        load_reader(str(tmp_path / "none"), 2)
