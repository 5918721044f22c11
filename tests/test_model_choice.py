"""Who writes an answer can be chosen among the models that are set; no model always can."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from scripted import QUESTION, Script, Scripted, library_of, writing
from store_fixtures import ROOT

import bot.models
from bot.chat import answer_to
from bot.errors import WriterError
from bot.library import Library
from bot.model_names import NONE, choices
from bot.narrowing import Filters
from bot.settings import Settings, load_settings
from bot.writers.llm import LlmWriter
from bot.writers.told import INSTEAD


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("choice"), ROOT / "corpus")


def first_of(given: dict[int, str]) -> Script:
    return [f"{given[1]} [1]\n"]


def set_to(library: Library, **settings: str) -> Library:
    return replace(library, settings=library.settings.model_copy(update=dict(settings)))


def test_no_model_can_always_be_chosen() -> None:
    assert [c.setting for c in choices(Settings())] == [NONE]
    one = Settings(model="ollama:qwen3:8b")
    assert [(c.setting, c.shown) for c in choices(one)] == [
        ("ollama:qwen3:8b", "qwen3:8b"),
        (NONE, "No model"),
    ]
    many = Settings(models="ollama:a, llamacpp:/m/small.gguf,ollama:a,")
    assert [c.shown for c in choices(many)] == ["No model", "a", "small"]


def test_a_model_that_is_misspelt_in_the_list_is_told() -> None:
    with pytest.raises(WriterError, match="bard:x"):
        choices(Settings(models="ollama:a, bard:x"))


def test_none_unsets_a_model_that_is_set_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COVERAGE_MODEL", "ollama:a")
    assert load_settings().model == "ollama:a"
    assert load_settings(model=NONE).model is None


def test_the_model_that_is_chosen_writes(plain: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = set_to(writing(plain, Scripted(first_of)), model="ollama:usual", models="ollama:other")
    made: list[str] = []

    def writer_of(settings: Settings, name: str | None = None) -> LlmWriter:
        made.append(str(name))
        return LlmWriter(Scripted(first_of), "other")

    monkeypatch.setattr(bot.models, "writer_of", writer_of)
    for name, writes in (
        (None, "scripted-1"),
        ("ollama:usual", "scripted-1"),
        ("ollama:other", "other"),
    ):
        told = answer_to(usual, QUESTION, filters=Filters(model=name))
        assert told.writing
        assert told.writing.model == writes
    answer_to(usual, QUESTION, filters=Filters(model="ollama:other"))
    assert made == ["ollama:other"], "a writer is made once"
    assert answer_to(usual, QUESTION, filters=Filters(model=NONE)).writing is None


def test_a_model_that_is_not_set_any_more_is_never_replaced_by_another(plain: Library) -> None:
    model = Scripted(first_of)
    usual = set_to(writing(plain, model), model="openai:remote")
    told = answer_to(usual, QUESTION, filters=Filters(model="ollama:gone"))
    assert told.writing is None
    assert told.note
    assert "ollama:gone is not set any more" in told.note
    assert told.note.endswith(INSTEAD)
    assert model.asked == []


def test_a_model_that_cannot_be_had_is_told_with_the_answer(plain: Library, tmp_path: Path) -> None:
    missing = f"llamacpp:{tmp_path}/gone.gguf"
    told = answer_to(set_to(plain, models=missing), QUESTION, filters=Filters(model=missing))
    assert told.sentences
    assert told.note
    assert "cannot be read" in told.note
    assert told.note.endswith(INSTEAD)


def test_a_usual_model_that_cannot_be_had_is_told_and_tried_again(
    plain: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = replace(set_to(plain, model=f"llamacpp:{tmp_path}/later.gguf"), spare=True)
    told = answer_to(usual, QUESTION)
    assert told.sentences
    assert told.note
    assert "cannot be read" in told.note
    assert told.note.endswith(INSTEAD)
    monkeypatch.setattr(bot.models, "writer_of", lambda *_: LlmWriter(Scripted(first_of), "later"))
    told = answer_to(usual, QUESTION)
    assert told.note is None
    assert told.writing
    assert told.writing.model == "later"
    assert answer_to(usual, QUESTION, filters=Filters(model=NONE)).writing is None


def test_a_model_that_is_slow_to_start_is_made_once_for_all_who_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []

    def writer_of(settings: Settings, name: str | None = None) -> LlmWriter:
        made.append(1)
        return LlmWriter(Scripted(first_of), "slow")

    monkeypatch.setattr(bot.models, "writer_of", writer_of)
    settings = Settings(models="ollama:slow-one")
    threads = [
        threading.Thread(target=bot.models.writer_named, args=(settings, "ollama:slow-one"))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
