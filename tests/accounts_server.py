"""The chat with accounts: an OpenID provider on loopback, and a server that logs in with it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from page_server import Server
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

SECRET = "a secret of this test alone, of more than thirty-two characters"
EDITORS, ADMINS = "edith@news.example", "group:chiefs"
PEOPLE = (
    {"sub": "anna", "name": "Anna Reader", "email": "anna@news.example", "email_verified": True},
    {"sub": "bert", "name": "Bert Reader", "email": "edith@news.example", "email_verified": False},
    {"sub": "edith", "name": "Edith Ink", "email": "edith@news.example", "email_verified": True},
    {"sub": "ada", "name": "Ada Chief", "email": "ada@news.example", "groups": ["chiefs"]},
    {"sub": "stranger", "name": "Some One", "email": "x@b.example", "email_verified": True},
)
READERS = "@news.example, sub:bert, group:chiefs"
_START_SECONDS = 240


@contextmanager
def provider() -> Iterator[str]:
    """An OpenID provider with PEOPLE, in a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    people = [word for person in PEOPLE for word in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock"]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port), "--require-nonce", "true", *people],
        env=os.environ | {"NO_COLOR": "1"},
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(f"{url}/.well-known/openid-configuration"):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def with_accounts(server: Server, issuer: str, folder: Path) -> Server:
    """``server``, before it starts, with accounts of that provider."""
    secrets = folder / "secrets.toml"
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "{server.url}oauth2callback"\n'
        f'cookie_secret = "{SECRET}"\n'
        'client_id = "coverage"\nclient_secret = "of the client"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
    )
    server.options = ["--secrets.files", str(secrets)]
    server.variables |= {
        "COVERAGE_READERS": READERS,
        "COVERAGE_EDITORS": EDITORS,
        "COVERAGE_ADMINS": ADMINS,
    }
    return server


def log_in(page: Page, who: str) -> None:
    """From the page that asks for it, as a person does."""
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name=who, exact=True).click()


def logged_in(browser: Browser, server: Server, who: str) -> BrowserContext:
    """A browser in which that person has logged in, with no page open."""
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(server.url)
    log_in(page, who)
    expect(page.get_by_role("button", name="Log in")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()
    page.close()
    return context


def menu_of(page: Page) -> Locator:
    """What stands about the account, in the sidebar, which is opened for it."""
    menu = page.locator(".st-key-account")
    expand = page.get_by_test_id("stExpandSidebarButton")
    # What stands in a sidebar that is closed is hidden.
    expect(expand.or_(menu).filter(visible=True).first).to_be_visible()
    if expand.is_visible():
        expand.click()
    menu.scroll_into_view_if_needed()
    return menu


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
