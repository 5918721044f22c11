"""What the empty page suggests is asked like a question, and the coverage answers it."""

from __future__ import annotations

import pytest

from bot.article import Article
from bot.chat import answer_to
from bot.coverage.records import ArticleRow
from bot.library import Library
from bot.suggest import suggestions


class _Shelf:
    """Some texts, each an article."""

    def __init__(self, *texts: str) -> None:
        made = [Article.new(text=t, source=f"{n}.txt") for n, t in enumerate(texts)]
        self._articles = {a.id: a for a in made}

    def rows(self, limit: int | None = None) -> list[ArticleRow]:
        rows = [
            ArticleRow(a.id, a.url, a.headline, a.outlet, a.published, 1, a.source)
            for a in self._articles.values()
        ]
        return rows[:limit]

    def articles(self, ids: list[str]) -> dict[str, Article]:
        return {i: self._articles[i] for i in ids}


def test_the_corpus_gives_some_questions_none_of_them_twice(library: Library) -> None:
    asked = suggestions(library.coverage)
    assert 2 <= len(asked) <= 4
    assert len(set(asked)) == len(asked)
    for question in asked:
        assert question.endswith("?")
        assert not question.endswith(" ?")
        assert question[0].isupper()
        assert "  " not in question


def test_every_suggestion_is_answered_when_it_is_asked(library: Library) -> None:
    for question in suggestions(library.coverage):
        told = answer_to(library, question)
        assert not told.abstained, f"{question} declined at {told.confidence:.2f}"
        assert told.citations


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
    assert suggestions(shelf) == ("Who banned tugboats from the old harbour?",)


def test_two_articles_of_one_story_suggest_it_once() -> None:
    shelf = _Shelf(
        "The Delmar council banned tugboats from the old harbour.",
        "Delmar council members on Thursday banned all tugboats from the old harbour.",
        "Corrow banned tugboats from the old harbour on Friday.",
    )
    assert len(suggestions(shelf)) == 1
