"""The page on which articles are added, in a real browser through the real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_reader import answered, reader_of
from page_server import Server, ingest, serving
from playwright.sync_api import Browser, FilePayload, Page, expect

from bot.coverage.locks import ingesting

ENDS_WITHIN = 240_000
OTTERS = """---
title: Otters return to Pinewater
url: https://pinewater.example/otters
outlet: Pinewater Gazette
published: 2022-03-02
---

{number} otters live in Pinewater harbor, an institute said on Tuesday.
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("add-page")
    ingest("corpus", data=folder / "data")
    with serving(folder / "data", folder / "log") as running:
        yield running


@pytest.fixture
def tab(browser_here: Browser, server: Server) -> Iterator[Page]:
    """The page in an editor's browser."""
    with reader_of(browser_here, server) as context:
        page = context.new_page()
        page.goto(f"{server.url}add")
        expect(page.get_by_role("heading", name="Add articles")).to_be_visible()
        yield page


def file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


def add(page: Page, *files: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(list(files))
    for given in files:
        expect(page.get_by_role("button", name=f"Remove {given['name']}")).to_be_visible()
    page.get_by_role("button", name="Add", exact=True).click()


def answer(page: Page, server: Server, question: str) -> str:
    page.goto(server.url)
    return answered(page, question, within=ENDS_WITHIN).inner_text()


def ended(page: Page, told: str) -> None:
    """Wait for what has just been ordered to be under way, and then to have ended so."""
    under_way = page.locator("[class*=st-key-under-way]")
    expect(under_way.first).to_be_visible()
    expect(under_way).to_have_count(0, timeout=ENDS_WITHIN)
    expect(page.locator(".run")).to_have_text(told)


def test_files_go_in_are_found_by_the_next_question_and_a_run_is_undone(
    tab: Page, server: Server
) -> None:
    question = "How many otters live in Pinewater harbor?"
    add(
        tab,
        file("../../otters $5 :red[x].md", OTTERS.format(number="Forty-three")),
        file("broken.pdf", "%PDF-1.4 and no more"),
    )
    expect(tab.get_by_text("and 1 more", exact=False).first).to_be_visible()
    tab.reload()  # which loses nothing: the run goes on and is shown again
    expect(tab.get_by_text("and 1 more", exact=False).first).to_be_visible()
    ended(tab, "1 added, 1 refused")
    items = tab.locator(".item")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("broken.pdf")
    expect(items.first).to_contain_text("Refused")
    expect(items.first).to_contain_text("Not a PDF that can be read")
    expect(items.last.locator(".item-title")).to_have_text("Otters return to Pinewater")
    expect(items.last).to_contain_text("otters _5 _red_x_.md")
    kept = [path.name for path in (server.data / "intake").glob("*/files/*/*")]
    assert kept == ["broken.pdf"]  # what is in needs no file any more
    items.last.locator("a").click()
    expect(tab.locator(".reader .title")).to_have_text("Otters return to Pinewater")
    assert "Forty-three otters live" in answer(tab, server, question)

    tab.get_by_role("link", name="Add articles").click()
    add(tab, file("otters.md", OTTERS.format(number="Fifty")))
    ended(tab, "1 updated")
    assert "Fifty otters live" in answer(tab, server, question)

    tab.get_by_role("link", name="Add articles").click()
    tab.get_by_role("button", name="Undo this run").click()
    dialog = tab.get_by_role("dialog")
    expect(dialog).to_contain_text("1 article will say what it said before")
    dialog.get_by_role("button", name="Undo it").click()
    ended(tab, "1 updated")
    expect(tab.get_by_text(re.compile(r"^Run 4 · .* · Undo run 3$"))).to_be_visible()
    assert "Forty-three otters live" in answer(tab, server, question)

    tab.goto(f"{server.url}add?run=2")
    tab.get_by_role("button", name="Undo this run").click()
    expect(dialog).to_contain_text("1 article will be removed")
    dialog.get_by_role("button", name="Undo it").click()
    ended(tab, "1 removed")
    assert "The coverage does not say." in answer(tab, server, question)
    tab.goto(f"{server.url}add?run=2")
    expect(tab.get_by_text("Undone by run 5.")).to_be_visible()
    expect(tab.get_by_role("button", name="Undo this run")).to_have_count(0)


def test_an_order_waits_for_another_ingest_and_says_so(tab: Page, server: Server) -> None:
    with ingesting(server.data):
        add(tab, file("broken.rtf", "not rtf"))
        expect(tab.get_by_text("Waits for another ingest to finish")).to_be_visible()
    ended(tab, "1 refused")
    expect(tab.get_by_role("button", name="Try again what failed")).to_be_visible()


def test_what_is_no_address_is_named_and_nothing_is_lost(tab: Page) -> None:
    addresses = tab.get_by_label("Web addresses")
    addresses.fill("https://a.example/1\nfile:///etc/passwd")
    addresses.press("Tab")
    tab.get_by_role("button", name="Add", exact=True).click()
    expect(tab.get_by_role("alert")).to_contain_text(
        "This is not a web address: file:///etc/passwd"
    )
    expect(addresses).to_have_value("https://a.example/1\nfile:///etc/passwd")


def test_a_refused_address_says_why(tab: Page) -> None:
    addresses = tab.get_by_label("Web addresses")
    addresses.fill("http://127.0.0.1:1/story")
    addresses.press("Tab")
    tab.get_by_role("button", name="Add", exact=True).click()
    ended(tab, "1 refused")
    expect(tab.locator(".item-title")).to_have_text("http://127.0.0.1:1/story")
    expect(tab.locator(".item-snippet")).to_contain_text("not one that web pages are served on")


def test_by_keyboard_alone_an_earlier_run_is_looked_at(tab: Page, server: Server) -> None:
    first = tab.get_by_role("navigation", name="Earlier runs").get_by_role("link").last
    first.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".run")).to_have_text("18 added")
    assert tab.url == f"{server.url}add?run=1"
    expect(tab.locator(".item")).to_have_count(18)


def test_a_narrow_screen_scrolls_down_only(browser_here: Browser, server: Server) -> None:
    page = browser_here.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto(f"{server.url}add?run=1")
    expect(page.locator(".item").first).to_be_visible()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") == 390
    page.close()


def test_an_empty_folder_is_filled_from_the_page(browser_here: Browser, tmp_path: Path) -> None:
    with serving(tmp_path / "data", tmp_path / "log") as server:
        page = browser_here.new_page()
        page.goto(server.url)
        expect(page.get_by_text("python ingest.py corpus")).to_be_visible()
        page.locator(".welcome").get_by_role("link", name="Add articles").click()
        expect(page.get_by_role("heading", name="Add articles")).to_be_visible()
        add(page, file("otters.md", OTTERS.format(number="Nine")))
        ended(page, "1 added")
        page.get_by_role("link", name="Coverage").click()
        expect(page.locator(".item-title")).to_have_text("Otters return to Pinewater")
        page.close()
