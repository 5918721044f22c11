"""What the empty page suggests is asked like a question, and the coverage answers it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.asking_on import answered
from bot.coverage.records import Beginning
from bot.library import Library
from bot.suggest import Shelf, suggestions


class _Shelf:
    """Some texts, each an article."""

    def __init__(self, *texts: str) -> None:
        self._beginnings = [Beginning(f"{n}", "", text) for n, text in enumerate(texts)]

    def beginnings(self, limit: int) -> list[Beginning]:
        return self._beginnings[:limit]


def questions(shelf: Shelf, limit: int = 4) -> tuple[str, ...]:
    return tuple(s.question for s in suggestions(shelf, limit))


def test_the_corpus_gives_some_questions_none_of_them_twice(library: Library) -> None:
    asked = questions(library.coverage)
    assert 2 <= len(asked) <= 4
    assert len(set(asked)) == len(asked)
    for question in asked:
        assert question.endswith("?")
        assert not question.endswith(" ?")
        assert question[0].isupper()
        assert "  " not in question


def test_every_suggestion_is_answered_when_it_is_asked(library: Library) -> None:
    for suggestion in suggestions(library.coverage):
        assert answered(library, suggestion), suggestion


@pytest.mark.parametrize("limit", [1, 2])
def test_no_more_are_suggested_than_asked_for(library: Library, limit: int) -> None:
    assert len(suggestions(library.coverage, limit=limit)) == limit
    assert suggestions(library.coverage, limit=limit) == suggestions(library.coverage)[:limit]


def test_the_same_shelf_suggests_the_same(library: Library) -> None:
    assert suggestions(library.coverage) == suggestions(library.coverage)


def test_an_empty_shelf_suggests_nothing() -> None:
    assert suggestions(_Shelf()) == ()


@pytest.mark.parametrize("text", ["", "x", "No verb here.", "“Quoted,” he said.", "1 2 3 4"])
def test_an_article_that_begins_otherwise_suggests_nothing(text: str) -> None:
    assert suggestions(_Shelf(text)) == ()


def test_a_question_is_made_of_the_first_sentence() -> None:
    shelf = _Shelf("The Delmar council banned tugboats from the old harbour on Thursday, it said.")
    (found,) = suggestions(shelf)
    assert found.question == "Who banned tugboats from the old harbour?"
    assert (found.article, found.answer) == ("0", "The Delmar council")


def test_two_articles_of_one_story_suggest_it_once() -> None:
    shelf = _Shelf(
        "The Delmar council banned tugboats from the old harbour.",
        "Delmar council members on Thursday banned all tugboats from the old harbour.",
        "Corrow banned tugboats from the old harbour on Friday.",
    )
    assert len(suggestions(shelf)) == 1


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "Anna Bell Staff Writer\n\nCORROW, Maine (AP) — Delmar Steel sold its mill near Corrow"
            " for $1,200 on Friday night.",
            "Who sold its mill near Corrow for $1,200?",
            "Delmar Steel",
        ),
        (
            "More than 1,400 residents were evacuated from Corrow on Monday as the river rose.",
            "How many residents were evacuated from Corrow?",
            "1,400",
        ),
        ("Momentum led the shares of Delmar Steel to a record.", "", ""),
        ("Delmar led the shares of Corrow to a record. It said Delmar was glad.", "", "Delmar"),
        ("Hurricane Otto struck the coast of Maine at dawn.", "", ""),
        ("Delmar Steel sold the mill in Corrow to a, it said.", "", ""),
        ("Delmar Steel sold this mill in Corrow to you.", "", ""),
        ("Delmar Steel has been the owner of the mill in Corrow.", "", ""),
    ],
)
def test_what_a_reader_would_not_ask_is_not_suggested(
    text: str, question: str, answer: str
) -> None:
    found = suggestions(_Shelf(text))
    assert [s.answer for s in found] == ([answer] if answer else [])
    assert not question or found[0].question == question


def test_what_most_of_the_latest_articles_are_about_comes_first() -> None:
    alone = "Corrow United signed the keeper Bo Hill from Leeds."
    much = "Delmar Steel sold the old mill in Pinewater to Corrow Bank."
    more = [f"The old mill in Pinewater stands idle, report {n} of Delmar says." for n in range(4)]
    assert questions(_Shelf(alone, *more, much))[0].startswith("Who sold the old mill")


def test_a_question_is_no_good_that_is_answered_by_somebody_else(library: Library) -> None:
    (first, *_) = suggestions(library.coverage)
    assert answered(library, first)
    assert not answered(library, replace(first, answer="Otters"))
    assert not answered(library, replace(first, question="Who won the cup in Corrow on Monday?"))
