"""A browser to take pictures of: wide and narrow, light and dark."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

PICTURES = Path(__file__).parent / "screenshots"
SIZES = ((1280, 860), (390, 844))
ANSWERS_WITHIN = 240_000


def pages(browser: Browser) -> list[tuple[str, Page]]:
    """Pages with what their pictures are named by; each is a browser of its own."""
    return [
        (
            f"{width}-{scheme}",
            browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            ),
        )
        for width, height in SIZES
        for scheme in ("light", "dark")
    ]


def asked(page: Page, question: str) -> Locator:
    """Ask, and return the turn, which is under way."""
    turns = page.locator(".turn").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    page.mouse.move(0, 0)
    return page.locator(".turn").nth(turns)


def answered(turn: Locator) -> None:
    """Wait until it is."""
    expect(turn).to_have_attribute("aria-busy", "false", timeout=ANSWERS_WITHIN)


def take(page: Page, name: str) -> None:
    """A picture of what is in view."""
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(400)  # Streamlit's own transitions
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/screenshots/{name}.png")
