"""Takes the pictures of docs/screenshots/ again: every screen, wide and narrow, light and dark.

make screenshots

``python docs/screenshots.py greeting stories`` takes those parts only: PARTS names them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from screenshots_page import ANSWERS_WITHIN, PICTURES, answered, asked, pages, take

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from accounts_server import (  # noqa: E402 - where the tests keep it
    log_in,
    menu_of,
    provider,
    with_accounts,
)
from page_server import Server, chromium, ingest, serving  # noqa: E402
from screenshots_model import written  # noqa: E402

PARTS = ("nothing-yet", "ask", "greeting", "coverage", "stories", "add", "accounts", "model")
STYLES = (
    ("Timeline", "Which cities banned facial recognition?"),
    ("Who said what", "What was said about selling facial recognition to police?"),
)


def main() -> None:
    """Serve ``corpus/`` from an index of its own, and look at it."""
    parts = sys.argv[1:] or PARTS
    if unknown := set(parts) - set(PARTS):
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are {', '.join(PARTS)}.")
    PICTURES.mkdir(exist_ok=True)
    expect.set_options(timeout=ANSWERS_WITHIN)  # the machine may have much else to do
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        with chromium(playwright) as browser:
            if "nothing-yet" in parts:
                with serving(data, Path(folder) / "log") as server:
                    _each(browser, server.url, _nothing_yet)
            ingest(ROOT / "corpus", data=data)
            with serving(data, Path(folder) / "log") as server:
                for part, look in (
                    ("ask", _walk),
                    ("greeting", _greet),
                    ("coverage", _look_around),
                    ("stories", _stories),
                    ("add", _add),
                ):
                    if part in parts:
                        _each(browser, server.url, look)
            if "accounts" in parts:
                _accounts(browser, Path(folder), data)
            if "model" in parts:
                written(browser, Path(folder), data)


def _each(browser: Browser, url: str, look: Callable[[Page, str, str], None]) -> None:
    for name, page in pages(browser):
        look(page, url, name)
        page.close()


def _nothing_yet(page: Page, url: str, name: str) -> None:
    page.goto(url)
    expect(page.get_by_text("python ingest.py corpus")).to_be_visible()
    take(page, f"nothing-yet-{name}")


def _greet(page: Page, url: str, name: str) -> None:
    page.goto(url)
    _ask(page, "hello")
    expect(page.get_by_role("region", name="Such as")).to_be_visible(timeout=ANSWERS_WITHIN)
    take(page, f"greeting-{name}")


def _accounts(browser: Browser, folder: Path, data: Path) -> None:
    """What those see who log in: the way in, a page that is not theirs, their menu, usage."""
    with provider() as issuer:
        server = with_accounts(Server(data, folder / "log"), issuer, folder)
        try:
            server.start()
            for who in ("anna", "ada"):
                for name, page in pages(browser):
                    # Each page is a browser of its own, in which nobody has logged in yet.
                    page.set_default_timeout(ANSWERS_WITHIN)
                    page.goto(f"{server.url}{'add' if who == 'anna' else 'usage'}")
                    expect(page.get_by_role("button", name="Log in")).to_be_visible()
                    if who == "anna":
                        take(page, f"login-{name}")
                    log_in(page, who)
                    if who == "anna":
                        expect(page.get_by_text("This is for editors.")).to_be_visible()
                        take(page, f"not-for-{name}")
                        expect(menu_of(page)).to_contain_text("reader")
                        take(page, f"account-{name}")
                    else:
                        expect(page.get_by_role("region", name="Users")).to_be_visible()
                        take(page, f"usage-{name}")
                    page.close()
        finally:
            server.stop()


def _walk(page: Page, url: str, name: str) -> None:
    page.goto(url)
    expect(page.get_by_role("navigation", name="Suggested questions")).to_be_visible()
    take(page, f"ask-{name}")
    _ask(page, "Who halted police sales?")
    take(page, f"answer-{name}")
    page.get_by_role("button", name="Bad answer").click()
    expect(page.locator(".reason")).to_be_visible()
    take(page, f"feedback-{name}")
    page.get_by_role("button", name="Bad answer").click()
    expect(page.locator(".reason")).to_have_count(0)
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("button", name="Markdown")).to_be_visible()
    take(page, f"export-{name}")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    take(page, f"keys-{name}")
    page.keyboard.press("Escape")
    page.locator(".mark").nth(1).hover()
    expect(page.locator(".hover")).to_be_visible()
    take(page, f"quote-{name}")
    page.locator(".mark").nth(1).click()
    expect(page.locator("mark.here")).to_be_in_viewport()
    take(page, f"article-{name}")
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    page.locator(".related, .more").last.scroll_into_view_if_needed()
    take(page, f"related-{name}")
    _ask(page, "What did Apple decide?")
    take(page, f"declined-{name}")
    _ask(page, "What did the Harbor Ledger report about Amazon in May 2021?")
    expect(page.locator(".chip")).to_have_count(2)
    take(page, f"narrowed-{name}")
    for style, question in STYLES:
        page.get_by_role("radio", name=style).click()
        _ask(page, question)
        take(page, f"{style.replace(' ', '-').lower()}-{name}")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("navigation", name="Conversations")).to_be_in_viewport()
    take(page, f"conversations-{name}")
    page.get_by_text("Dark", exact=True).scroll_into_view_if_needed()
    take(page, f"settings-{name}")


def _look_around(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}coverage")
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    take(page, f"coverage-{name}")
    page.get_by_label("Search headlines and text").fill('"facial recognition" congress')
    expect(page.locator(".found").first).to_be_visible()
    take(page, f"coverage-search-{name}")
    page.locator(".item-link").first.click()
    expect(page.locator("mark.here")).to_be_in_viewport()
    take(page, f"coverage-article-{name}")
    page.keyboard.press("Escape")
    page.get_by_label("Search headlines and text").fill("aardvark")
    expect(page.get_by_text("Fewer words or filters show more.")).to_be_visible()
    take(page, f"coverage-nothing-{name}")


def _stories(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}coverage?list=stories")
    expect(page.locator(".item-title").first).to_be_visible()
    page.get_by_role("link", name="Stories").scroll_into_view_if_needed()
    take(page, f"stories-{name}")
    page.locator(".item-link", has_text="Seattle").click()
    expect(page.locator(".account").first).to_be_visible()
    take(page, f"story-{name}")
    page.locator(".headline").nth(1).click()
    expect(page.locator(".reader .title")).to_be_visible()
    take(page, f"story-article-{name}")


def _add(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}add")
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_be_visible()
    take(page, f"add-{name}")
    text = f"Forty-three otters live in Pinewater harbor, an institute said in its {name} report."
    otters = f"---\ntitle: Otters return to Pinewater\n---\n\n{text}\n"
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "otters.md", "mimeType": "text/markdown", "buffer": otters.encode()},
            {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4, cut off"},
        ]
    )
    expect(page.get_by_role("button", name="Remove scan.pdf")).to_be_visible()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("1 of 2 articles")).to_be_visible(timeout=ANSWERS_WITHIN)
    take(page, f"add-running-{name}")
    undo = page.get_by_role("button", name="Undo this run")
    expect(undo).to_be_visible(timeout=ANSWERS_WITHIN)
    page.locator(".run").scroll_into_view_if_needed()
    take(page, f"add-done-{name}")
    undo.click()
    expect(page.get_by_role("dialog")).to_contain_text("will be removed")
    take(page, f"add-undo-{name}")


def _ask(page: Page, question: str) -> None:
    answered(asked(page, question))


if __name__ == "__main__":
    main()
