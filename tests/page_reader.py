"""What a reader does in the tests of the page: a browser of one's own, asking, axe, the Tab key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from page_server import Server, chromium, strangers
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

WITHIN = 60_000
"""Milliseconds that anything may take: the machine may have much else to do."""
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_USUAL = 5_000


@contextmanager
def patient_browser() -> Iterator[Browser]:
    """Chromium; what is expected of its pages may take ``WITHIN``."""
    expect.set_options(timeout=WITHIN)
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser
    expect.set_options(timeout=_USUAL)


@contextmanager
def reader_of(
    browser: Browser,
    server: Server,
    **options: Any,  # noqa: ANN401 - Playwright's own
) -> Iterator[BrowserContext]:
    """A reader's browser; it must talk to ``server`` only, and its console must stay clean."""
    options.setdefault("viewport", {"width": 1280, "height": 900})
    context = browser.new_context(**options)
    context.set_default_timeout(WITHIN)
    foreign = strangers(context, server)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("dialog", lambda dialog: errors.append(dialog.message))
    yield context
    context.close()
    assert foreign == []
    assert errors == []


def asked(page: Page, question: str) -> Locator:
    """Ask; returns the turn, which is under way."""
    turns = page.locator(".turn").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(".turn").nth(turns)
    expect(turn.locator(".question")).to_have_text(question)
    return turn


def answered(page: Page, question: str, within: float = WITHIN) -> Locator:
    """Ask, wait for the answer; returns its turn."""
    turn = asked(page, question)
    expect(turn).to_have_attribute("aria-busy", "false", timeout=within)
    return turn


def tab_to(page: Page, target: Locator, most: int = 40) -> None:
    """Press Tab until ``target`` has the focus, at most ``most`` times."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("(node) => node.getRootNode().activeElement === node"):
            break
    expect(target).to_be_focused()


def serious(page: Page, screen: str) -> list[str]:
    """What axe-core calls serious or critical on ``screen``, each with where it is."""
    page.wait_for_timeout(400)  # until Streamlit has faded in what it opened
    violations = Axe().run(page, options=_RULES).response["violations"]
    return [
        f"{screen}: {v['id']} ({v['impact']}) {node['html'][:200]} {node.get('failureSummary', '')}"
        for v in violations
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]


def moving(page: Page) -> int:
    """How many elements of ours are animated or would be."""
    return int(
        page.evaluate(
            """() => {
              const all = (root) => [...root.querySelectorAll('*')].flatMap(
                (node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
              const own = all(document).filter((node) => node.getRootNode() !== document);
              return own.filter((node) => {
                const style = getComputedStyle(node);
                return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
              }).length;
            }"""
        )
    )
