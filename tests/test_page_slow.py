"""What a reader does while the page, or its server, is slow is done, and is done once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_answers import an_answer, keep
from page_reader import reader_of
from page_server import Server, ingest, serving
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.conversation_list import ConversationList
from bot.conversations import Conversations

WAITING = [f"What was told on {day} June 2020?" for day in range(1, 13)]
QUESTION = "Who halted police sales?"
SLOW = """
  const send = WebSocket.prototype.send;
  window.wait = (ms) => { for (const until = performance.now() + ms; performance.now() < until;); };
  WebSocket.prototype.send = function (...told) {
    if (!window.losing) send.apply(this, told);
    if (window.slow) wait(1000);
  };
"""
"""A browser that, when slow, comes to nothing else for a while when it has sent something; what it
sends while it is losing comes to nothing, as a run that another one ends before it began."""
ENTER = """(field) => {
  window.slow = true;
  const told = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
  setTimeout(() => field.dispatchEvent(new KeyboardEvent("keydown", told)), 1);
  // Then a look at the progress is due as well, and comes before what Enter has put off.
  wait(3500);
  setTimeout(() => { window.slow = false; }, 3000);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("slow")
    ingest("corpus", data=folder / "data")
    with serving(folder / "data", folder / "log") as running:
        yield running


@pytest.fixture
def context(browser_here: Browser, server: Server) -> Iterator[BrowserContext]:
    with reader_of(browser_here, server, reduced_motion="reduce") as context:
        yield context


def renaming(page: Page, server: Server, conversation: str) -> None:
    """Open a conversation and the field for another title of it."""
    keep(server.data, conversation, (f"{conversation}?", an_answer(server.data)))
    page.goto(f"{server.url}?c={conversation}")
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("button", name=f"Rename {conversation}?").click()


def titles(data: Path) -> dict[str, str]:
    return {listed.id: listed.title for listed in ConversationList(data).recent()}


def test_a_question_that_a_look_at_the_progress_brings_along_is_asked_once(
    context: BrowserContext, server: Server
) -> None:
    kept = Conversations(server.data)
    for question in WAITING:
        kept.ask("along", question)
    page = context.new_page()
    page.add_init_script(SLOW)
    page.goto(f"{server.url}?c=along")
    expect(page.locator(".turn")).to_have_count(len(WAITING))
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(QUESTION)
    field.evaluate(ENTER)
    expect(page.locator(".turn .question").last).to_have_text(QUESTION)
    expect(page.locator(".turn").last).to_have_attribute("aria-busy", "false")
    assert [turn.question for turn in kept.turns("along")] == [*WAITING, QUESTION]


def test_two_clicks_on_a_suggested_question_ask_it_once(
    context: BrowserContext, server: Server
) -> None:
    page = context.new_page()
    page.goto(server.url)
    before = titles(server.data)
    suggested = page.get_by_label("Suggested questions").locator(".choice").first
    expect(suggested).to_be_visible()
    with server.busy():
        suggested.evaluate("(node) => { node.click(); setTimeout(() => node.click(), 50); }")
        page.wait_for_timeout(200)
    expect(page.locator(".turn").last).to_have_attribute("aria-busy", "false")
    (begun,) = titles(server.data).keys() - before.keys()
    assert len(Conversations(server.data).turns(begun)) == 1


def test_a_title_that_is_being_typed_outlives_a_change_of_the_list(
    context: BrowserContext, server: Server
) -> None:
    page = context.new_page()
    renaming(page, server, "typed")
    field = page.get_by_label("New title")
    field.fill("Half of a ti")
    keep(server.data, "other", ("Another tab's?", an_answer(server.data)))
    turn = page.locator(".turn")
    turn.get_by_role("button", name="Ask again").evaluate("(node) => node.click()")
    expect(turn).to_have_attribute("aria-busy", "true")
    expect(turn).to_have_attribute("aria-busy", "false")
    side = page.get_by_role("navigation", name="Conversations")
    expect(field).to_have_value("Half of a ti")
    assert titles(server.data)["typed"] == "typed?"
    field.press("End")
    page.keyboard.type("tle")
    page.keyboard.press("Enter")
    expect(side.get_by_role("link", name="Half of a title")).to_be_visible()
    expect(side.get_by_role("link", name="Another tab's?")).to_be_visible()


def test_a_new_title_is_not_lost_with_a_run_that_another_click_ends(
    context: BrowserContext, server: Server
) -> None:
    page = context.new_page()
    page.add_init_script(SLOW)
    renaming(page, server, "given")
    page.get_by_label("New title").fill("Its new title")
    page.evaluate("window.losing = true")
    page.get_by_label("New title").press("Enter")
    page.wait_for_timeout(200)
    page.evaluate("window.losing = false")
    page.locator(".manner .style:not([aria-checked=true])").first.click()
    until = time.monotonic() + 30
    while titles(server.data)["given"] != "Its new title":
        assert time.monotonic() < until
        page.wait_for_timeout(100)
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    side = page.get_by_role("navigation", name="Conversations")
    expect(side.get_by_role("link", name="Its new title")).to_be_attached()
