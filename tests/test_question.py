"""A question tells what sort of thing would answer it, and which of its words matter."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.question import Kind, kind_of, understood, understood_names

DAY = dt.date(2020, 6, 12)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.WHO, "Who halted police sales?"),
        (Kind.WHO, "who halted police sales"),
        (Kind.WHO, "Whose face was it?"),
        (Kind.WHO, "To whom did it sell?"),
        (Kind.WHO, "Who's the head of IBM?"),
        (Kind.WHO, "Which companies left the business?"),
        (Kind.WHO, "Which tech companies left the business?"),
        (Kind.WHO, "What federal agency ran the study?"),
        (Kind.WHO, "Please tell me who won"),
        (Kind.WHEN, "When did Boston ban it?"),
        (Kind.WHEN, "What year was the law signed?"),
        (Kind.WHEN, "On which day did the council vote?"),
        (Kind.WHEN, "How soon will it end?"),
        (Kind.WHEN, "Since when is it banned?"),
        (Kind.WHEN, "At what time did the vote begin?"),
        (Kind.WHEN, "Which days are meant?"),
        (Kind.WHERE, "Where was the protest?"),
        (Kind.WHERE, "In which state is Redmond?"),
        (Kind.WHERE, "Which city banned it first?"),
        (Kind.WHERE, "Which cities banned facial recognition?"),
        (Kind.WHERE, "What countries use it?"),
        (Kind.WHERE, "Which big city banned it first?"),
        (Kind.COUNT, "How many votes were there?"),
        (Kind.COUNT, "What number of searches was wrong?"),
        (Kind.COUNT, "How often does it err?"),
        (Kind.COUNT, "In how many cities is it banned?"),
        (Kind.MONEY, "How much did Washington County pay for its searches?"),
        (Kind.MONEY, "How much money was paid?"),
        (Kind.MONEY, "How many dollars a month is it?"),
        (Kind.MONEY, "At what price is it sold?"),
        (Kind.MONEY, "How much will the system cost?"),
        (Kind.MONEY, "How much is Amazon worth?"),
        (Kind.MONEY, "How much would it cost?"),
        (Kind.MONEY, "How much could Detroit have paid?"),
        (Kind.MONEY, "How much was spent on the system?"),
        (Kind.MONEY, "How many cents is a search?"),
        (Kind.MONEY, "What did the system cost?"),
        (Kind.MONEY, "What is the contract worth?"),
        (Kind.MONEY, "What was the fine?"),
        (Kind.COUNT, "How much water was lost?"),
        (Kind.PERCENT, "What percentage of matches is wrong?"),
        (Kind.PERCENT, "What share of the searches?"),
        (Kind.PERCENT, "How many percent of them?"),
        (Kind.DURATION, "How long is Amazon's pause?"),
        (Kind.DURATION, "For how many years is it barred?"),
        (Kind.DURATION, "How old is Smith?"),
        (Kind.DURATION, "How many days does the order last?"),
        (Kind.DURATION, "What length of pause was proposed?"),
        (Kind.THING, "What did the judge order?"),
        (Kind.THING, "What did the company decide?"),
        (Kind.THING, "What will the city do about the law?"),
        (Kind.THING, "What happened to the state's bill?"),
        (Kind.THING, "What did he pay attention to?"),
        (Kind.THING, "Why did IBM leave?"),
        (Kind.THING, "Facial recognition"),
        (Kind.THING, ""),
    ],
)
def test_the_asking_words_tell_the_kind(kind: Kind, text: str) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.WHO, "Who, when and where?"),
        (Kind.WHEN, "When did the judge who ruled speak?"),
        (Kind.WHERE, "Where were they when it began?"),
        (Kind.DURATION, "How long did the company that left wait, and how many stayed?"),
    ],
)
def test_of_two_asking_words_the_first_counts(kind: Kind, text: str) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize("text", ["The wholesale trade", "Whenever it rains", "Somewhere else"])
def test_an_asking_word_inside_another_word_asks_nothing(text: str) -> None:
    assert kind_of(text) is Kind.THING


def test_words_are_what_the_question_is_after_each_once_in_order() -> None:
    asked = understood("Who halted the police sales, and which police did halt?", DAY)
    assert asked.words == ("halted", "police", "sales", "halt")
    assert asked.terms == ("halt", "polic", "sale")


def test_names_and_numbers_are_words_without_their_dress() -> None:
    asked = understood("Did Amazon’s U.S. arm pay Beyoncé $375,000?", DAY)
    assert asked.words == ("amazon", "us", "arm", "pay", "beyonce", "375000")


def test_a_question_of_stop_words_alone_keeps_them() -> None:
    assert understood("Who are they?", DAY).words == ("who", "are", "they")


@pytest.mark.parametrize("text", ["", "   ", "?!", "—"])
def test_no_words_are_no_terms(text: str) -> None:
    asked = understood(text, DAY)
    assert asked.words == asked.terms == ()
    assert asked.kind is Kind.THING


def test_the_text_is_kept_in_one_line_with_the_day_it_is_asked() -> None:
    asked = understood("  Who\nhalted \t police sales? ", DAY)
    assert asked.text == "Who halted police sales?"
    assert asked.as_of == DAY


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Who halted police sales?", []),
        ("What about Amazon?", ["amazon"]),
        ("Amazon", ["amazon"]),
        ("IBM left when?", ["ibm"]),
        ("What did Brad Smith say?", ["brad", "smith"]),
        ("Name the companies", []),
        ("Explain the iPhone case", ["iphon"]),
        ("what about amazon", []),
    ],
)
def test_capitals_make_names_but_for_the_first_word(text: str, names: list[str]) -> None:
    assert understood_names(text) == names
