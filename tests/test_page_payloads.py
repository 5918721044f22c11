"""What hostile writers put into fields is shown as it is written, and does nothing."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hostile_coverage import SETS, file_names, hostile_coverage
from page_server import Server, chromium, serving, strangers
from payloads import PAYLOADS
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect, sync_playwright

from bot.article import Article

SLOWLY = 60_000
ASKED = 6
"""So many questions that hold all payloads: one may have 2,000 characters."""
MARKUP = (
    "img, script, iframe, object, embed, svg image, video, audio, form, table, style, link, base,"
    " meta, font, marquee, input, select, b, i, em, strong:not(.told), code, pre, h4, .katex"
)


@dataclass(frozen=True)
class Hostile:
    server: Server
    articles: tuple[Article, ...]
    conversation: str


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    folder = tmp_path_factory.mktemp("payloads")
    kept = hostile_coverage(folder)
    with serving(kept.data, folder / "log") as server:
        yield Hostile(server, kept.articles, kept.conversation)


@pytest.fixture
def tab(hostile: Hostile) -> Iterator[Page]:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(3 * SLOWLY)
        foreign, wrong = strangers(context, hostile.server), _listening(context)
        page = context.new_page()
        yield page
        assert page.evaluate("[window.pwned, Object.prototype.pwned]") == [None, None]
        context.close()
    assert foreign == []
    assert wrong == []


def _listening(context: BrowserContext) -> list[str]:
    """What a script that ran would leave behind, as it happens."""
    wrong: list[str] = []

    def refuse(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", refuse)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("page", lambda page: page.on("popup", lambda popup: wrong.append(popup.url)))
    return wrong


def test_there_are_at_least_150_payloads_each_once() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 150


def test_every_payload_in_every_part_of_an_answer_is_shown_as_it_is_written(
    tab: Page, hostile: Hostile
) -> None:
    tab.goto(f"{hostile.server.url}?c={hostile.conversation}")
    turns = tab.locator(".turn")
    expect(turns).to_have_count(len(SETS) + 1, timeout=SLOWLY)
    for number, (article, payloads) in enumerate(zip(hostile.articles, SETS, strict=True)):
        words = _plain(" ".join(payloads))
        turn = turns.nth(number)
        assert _shown(turn.locator(".question")) == words
        assert _shown(turn.locator(".short")) == words[:1].upper() + words[1:]
        assert _shown(turn.locator(".sentence")).startswith(f"A model said {words}")
        assert _shown(turn.locator(".note")) == words
        assert f"Written by {words}" in _shown(turn.locator(".by"))
        assert _shown(turn.locator(".sources .card-title")) == _plain(article.title)
        assert _plain(article.outlet or "") in _shown(turn.locator(".sources .card-about"))
        assert _shown(turn.locator(".sources .card-quote")) == words
        assert _plain(article.outlet or "") in _shown(turn.locator(".chip"))
    assert _shown(turns.last.locator(".trouble")) == _plain(" ".join(PAYLOADS[:40]))
    expect(turns.locator(MARKUP)).to_have_count(0)
    _assert_in_order(tab)


def test_every_payload_in_every_field_of_an_article_is_shown_as_it_is_written(
    tab: Page, hostile: Hostile
) -> None:
    for article, payloads in zip(hostile.articles, SETS, strict=True):
        tab.goto(f"{hostile.server.url}?article={article.id}")
        reader = tab.locator(".reader")
        expect(reader.locator(".title")).to_have_text(article.title, timeout=SLOWLY)
        assert _plain(article.byline or "") in _shown(reader)
        kicker = f"{article.outlet} · {article.section}"
        assert _shown(reader.locator(".kicker")) == _plain(kicker)
        paragraphs = [_plain(text) for text in reader.locator(".body p").all_text_contents()]
        assert paragraphs[1:] == [_plain(payload) for payload in payloads]
        captions = reader.locator(".captions p").all_text_contents()
        assert [_plain(text) for text in captions] == [_plain(payload) for payload in payloads]
        words = _plain(" ".join(payloads))
        elsewhere = reader.locator(".also", has_text="The same text is also in")
        assert f"Copied {article.title.split()[0]} {words}" in _shown(elsewhere)
        changed = _shown(reader.locator(".history"))
        assert f"Removed: Headline: {article.title.split()[0]} once {words}" in changed
        own = reader.locator(".history li > strong:first-child").count()  # "Removed:", "Added:"
        assert own
        expect(reader.locator(MARKUP)).to_have_count(own)
        original = reader.get_by_role("link", name="Read the original at evil.example")
        assert (original.get_attribute("href") or "").startswith("https://evil.example/")
        expect(original).to_have_attribute("rel", "noopener noreferrer")
        _assert_in_order(tab)


def test_every_payload_in_a_filter_a_suggestion_and_a_title_of_a_conversation(
    tab: Page, hostile: Hostile
) -> None:
    tab.goto(hostile.server.url)
    pills = tab.get_by_role("navigation", name="Suggested questions")
    tab.get_by_test_id("stExpandSidebarButton").click()
    recent = tab.get_by_role("navigation", name="Conversations")
    expect(recent.get_by_role("link")).to_have_count(1, timeout=SLOWLY)
    box = tab.get_by_role("combobox", name="Outlets")
    for number, payloads in enumerate(SETS):
        box.fill(f"Outlet {number} {payloads[0]}")
        named = re.compile(rf"^\s*Outlet {number}\b")  # beside "Select 7 matches"
        option = tab.get_by_role("option").filter(has_text=named).first
        assert _plain(" ".join(payloads)) in _shown(option)
        option.click()
    tab.keyboard.press("Escape")
    narrowed = tab.locator(".narrowed")
    for payloads in SETS:
        expect(narrowed).to_contain_text(_plain(payloads[0]), timeout=SLOWLY)
    for part in (pills, recent, narrowed, tab.get_by_test_id("stMultiSelect")):
        expect(part.locator("img, script, iframe, b, em, strong, code, .katex")).to_have_count(0)
    _assert_in_order(tab)


def test_every_payload_on_the_page_of_what_is_in(tab: Page, hostile: Hostile) -> None:
    titles: list[str] = []
    for page in (1, 2):
        tab.goto(f"{hostile.server.url}coverage?page={page}")
        expect(tab.get_by_text(f"Page {page} of 2")).to_be_visible(timeout=SLOWLY)
        items = tab.locator(".item")
        expect(items.locator(".item-about").first).to_be_visible(timeout=SLOWLY)
        titles += [_plain(text) for text in items.locator(".item-title").all_text_contents()]
        told = _plain(" ".join(items.locator(".item-about").all_text_contents()))
        for article in hostile.articles:
            if _plain(article.title) in titles[-items.count() :]:
                assert _plain(f"{article.outlet}") in told
                assert _plain(f"{article.section}") in told
        expect(items.locator(MARKUP)).to_have_count(0)
        _assert_unharmed(tab)
    assert {_plain(article.title) for article in hostile.articles} <= set(titles)
    tab.get_by_role("button", name="Previous").click()
    expect(tab.get_by_text("Page 1 of 2")).to_be_attached(timeout=SLOWLY)
    expect(tab.locator(".told")).to_be_in_viewport(timeout=SLOWLY)  # read from its beginning
    sought = " ".join(PAYLOADS[:3])
    tab.get_by_role("searchbox", name="Search headlines and text").fill(sought)
    expect(tab.get_by_role("button", name="Clear")).to_be_visible(timeout=SLOWLY)
    expect(tab.locator(".item").locator(MARKUP)).to_have_count(0)
    _assert_unharmed(tab)


def test_payloads_on_the_page_of_a_story(tab: Page, hostile: Hostile) -> None:
    seen: set[str] = set()
    for article in hostile.articles:
        if _plain(article.title) in seen:
            continue
        tab.goto(f"{hostile.server.url}coverage?story={article.id}")
        told = tab.locator(".story .account").or_(tab.get_by_text("This story is gone"))
        expect(told.first).to_be_visible(timeout=2 * SLOWLY)
        story = tab.locator(".story")
        seen |= {_plain(text) for text in story.locator(".telling-title").all_text_contents()}
        expect(story.locator(MARKUP)).to_have_count(0)
        _assert_unharmed(tab)
    assert seen & {_plain(article.title) for article in hostile.articles}


def test_every_payload_as_the_name_of_a_file_that_is_refused(tab: Page, hostile: Hostile) -> None:
    for number, names in enumerate(file_names(), start=1):
        tab.goto(f"{hostile.server.url}add?run={number}")
        items = tab.locator(".item")
        expect(items).to_have_count(len(names), timeout=SLOWLY)
        shown = {_plain(text) for text in items.locator(".item-title").all_text_contents()}
        missing = [name for name in names if not any(t.endswith(_plain(name)) for t in shown)]
        assert missing == []
        expect(items.locator(MARKUP)).to_have_count(0)
        _assert_unharmed(tab)


def test_a_question_that_is_a_payload_is_asked_as_it_is_written(
    tab: Page, hostile: Hostile
) -> None:
    tab.goto(hostile.server.url)
    for number in range(ASKED):
        question = " ".join(PAYLOADS[number::ASKED])
        box = tab.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")
        shown = tab.locator(".turn .question")
        expect(shown).to_have_count(number + 1, timeout=SLOWLY)
        assert _shown(shown.last) == _plain(question)
    expect(tab.locator(".turn").locator(MARKUP)).to_have_count(0)
    tab.get_by_test_id("stExpandSidebarButton").click()
    recent = tab.get_by_role("navigation", name="Conversations")
    expect(recent).to_contain_text(_plain(PAYLOADS[0]), timeout=SLOWLY)
    expect(recent.locator("img, script, iframe, b")).to_have_count(0)
    _assert_in_order(tab)


def _status(server: Server, request: str, origin: str) -> int:
    """What the server answers to ``request`` of a page at ``origin``."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        lines = [
            *(request, f"Host: 127.0.0.1:{server.port}", f"Origin: {origin}"),
            *("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"),
            *("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Content-Length: 0", "", ""),
        ]
        connection.sendall("\r\n".join(lines).encode())
        return int(connection.recv(4096).split()[1])


def test_a_page_of_another_site_gets_no_connection(hostile: Hostile) -> None:
    own = f"http://127.0.0.1:{hostile.server.port}"
    stream = "GET /_stcore/stream HTTP/1.1"
    assert _status(hostile.server, stream, own) == 101
    for origin in ("http://evil.example", f"http://evil.example:{hostile.server.port}", "null"):
        assert _status(hostile.server, stream, origin) == 403


def _shown(part: Locator) -> str:
    return _plain(part.text_content() or "")


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())


def _assert_in_order(page: Page) -> None:
    """It is unharmed, and the input is there."""
    _assert_unharmed(page)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()


def _assert_unharmed(page: Page) -> None:
    """Nothing is asked of evil.example, nothing is wider than the window or has been moved."""
    expect(
        page.locator("[src*=evil], [srcset*=evil], [style*=evil], [action*=evil]")
    ).to_have_count(0)
    wide = page.evaluate(
        "Math.max(...[document.documentElement, document.querySelector('.stMain')]"
        ".map((e) => e.scrollWidth - e.clientWidth))"
    )
    assert wide == 0
    style = page.evaluate("getComputedStyle(document.querySelector('.stApp')).transform")
    assert style == "none"
