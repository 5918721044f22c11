"""Who asks for the very words is told what somebody is quoted with."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.asked_words import asks_for_words, is_quoted, quotes_words
from bot.chat import answer_to
from bot.library import Library

SAID = "Mayor Ann Lee of Duluth called the tear gas “wholly unacceptable” and a ‘shame’ on Friday."


@pytest.mark.parametrize(
    "question",
    [
        "What word did the mayor use about the tear gas?",
        "Which exact words were used by the judge?",
        "what term did critics coin for it",
        "Which phrase has the company used since?",
    ],
)
def test_a_question_for_words_is_known(question: str) -> None:
    assert asks_for_words(question)


@pytest.mark.parametrize(
    "question",
    [
        "What did the mayor say about the tear gas?",
        "What terms were agreed?",
        "Which term did she serve?",
        "What wordless film was used?",
        "What password did they use?",
    ],
)
def test_a_question_for_something_else_is_not(question: str) -> None:
    assert not asks_for_words(question)


@pytest.mark.parametrize(
    ("thing", "quoted"),
    [
        ("wholly unacceptable", True),
        ("unacceptable", True),
        ("“wholly unacceptable”", True),
        ("shame", True),
        ("Ann Lee", False),
        ("Friday", False),
    ],
)
def test_what_stands_in_quotation_marks_is_quoted(thing: str, quoted: bool) -> None:
    start = SAID.index(thing)
    assert is_quoted(SAID, start, start + len(thing)) is quoted


def test_an_apostrophe_opens_no_quotation() -> None:
    sentence = "The city’s mayor and the state’s governor met."
    start = sentence.index("governor")
    assert not is_quoted(sentence, start, start + 8)


def test_a_sentence_that_quotes_a_few_words_is_told_from_one_that_quotes_a_speech() -> None:
    assert quotes_words(SAID)
    assert not quotes_words("“We will not sell it to anyone until there is a law,” she said.")
    assert not quotes_words("She called it a shame.")


def test_the_sentence_with_the_word_is_told_and_no_name_stands_for_it(library: Library) -> None:
    question = "What word did Seattle's mayor use about the tear gas?"
    answer = answer_to(library, question, as_of=dt.date(2020, 7, 1))
    assert any("“unacceptable”" in citation.quote for citation in answer.citations)
    assert answer.short_answer in (None, "unacceptable")
