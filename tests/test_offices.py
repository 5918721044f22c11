"""Who holds an office is told by a sentence that says so, or not at all."""

from __future__ import annotations

import pytest

from bot.chat import answer_to
from bot.library import Library
from bot.offices import held, office_asked


@pytest.mark.parametrize(
    ("question", "of"),
    [
        ("Who runs Quillwater?", "Quillwater"),
        ("Who is the chief executive of Quillwater?", "Quillwater"),
        ("So who is Quillwater’s CEO?", "Quillwater"),
        ("who is the govenor of oregon state", "oregon"),
        ("What is the name of the mayor of Port Alder?", "Port Alder"),
        ("Who was president of the United States?", "United States"),
        ("Who runs it?", None),
        ("Who is the head of the union that sued?", None),
        ("Who is Ann Lee?", None),
        ("Who halted police sales?", None),
        ("Who is the mayor suing?", None),
    ],
)
def test_a_question_for_who_holds_an_office_is_known(question: str, of: str | None) -> None:
    office = office_asked(question)
    assert (office.of if office else None) == of


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("Who is the CEO of Brant?", "Brant CEO Ann Lee Monday said so.", "Ann Lee"),
        ("Who is the CEO of Brant?", "Brant CEO and new owner Ann Lee left.", "Ann Lee"),
        ("Who is the president of Brant?", "Ann Lee, the president of Brant, left.", "Ann Lee"),
        ("Who runs Brant?", "Brant is out, its chief executive, Ann T. Lee, said.", "Ann T. Lee"),
        ("Who is Brant's CEO?", "He met Ann Lee, Brant’s chief executive.", "Ann Lee"),
        ("Who is the governor of Oregon?", "Gov. Ann Lee of Oregon signed it.", "Ann Lee"),
        ("Who is the mayor of Alder?", "On Friday Mayor Ann Lee spoke.", "Ann Lee"),
        ("Who is the president of France?", "French President Ann Lee left.", "Ann Lee"),
        ("Who is the president of the US?", "President Ann Lee left.", "Ann Lee"),
        ("Who was the CEO of Brant?", "Ann Lee, who was the CEO of Brant, left.", "Ann Lee"),
        # Somebody else, of something else, or no longer.
        ("Who is the CEO of Brant?", "Ann Lee, who was the CEO of Brant, left.", None),
        ("Who is the CEO of Brant?", "Former Brant CEO Ann Lee left.", None),
        ("Who is the CEO of Brant?", "Brant was sued by Corrow CEO Ann Lee.", None),
        ("Who is the mayor of Alder?", "Portland Mayor Ann Lee spoke.", None),
        ("Who is the mayor of Alder?", "Mayor Ann Lee of Portland spoke.", None),
        ("Who is the president of Brazil?", "Brazilian Senate President Ann Lee left.", None),
        ("Who is the president of Brant?", "Brant vice president Ann Lee left.", None),
        ("Who is the director of the CDC?", "Ann Lee, director of the CDC’s office, left.", None),
        ("Who leads the US?", "Gov. Ann Lee signed it in the US.", None),
    ],
)
def test_who_holds_it_is_told_by_the_words_that_say_so(
    question: str, sentence: str, name: str | None
) -> None:
    office = office_asked(question)
    assert office is not None
    span = held(office, sentence, about="Alder votes\nThe US city of Alder voted.")
    assert (span.text if span else None) == name
    assert span is None or sentence[span.start : span.end] == name


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who runs IBM?", "Arvind Krishna"),
        ("Who is the mayor of Seattle?", "Jenny Durkan"),
        ("who is the govenor of washingtn state", "Jay Inslee"),
        ("Who is Amazon's CEO?", "Jeff Bezos"),
    ],
)
def test_the_coverage_tells_who_holds_it(library: Library, question: str, name: str) -> None:
    told = answer_to(library, question)
    assert told.short_answer == name
    assert name in told.citations[told.sentences[0].citation - 1].quote


@pytest.mark.parametrize(
    "question", ["Who is the chief executive of Microsoft?", "Who is the mayor of Chicago?"]
)
def test_who_holds_what_no_sentence_names_is_declined(library: Library, question: str) -> None:
    assert answer_to(library, question).abstained


def test_only_the_beginning_of_an_endless_sentence_is_looked_at() -> None:
    office = office_asked("Who runs Brant?")
    assert office is not None
    assert held(office, "a " * 100 + "Brant CEO Ann Lee") is not None
    assert held(office, "a " * 1000 + "Brant CEO Ann Lee") is None
