"""How long a reader's browser takes to show the page, at a first visit and at later ones."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.figures import Figures
from bench.page import APP, copy_catalogue
from bench.serving import served
from bot.coverage.catalogue import Catalogue
from bot.coverage.schema import CATALOGUE
from bot.errors import InputError

_SCREENS = {
    "ask": ("", ".welcome h1"),
    "article": ("?article={article}", ".reader .title"),
    "coverage": ("coverage", ".told"),
    "stories": ("coverage?list=stories", ".told"),
    "add articles": ("add", ".title"),
}
"""By name: its address, and what is on it once it has been drawn."""
_WITHIN = 60_000
_PAINTED = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0"""
_NOW = "() => performance.now()"


def measure(data: Path, visits: int) -> tuple[list[Figures], list[str]]:
    """Milliseconds from asking for an address: to the first paint, and until it has been drawn.

    first: by a browser that was never here; then those of ``visits`` later ones of the same one,
    each in a tab of its own. The models are taken to be loaded; nothing is written into ``data``.
    Broken is each request to another host. Raises InputError.
    """
    broken: list[str] = []
    rows: list[Figures] = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        copy_catalogue(data / CATALOGUE, folder / CATALOGUE)
        catalogue = Catalogue(folder)
        article = catalogue.rows(1)[0].id
        catalogue.close()
        with served(APP, folder) as (port, _):
            for screen, (path, drawn) in _SCREENS.items():
                print(f"{screen} …", file=sys.stderr)
                address = f"http://127.0.0.1:{port}/{path.format(article=article)}"
                # As readers have it: what a browser has compiled, it keeps for the next visit.
                context = playwright.chromium.launch_persistent_context(
                    folder / screen, executable_path=_chromium(), args=["--no-sandbox"]
                )
                visited = _visited(context, address, drawn, visits, broken)
                context.close()
                rows.append({"screen": screen, **visited})
    return rows, broken


def _visited(
    context: BrowserContext, address: str, drawn: str, visits: int, broken: list[str]
) -> dict[str, float]:
    _watch(context, address, broken)
    first = _visit(context.new_page(), address, drawn)
    later = [_visit(context.new_page(), address, drawn) for _ in range(visits)]
    paints, draws = sorted(p for p, _ in later), sorted(d for _, d in later)
    return {
        "first_paint_ms": round(first[0]),
        "later_paint_ms": round(paints[len(paints) // 2]),
        "longest_paint_ms": round(paints[-1]),
        "first_drawn_ms": round(first[1]),
        "later_drawn_ms": round(draws[len(draws) // 2]),
        "longest_drawn_ms": round(draws[-1]),
    }


def _visit(page: Page, address: str, drawn: str) -> tuple[float, float]:
    page.goto(address, timeout=_WITHIN)
    page.locator(drawn).first.wait_for(timeout=_WITHIN)
    seconds = page.evaluate(_NOW)
    painted = page.evaluate(_PAINTED)
    page.close()
    return float(painted), float(seconds)


def _watch(context: BrowserContext, address: str, broken: list[str]) -> None:
    own = urlsplit(address).netloc

    def look(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("blob", "data") and parts.netloc != own:
            broken.append(f"the page asked for {url}")

    context.on("request", lambda request: look(request.url))


def _chromium() -> str:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise InputError("Chromium is needed: apt-get install chromium, or name one in CHROMIUM.")
    return path
