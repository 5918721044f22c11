"""Who asks for a country or a state is told it, and not what is in it."""

from __future__ import annotations

import pytest

from bot.countries_asked import asks_for_a_country, country_in
from bot.question import Kind
from bot.span_cleaning import cleaned


@pytest.mark.parametrize(
    "question",
    [
        "Which country lost the most rainforest?",
        "what U.S. state was hit?",
        "Severe floods hit which state?",
        "Which two countries did NATO invite?",
        "Which North African nation won?",
    ],
)
def test_a_question_for_a_country_or_state_is_known(question: str) -> None:
    assert asks_for_a_country(question)


@pytest.mark.parametrize(
    "question",
    [
        "Where did it happen?",
        "Which city was hit?",
        "Who leads the country?",
        "What is the state of it?",
    ],
)
def test_a_question_for_another_place_is_not(question: str) -> None:
    assert not asks_for_a_country(question)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Brazil’s Amazon", "Brazil"),
        ("Saudi Arabia's FIFA-favored bid", "Saudi Arabia"),
        ("eastern Poland", "Poland"),
        ("the far southwestern Virginia", "Virginia"),
        ("Florida LGBTQ", "Florida"),
        ("New York Rep.", "New York"),
        ("WASHINGTON − South Carolina", "South Carolina"),
        ("South Korea", "South Korea"),
        ("West Virginia", "West Virginia"),
        ("the UAE", "UAE"),
        ("USA", "USA"),
    ],
)
def test_the_country_is_taken_out_of_what_names_it(words: str, country: str) -> None:
    sentence = f"It was {words} that did it."
    start = sentence.index(words)
    first, last = country_in(sentence, (start, start + len(words)))
    assert sentence[first:last] == country


def test_only_where_it_is_asked_for() -> None:
    sentence = "Severe floods hit southwestern Virginia on Tuesday."
    told = cleaned("southwestern Virginia", sentence, Kind.WHERE, "Floods hit which state?")
    assert told == "Virginia"
    assert cleaned("southwestern Virginia", sentence, Kind.WHERE, "Where did floods hit?") == (
        "southwestern Virginia"
    )
