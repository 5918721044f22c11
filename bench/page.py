"""How long the server works on a click in the page, with a long conversation over much coverage."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.serving import served, worked
from bot.answer import Citation, CitedSentence
from bot.article import Article
from bot.conversations import Conversations
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import passage_key
from bot.coverage.schema import CATALOGUE
from bot.errors import InputError
from bot.outcome import Found, Outcome
from bot.sentences import sentences_of

_CONVERSATION = "measured"
APP = Path(__file__).with_name("served") / "page_app.py"
_PROTOCOL = Subprotocol("streamlit")
_RERUN_SECONDS = 60


def measure(data: Path, turns: int, clicks: int) -> list[dict[str, str | float]]:
    """Rerun the page as clicks do: an article opened at a citation, the next, closed again.

    Nothing is written into ``data``: a copy of its catalogue is measured. Raises InputError.
    mean_cpu_ms is what the server itself works, whatever else the machine does (Linux).
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_catalogue(data / CATALOGUE, folder / CATALOGUE)
        articles, opened = _converse(folder, turns)
        with (
            served(APP, folder) as (port, server),
            connect(
                f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=[_PROTOCOL], max_size=None
            ) as page,
        ):
            first = _rerun(page, {})
            before = worked(server)
            rest = sorted(_rerun(page, place) for place in islice(cycle(opened), clicks))
            spent = worked(server) - before
    return [
        {
            "articles": articles,
            "turns": turns,
            "clicks": clicks,
            "first_ms": round(first * 1000),
            "median_ms": round(rest[len(rest) // 2] * 1000),
            "p95_ms": round(rest[int(len(rest) * 0.95)] * 1000),
            "longest_ms": round(rest[-1] * 1000),
            "mean_cpu_ms": round(spent / clicks * 1000),
        }
    ]


def _rerun(page: ClientConnection, place: Mapping[str, str]) -> float:
    """Seconds from asking for the page at ``place`` until the last of it has been sent."""
    asked = BackMsg()
    asked.rerun_script.query_string = urlencode({"c": _CONVERSATION, **place})
    started = time.perf_counter()
    page.send(asked.SerializeToString())
    while True:
        told = ForwardMsg()
        told.ParseFromString(page.recv(_RERUN_SECONDS, decode=False))
        if told.WhichOneof("type") == "script_finished":
            return time.perf_counter() - started


def copy_catalogue(source: Path, target: Path) -> None:
    """Copy a catalogue, also while it is being written to. Raises InputError."""
    if not source.is_file():
        raise InputError(f"There is no index in {source.parent}: make one with ingest.py.")
    with (
        closing(sqlite3.connect(f"file:{source.resolve()}?mode=ro", uri=True)) as of,
        closing(sqlite3.connect(target)) as to,
    ):
        of.backup(to)


def _converse(folder: Path, turns: int) -> tuple[int, list[dict[str, str]]]:
    """Keep a conversation of ``turns`` answers, four citations each.

    Returns how many articles there are, and the addresses that clicks would lead to.
    """
    catalogue = Catalogue(folder)
    count = catalogue.stats().articles
    rows = catalogue.rows(turns * 20)
    articles = list(catalogue.articles(row.id for row in rows).values())
    catalogue.close()
    kept = Conversations(folder)
    opened: list[dict[str, str]] = []
    for turn in range(turns):
        found = [articles[(turn * 20 + n) % len(articles)] for n in range(20)]
        citations = tuple(_citation(article) for article in found[:4])
        question = f"What was reported about {found[0].headline}?"
        outcome = Outcome(
            standalone=question,
            sentences=tuple(
                CitedSentence(" ".join(c.quote.split()), n) for n, c in enumerate(citations, 1)
            ),
            citations=citations,
            found=tuple(Found(a.id, a.headline, a.outlet, a.published) for a in found),
            confidence=0.9,
            passages=tuple(passage_key(a.id, a.digest, 0) for a in found),
        )
        kept.settle(_CONVERSATION, kept.ask(_CONVERSATION, question), outcome)
        opened += [{"article": c.article_id, "quote": f"{c.start}-{c.end}"} for c in citations[:2]]
        opened.append({})
    return count, opened


def _citation(article: Article) -> Citation:
    sentence = next(iter(sentences_of(article.text)))
    return Citation.of(article, sentence.start, sentence.end)
