"""What speaks against an answer: nothing to look for, nobody of that name, no number."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat import answer_to
from bot.confidence import asks_for_nothing
from bot.library import Library
from bot.question import understood

DAY = dt.date(2021, 6, 30)


@pytest.mark.parametrize("question", ["What time is it?", "Who am I?", "What year is it?"])
def test_everyday_words_ask_for_nothing(library: Library, question: str) -> None:
    assert asks_for_nothing(understood(question, DAY))
    assert answer_to(library, question, as_of=DAY).abstained


@pytest.mark.parametrize("question", ["Who voted?", "What happened in 2020?", "What is IBM?"])
def test_any_rarer_word_or_a_time_asks_for_something(question: str) -> None:
    assert not asks_for_nothing(understood(question, DAY))


def test_who_stands_nowhere_is_not_answered_for(library: Library) -> None:
    question = "What did Google say about facial recognition?"
    assert answer_to(library, question, as_of=DAY).abstained
    assert answer_to(library, question, as_of=DAY).confidence <= 0.3


def test_an_abbreviation_stands_where_its_name_does(library: Library) -> None:
    question = "How many algorithms did NIST test?"  # which articles call by its full name
    assert answer_to(library, question, as_of=DAY).confidence > 0.3


def test_where_the_reader_points_at_no_number_none_is_told(library: Library) -> None:
    assert answer_to(library, "How old is Robert Williams?", as_of=DAY).abstained
