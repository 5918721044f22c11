"""What is asked of somebody's doings is told in sentences; names, days and numbers are not."""

from __future__ import annotations

import pytest

from bot.chat import answer_to
from bot.library import Library
from bot.open_questions import is_open, tells_why


@pytest.mark.parametrize(
    "question",
    [
        "What did Amazon decide?",
        "What has the mayor said about the ban?",
        "And what did IBM do?",
        "What happened in Seattle?",
        "What about Amazon?",
        "Why did Microsoft stop?",
        "What does the ACLU want?",
        "What is IBM doing about it?",
        "What changed in May 2021?",
        "Summarise the coverage of Seattle.",
        "Please tell me about Robert Williams",
        "What's new in Portland?",
    ],
)
def test_questions_for_a_sentence_are_open(question: str) -> None:
    assert is_open(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the name of the ordinance?",
        "Who said that the ban was wrong?",
        "When was the ban announced?",
        "How many people did the police arrest?",
        "Which company did the city pay?",
        "What is the name of the government’s new plan?",
        "What was the logo replaced by in what is thought to be a joke?",
        "What new law was announced by the mayor?",
    ],
)
def test_questions_for_a_few_words_are_not(question: str) -> None:
    assert not is_open(question)


def test_what_somebody_decided_is_told_and_of_who_is_not_covered_nothing(library: Library) -> None:
    told = answer_to(library, "What did Amazon decide?")
    assert not told.abstained
    assert told.sentences[0].text.startswith("Amazon")
    assert answer_to(library, "What did Apple decide?").abstained


def test_what_an_outlet_wrote_about_something_is_told_where_an_article_of_it_has_it_all(
    library: Library,
) -> None:
    told = answer_to(library, "What did the Harbor Ledger report about Amazon in May 2021?")
    assert told.sentences[0].text.startswith("Amazon is extending")
    assert {c.outlet for c in told.citations} == {"The Harbor Ledger"}
    assert answer_to(library, "What did the Harbor Ledger report about Apple?").abstained


def test_no_few_words_answer_why(library: Library) -> None:
    told = answer_to(library, "Why did Amazon pause police use?")
    assert not told.abstained
    assert told.short_answer is None


def test_a_reason_is_told_by_the_words_that_lead_one_in(library: Library) -> None:
    assert tells_why("It stopped, saying that the law was near.")
    assert tells_why("They opposed it as too weak.")
    assert not tells_why("It stopped on Wednesday.")
    told = answer_to(library, "Why did the ACLU of Washington oppose the state's law?").text
    assert "as too weak" in told
