"""Accounts, with a real provider on loopback: in a real browser, and by hand at the websocket."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from accounts_server import PEOPLE, SECRET, log_in, logged_in, menu_of, provider, with_accounts
from kept_answers import an_answer, keep
from page_reader import WITHIN, serious
from page_server import Server, ingest
from page_socket import PageSocket
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from bot.conversation_list import ConversationList
from bot.ingest import journal

ENDS_WITHIN = 240_000
ENDED = "Your session has ended"
OTTERS = b"""---
title: Otters return to Pinewater
---

Forty-three otters live in Pinewater harbor, an institute said on Tuesday.
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider() as url:
        yield url


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("accounts")
    ingest("corpus", data=folder / "data")
    running = with_accounts(Server(folder / "data", folder / "log"), issuer, folder)
    answer = an_answer(folder / "data")
    for who in ("anna", "edith"):
        question = f"Who halted police sales, asks {who}?"
        keep(folder / "data", f"of-{who}", (question, answer), owner=f"{issuer}|{who}")
    keep(folder / "data", "of-local", ("Who asked before there were accounts?", answer))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def anna(browser_here: Browser, server: Server) -> Iterator[BrowserContext]:
    context = logged_in(browser_here, server, "anna")
    yield context
    context.close()


def a_page(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(WITHIN)
    page.goto(url)
    return page


def login_is_asked_for(page: Page) -> None:
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    expect(page.locator(".turn, .choice, [data-testid=stFileUploader]")).to_have_count(0)


def session_has_ended(page: Page) -> None:
    expect(page.get_by_text(ENDED)).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_nobody_sees_anything_before_he_has_logged_in_and_is_then_where_he_wanted_to_be(
    browser_here: Browser, server: Server
) -> None:
    context = browser_here.new_context(viewport={"width": 1280, "height": 860})
    for path in ("", "coverage", "add", "usage", "?article=x"):
        page = a_page(context, server.url + path)
        login_is_asked_for(page)
        page.close()
    page = a_page(context, f"{server.url}?c=of-anna")
    login_is_asked_for(page)
    log_in(page, "anna")
    expect(page.locator(".question")).to_have_text("Who halted police sales, asks anna?")
    assert page.url == f"{server.url}?c=of-anna"
    expect(page.get_by_role("button", name="Share")).to_have_count(0)
    context.close()


def test_a_reader_asks_and_the_conversation_is_his(
    anna: BrowserContext, server: Server, issuer: str
) -> None:
    page = a_page(anna, server.url)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("Who sued the Detroit police?")
    box.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("aria-busy", "false", timeout=ENDS_WITHIN)
    expect(page.locator(".turn .sentences, .turn .short").first).to_be_visible()
    kept = ConversationList(server.data, f"{issuer}|anna").recent()
    assert "Who sued the Detroit police?" in [c.title for c in kept]
    page.close()


def test_a_reader_has_nothing_of_an_editor_or_of_another(
    anna: BrowserContext, server: Server
) -> None:
    page = a_page(anna, server.url)
    menu = menu_of(page)
    expect(menu).to_contain_text("Anna Reader · reader")
    listed = page.get_by_role("navigation", name="Conversations")
    expect(listed).to_contain_text("asks anna")
    expect(listed).not_to_contain_text("asks edith")
    expect(listed).not_to_contain_text("before there were accounts")
    page.get_by_label("Search conversations").fill("police sales")
    expect(listed.get_by_role("link")).to_have_count(1)
    expect(page.get_by_role("link", name="Add articles")).to_have_count(0)
    for other in ("of-edith", "of-local"):
        page.goto(f"{server.url}?c={other}")
        expect(page.get_by_text("not kept here any more, or it is not yours")).to_be_visible()
        expect(page.locator(".turn")).to_have_count(0)
    for path, who in (("add", "editors"), ("add?run=1", "editors"), ("usage", "administrators")):
        page.goto(server.url + path)
        expect(page.get_by_text(f"This is for {who}.")).to_contain_text("anna@news.example, reader")
        expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
    page.close()


@pytest.mark.usefixtures("anna")
def test_an_editor_adds_an_article_and_an_administrator_sees_who_did(
    browser_here: Browser, server: Server
) -> None:
    context = logged_in(browser_here, server, "edith")
    page = a_page(context, f"{server.url}add")
    otters = FilePayload(name="otters.md", mimeType="text/markdown", buffer=OTTERS)
    page.locator("input[type=file]").set_input_files([otters])
    expect(page.get_by_role("button", name="Remove otters.md")).to_be_visible()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".run", has_text="1 added")).to_be_visible(timeout=ENDS_WITHIN)
    expect(page.get_by_text("by edith@news.example")).to_be_visible()
    assert journal.run_of(server.data, None).asked.by == "edith@news.example"
    page.goto(f"{server.url}usage")
    expect(page.get_by_text("This is for administrators.")).to_be_visible()
    context.close()

    context = logged_in(browser_here, server, "ada")
    page = a_page(context, f"{server.url}usage")
    expect(page.get_by_role("region", name="What was added")).to_contain_text("edith@news.example")
    expect(page.get_by_role("region", name="Users")).to_contain_text("Ada Chief (ada)")
    expect(page.get_by_role("region", name="Questions by day")).to_contain_text("anna@news.example")
    context.close()


def test_an_unverified_address_of_an_editor_makes_none_and_a_stranger_stays_outside(
    browser_here: Browser, server: Server
) -> None:
    context = logged_in(browser_here, server, "bert")
    page = a_page(context, f"{server.url}add")
    expect(page.get_by_text("This is for editors.")).to_contain_text("Bert Reader (bert), reader")
    context.close()
    context = logged_in(browser_here, server, "stranger")
    page = a_page(context, server.url)
    expect(page.get_by_text("who may not read here")).to_contain_text("x@b.example")
    expect(page.locator(".choice")).to_have_count(0)
    context.close()


def test_logged_out_is_logged_out_in_every_tab_and_for_a_kept_cookie(
    browser_here: Browser, server: Server
) -> None:
    context = logged_in(browser_here, server, "edith")
    other = a_page(context, f"{server.url}?c=of-edith")
    expect(other.locator(".turn")).to_have_count(1)
    page = a_page(context, server.url)
    kept = context.cookies()
    menu_of(page).get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="End session").click()
    login_is_asked_for(page)
    other.get_by_role("button", name="Ask again").click()
    session_has_ended(other)
    context.close()

    thief = browser_here.new_context()
    thief.add_cookies(kept)  # type: ignore[arg-type]
    page = a_page(thief, f"{server.url}?c=of-edith")
    session_has_ended(page)
    thief.close()


def test_a_session_that_has_expired_asks_to_log_in_again_and_nothing_is_lost(
    browser_here: Browser, server: Server
) -> None:
    context = logged_in(browser_here, server, "anna")
    page = a_page(context, f"{server.url}?c=of-anna")
    expect(page.locator(".turn")).to_have_count(1)
    server.variables["COVERAGE_SESSION_HOURS"] = "0.00001"
    server.restart()
    page.reload()
    session_has_ended(page)
    del server.variables["COVERAGE_SESSION_HOURS"]
    server.restart()
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    context.close()


def test_a_forged_cookie_is_nobodys(browser_here: Browser, server: Server, issuer: str) -> None:
    told = {
        **PEOPLE[2],
        "iss": issuer,
        "iat": 4_000_000_000,
        "is_logged_in": True,
        "origin": server.url.rstrip("/"),
        "provider": "default",
    }
    name = "_streamlit_user"
    signed = create_signed_value("another secret " * 4, name, json.dumps(told)).decode()
    swapped = create_signed_value(SECRET, "_streamlit_xsrf", json.dumps(told)).decode()
    own = create_signed_value(SECRET, name, json.dumps(told | {"sub": "nobody"})).decode()
    cut = signed.rsplit(".", 1)[0] + "." + own.rsplit(".", 1)[1]
    elsewhere = json.dumps(told | {"origin": "http://evil.example"})
    moved = create_signed_value(SECRET, name, elsewhere).decode()
    for forged in (json.dumps(told), signed, swapped, cut, moved, "chunks-2"):
        context = browser_here.new_context()
        context.add_cookies([{"name": name, "value": forged, "url": server.url}])
        page = a_page(context, f"{server.url}?c=of-edith")
        login_is_asked_for(page)
        context.close()


def test_messages_by_hand_do_no_more_than_the_role_allows(
    browser_here: Browser, anna: BrowserContext, server: Server
) -> None:
    editor = logged_in(browser_here, server, "edith")
    runs = len(journal.runs(server.data))
    with PageSocket(server, editor.cookies()) as socket:
        assert "This is for editors" not in socket.run("add")
        button, field = socket.button("Add"), socket.field("Web addresses")
        fragment = socket.fragment()
        # Of an editor the same messages are obeyed.
        assert "Choose a file or paste an address first" in socket.run("add", pressed=button)
    editor.close()
    for cookies, origin in ((anna.cookies(), True), (anna.cookies(), False), ([], True)):
        with PageSocket(server, cookies, origin=origin) as socket:
            told = socket.run("add")
            text = (field, "https://a.example/")
            told += socket.run("add", text=text, pressed=button)
            told += socket.run("add", text=text, pressed=button, fragment=fragment)
            told += socket.run("usage") + socket.run("", "c=of-edith")
        assert "Web addresses" not in told
        assert "asks edith" not in told
        assert "Questions by day" not in told
        # Without an origin a cookie counts for nothing, since any site could have sent it.
        assert ("Anna Reader" in told) is (bool(cookies) and origin)
        assert ("Log in" in told) is not (bool(cookies) and origin)
    assert len(journal.runs(server.data)) == runs
    assert not list((server.data / "intake").glob("*/order.json"))
    for path in ("interact", "mcp"):
        request = urllib.request.Request(
            f"{server.url}_stcore/agent/{path}",
            data=b"{}",
            headers={"Content-Type": "application/json"},
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=30)
        assert "does not serve the agent API" in refused.value.read().decode()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_where_one_logs_in_or_may_not(
    browser_here: Browser, server: Server, scheme: str, width: int
) -> None:
    found: list[str] = []
    for who, path in (("ada", "usage"), ("bert", "add"), ("stranger", "")):
        context = browser_here.new_context(
            viewport={"width": width, "height": 860},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = a_page(context, f"{server.url}{path}")
        expect(page.get_by_role("button", name="Log in")).to_be_visible()
        if who == "ada":
            found += serious(page, "log in")
        log_in(page, who)
        if who == "ada":
            expect(page.get_by_role("region", name="Users")).to_be_visible()
            found += serious(page, "usage")
            expect(menu_of(page)).to_contain_text("administrator")
            found += serious(page, "account")
        elif who == "bert":
            expect(page.get_by_text("This is for editors.")).to_be_visible()
            found += serious(page, "a page for editors")
        else:
            expect(page.get_by_text("who may not read here")).to_be_visible()
            found += serious(page, "may not read")
        context.close()
    assert found == []
