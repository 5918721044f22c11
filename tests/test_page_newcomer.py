"""What somebody sees who has never been here: what to say, where to go, how things stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from page_reader import WITHIN, answered
from page_server import Server, ingest, serving
from playwright.sync_api import FloatRect, Locator, Page, expect


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("newcomer")
    ingest("corpus", data=folder / "data")
    with serving(folder / "data", folder / "log") as running:
        yield running


def test_a_greeting_is_answered_with_what_one_can_ask(tab: Page) -> None:
    turn = answered(tab, "hello", within=4 * WITHIN)  # the models are loaded for it
    expect(turn.locator(".sentences")).to_contain_text("Hello. Ask what was reported")
    expect(turn.get_by_role("button", name="Ask again")).to_have_count(0)
    expect(turn.locator(".source, .trouble")).to_have_count(0)
    offered = turn.get_by_role("region", name="Such as").get_by_role("button").first
    expect(offered).to_be_visible(timeout=4 * WITHIN)  # each is tried before it is offered
    question = offered.inner_text()
    offered.click()
    second = tab.locator(".turn").nth(1)
    expect(second.locator(".question")).to_have_text(question)
    expect(second.locator(".mark").first).to_be_visible()
    tab.reload()
    expect(tab.locator(".turn").first.locator(".sentences")).to_contain_text("Hello. Ask what")
    thanks = answered(tab, "thanks", within=4 * WITHIN)
    expect(thanks.locator(".sentences")).to_have_text("You are welcome. Ask on whenever you like.")


@pytest.mark.parametrize(("width", "percent"), [(1110, 100), (1280, 100), (1280, 130), (1440, 100)])
def test_with_an_article_open_the_links_keep_clear_of_what_stands_beside_them(
    tab: Page, width: int, percent: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 860})
    answered(tab, "Who halted police sales?", within=4 * WITHIN).locator(".mark").first.click()
    expect(tab.locator("mark.here")).to_be_in_viewport()
    tab.add_style_tag(content=f"html {{ font-size: {percent}% !important; }}")
    export = _box(tab.get_by_role("button", name="Export"))
    anew = _box(tab.get_by_role("button", name="New conversation"))
    assert anew["x"] - (export["x"] + export["width"]) >= 4
    assert anew["x"] + anew["width"] <= _box(tab.locator(".st-key-reader"))["x"]
    link = tab.locator(".st-key-nav").get_by_role("link", name="Add articles")
    if width >= 1280 and percent == 100:
        expect(link).to_be_visible()
    if link.is_visible():
        last = _box(link)
        assert export["x"] - (last["x"] + last["width"]) >= 16
        link.click()
        expect(tab.get_by_role("heading", name="Add articles")).to_be_visible()


def test_on_a_phone_export_and_a_new_conversation_stand_apart(tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    answered(tab, "thanks", within=4 * WITHIN)
    export = _box(tab.get_by_role("button", name="Export"))
    anew = _box(tab.get_by_role("button", name="New conversation"))
    assert anew["x"] - (export["x"] + export["width"]) >= 8
    assert anew["x"] + anew["width"] <= 390


@pytest.mark.parametrize("width", [1280, 390])
def test_by_tab_one_gets_to_the_input_and_never_where_nothing_is_seen(
    tab: Page, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 860})
    tab.reload()
    box = tab.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_visible()
    expect(tab.get_by_test_id("stExpandSidebarButton")).to_be_visible()
    expect(tab.get_by_test_id("stSidebar")).to_be_hidden()
    for _ in range(12):
        tab.keyboard.press("Tab")
        assert not tab.evaluate(
            "document.activeElement.closest('[data-testid=stSidebar]') !== null"
        )
        if box.evaluate("(node) => node === document.activeElement"):
            break
    expect(box).to_be_focused()


def _box(place: Locator) -> FloatRect:
    expect(place).to_be_visible()
    box = place.bounding_box()
    assert box
    return box
