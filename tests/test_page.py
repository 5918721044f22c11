from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_reader import answered
from page_server import Server, ingest, serving
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.article import Article

HOSTILE = {
    "url": "https://evil.example/zebra",
    "title": "Zebra council pays $5 and $9 ~twice~ <img src=http://evil.example/a.png>",
    "outlet": "The <b>Bold</b> Post",
    "published": "2022-03-01",
    "text": (
        "The zebra council paid $5 and $9 for ~two~ striped crates, <b>bold</b> <img"
        " src=http://evil.example/x.png onerror=alert(1)> ![x](http://evil.example/y.png)"
        " [go](javascript:alert(1)) :red[loud], Mayor Ada Quill said.\n\n<script>alert(2)</script>"
    ),
}


def _jsonl(path: Path, article: dict[str, str]) -> Path:
    path.write_text(json.dumps(article) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("page")
    before = HOSTILE | {"text": HOSTILE["text"].replace("Ada Quill", "Bob <i>Quill</i>")}
    ingest(_jsonl(folder / "hostile.jsonl", before), data=folder / "data")
    ingest("corpus", _jsonl(folder / "hostile.jsonl", HOSTILE), data=folder / "data")
    with serving(folder / "data", folder / "log") as running:
        yield running


def test_the_empty_page_explains_itself_and_suggests_questions(tab: Page) -> None:
    expect(tab.get_by_role("heading", name="Ask the Coverage")).to_be_visible()
    expect(tab.get_by_text("Every sentence of the answer comes from an article")).to_be_visible()
    expect(tab.locator(".foot")).to_contain_text(
        "Coverage through 1 March 2022 · 19 articles · last ingest "
    )
    pill = tab.get_by_role("navigation", name="Suggested questions").get_by_role("button").first
    question = pill.inner_text()
    pill.click()
    expect(tab.locator(".question")).to_have_text(question)
    expect(tab.locator(".source").first).to_be_visible()


def test_the_example_question_names_three_companies_each_with_its_article(tab: Page) -> None:
    turn = answered(tab, "Who halted police sales?")
    sentences = turn.locator(".sentence")
    assert sentences.count() <= 4
    for company in ("Microsoft", "Amazon", "IBM"):
        telling = sentences.filter(has_text=company)
        expect(telling.locator(".mark").first).to_have_text(re.compile(r"\[\d\]"))
    sources = turn.locator(".sources .source")
    assert sources.count() == sentences.count()
    expect(sources.first.locator(".card-about")).to_have_text(re.compile(r" · \d+ June 2020$"))


def test_a_mark_opens_the_article_at_the_cited_sentence(tab: Page) -> None:
    turn = answered(tab, "Who halted police sales?")
    quote = turn.locator(".card-quote").first.inner_text()
    mark = turn.locator(".mark").first
    href = mark.get_attribute("href") or ""
    mark.click()
    lit = tab.locator("mark.here")
    expect(lit).to_be_in_viewport()
    assert " ".join(lit.inner_text().split()) == quote
    assert tab.url.endswith(href)
    expect(tab.locator(".reader .title")).to_have_text(
        turn.locator(".card-title").first.inner_text()
    )
    chat = tab.locator(".thread").bounding_box()
    reader = tab.locator(".reader").bounding_box()
    assert chat
    assert reader
    assert chat["x"] + chat["width"] <= reader["x"]

    tab.reload()  # the link is to the sentence, not to a moment of this page
    expect(tab.locator("mark.here")).to_have_text(quote)
    expect(tab.locator(".question")).to_have_text("Who halted police sales?")

    tab.get_by_role("link", name="Next citation").click()
    expect(tab.locator(".place")).to_have_text(re.compile("Citation 2 of"))
    tab.keyboard.press("Escape")
    expect(tab.locator(".reader")).to_have_count(0)
    assert "article=" not in tab.url
    tab.go_back()
    expect(tab.locator(".place")).to_have_text(re.compile("Citation 2 of"))
    tab.get_by_role("button", name="Close").click()
    expect(tab.locator(".reader")).to_have_count(0)


def test_a_citation_opened_in_a_tab_of_its_own_shows_the_same(
    tab: Page, context: BrowserContext, server: Server
) -> None:
    turn = answered(tab, "Who halted police sales?")
    href = turn.locator(".card").nth(1).get_attribute("href")
    other = context.new_page()
    other.goto(f"{server.url}{href}")
    expect(other.locator("mark.here")).to_have_text(turn.locator(".card-quote").nth(1).inner_text())


def test_a_mark_shows_its_quote_to_the_mouse_and_to_the_keyboard(tab: Page) -> None:
    turn = answered(tab, "Who halted police sales?")
    mark, quote = turn.locator(".mark").nth(1), turn.locator(".card-quote").nth(1).inner_text()
    mark.hover()
    expect(tab.locator(".hover-quote")).to_have_text(quote)
    tab.mouse.move(5, 500)
    expect(tab.locator(".hover")).to_be_hidden()
    turn.locator(".mark").first.focus()
    tab.keyboard.press("Tab")
    expect(tab.locator(".hover-quote")).to_have_text(quote)
    tab.keyboard.press("Escape")
    expect(tab.locator(".hover")).to_be_hidden()
    tab.keyboard.press("Enter")
    expect(tab.locator("mark.here")).to_have_text(quote)
    tab.keyboard.press("Escape")
    expect(tab.locator(".reader")).to_have_count(0)
    expect(mark).to_be_focused()


def test_a_follow_up_a_reload_and_a_new_conversation(tab: Page) -> None:
    first = answered(tab, "Who halted police sales?")
    first.evaluate("(node) => { node.isTheSame = true; }")
    turn = answered(tab, "What about Amazon?")
    assert first.evaluate("(node) => node.isTheSame")  # nothing is drawn anew, nothing jumps
    expect(turn.locator(".sentence").first).to_contain_text("Amazon")
    expect(turn.locator(".question")).to_be_in_viewport()
    before = tab.locator(".turn").all_inner_texts()
    tab.reload()
    expect(tab.locator(".turn")).to_have_count(2)
    expect(turn.locator(".question")).to_be_in_viewport()
    assert tab.locator(".turn").all_inner_texts() == before
    tab.get_by_role("button", name="New conversation").click()
    expect(tab.get_by_role("heading", name="Ask the Coverage")).to_be_visible()
    tab.get_by_test_id("stExpandSidebarButton").click()
    recent = tab.get_by_role("navigation", name="Conversations").get_by_role("link")
    expect(recent.first).to_contain_text("Who halted police sales?")
    recent.first.click()
    expect(tab.locator(".turn")).to_have_count(2)


def test_what_the_coverage_does_not_say_is_declined_with_the_nearest_articles(tab: Page) -> None:
    turn = answered(tab, "What did Apple decide?")
    expect(turn.locator(".short")).to_have_text("The coverage does not say.")
    expect(turn.locator(".mark")).to_have_count(0)
    nearest = turn.locator(".nearest .card")
    expect(nearest).to_have_count(3)
    nearest.first.click()
    expect(tab.locator(".reader .title")).to_have_text(
        nearest.first.locator(".card-title").inner_text()
    )
    expect(tab.locator("mark.here")).to_have_count(0)


def test_the_reader_tells_what_an_update_changed(context: BrowserContext, server: Server) -> None:
    key = Article.new(text="", source="", url=HOSTILE["url"]).id
    page = context.new_page()
    page.goto(f"{server.url}?article={key}")
    changes = page.locator(".reader .changes li")
    expect(changes.first).to_be_hidden()
    page.get_by_text("Updated once: what changed").click()
    expect(changes).to_have_count(2)
    expect(changes.first).to_contain_text(re.compile(r"^Removed: .*Mayor Bob <i>Quill</i> said"))
    expect(changes.last).to_contain_text(re.compile(r"^Added: .*Mayor Ada Quill said"))


def test_where_else_a_text_stands_is_told_and_opens(tab: Page) -> None:
    turn = answered(tab, "What did the judge in Seattle order in June 2020?")
    source = turn.locator(".source", has_text="also in Northgate Dispatch").first
    expect(source).to_contain_text("Quillwater Press Service")
    source.locator("a").click()
    tab.locator(".reader .also").get_by_role("link", name=re.compile("Northgate Dispatch")).click()
    expect(tab.locator(".reader .kicker")).to_contain_text("Northgate Dispatch")
    elsewhere = tab.locator(".reader .also", has_text="The same text is also in")
    expect(elsewhere).to_contain_text("Quillwater Press Service")


def test_hostile_words_are_shown_as_they_are_written(tab: Page) -> None:
    question = (
        "What did the zebra council pay $5 and $9 for? <b>~x~</b> ![x](http://evil.example/q.png)"
    )
    turn = answered(tab, question)
    expect(turn.locator(".card-title").first).to_have_text(HOSTILE["title"])
    expect(turn.locator(".card-about").first).to_contain_text("The <b>Bold</b> Post · 1 March 2022")
    turn.locator(".card").first.click()
    expect(tab.locator(".reader .title")).to_have_text(HOSTILE["title"])
    for paragraph in HOSTILE["text"].split("\n\n"):
        expect(tab.locator(".reader .body")).to_contain_text(paragraph)
    expect(tab.locator(".reader .body").locator("img, b, script, a")).to_have_count(0)
    expect(tab.locator(".thread").locator("img, b, script")).to_have_count(0)
    original = tab.get_by_role("link", name="Read the original at evil.example")
    expect(original).to_have_attribute("href", HOSTILE["url"])
    expect(original).to_have_attribute("rel", "noopener noreferrer")
    tab.keyboard.press("Escape")
    tab.get_by_test_id("stExpandSidebarButton").click()
    recent = tab.get_by_role("navigation", name="Conversations")
    expect(recent).to_contain_text("<b>~x~</b>")


def test_an_article_ingested_while_the_page_is_open_is_found(
    tab: Page, server: Server, tmp_path: Path
) -> None:
    question = "How many otters live in Pinewater harbor?"
    answered(tab, question)
    otters = {
        "url": "https://pinewater.example/otters",
        "title": "Otters return to Pinewater",
        "outlet": "Pinewater Gazette",
        "published": "2022-03-02",
        "text": "Forty-three otters live in Pinewater harbor, an institute said on Tuesday.",
    }
    ingest(_jsonl(tmp_path / "otters.jsonl", otters), data=server.data)
    turn = answered(tab, question)
    expect(turn.locator(".sentences")).to_contain_text(
        "Forty-three otters live in Pinewater harbor"
    )
    expect(tab.locator(".foot")).to_contain_text("Coverage through 2 March 2022")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_scrolls_down_only_and_reads_the_article_over_the_chat(
    browser_here: Browser, server: Server, scheme: str
) -> None:
    page = browser_here.new_page(
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(server.url)
    assert _overflow(page) == 0
    turn = answered(page, "Who halted police sales?")
    assert _overflow(page) == 0
    turn.locator(".card").first.click()
    expect(page.locator("mark.here")).to_be_in_viewport()
    assert _overflow(page) == 0
    box = page.locator(".st-key-reader").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    for _ in range(8):  # the keyboard stays in what covers the page
        page.keyboard.press("Tab")
        expect(page.locator(".reader").locator(":focus")).to_have_count(1)
    page.close()


def test_an_answer_that_a_restart_interrupts_is_given_all_the_same(
    tab: Page, server: Server
) -> None:
    box = tab.get_by_test_id("stChatInputTextArea")
    box.fill("Who halted police sales?")
    box.press("Enter")
    expect(tab.locator(".turn")).to_have_count(1)
    server.restart()
    tab.goto(tab.url)  # right after the start, so the library is still loading
    turn = tab.locator(".turn")
    expect(turn).to_have_attribute("aria-busy", "false")
    expect(turn.locator(".source").first).to_be_visible()


def test_a_data_folder_with_nothing_in_says_what_to_do_and_goes_on_by_itself(
    browser_here: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path / "data", tmp_path / "log") as server:
        page = browser_here.new_page()
        page.goto(server.url)
        expect(page.get_by_text("python ingest.py corpus")).to_be_visible()
        expect(page.get_by_test_id("stChatInputTextArea")).to_have_count(0)
        article = {"url": "https://a.example/1", "title": "Rain", "text": "Rain fell. " * 20}
        ingest(_jsonl(tmp_path / "a.jsonl", article), data=server.data)
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()
        expect(page.locator(".foot")).to_contain_text("1 article · last ingest just now")
        page.close()


def _overflow(page: Page) -> int:
    """By how many pixels anything on the page is wider than the window."""
    return int(
        page.evaluate(
            "Math.max(...[document.documentElement, document.querySelector('.stMain')]"
            ".map((e) => e.scrollWidth - e.clientWidth))"
        )
    )


def test_what_was_understood_stands_above_the_answer_and_can_be_taken_away(tab: Page) -> None:
    turn = answered(tab, "What did Amazon decide in May 2021, according to the Harbor Ledger?")
    chips = turn.locator(".chip")
    expect(chips).to_have_text(["The Harbor Ledger×", "May 2021×"])
    for about in turn.locator(".sources .card-about").all():
        expect(about).to_contain_text("The Harbor Ledger")
    chip = turn.get_by_role("button", name="Remove May 2021 and ask again")
    box = chip.bounding_box()
    assert box
    assert box["height"] >= 24
    chip.focus()
    tab.keyboard.press("Enter")
    expect(chips).to_have_text(["The Harbor Ledger×"])
    expect(turn).to_have_attribute("aria-busy", "false")
    tab.reload()
    expect(tab.locator(".turn .chip")).to_have_text(["The Harbor Ledger×"])


def test_a_narrowing_that_leaves_nothing_is_told(tab: Page) -> None:
    turn = answered(tab, "Who sued Seattle in winter 2018?")
    expect(turn.locator(".note")).to_contain_text("Nothing was found for winter 2018")
    expect(turn.locator(".chip")).to_have_count(0)


def test_the_sidebar_narrows_what_is_asked_next_until_it_is_cleared(tab: Page) -> None:
    tab.get_by_test_id("stExpandSidebarButton").click()
    outlets = tab.get_by_role("combobox", name="Outlets")
    outlets.fill("North")
    tab.get_by_role("option", name="Northgate Dispatch").click()
    tab.keyboard.press("Escape")
    expect(tab.locator(".narrowed")).to_have_text("Only from Northgate Dispatch")
    turn = answered(tab, "What did Amazon halt?")
    expect(turn.locator(".chip")).to_have_text(["Northgate Dispatch×"])
    for about in turn.locator(".sources .card-about").all():
        expect(about).to_contain_text("Northgate Dispatch")
    tab.get_by_role("button", name="Clear filters").click()
    expect(tab.locator(".narrowed")).to_have_count(0)
    expect(answered(tab, "What did Amazon halt?").locator(".chip")).to_have_count(0)


def test_an_answer_is_laid_out_as_is_chosen_or_asked_for(tab: Page) -> None:
    tab.get_by_role("radio", name="Timeline").click()
    expect(tab.get_by_role("radio", name="Timeline")).to_be_checked()
    turn = answered(tab, "Which cities banned facial recognition?")
    leads = turn.locator(".timeline .lead")
    expect(leads.first).to_have_text(re.compile(r"\d{4}$"))
    assert leads.count() == turn.locator(".sentence").count() > 2
    turn = answered(tab, "In bullet points, please")
    expect(turn.locator(".bullets .item .mark").first).to_be_visible()
    expect(turn.locator(".lead")).to_have_count(0)
    tab.get_by_role("radio", name="Timeline").press("ArrowRight")
    expect(tab.get_by_role("radio", name="Who said what")).to_be_checked()
    expect(tab.get_by_role("radio", name="Who said what")).to_be_focused()
    turn = answered(tab, "What was said about selling facial recognition to police?")
    expect(turn.locator(".who-said-what .lead").first).to_contain_text(" · ")
