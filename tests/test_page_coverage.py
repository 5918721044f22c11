"""The page of what is in, in a real browser through the real server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_reader import answered, tab_to
from page_server import Server, ingest, serving
from playwright.sync_api import Browser, BrowserContext, Page, expect

HOSTILE = {
    "url": "https://evil.example/zebra",
    "title": "Zebra council pays $5 ~twice~ <img src=http://evil.example/a.png>",
    "outlet": "The <b>Bold</b> Post",
    "published": "2022-03-01",
    "text": "The zebra council paid <b>$5</b> for ![x](http://evil.example/y.png) :red[crates].",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("coverage-page")
    hostile = folder / "hostile.jsonl"
    hostile.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    ingest("corpus", hostile, data=folder / "data")
    with serving(folder / "data", folder / "log") as running:
        yield running


@pytest.fixture
def tab(context: BrowserContext, server: Server) -> Page:
    page = context.new_page()
    page.goto(f"{server.url}coverage")
    expect(page.locator(".told")).to_have_text("19 articles")
    return page


def titles(page: Page) -> list[str]:
    return page.locator(".item-title").all_inner_texts()


def test_the_pages_are_reached_from_one_another(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url)
    pages = page.get_by_role("navigation", name="Pages")
    expect(pages.get_by_role("link")).to_have_text(["Ask", "Coverage", "Add articles"])
    expect(pages.locator("[aria-current=page]")).to_have_text("Ask")
    pages.get_by_role("link", name="Coverage").click()
    expect(page.get_by_role("heading", name="Coverage", exact=True)).to_be_visible()
    assert page.url == f"{server.url}coverage"
    expect(page).to_have_title("Coverage · Ask the Coverage")
    expect(pages.get_by_role("link", name="Coverage")).to_be_focused()
    pages.get_by_role("link", name="Add articles").click()
    expect(page.get_by_role("heading", name="Add articles")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Coverage", exact=True)).to_be_visible()
    with context.expect_page() as opened:  # the links are real ones
        pages.get_by_role("link", name="Ask").click(modifiers=["ControlOrMeta"])
    assert opened.value.url == server.url


def test_all_that_is_in_is_listed_with_outlet_and_day_and_opens_in_the_reader(tab: Page) -> None:
    expect(tab.locator(".item-title")).to_have_count(19)
    expect(tab.locator(".item-title").first).to_have_text(HOSTILE["title"])
    expect(tab.locator(".item-about").first).to_have_text("The <b>Bold</b> Post · 1 March 2022")
    second = tab.locator(".item-link").nth(1)
    title = second.locator(".item-title").inner_text()
    second.click()
    expect(tab.locator(".reader .title")).to_have_text(title)
    expect(second).to_have_attribute("aria-current", "true")
    tab.reload()  # what is open is in the URL
    expect(tab.locator(".reader .title")).to_have_text(title)
    tab.keyboard.press("Escape")
    expect(tab.locator(".reader")).to_have_count(0)
    assert "article=" not in tab.url


def test_what_is_typed_is_searched_and_lit_and_the_reader_opens_at_it(tab: Page) -> None:
    field = tab.get_by_label("Search headlines and text")
    field.press_sequentially("tear ga", delay=30)
    expect(tab.locator(".told")).to_have_text(re.compile(r"^\d articles?$"))
    expect(tab.locator(".item .found").first).to_have_text(re.compile("tear gas", re.IGNORECASE))
    expect(field).to_be_focused()
    tab.locator(".item-link", has=tab.locator(".item-snippet")).first.click()
    expect(tab.locator("mark.here")).to_contain_text("tear gas")
    expect(tab.locator("mark.here")).to_be_in_viewport()
    tab.keyboard.press("Escape")
    field.fill("“no such words” xyzzy")
    expect(tab.locator(".told")).to_have_text("No article matches")
    expect(tab.get_by_text("Fewer words or filters show more.")).to_be_visible()
    tab.get_by_role("button", name="Clear", exact=True).click()
    expect(tab.locator(".told")).to_have_text("19 articles")
    expect(field).to_have_value("")


def test_hostile_words_are_shown_as_they_are_written(tab: Page) -> None:
    tab.get_by_label("Search headlines and text").fill("zebra <b>")
    expect(tab.locator(".item-title")).to_have_count(1)
    expect(tab.locator(".item-title")).to_have_text(HOSTILE["title"])
    expect(tab.locator(".item-snippet")).to_have_text(HOSTILE["text"])
    expect(tab.locator(".shelf").locator("img, b, script")).to_have_count(0)


def test_outlets_narrow_the_list_and_lead_to_a_question_about_them(
    tab: Page, server: Server
) -> None:
    tab.get_by_role("combobox", name="Outlets").fill("North")
    tab.get_by_role("option", name=re.compile("Northgate Dispatch")).click()
    tab.keyboard.press("Escape")
    expect(tab.locator(".told")).to_have_text(re.compile(r"^[1-9] articles$"))
    for about in tab.locator(".item-about").all_inner_texts():
        assert about.startswith("Northgate Dispatch · ")
    assert "outlet=Northgate+Dispatch" in tab.url
    tab.get_by_role("link", name="Ask about these").click()
    expect(tab.locator(".narrowed")).to_have_text("Only from Northgate Dispatch")
    tab.go_back()
    expect(tab.locator(".told")).to_have_text(re.compile(r"^[1-9] articles$"))


def test_days_drawn_over_in_the_chart_narrow_the_list(tab: Page) -> None:
    chart = tab.get_by_test_id("stVegaLiteChart")
    expect(chart).to_be_visible()
    expect(tab.get_by_text("Articles a month.")).to_be_visible()
    canvas = chart.locator("canvas, svg").first
    expect(canvas).to_be_visible()
    tab.wait_for_timeout(1000)  # the chart draws itself once more when it knows its width
    box = canvas.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    tab.mouse.move(box["x"] + box["width"] * 0.96, middle)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.9, middle, steps=5)
    tab.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=5)
    tab.mouse.up()
    expect(tab.locator(".told")).to_have_text(re.compile(r"^[1-9] articles?$"))
    assert "since=2021-" in tab.url
    tab.reload()
    expect(tab.locator(".told")).to_have_text(re.compile(r"^[1-9] articles?$"))
    tab.get_by_role("button", name="Clear", exact=True).click()
    expect(tab.locator(".told")).to_have_text("19 articles")


def test_a_story_is_shown_day_by_day_and_outlet_by_outlet_and_asked_about(tab: Page) -> None:
    tab.get_by_role("link", name="Stories").click()
    expect(tab.locator(".told")).to_have_text("3 stories")
    story = tab.locator(".item-link", has_text="Seattle")
    expect(story.locator(".item-about")).to_have_text("3 articles by 3 outlets · 10–12 June 2020")
    story.click()
    expect(tab.locator(".when")).to_have_text(["10 June 2020", "12 June 2020"])
    expect(tab.locator(".by")).to_have_text(
        ["Alder Street Courier", "Northgate Dispatch", "Quillwater Press Service"]
    )
    expect(tab.locator(".opening").nth(1)).to_contain_text("A federal judge on Friday")
    tab.reload()  # the story is in the URL
    expect(tab.locator(".account")).to_have_count(3)
    tab.locator(".telling").nth(1).click()
    expect(tab.locator(".reader .title")).to_contain_text("Federal judge limits tear gas")
    expect(tab.locator(".telling").nth(1)).to_have_attribute("aria-current", "true")
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Ask about this story").click()
    expect(tab.locator(".narrowed")).to_contain_text("Only from “Judge orders Seattle police")
    turn = answered(tab, "Who ordered the police to stop using tear gas?")
    about = turn.locator(".source").all_inner_texts()
    assert about
    assert all("Northgate" in a or "Quillwater" in a or "Alder" in a for a in about)


def test_from_an_article_one_comes_to_its_story_and_back_to_all_that_filters_leave(
    tab: Page, server: Server
) -> None:
    tab.goto(f"{server.url}coverage?list=stories&outlet=Northgate+Dispatch")
    expect(tab.locator(".told")).to_have_text("1 story")
    tab.get_by_role("link", name="Articles", exact=True).click()
    tab.locator(".item-link", has_text="Federal judge limits tear gas").click()
    tab.locator(".reader").get_by_text("2 more articles on this story, 3 outlets").click()
    expect(tab.locator(".account")).to_have_count(3)
    tab.get_by_role("button", name="All stories").click()
    expect(tab.locator(".told")).to_have_text("3 stories")
    tab.goto(f"{server.url}coverage?story=0123456789abcdef")
    expect(tab.get_by_role("heading", name="This story is gone")).to_be_visible()


def test_what_is_new_since_the_last_visit_is_told_and_shown(
    tab: Page, context: BrowserContext, server: Server, tmp_path: Path
) -> None:
    expect(tab.get_by_text("since your last visit")).to_have_count(0)
    otters = {
        "url": "https://pinewater.example/otters",
        "title": "Otters return to Pinewater",
        "published": "2020-06-02",
        "text": "Forty-three otters live in Pinewater harbor, an institute said on Tuesday.",
    }
    file = tmp_path / "otters.jsonl"
    file.write_text(json.dumps(otters) + "\n", encoding="utf-8")
    ingest(file, data=server.data)
    later = context.new_page()
    later.goto(f"{server.url}coverage")
    later.get_by_role("button", name="1 article new since your last visit").click()
    expect(later.locator(".item-title")).to_have_text([otters["title"]])
    ingest("--remove", otters["url"], data=server.data)


def test_by_keyboard_alone_one_searches_and_reads(tab: Page) -> None:
    tab.get_by_label("Search headlines and text").focus()
    tab.keyboard.type("Rekognition")
    expect(tab.locator(".item .found").first).to_be_visible()
    first = tab.locator(".item-link").first
    tab_to(tab, first)
    tab.keyboard.press("Enter")
    title = first.locator(".item-title").inner_text()
    expect(tab.locator(".reader .title")).to_have_text(title)
    expect(tab).to_have_title(f"{title} · Ask the Coverage")
    tab.keyboard.press("Escape")
    expect(tab.locator(".reader")).to_have_count(0)
    expect(first).to_be_focused()


def test_a_narrow_screen_scrolls_down_only_and_reads_over_the_list(
    browser_here: Browser, server: Server
) -> None:
    page = browser_here.new_page(
        viewport={"width": 390, "height": 844}, color_scheme="dark", reduced_motion="reduce"
    )
    page.goto(f"{server.url}coverage?q=police")
    expect(page.locator(".item .found").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Pages")).to_be_in_viewport()
    width = page.evaluate("document.querySelector('.stMain').scrollWidth")
    assert width == 390
    page.locator(".item-link").first.click()
    expect(page.locator(".reader .title")).to_be_visible()
    box = page.locator(".st-key-reader").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.close()
