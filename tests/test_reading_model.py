"""The reader's network: it points at words of the passage, and only its own file is loaded."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from bot import reading_model
from bot.errors import ModelError
from bot.pairs import PASSAGE_TOKENS, QUESTION_TOKENS, TITLE_TOKENS, pairs_of
from bot.reading_model import Read, ReadingModel, load_reading_model

QUESTION = "Which company barred police from using its tugboats?"
TEXTS = [
    ("Brant bars police", "On Wednesday, Brant barred the port police from using its tugboats."),
    ("Rain in the valley", "It rained for three days, and the river rose by two feet."),
    ("", "“We’ll see,” she said — naïve? £375,000 — 東京 🕊."),
    ("A long one " * 40, "Tugboats are strong and short. " * 60),
]


@pytest.fixture(scope="module")
def model() -> ReadingModel:
    return load_reading_model(2)


def test_every_span_is_words_of_its_passage_the_likeliest_first(model: ReadingModel) -> None:
    for (_, passage), read in zip(TEXTS, model.read(QUESTION, TEXTS), strict=True):
        assert read.spans
        shares = [s.share for s in read.spans]
        assert shares == sorted(shares, reverse=True)
        assert 0 < sum(shares) <= 1.001
        for span in read.spans:
            assert 0 <= span.start < span.end <= len(passage)
            assert passage[span.start : span.end].strip()


def test_where_the_answer_begins_is_shared_out_among_the_sentences(model: ReadingModel) -> None:
    read = model.read(QUESTION, TEXTS[:1])[0]
    passage = TEXTS[0][1]
    middle = passage.index("Brant")
    whole = read.share(0, len(passage))
    assert math.isclose(whole, 1, abs_tol=1e-4)
    assert math.isclose(
        read.share(0, middle) + read.share(middle, len(passage)), whole, abs_tol=1e-4
    )


def test_the_passage_that_answers_is_judged_so(model: ReadingModel) -> None:
    answers, other, *_ = model.read(QUESTION, TEXTS)
    assert answers.relevance > other.relevance
    assert answers.answers > other.answers
    best = answers.spans[0]
    assert TEXTS[0][1][best.start : best.end] == "Brant"


def test_a_passage_is_read_the_same_alone_and_among_others(model: ReadingModel) -> None:
    together = model.read(QUESTION, TEXTS)
    for text, read in zip(TEXTS, together, strict=True):
        (alone,) = model.read(QUESTION, [text])
        # int8 activations are scaled by batch, so that it is not the same to the last digit.
        assert alone.relevance == pytest.approx(read.relevance, abs=1.5)


def test_nothing_to_read_is_nothing_read(model: ReadingModel) -> None:
    assert model.read(QUESTION, []) == []
    (empty,) = model.read(QUESTION, [("", "")])
    assert empty.spans == ()
    assert empty.share(0, 10) == 0


def test_a_pair_is_cut_to_its_limits_and_keeps_its_offsets() -> None:
    (pair,) = pairs_of("why " * 300, [("title " * 300, "Tugboats rise. " * 300)])
    assert pair.asked == QUESTION_TOKENS + 2
    assert pair.first == QUESTION_TOKENS + TITLE_TOKENS + 3
    assert len(pair.offsets) == PASSAGE_TOKENS
    assert len(pair.ids) == pair.first + PASSAGE_TOKENS + 1


def test_shares_say_how_likely_and_not_which_index() -> None:
    read = Read(0, 0, (), np.array([0.25, 0.75], dtype=np.float32), np.array([[0, 3], [4, 9]]))
    assert read.share(0, 4) == 0.25
    assert read.share(4, 9) == 0.75
    assert read.share(9, 20) == 0


def test_an_altered_model_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights, card = tmp_path / "reader.onnx", tmp_path / "reader.json"
    weights.write_bytes(reading_model.WEIGHTS.read_bytes()[:-1] + b"x")
    card.write_text(reading_model.CARD.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(reading_model, "WEIGHTS", weights)
    monkeypatch.setattr(reading_model, "CARD", card)
    with pytest.raises(ModelError, match="not the one that was shipped"):
        load_reading_model(3)


@pytest.mark.parametrize("missing", ["weights", "card"])
def test_a_missing_file_of_it_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(reading_model, missing.upper(), tmp_path / "gone")
    with pytest.raises(ModelError, match="cannot be read"):
        load_reading_model(3)


def test_the_shipped_model_fits_its_size_and_tells_where_it_is_from() -> None:
    assert reading_model.WEIGHTS.stat().st_size <= 25_000_000
    card = json.loads(reading_model.CARD.read_text("utf-8"))
    assert set(card) >= {"sha256", "questions", "seed"}
