"""What a model took is told, by answer and in all, and the log gives nobody away."""

from __future__ import annotations

import logging

import pytest
from langchain_core.messages import AIMessageChunk
from scripted import QUESTION, Script, Scripted, library_of, writing
from store_fixtures import ROOT

from bot.chat import answer_to
from bot.library import Library
from bot.spending import LEDGER, Ledger, Spent

USED = AIMessageChunk(
    content="",
    usage_metadata={"input_tokens": 1412, "output_tokens": 80, "total_tokens": 1492},
    response_metadata={"token_usage": {"cost": 0.0012}},
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("spending"), ROOT / "corpus")


def first_of(given: dict[int, str]) -> Script:
    return [f"{given[1]} [1]\n", "Zorvax did it [1].\n"]


def test_an_answer_tells_tokens_time_and_cost_where_the_provider_does(library: Library) -> None:
    before = LEDGER.total("scripted-1")
    told = answer_to(writing(library, Scripted(first_of, last=USED)), QUESTION)
    assert told.writing
    assert told.writing.tokens == (1412, 80)
    assert told.writing.cost == 0.0012
    assert "1,412 tokens read, 80 written" in str(told.writing.spent)
    assert "$0.0012" in str(told.writing.spent)
    assert "Not shown, since the name 'Zorvax' is not in what it cites" in told.writing.told
    after = LEDGER.total("scripted-1")
    assert (after.answers, after.read) == (before.answers + 1, before.read + 1412)
    row = told.as_json()["writing"]
    assert isinstance(row, dict)
    assert (row["tokens"], row["cost"]) == ([1412, 80], 0.0012)


def test_what_the_provider_does_not_tell_is_not_made_up(library: Library) -> None:
    told = answer_to(writing(library, Scripted(first_of)), QUESTION)
    assert told.writing
    assert told.writing.tokens is None
    assert told.writing.cost is None
    assert "token" not in str(told.writing.spent)
    assert "$" not in str(told.writing.spent)


def test_sums_are_kept_by_model() -> None:
    ledger = Ledger()
    ledger.add("a", Spent(1, 10, 5, 1.0, 0.5))
    ledger.add("b", Spent(1, 1, 1, 1.0))
    assert ledger.add("a", Spent(1, 10, 5, 1.0)) == Spent(2, 20, 10, 2.0, 0.5)
    assert ledger.total("c") == Spent()


def test_the_log_has_the_sums_and_no_question(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer_to(writing(library, Scripted(first_of, last=USED)), QUESTION)
    assert "1,412 tokens read, 80 written" in caplog.text
    assert "in all" in caplog.text
    assert QUESTION not in caplog.text
