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
        "Which country singer won?",
        "Which state lawmaker left?",
    ],
)
def test_a_question_for_another_place_is_not(question: str) -> None:
    assert not asks_for_a_country(question)


@pytest.mark.parametrize(
    ("words", "noun", "place"),
    [
        ("Brazil’s Amazon", "country", "Brazil"),
        ("Saudi Arabia's FIFA-favored bid", "country", "Saudi Arabia"),
        ("eastern Poland", "country", "Poland"),
        ("the Cuban government", "country", "Cuban"),
        ("South Korea", "nation", "South Korea"),
        ("the UAE", "country", "UAE"),
        ("USA", "country", "USA"),
        ("the far southwestern Virginia", "state", "Virginia"),
        ("Florida LGBTQ", "state", "Florida"),
        ("New York Rep.", "state", "New York"),
        ("WASHINGTON − South Carolina", "U.S. state", "South Carolina"),
        ("West Virginia", "state", "West Virginia"),
        ("northern Bavaria’s forests", "German state", "Bavaria"),
    ],
)
def test_the_country_is_taken_out_of_what_names_it(words: str, noun: str, place: str) -> None:
    assert _taken(f"It was {words} that did it.", words, noun) == place


@pytest.mark.parametrize(
    ("sentence", "words", "noun"),
    [
        ("It was in Pyongyang on Monday.", "Pyongyang", "country"),
        ("Fifa chose it.", "Fifa", "nation"),
        ("NORTH HARBOUR (Wire) — The vote failed.", "NORTH HARBOUR", "state"),
    ],
)
def test_what_is_no_country_or_state_answers_no_question_for_one(
    sentence: str, words: str, noun: str
) -> None:
    assert _taken(sentence, words, noun) is None


def _taken(sentence: str, words: str, noun: str) -> str | None:
    start = sentence.index(words)
    found = country_in(sentence, (start, start + len(words)), f"Which {noun} did it?")
    return sentence[found[0] : found[1]] if found else None


def test_only_where_it_is_asked_for() -> None:
    sentence = "Severe floods hit southwestern Virginia on Tuesday."
    told = cleaned("southwestern Virginia", sentence, Kind.WHERE, "Floods hit which state?")
    assert told == "Virginia"
    assert cleaned("southwestern Virginia", sentence, Kind.WHERE, "Where did floods hit?") == (
        "southwestern Virginia"
    )
