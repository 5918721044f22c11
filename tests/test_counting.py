"""Of several numbers that is told which stands before what is counted."""

from __future__ import annotations

import pytest

from bot.counting import counted_in
from bot.question import Kind
from bot.span_cleaning import cleaned


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many jail photos did the county keep?", "photos"),
        ("How many Massachusetts cities banned it?", "cities"),
        ("nist number of images", "images"),
        ("How much did it cost?", None),
    ],
)
def test_what_is_counted(question: str, noun: str | None) -> None:
    assert counted_in(question) == noun


@pytest.mark.parametrize(
    ("span", "sentence", "question", "told"),
    [
        (
            "8.49 million",
            "It ran over 18.27 million images of 8.49 million people.",
            "How many images did it run over?",
            "18.27 million",
        ),
        ("two", "The two sides told of five bans.", "How many bans are there?", "five"),
        ("19", "He killed 19 kids.", "How many children were killed?", "19"),
        ("34", "The police held 34 protesters.", "How many people were held?", "34"),
        ("Five", "Five other towns passed bans.", "How many cities banned it?", "Five"),
    ],
)
def test_of_several_numbers_that_is_told_which_counts_it(
    span: str, sentence: str, question: str, told: str
) -> None:
    assert cleaned(span, sentence, Kind.COUNT, question) == told
