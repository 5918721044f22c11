"""Who asks when something will be is told no day that was over when the article was written."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat import answer_to
from bot.library import Library
from bot.to_come import asks_ahead, asks_back, fits_the_time, is_to_come, was_over

DAY = dt.date(2021, 5, 18)


@pytest.mark.parametrize(
    "question",
    [
        "When will the rules come into force?",
        "when does the moratorium end?",
        "When do the new rules take effect?",
        "On which day is the council scheduled to vote?",
        "What year are they going to open it?",
    ],
)
def test_a_question_for_what_is_to_come_is_known(question: str) -> None:
    assert asks_ahead(question)


@pytest.mark.parametrize(
    "question",
    [
        "When did the council vote?",
        "When was the ban extended?",
        "When is the film set?",
        "When does the film take place?",
        "Who will vote when the council meets?",
    ],
)
def test_another_is_not(question: str) -> None:
    assert not asks_ahead(question)


@pytest.mark.parametrize(
    "question",
    ["When did the council vote?", "When was the ban extended?", "Since when did they know?"],
)
def test_a_question_for_what_has_been_is_known(question: str) -> None:
    assert asks_back(question)


@pytest.mark.parametrize(
    "question",
    [
        "When will the council vote?",
        "When was the pause due to run out?",
        "When did the mayor say it would begin?",
        "When did the company plan to open it?",
        "Who was there when it did?",
    ],
)
def test_one_for_what_was_to_be_is_not(question: str) -> None:
    assert not asks_back(question)


@pytest.mark.parametrize(
    ("question", "words", "sentence", "fits"),
    [
        ("When did it vote?", "Friday", "The council will vote on Friday.", False),
        ("When did it vote?", "Monday", "The council voted on Monday.", True),
        ("When did it vote?", "July 1, 2021", "The law takes effect on July 1, 2021.", False),
        ("When will it vote?", "Monday", "The council voted on Monday.", False),
        ("When will it vote?", "Friday", "The council will vote on Friday.", True),
        ("Who voted?", "Friday", "The council will vote on Friday.", True),
    ],
)
def test_a_day_answers_only_on_its_side_of_the_article(
    question: str, words: str, sentence: str, fits: bool
) -> None:
    assert fits_the_time(question, words, DAY, sentence) is fits
    assert fits_the_time(question, words, None, sentence), "of no day nothing is known"
    assert is_to_come(words, DAY, sentence) is not was_over(words, DAY, sentence)


@pytest.mark.parametrize(
    ("words", "sentence", "over"),
    [
        ("June 10, 2020", "The pause was announced on June 10, 2020.", True),
        ("2020", "Both cities adopted bans in 2020.", True),
        ("Monday", "The company said so on Monday.", True),
        ("this month", "It said this month that it was meant to last.", True),
        ("this month", "It will end this month.", False),
        ("July 1, 2021", "The law takes effect on July 1, 2021.", False),
        ("Monday", "The council will vote on Monday.", False),
        ("2021", "It is to end in 2021.", False),
        ("Tuesday", "A group introduced a bill on Tuesday.", True),
        ("Tuesday", "The council will vote on Tuesday.", False),
        ("soon", "It will vote soon.", False),
    ],
)
def test_what_was_over_is_told_by_the_day_of_the_article(
    words: str, sentence: str, over: bool
) -> None:
    assert was_over(words, DAY, sentence) is over


def test_of_an_article_without_a_day_nothing_is_known_to_be_over() -> None:
    assert not was_over("2020", None, "Both cities adopted bans in 2020.")


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("When will Washington State's new rules come into force?", "July 1, 2021"),
        ("When does the Portland ban on private businesses take effect?", "January 1, 2021"),
    ],
)
def test_the_day_to_come_is_told_and_none_gone_by(
    library: Library, question: str, day: str
) -> None:
    answer = answer_to(library, question, as_of=dt.date(2021, 5, 31))
    assert answer.short_answer in (None, day)
    assert answer.abstained or any(day in citation.quote for citation in answer.citations)
