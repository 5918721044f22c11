"""How fast each step of an ingest is on one core, and which of them the others wait for."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.figures import Figures
from bench.html import PAGES
from bot.article import Article
from bot.embedder import load_embedder
from bot.ingest.storing import embedded_text
from bot.loaders import html, load
from bot.settings import load_settings
from bot.splitter import passages_of

_SECONDS = 4.0
"""Each step is repeated for so long, in seconds of one core."""
_SCRIPT_BYTES, _LINKS = 150_000, 300
"""What a page of a news site carries besides its article: scripts with data, and links."""
_ARTICLES = 24


def measure(corpus: Path, articles: Path | None) -> list[Figures]:
    """A row a step: articles a second of one core, and its share of the work for an article.

    corpus: a folder of articles, read from file to ``Article``. articles: another folder or file,
    such as an archive, whose articles are split and embedded in the place of the corpus's.
    Times are of the processor, so that other work on the machine does not count.
    """
    pages = [page.read_bytes() for page in sorted(PAGES.glob("*.html"))]
    heavy = [_as_served(page) for page in pages]
    files = sorted(str(p) for p in corpus.glob("*.md"))
    print("Reading …", file=sys.stderr)
    read = [a for a in load(str(articles or corpus)) if isinstance(a, Article)]
    some = read[:: max(1, len(read) // _ARTICLES)][:_ARTICLES]
    passages = [(a, p) for a in some for p in passages_of(a)]
    texts = [embedded_text(a, p) for a, p in passages]
    embedder = load_embedder(load_settings(threads=1))
    rates = {
        "an HTML page, as in tests/data/pages": _rate(lambda: _parsed(pages), len(pages)),
        f"an HTML page with {_SCRIPT_BYTES // 1000} KB of scripts and {_LINKS} links": _rate(
            lambda: _parsed(heavy), len(heavy)
        ),
        "a Markdown file": _rate(lambda: [list(load(f)) for f in files], len(files)),
        "an article split into passages": _rate(lambda: [passages_of(a) for a in some], len(some)),
        f"vectors of an article ({len(texts) / len(some):.1f} passages)": _rate(
            lambda: embedder.encode(texts), len(some)
        ),
    }
    return [
        {"step": step, "a second, one core": round(rate, 1), "ms": round(1000 / rate, 2)}
        for step, rate in rates.items()
    ]


def _rate(work: Callable[[], object], count: int) -> float:
    """How many of the ``count`` things that ``work`` does are done in a second of one core."""
    work()  # what is loaded at first use
    done, started = 0, time.process_time()
    while (seconds := time.process_time() - started) < _SECONDS:
        work()
        done += count
    return done / seconds


def _parsed(pages: Sequence[bytes]) -> list[Article]:
    return [html.article_of(page, "page.html") for page in pages]


def _as_served(page: bytes) -> bytes:
    """The page with what surrounds an article on a news site."""
    state = {"state": [{"id": n, "slug": f"story-{n}", "seen": False} for n in range(4000)]}
    script = f"<script>window.__STATE__={json.dumps(state)[:_SCRIPT_BYTES]}</script>"
    links = "".join(f'<li><a href="/s/{n}">Section {n}</a></li>' for n in range(_LINKS))
    menu = f"<nav><ul>{links}</ul></nav>{script}"
    head, tag, rest = page.partition(b"<body")
    attributes, close, body = rest.partition(b">")
    return head + tag + attributes + close + menu.encode() + body
