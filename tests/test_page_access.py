"""Every screen of the chat, light and dark, wide and narrow, looked at by axe-core."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from kept_answers import an_answer, keep
from page_server import Server, chromium, ingest, serving, strangers
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.outcome import Outcome

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("access")
    data = folder / "data"
    ingest("corpus", data=data)
    with serving(data, folder / "log") as running:
        yield running


def answers(server: Server, conversation: str) -> str:
    """Keep an answer, one that declines and one that failed; returns their address."""
    answer = an_answer(server.data, short="Amazon, IBM, Microsoft")
    keep(
        server.data,
        conversation,
        ("Who halted police sales?", answer),
        ("What did Apple decide?", Outcome(standalone="Apple?", found=answer.found)),
        ("And then?", Outcome(error="The index cannot be read: run python -m bot doctor.")),
    )
    return f"{server.url}?c={conversation}"


@pytest.fixture(scope="module")
def browser_here() -> Iterator[Browser]:
    expect.set_options(timeout=30_000)  # the machine may have much else to do
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_screen(
    browser_here: Browser, server: Server, scheme: str, width: int
) -> None:
    context = browser_here.new_context(
        viewport={"width": width, "height": 860},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)
    foreign = strangers(context, server)
    page = context.new_page()
    found: list[str] = []

    page.goto(server.url)
    expect(page.get_by_label("Suggested questions").locator(".choice").first).to_be_visible()
    found += serious(page, "ask")
    page.goto(answers(server, f"{scheme}-{width}"))
    expect(page.locator(".turn")).to_have_count(3)
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
    found += serious(page, "side")
    assert found == []
    assert foreign == []
    context.close()


def test_reduced_motion_leaves_nothing_moving(browser_here: Browser, server: Server) -> None:
    page = browser_here.new_page(reduced_motion="reduce")
    page.goto(answers(server, "still"))
    expect(page.locator(".turn")).to_have_count(3, timeout=60_000)
    page.locator(".mark").first.click()
    expect(page.locator("mark.here")).to_be_visible()
    moving = page.locator(".thread *, .reader *").evaluate_all(
        "(all) => all.filter((n) => { const s = getComputedStyle(n);"
        " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0; }).length"
    )
    assert moving == 0
    page.close()


def serious(page: Page, screen: str) -> list[str]:
    """What axe-core calls serious or critical, each with where it is."""
    page.wait_for_timeout(400)  # until Streamlit has faded in what it opened
    violations = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{screen}: {v['id']} ({v['impact']}) {node['target']} {node.get('failureSummary', '')}"
        for v in violations
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]
