"""What a reader does with an answer, in the real page; most answers are kept ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_answers import HALTED, RELATED, an_answer, keep
from markdown_it import MarkdownIt
from page_reader import reader_of
from page_server import ROOT, Server, ingest, serving
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.commands.ask import _read
from bot.conversations import Conversations
from bot.outcome import Outcome

HOSTILE = "Who <script>alert(1)</script> _paid_ [x](http://evil.example) $5?"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thread") / "data"
    ingest("corpus", data=folder)
    return folder


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    with serving(data, data.parent / "log") as running:
        yield running


@pytest.fixture
def context(browser_here: Browser, server: Server) -> Iterator[BrowserContext]:
    """A reader who wants nothing to move, and lets the page use the clipboard."""
    clipboard = ["clipboard-read", "clipboard-write"]
    with reader_of(browser_here, server, reduced_motion="reduce", permissions=clipboard) as context:
        yield context


def opened(context: BrowserContext, server: Server, conversation: str) -> Page:
    page = context.new_page()
    page.goto(f"{server.url}?c={conversation}")
    expect(page.locator(".turn").first).to_be_visible(timeout=60_000)
    return page


def show_side(page: Page) -> None:
    """Open the sidebar, unless the browser has kept it open."""
    expand = page.get_by_test_id("stExpandSidebarButton")
    expect(page.locator(".turn").first).to_be_visible()
    hidden = page.get_by_role("navigation", name="Conversations", include_hidden=True)
    expect(hidden).to_be_attached()
    if expand.is_visible():
        expand.click()


def kept(data: Path, conversation: str) -> None:
    answer = an_answer(data, short="Amazon, IBM, Microsoft")
    declined = Outcome(standalone="What did Apple decide?", found=answer.found)
    keep(data, conversation, ("Who halted police sales?", answer), ("And Apple?", declined))


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_beside_the_answer_are_other_articles_and_questions_to_go_on_with(
    context: BrowserContext, server: Server, data: Path
) -> None:
    kept(data, "beside")
    page = opened(context, server, "beside")
    turn = page.locator(".turn").first
    cited = turn.locator(".sources .card-title").all_inner_texts()
    others = turn.get_by_role("region", name="Other articles on this").locator(".card-title")
    assert 1 <= others.count() <= 4
    assert not set(cited) & set(others.all_inner_texts())
    expect(page.locator(".turn").nth(1).locator(".nearest .card")).to_have_count(3)
    questions = turn.get_by_role("region", name="Related questions").get_by_role("button")
    expect(questions).to_have_text(list(RELATED))
    questions.first.click()
    expect(page.locator(".turn").nth(2).locator(".question")).to_have_text(RELATED[0])


def test_an_answer_is_copied_with_its_sources_and_shared_as_a_link(
    context: BrowserContext, server: Server, data: Path
) -> None:
    kept(data, "copy")
    page = opened(context, server, "copy")
    turn = page.locator(".turn").first
    share = turn.get_by_role("button", name="Copy a link to this conversation")
    left = "(node) => node.getBoundingClientRect().left"
    before = share.evaluate(left)
    turn.get_by_role("button", name="Copy with sources").click()
    expect(turn.get_by_text("Copied")).to_be_visible()
    assert abs(share.evaluate(left) - before) < 1
    expect(page.locator(".heard")).to_have_text("Copied")
    lines = clipboard(page).splitlines()
    assert lines[0] == "Who halted police sales?"
    assert lines[2].startswith(HALTED[0])
    assert re.match(r"\[3\] .*\. The Harbor Ledger · 11 June 2020\. https://", lines[-1])
    share.click()
    page.wait_for_function("navigator.clipboard.readText().then((t) => t.includes('?c=copy'))")
    other = context.new_page()
    other.goto(clipboard(page))
    expect(other.locator(".question").first).to_have_text("Who halted police sales?")
    page.locator(".mark").first.click()
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("navigator.clipboard.readText().then((t) => t.includes('quote='))")
    assert "c=" not in clipboard(page)
    other.goto(clipboard(page))
    expect(other.locator("mark.here")).to_contain_text(HALTED[0])


def test_what_a_reader_thinks_is_kept_and_becomes_a_question_to_measure_by(
    context: BrowserContext, server: Server, data: Path
) -> None:
    kept(data, "judged")
    page = opened(context, server, "judged")
    turn = page.locator(".turn").first
    turn.get_by_role("button", name="Bad answer").click()
    field = turn.get_by_label("What was wrong (optional)")
    field.fill("Google is <b>missing</b>")
    field.press("Enter")
    bad = turn.get_by_role("button", name="Bad answer")
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(bad).to_be_focused()
    page.reload()
    expect(bad).to_have_attribute("aria-pressed", "true")
    command = [sys.executable, "-m", "bot", "feedback", "export", "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    line = next(r for r in map(json.loads, done.stdout.splitlines()) if r["id"] == "judged-1")
    assert (line["verdict"], line["reason"]) == ("bad", "Google is <b>missing</b>")
    assert line["answer"].startswith(HALTED[0])
    assert len(line["passages"]) == 12
    assert line["generation"] == 1
    questions = data.parent / "judged.jsonl"
    questions.write_text(done.stdout, encoding="utf-8")
    assert [q.question for q in _read(questions)] == ["Who halted police sales?"]
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "false")


def test_conversations_stand_under_their_days_and_are_found_renamed_deleted_and_brought_back(
    context: BrowserContext, server: Server, data: Path
) -> None:
    kept(data, "first")
    keep(data, "second", ("Who sued the city of 100% rain?", Outcome()))
    page = opened(context, server, "first")
    show_side(page)
    side = page.get_by_role("navigation", name="Conversations")
    expect(side.get_by_role("heading").first).to_have_text("Today")
    side.get_by_label("Search conversations").fill("Krishna congress")  # of an answer
    expect(side.get_by_role("link", name="Who sued")).to_have_count(0)
    side.get_by_label("Search conversations").fill("100%")
    expect(side.get_by_role("link")).to_have_text(["Who sued the city of 100% rain?"])
    side.get_by_label("Search conversations").fill("")
    current = side.locator("[aria-current]")
    expect(current).to_have_text("Who halted police sales?")
    side.get_by_role("button", name="Rename Who halted police sales?").last.click()
    side.get_by_label("New title").fill("Faces & <i>police</i>")
    side.get_by_label("New title").press("Enter")
    expect(current).to_have_text("Faces & <i>police</i>")
    expect(current).to_be_focused()
    expect(page).to_have_title("Faces & <i>police</i> · Ask the Coverage")
    page.reload()
    show_side(page)
    expect(current).to_have_text("Faces & <i>police</i>")
    side.get_by_role("button", name="Delete Faces & <i>police</i>").click()
    expect(page.get_by_role("heading", name="Ask the Coverage")).to_be_visible()
    expect(page).to_have_title("Ask the Coverage")
    expect(side.get_by_role("status")).to_contain_text("Deleted “Faces & <i>police</i>”")
    expect(side.get_by_role("link", name="Faces")).to_have_count(0)
    expect(side.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(current).to_have_text("Faces & <i>police</i>")
    expect(current).to_be_focused()
    expect(page.locator(".turn")).to_have_count(2)


def test_older_conversations_are_shown_when_they_are_asked_for(
    context: BrowserContext, server: Server, data: Path
) -> None:
    for number in range(17):
        keep(data, f"of-many-{number}", (f"Question number {number}?", Outcome()))
    page = opened(context, server, "of-many-16")
    show_side(page)
    links = page.get_by_role("navigation", name="Conversations").get_by_role("link")
    expect(links).to_have_count(15)
    expect(links.last).to_have_text("Question number 2?")
    page.get_by_role("button", name="Show more").click()
    expect(links.nth(16)).to_have_text("Question number 0?")
    expect(links.nth(15)).to_be_focused()  # where the reading goes on


def test_a_conversation_is_exported_with_footnotes_and_with_nothing_that_runs(
    context: BrowserContext, server: Server, data: Path, tmp_path: Path
) -> None:
    keep(data, "export", (HOSTILE, an_answer(data)), ("Again?", an_answer(data, HALTED[:1])))
    page = opened(context, server, "export")
    files: dict[str, str] = {}
    for name in ("Markdown", "JSON", "Page to print"):
        page.get_by_role("button", name="Export").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        files[name] = file.read_text(encoding="utf-8")
        page.keyboard.press("Escape")
    told = json.loads(files["JSON"])
    assert [t["question"] for t in told["turns"]] == [HOSTILE, "Again?"]
    assert [len(t["citations"]) for t in told["turns"]] == [3, 1]
    rendered = MarkdownIt().render(files["Markdown"])
    assert "<script" not in rendered
    assert 'evil.example"' not in rendered
    assert "_paid_" in rendered
    for number in range(1, 5):
        assert len(re.findall(rf"\[\^{number}\]", files["Markdown"])) == 2
    printed = context.new_page()
    printed.set_content(files["Page to print"])
    expect(printed.locator("h2")).to_have_text([HOSTILE, "Again?"])
    expect(printed.locator("script, img, b, i")).to_have_count(0)
    for mark in printed.locator("sup a").all():
        target = str(mark.get_attribute("href"))
        expect(printed.locator(f"li{target} q")).to_have_count(1)
    assert printed.pdf()[:4] == b"%PDF"
    command = [sys.executable, "-m", "bot", "export", "export", "--data", str(data)]
    done = subprocess.run(
        [*command, "--format", "html"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == files["Page to print"].strip()


def test_the_article_is_well_set_and_all_that_was_cited_in_it_is_lit(
    context: BrowserContext, server: Server, data: Path
) -> None:
    second = "The letter went to"
    keep(data, "read", ("One?", an_answer(data)), ("Two?", an_answer(data, [HALTED[1], second])))
    page = opened(context, server, "read")
    page.locator(".turn").first.locator(".mark").nth(1).click()
    expect(page.locator("mark.here")).to_contain_text(HALTED[1])
    cited = page.locator("mark.cited")
    expect(cited).to_have_count(1)
    expect(cited).to_contain_text(second)
    assert "underline" in str(cited.evaluate("(n) => getComputedStyle(n).textDecorationLine"))
    lines = page.locator(".reader .body p").evaluate_all(LINE_LENGTHS)
    assert 60 <= sum(lines) / len(lines) <= 72


def test_a_mark_never_begins_a_line(context: BrowserContext, server: Server, data: Path) -> None:
    kept(data, "lines")
    page = opened(context, server, "lines")
    begins = page.locator(".turn").first.locator(".sentences")
    for width in range(330, 800, 10):
        page.set_viewport_size({"width": width, "height": 860})
        assert begins.evaluate(MARKS_THAT_BEGIN_A_LINE) == 0, width


MARKS_THAT_BEGIN_A_LINE = """(sentences) => {
  const edge = sentences.getBoundingClientRect().left + 3;
  const marks = [...sentences.querySelectorAll('.mark')];
  return marks.filter((mark) => mark.getBoundingClientRect().left < edge).length;
}"""


def test_on_paper_stands_what_was_asked_and_answered_in_dark_ink(
    browser_here: Browser, server: Server, data: Path
) -> None:
    keep(data, "paper", *((f"Question {n}?", an_answer(data)) for n in range(6)))
    with reader_of(browser_here, server, color_scheme="dark", reduced_motion="reduce") as context:
        page = opened(context, server, "paper")
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.locator(".question").first).to_be_visible()
        for part in (page.get_by_test_id("stBottom"), page.get_by_role("button", name="Export")):
            expect(part).to_be_hidden()
        expect(page.get_by_role("button", name="Copy with sources").first).to_be_hidden()
        ink = page.locator(".sentence").first.evaluate("(node) => getComputedStyle(node).color")
        assert ink == "rgb(27, 29, 34)"
        paper = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
        assert page.evaluate(paper) == "rgb(255, 255, 255)"
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) > 1  # not the first screen alone


LINE_LENGTHS = """(paragraphs) => paragraphs.flatMap((paragraph) => {
  const lengths = [];
  let top = null;
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let i = 0; i < node.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      if (top === null || box.top > top + 8) lengths.push(0);
      top = box.top;
      lengths[lengths.length - 1]++;
    }
  }
  return lengths.slice(0, -1);
})"""
"""Characters of each full line."""


def test_the_next_question_can_be_about_the_open_article_alone(
    context: BrowserContext, server: Server, data: Path
) -> None:
    kept(data, "about")
    page = opened(context, server, "about")
    page.locator(".mark").nth(1).click()
    page.get_by_role("button", name="Ask about this article").click()
    chip = "“IBM quits facial recognition business, CEO tells Congress”"
    expect(page.locator(".narrowed")).to_have_text(f"Only from {chip}")
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_focused()
    box.fill("Who got the letter?")
    box.press("Enter")
    turn = page.locator(".turn").nth(2)
    expect(turn).to_have_attribute("aria-busy", "false", timeout=240_000)
    expect(turn.locator(".chip")).to_have_text([f"{chip}×"])
    for title in turn.locator(".card-title").all_inner_texts():
        assert title == chip.strip("“”")


def test_the_keyboard_walks_the_citations_and_returns_to_the_same_place(
    context: BrowserContext, server: Server, data: Path
) -> None:
    answer = an_answer(data)
    keep(data, "keys", *((f"Question {n}?", answer) for n in range(6)))
    page = opened(context, server, "keys")
    mark = page.locator(".turn").nth(3).locator(".mark").first
    mark.evaluate("(n) => n.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    before = mark.bounding_box()
    mark.click()
    expect(page.locator("mark.here")).to_contain_text(HALTED[0])
    page.keyboard.press("j")
    expect(page.locator("mark.here")).to_contain_text(HALTED[1])
    page.keyboard.press("k")
    expect(page.locator("mark.here")).to_contain_text(HALTED[0])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(page.locator(".reader")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    expect(mark).to_be_focused()
    page.wait_for_timeout(300)
    after = mark.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 3
    mark.click()
    expect(page.locator("mark.here")).to_contain_text(HALTED[0])
    page.reload()
    expect(page.locator("mark.here")).to_contain_text(HALTED[0])
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    expect(page.locator(".turn").last.locator(".mark").first).to_be_focused()
    page.keyboard.press("/")
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_focused()
    box.press_sequentially("j/k?")  # letters, where somebody writes
    expect(box).to_have_value("j/k?")


def test_settings_are_kept_in_the_browser_and_do_what_they_say(
    context: BrowserContext, server: Server, data: Path
) -> None:
    kept(data, "settings")
    page = opened(context, server, "settings")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    paper = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    usual, light = page.evaluate(size), page.evaluate(paper)
    show_side(page)
    page.get_by_text("Large", exact=True).click()
    page.wait_for_function(f"{size} > {usual}")
    page.get_by_text("Strict", exact=True).click()
    page.get_by_text("Dark", exact=True).click()
    page.wait_for_function(f"document.querySelector('.stApp') && {paper} !== '{light}'")
    expect(page.locator(".turn")).to_have_count(2)
    assert page.evaluate(size) > usual
    other = opened(context, server, "settings")
    assert other.evaluate(paper) == page.evaluate(paper)
    assert other.evaluate(size) == page.evaluate(size)
    other.goto(f"{server.url}coverage")  # on each page, also one that is loaded by itself
    expect(other.get_by_role("heading", name="Coverage", exact=True)).to_be_visible()
    assert other.evaluate(paper) == page.evaluate(paper)
    other.goto(f"{server.url}?c=settings")
    box = other.get_by_test_id("stChatInputTextArea")
    box.fill("Who ordered it?")
    box.press("Enter")
    expect(other.locator(".turn")).to_have_count(3)
    assert Conversations(data).turns("settings")[-1].filters.threshold == 0.5
