"""What the reader is asked: the follow-up alone, and a question made of what is only typed in."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat import Conversation
from bot.events import Answered
from bot.library import Library
from bot.question import Kind, kind_of
from bot.wording import as_read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Who sued Seattle?", "Who sued Seattle?"),
        ("When was that: Who sued Seattle?", "When was that: sued Seattle?"),
        ("What is the fine: When does the ban start?", "What is the fine: the ban start?"),
        ("Where does Ann Lee live: Who sued Seattle?", "Where does Ann Lee live?"),
        ("Amazon: Who halted police sales?", "Amazon: Who halted police sales?"),
        ("ibm headquarters", "Where: ibm headquarters"),
        ("pier contract cost", "How much: pier contract cost"),
        ("number of images in study", "How many: number of images in study"),
        ("What is the length of the pause?", "What is the length of the pause?"),
        ("Tell me about the cost", "Tell me about the cost"),
        ("boston face ban", "boston face ban"),
    ],
)
def test_one_question_is_read(question: str, read: str) -> None:
    assert as_read(question) == read


def test_the_kind_is_that_of_what_is_read() -> None:
    assert kind_of(as_read("What is the fine: When does the ban start?")) is Kind.MONEY
    assert kind_of(as_read("amazon moratorium length")) is Kind.DURATION


def _last(library: Library, *questions: str) -> Answered:
    conversation = Conversation(library)
    for question in questions:
        *_, last = conversation.ask(question, as_of=dt.date(2021, 6, 30))
    assert isinstance(last, Answered)
    return last


def test_a_follow_up_is_not_told_the_answer_of_the_question_before(library: Library) -> None:
    before = "When does Portland's ban on businesses take effect?"
    penalty = _last(library, before, "And what is the penalty?").answer
    assert penalty.short_answer != "January 1, 2021"
    assert "$1,000" in penalty.text
    who = _last(library, "Who sued Seattle over tear gas?", "Who represents them?").answer
    assert "Perkins Coie" in who.text
