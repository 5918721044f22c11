"""An answer is kept for the next asker, and never outlives the index that it was made from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from scripted import QUESTION, Script, Scripted, library_of, writing
from store_fixtures import ROOT, ingest_quick

from bot.answer import Answer
from bot.chat import Answered, Conversation, SentenceWritten, answer_to
from bot.library import Library
from bot.narrowing import By, Filters, Narrowing
from bot.styles import Style


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Four articles."""
    source = tmp_path / "source"
    source.mkdir()
    for path in sorted((ROOT / "corpus").glob("2020-06-[01]*.md"))[:4]:
        (source / path.name).write_bytes(path.read_bytes())
    return library_of(tmp_path / "data", source, cache=3)


def told(library: Library, question: str = QUESTION, **how: object) -> Answer:
    return answer_to(library, question, **how)  # type: ignore[arg-type]


def test_the_same_question_is_answered_once(library: Library) -> None:
    first, second = told(library), told(library)
    assert (first.cached, second.cached) == (False, True)
    assert (first.sentences, first.citations) == (second.sentences, second.citations)
    assert first.text == second.text


def test_the_events_of_a_kept_answer_are_those_of_the_first(library: Library) -> None:
    def sentences() -> list[SentenceWritten]:
        events = Conversation(library).ask(QUESTION)
        return [e for e in events if isinstance(e, SentenceWritten)]

    assert sentences() == sentences()


def test_another_day_style_filter_or_exclusion_is_another_question(library: Library) -> None:
    told(library)
    outlet = Narrowing(By.OUTLET, "Quillwater", ("Quillwater Press Service",))
    cited = told(library).citations[0].url
    assert cited
    for how in (
        {"as_of": dt.date(2021, 1, 1)},
        {"filters": Filters(style=Style.BULLETS)},
        {"filters": Filters(chosen=(outlet,))},
        {"exclude": [cited]},
    ):
        assert not told(library, **how).cached, how


def test_a_changed_index_is_never_answered_from_what_was_kept(
    library: Library, tmp_path: Path
) -> None:
    told(library)
    (tmp_path / "late.txt").write_text("Late news: Zorvax halted police sales on Friday.\n")
    ingest_quick(library.settings.data, [tmp_path / "late.txt"])
    after = told(library)
    assert not after.cached
    assert len(library.kept) == 1


def test_what_a_model_wrote_is_kept_for_that_model_alone(library: Library) -> None:
    def all_of(given: dict[int, str]) -> Script:
        return [f"{given[1]} [1]\n"]

    model = Scripted(all_of)
    asking = writing(library, model)
    assert not told(asking).cached
    assert told(asking).cached
    assert len(model.asked) == 1
    assert not told(library).cached


def test_what_a_failing_model_left_is_not_kept(library: Library) -> None:
    asking = writing(library, Scripted(lambda given: [ConnectionError()]))
    told(asking)
    assert not told(asking).cached
    assert len(library.kept) == 0


def test_few_are_kept_and_the_one_asked_for_least_lately_goes(library: Library) -> None:
    questions = [
        "Who halted police sales?",
        "What did Amazon halt?",
        "Who left?",
        "Who sued Seattle?",
    ]
    for question in questions:
        told(library, question)
    assert len(library.kept) == 3
    assert told(library, questions[-1]).cached
    assert not told(library, questions[0]).cached


def test_kept_answers_can_be_passed_over_and_forgotten(library: Library) -> None:
    told(library)
    *_, last = Conversation(library).ask(QUESTION, anew=True)
    assert isinstance(last, Answered)
    assert not last.answer.cached
    assert told(library).cached
    library.kept.clear()
    assert not told(library).cached
