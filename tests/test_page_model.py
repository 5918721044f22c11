"""The page with a real model behind it: SmolLM2-135M in llama.cpp on loopback, in Chromium.

It proves the road. What it writes is mostly dropped, so what must be shown is written by the
stand-in for OpenAI's API of ``spoken_model``, which goes on only when it is let.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import Server, chromium, ingest, serving, strangers
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from spoken_model import SpokenModel
from test_local_model import gguf

from bot.writers.told import INSTEAD

pytest.importorskip("xllamacpp")
PATIENCE = 300_000
QUESTION = "Who halted police sales?"
WRITES = re.compile(r"is writing…")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page-model") / "data"
    ingest("corpus", data=folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, chromium(playwright) as found:
        yield found


@pytest.fixture(scope="module")
def local(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The chat with the small real model, served by the chat itself."""
    log = tmp_path_factory.mktemp("local") / "log"
    with serving(
        data, log, COVERAGE_MODEL=f"llamacpp:{gguf()}", COVERAGE_MODEL_TIMEOUT="300"
    ) as running:
        yield running


def open_page(browser: Browser, server: Server) -> tuple[Page, list[str]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    foreign = strangers(context, server)
    page = context.new_page()
    page.goto(server.url)
    return page, foreign


@pytest.fixture
def tab(browser: Browser, local: Server) -> Iterator[Page]:
    page, foreign = open_page(browser, local)
    yield page
    page.context.close()
    assert foreign == []


def ask(page: Page, question: str = QUESTION) -> Locator:
    """Ask, and return the turn, which is under way."""
    turns = page.locator(".turn").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(".turn").nth(turns)
    expect(turn).to_be_visible()
    return turn


def answered(turn: Locator) -> Locator:
    expect(turn).to_have_attribute("aria-busy", "false", timeout=PATIENCE)
    return turn


def assert_the_articles_speak(turn: Locator, reason: str) -> None:
    note = turn.locator(".note")
    expect(note).to_contain_text(reason)
    expect(note).to_contain_text(INSTEAD)
    expect(turn.locator(".by")).to_have_text("Taken from the articles")
    expect(turn.locator(".source").first).to_be_visible()


def test_the_real_model_writes_and_only_what_holds_is_shown(tab: Page) -> None:
    turn = ask(tab)
    expect(turn.locator(".step")).to_contain_text(WRITES, timeout=PATIENCE)
    answered(turn)
    expect(turn.locator(".by")).to_have_text(
        re.compile(r"^(Taken from the articles|Written by SmolLM2.*, \d sentences? checked)$")
    )
    expect(turn.locator(".mark").first).to_be_visible()


def test_a_model_server_that_is_killed_in_mid_answer_is_told_and_started_again(
    tab: Page, local: Server
) -> None:
    turn = ask(tab, "What did Microsoft announce?")
    expect(turn.locator(".step")).to_contain_text(WRITES, timeout=PATIENCE)
    (child,) = local.children()
    os.kill(child, signal.SIGKILL)
    assert_the_articles_speak(answered(turn), "cannot be reached")
    turn = ask(tab, "Who sued Seattle?")
    expect(turn.locator(".step")).to_contain_text(WRITES, timeout=PATIENCE)
    (other,) = local.children()
    assert other != child
    turn.get_by_role("button", name="Stop").click()
    answered(turn)


def test_the_real_model_can_be_stopped(tab: Page) -> None:
    turn = ask(tab, "What did Amazon decide?")
    expect(turn.locator(".step")).to_contain_text(WRITES, timeout=PATIENCE)
    turn.get_by_role("button", name="Stop").click(timeout=PATIENCE)
    expect(answered(turn).locator(".note")).to_contain_text("Stopped")
    expect(turn.locator(".source").first).to_be_visible()


def test_no_model_can_be_chosen_for_the_next_question(tab: Page) -> None:
    tab.get_by_label("Written by").select_option("none")
    turn = answered(ask(tab, "When did Boston ban face surveillance?"))
    expect(turn.locator(".source").first).to_be_visible()
    expect(turn.locator(".by")).to_have_count(0)


def test_a_model_that_is_too_slow_is_told(browser: Browser, data: Path, tmp_path: Path) -> None:
    with serving(
        data,
        tmp_path / "log",
        COVERAGE_MODEL=f"llamacpp:{gguf()}",
        COVERAGE_MODEL_TIMEOUT="0.01",
    ) as server:
        page, foreign = open_page(browser, server)
        assert_the_articles_speak(answered(ask(page)), "did not answer in time")
        page.context.close()
        assert foreign == []


def test_without_its_key_the_articles_answer_and_the_key_is_asked_for(
    browser: Browser, data: Path, tmp_path: Path
) -> None:
    with serving(
        data, tmp_path / "log", COVERAGE_MODEL="openai:some-model", OPENAI_API_KEY=""
    ) as server:
        page, foreign = open_page(browser, server)
        turn = answered(ask(page))
        expect(turn.locator(".note")).to_have_text(
            f"The model some-model needs a key: set OPENAI_API_KEY in the environment. {INSTEAD}"
        )
        expect(turn.locator(".source").first).to_be_visible()
        page.context.close()
        assert foreign == []


def test_sentences_are_shown_one_by_one_as_they_are_checked(
    browser: Browser, data: Path, tmp_path: Path
) -> None:
    with (
        SpokenModel() as model,
        serving(
            data,
            tmp_path / "log",
            COVERAGE_MODEL="openai:spoken",
            COVERAGE_MODEL_URL=model.url,
            COVERAGE_SHOW_WORK="true",
        ) as server,
    ):
        page, foreign = open_page(browser, server)
        turn = ask(page)
        sentences = turn.locator(".sentence")
        model.say(lambda given: f"{given[1]} [1]\n")
        expect(sentences).to_have_count(1, timeout=PATIENCE)
        expect(turn).to_have_attribute("aria-busy", "true")
        expect(turn.locator(".mark")).to_have_count(1)
        # Above the sources, which grow: it stays in sight, and where it is.
        stop = turn.get_by_role("button", name="Stop").bounding_box()
        source = turn.locator(".source").first.bounding_box()
        assert stop
        assert source
        assert stop["y"] < source["y"]
        turn.get_by_role("button", name="Stop").focus()
        model.say(lambda given: "Zorvax halted them all [1].\n")
        model.say(lambda given: f"{given[2]} [2]\n")
        expect(sentences).to_have_count(2)
        expect(turn.get_by_role("button", name="Stop")).to_be_focused()
        model.end()
        answered(turn)
        expect(turn.locator(".by")).to_have_text("Written by spoken, 2 sentences checked")
        expect(turn.locator(".answer > .sentences")).not_to_contain_text("Zorvax")
        turn.get_by_text("What the model did").click()
        expect(turn.locator(".work pre")).to_contain_text("tokens read")
        expect(turn.locator(".work pre")).to_contain_text("Not shown, since the name 'Zorvax'")

        again = ask(page, "When did Amazon do that?")
        model.rewrite("When did Amazon halt police sales?")
        expect(again.locator(".step")).to_contain_text(WRITES, timeout=PATIENCE)
        model.say(lambda given: f"{given[1]} [1]\n")
        expect(again.locator(".sentence")).to_have_count(1)
        again.get_by_role("button", name="Stop").click()
        answered(again)
        model.end()  # of whom nothing more is wanted
        expect(again.locator(".note")).to_contain_text("what had been written until then")
        expect(again.locator(".alone")).to_have_text(
            "Understood as: When did Amazon halt police sales?"
        )
        page.get_by_role("button", name="New conversation").click()
        expect(page.locator(".turn")).to_have_count(0)
        kept = answered(ask(page))
        expect(kept.locator(".sentence")).to_have_count(2)
        kept.get_by_role("button", name="Ask again").click()
        model.say(lambda given: f"{given[1]} [1]\n")
        model.end()
        expect(kept.locator(".sentence")).to_have_count(1, timeout=PATIENCE)
        answered(kept)
        page.context.close()
        assert foreign == []
