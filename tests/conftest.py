"""What many tests share: the corpus, ingested once with the real model; the browser of a reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from news_site import Site, serving
from newsroom import Newsroom
from page_reader import patient_browser, reader_of
from page_server import Server
from playwright.sync_api import Browser, BrowserContext, Page
from store_fixtures import QUICK, QuickEncoder, write_article

from bot.coverage import CoverageWriter
from bot.embedder import Embedder, load_embedder
from bot.ingest import command
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest
from bot.library import Library
from bot.settings import Settings

ROOT = Path(__file__).parent.parent


def library_of(data: Path, *paths: Path) -> Library:
    settings = Settings(data=data)
    outcome = Outcome()
    with CoverageWriter.open(data, embedder=(Embedder.name, Embedder.digest)) as writer:
        ingest(writer, [str(p) for p in paths], lambda: load_embedder(settings), outcome)
    assert outcome.failed == []
    return Library.open(settings)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The eighteen articles of corpus/."""
    return library_of(tmp_path_factory.mktemp("corpus-index"), ROOT / "corpus")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(3):
        write_article(folder, number)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where an index may be made."""
    return tmp_path / "data"


@pytest.fixture(scope="module")
def browser_here() -> Iterator[Browser]:
    """Chromium, for the tests of one module."""
    with patient_browser() as browser:
        yield browser


@pytest.fixture
def context(browser_here: Browser, server: Server) -> Iterator[BrowserContext]:
    """A reader's browser; ``server`` is of the module that asks for it."""
    with reader_of(browser_here, server) as context:
        yield context


@pytest.fixture
def tab(context: BrowserContext, server: Server) -> Page:
    """The page of ``server``, in a reader's browser."""
    page = context.new_page()
    page.goto(server.url)
    return page


@pytest.fixture
def quick_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick embedder in the place of the model, for ``python ingest.py`` in this process."""
    monkeypatch.setattr(command, "EMBEDDER", QUICK)
    monkeypatch.setattr(command, "_encoder", lambda settings: QuickEncoder)


@pytest.fixture
def site() -> Iterator[Site]:
    """A news site on loopback."""
    with serving() as site:
        yield site


@pytest.fixture
def forbidden() -> Iterator[Site]:
    """A second site, which nothing allows; whoever connects to it is counted."""
    with serving() as site:
        yield site


@pytest.fixture
def newsroom(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    quick_embedder: None,
) -> Newsroom:
    """The command, which may fetch from ``site``."""
    monkeypatch.setenv("COVERAGE_ALLOW_HOSTS", site.host)
    monkeypatch.setenv("COVERAGE_FETCH_DELAY", "0")
    return Newsroom(tmp_path / "data", capsys)
