"""Every screen, light and dark, wide and narrow, looked at by axe-core; by keyboard; at rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from kept_answers import HALTED, an_answer, keep
from page_reader import moving, reader_of, serious, tab_to
from page_server import Server, ingest, serving
from playwright.sync_api import Browser, Page, expect

from bot.outcome import Outcome


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("access")
    data = folder / "data"
    ingest("corpus", data=data)
    with serving(data, folder / "log") as running:
        yield running


def answers(server: Server, conversation: str) -> str:
    """Keep an answer, one by a model, one that declines, one that failed and a reply.

    Returns their address.
    """
    answer = an_answer(server.data, short="Amazon, IBM, Microsoft")
    keep(
        server.data,
        conversation,
        ("Who halted police sales?", answer),
        ("And since when?", replace(answer, model="local-model", own=True, work="3 sentences")),
        ("What did Apple decide?", Outcome(standalone="Apple?", found=answer.found)),
        ("And then?", Outcome(error="The index cannot be read: run python -m bot doctor.")),
        ("hello", Outcome(reply="Hello. Ask what was reported.", related=("Who quit?",))),
    )
    return f"{server.url}?c={conversation}"


def look_at_answers(page: Page, address: str) -> list[str]:
    found: list[str] = []
    page.goto(address)
    expect(page.locator(".turn")).to_have_count(5)
    expect(page.get_by_role("region", name="Such as")).to_be_visible()
    found += serious(page, "answers")
    page.get_by_role("button", name="Bad answer").first.click()
    expect(page.locator(".reason")).to_be_visible()
    found += serious(page, "feedback")
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("button", name="Markdown")).to_be_visible()
    found += serious(page, "export")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    found += serious(page, "keys")
    page.keyboard.press("Escape")
    page.locator(".mark").first.click()
    expect(page.locator("mark.here")).to_be_visible()
    found += serious(page, "article")
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("navigation", name="Conversations")).to_be_in_viewport()
    return found + serious(page, "side")


def look_at_the_coverage(page: Page, url: str) -> list[str]:
    found: list[str] = []
    page.goto(f"{url}coverage")
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    found += serious(page, "coverage")
    page.goto(f"{url}coverage?q=tear+gas")
    expect(page.locator(".item .found").first).to_be_visible()
    found += serious(page, "coverage, searched")
    page.locator(".item-link", has=page.locator(".item-snippet")).first.click()
    expect(page.locator("mark.here")).to_be_visible()
    found += serious(page, "coverage, an article")
    page.goto(f"{url}coverage?q=aardvark")
    expect(page.locator(".told")).to_have_text("No article matches")
    found += serious(page, "coverage, nothing")
    page.goto(f"{url}coverage?list=stories")
    expect(page.locator(".told")).to_have_text("3 stories")
    page.locator(".item-link", has_text="Seattle").click()
    expect(page.locator(".account")).to_have_count(3)
    found += serious(page, "a story")
    page.get_by_role("button", name="All stories").click()
    expect(page.locator(".told")).to_have_text("3 stories")
    return found + serious(page, "stories")


def look_at_adding(page: Page, url: str) -> list[str]:
    page.goto(f"{url}add")
    expect(page.locator(".item-link").first).to_be_visible()
    found = serious(page, "add")
    page.get_by_role("button", name="Undo this run").click()
    expect(page.get_by_role("dialog")).to_contain_text("will be removed")
    found += serious(page, "undo")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Web addresses").fill("not an address")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    return found + serious(page, "add, refused")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_screen(
    browser_here: Browser, server: Server, scheme: str, width: int
) -> None:
    with reader_of(
        browser_here,
        server,
        viewport={"width": width, "height": 860},
        color_scheme=scheme,
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        page.goto(server.url)
        expect(page.get_by_label("Suggested questions").locator(".choice").first).to_be_visible()
        found = serious(page, "ask")
        found += look_at_answers(page, answers(server, f"{scheme}-{width}"))
        found += look_at_the_coverage(page, server.url)
        found += look_at_adding(page, server.url)
        assert found == []


def look_at_nothing(page: Page, url: str) -> list[str]:
    found: list[str] = []
    for path in ("", "coverage"):
        page.goto(url + path)
        expect(page.get_by_text("There are no articles to ask about yet.")).to_be_visible()
        found += serious(page, f"nothing yet, /{path}")
    page.goto(f"{url}add")
    expect(page.get_by_role("button", name="Add", exact=True)).to_be_visible()
    return found + serious(page, "nothing yet, /add")


def test_axe_finds_nothing_serious_where_nothing_is_in(
    browser_here: Browser, tmp_path: Path
) -> None:
    found: list[str] = []
    with serving(tmp_path / "empty", tmp_path / "log") as server:
        for scheme, width in product(("light", "dark"), (1280, 390)):
            size = {"width": width, "height": 860}
            with reader_of(browser_here, server, viewport=size, color_scheme=scheme) as context:
                found += look_at_nothing(context.new_page(), server.url)
    assert found == []


SMALL = """() => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap(
    (node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  const own = all(document).filter((node) => node.getRootNode() !== document
    && node.matches('a, button, select, summary') && !node.matches('.mark')
    && getComputedStyle(node).visibility === 'visible');
  return own.map((node) => [node.textContent, node.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 40 || box.width < 40))
    .map(([text, box]) => `${text} ${box.width} x ${box.height}`);
}"""
"""What of ours, but for the marks, which stand in lines of text, is smaller than a thumb."""


def test_what_one_taps_on_a_phone_is_large_enough(browser_here: Browser, server: Server) -> None:
    size = {"width": 390, "height": 844}
    with reader_of(browser_here, server, viewport=size, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(answers(server, "thumbs"))
        expect(page.get_by_role("region", name="Such as")).to_be_visible()
        assert page.evaluate(SMALL) == []
        page.get_by_test_id("stExpandSidebarButton").tap()
        expect(page.get_by_role("navigation", name="Conversations")).to_be_in_viewport()
        assert page.evaluate(SMALL) == []
        page.goto(f"{server.url}coverage?list=stories")
        page.locator(".item-link", has_text="Seattle").tap()
        page.locator(".telling").first.tap()
        expect(page.locator(".reader .title")).to_be_visible()
        assert page.evaluate(SMALL) == []


def test_reduced_motion_leaves_nothing_moving(browser_here: Browser, server: Server) -> None:
    with reader_of(browser_here, server, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(answers(server, "still"))
        expect(page.locator(".turn")).to_have_count(5)
        page.locator(".mark").first.click()
        expect(page.locator("mark.here")).to_be_visible()
        assert moving(page) == 0
        page.goto(f"{server.url}coverage?list=stories")
        expect(page.locator(".item-link").first).to_be_visible()
        assert moving(page) == 0
        page.locator(".item-link", has_text="Seattle").click()
        expect(page.locator(".account")).to_have_count(3)
        assert moving(page) == 0


def test_what_is_lit_is_told_by_more_than_its_colour(browser_here: Browser, server: Server) -> None:
    with reader_of(browser_here, server, forced_colors="active") as context:
        two_of_one = (HALTED[0], "Amazon has not said how many police departments")
        keep(server.data, "lit", ("Who halted sales?", an_answer(server.data, two_of_one)))
        page = context.new_page()
        page.goto(f"{server.url}?c=lit")
        page.locator(".mark").first.click()
        lines = "(node) => getComputedStyle(node).textDecorationLine"
        for lit in (page.locator("mark.here").first, page.locator("mark.cited").first):
            expect(lit).to_be_attached()
            assert lit.evaluate(lines) == "underline"


def test_by_keyboard_alone_one_goes_from_a_page_to_a_story_and_asks_about_it(
    browser_here: Browser, server: Server
) -> None:
    with reader_of(browser_here, server) as context:
        page = context.new_page()
        page.goto(server.url)
        expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
        tab_to(page, page.get_by_role("link", name="Coverage", exact=True))
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_have_text("18 articles")
        tab_to(page, page.get_by_role("link", name="Stories"))
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_have_text("3 stories")
        story = page.locator(".item-link", has_text="Seattle")
        tab_to(page, story)
        page.keyboard.press("Enter")
        expect(page.locator(".account")).to_have_count(3)
        tab_to(page, page.locator(".headline").first)
        page.keyboard.press("Enter")
        expect(page.locator(".reader .title")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".reader")).to_have_count(0)
        tab_to(page, page.get_by_role("button", name="Ask about this story"))
        page.keyboard.press("Enter")
        expect(page.locator(".narrowed")).to_contain_text("Only from “")
