from __future__ import annotations

from bot.asking_on import RELATED, each_answered, related
from bot.chat import answer_to
from bot.library import Library
from bot.narrowing import By, Filters, Narrowing
from bot.outcome import Outcome
from bot.suggest import Suggestion, suggestions


def test_every_question_that_is_suggested_is_answered(library: Library) -> None:
    made = suggestions(library.coverage, 10)
    shown = tuple(each_answered(library, made, 4))
    assert len(shown) == 4
    assert all(not answer_to(library, question).abstained for question in shown)
    unknown = Suggestion("What did Apple decide?", "", "Apple")
    assert list(each_answered(library, [unknown, made[0]], 4)) == [shown[0]]


def test_related_questions_are_answered_and_not_asked_before(library: Library) -> None:
    question = "Who halted police sales?"
    outcome = Outcome.of(question, answer_to(library, question), library.coverage.generation)
    found = related(library, outcome, [question], lambda: True)
    assert 1 <= len(found) <= RELATED
    assert all(not answer_to(library, q).abstained for q in found)
    again = related(library, outcome, [question, *found], lambda: True)
    assert not set(found) & set(again)
    assert related(library, outcome, [question], lambda: False) == ()


def test_a_question_about_one_article_is_answered_from_it_alone(library: Library) -> None:
    from bot.chat import Answered, Conversation

    answer = answer_to(library, "Who halted police sales?")
    article = answer.citations[0].article_id
    only = Narrowing(By.ARTICLE, "this", (article,))
    *_, last = Conversation(library).ask("Who halted sales?", filters=Filters((only,)))
    assert isinstance(last, Answered)
    assert {p.article.id for p in last.answer.passages} == {article}
    *_, strict = Conversation(library).ask("Who halted sales?", filters=Filters(threshold=1.0))
    assert isinstance(strict, Answered)
    assert strict.answer.abstained
