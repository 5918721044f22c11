"""Coverage whose every field holds what hostile writers put there, kept as an ingest keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from payloads import PAYLOADS
from store_fixtures import QuickEncoder

from bot.answer import Citation, CitedSentence
from bot.article import Article
from bot.conversations import Conversations
from bot.coverage import Coverage, CoverageWriter
from bot.ingest.journal import Asked
from bot.ingest.journal_entry import writing
from bot.ingest.outcome import Outcome as Ingested
from bot.ingest.pipeline import ingest
from bot.ingest.sorting import Item
from bot.loaders import load
from bot.model_files import EMBEDDER
from bot.narrowing import By, Filters, Narrowing
from bot.outcome import Found, Outcome

REFUSED = 56
"""So many files are refused in one run."""
EACH = 14
"""Payloads in one article, all of them in each of its fields."""
SETS = [PAYLOADS[i : i + EACH] for i in range(0, len(PAYLOADS), EACH)]
FILE_NAME = "a <img src=x onerror=alert(1)> $x^2$ [go](javascript:alert(1)) :red[b].txt"


@dataclass(frozen=True)
class HostileCoverage:
    """The folder ``data``, its articles in the order of SETS, a conversation that cites them."""

    data: Path
    articles: tuple[Article, ...]
    conversation: str


def hostile_coverage(folder: Path) -> HostileCoverage:
    """Take it in below ``folder``: what each article said before, what it says, its copy."""
    news, data = folder / "news", folder / "data"
    news.mkdir()
    (news / FILE_NAME).write_text(f"The file\n\n{'Its text is long enough. ' * 3}", "utf-8")
    for written in ([_before], [_line, _copy]):
        lines = [line(n, tuple(payloads)) for n, payloads in enumerate(SETS) for line in written]
        (news / "hostile.jsonl").write_text("\n".join(lines), "utf-8")
        taken = Ingested()
        with CoverageWriter.open(data, embedder=EMBEDDER) as writer:
            ingest(writer, [str(news)], QuickEncoder, taken, load=_with_captions)
    assert (taken.new, taken.updated, taken.failed) == (len(SETS), len(SETS), [])
    _refuse(data, folder)
    coverage = Coverage.open(data, embedder_name=EMBEDDER[0], embedder_digest=EMBEDDER[1])
    found = {row.title.split()[0]: row.id for row in coverage.rows()}
    articles = tuple(coverage.articles(found[str(n)] for n in range(len(SETS))).values())
    coverage.close()
    return HostileCoverage(data, articles, _converse(data, articles))


def _line(number: int, payloads: tuple[str, ...], **other: str) -> str:
    fields = " ".join(payloads)
    told = {
        "url": f"https://evil.example/{number}/<script>alert(1)</script>?q=\"'><b>&a={number}",
        "title": f"{number} {fields}",
        "byline": fields,
        "outlet": f"Outlet {number} {fields}",
        "section": f"Section {number} {fields}",
        "published": f"2022-03-{1 + number:02d}",
        "text": "\n\n".join([f"Told by number {number}, as it is written.", *payloads]),
    }
    return json.dumps(told | other)


def _before(number: int, payloads: tuple[str, ...]) -> str:
    """What the article said before, headline and all."""
    return _line(
        number,
        payloads,
        title=f"{number} once {' '.join(payloads)}",
        text="\n\n".join([f"Told by number {number}, otherwise.", *reversed(payloads)]),
    )


def _copy(number: int, payloads: tuple[str, ...]) -> str:
    """Its text in another place, a day later."""
    return _line(
        number,
        payloads,
        url=f"https://copies.example/{number}",
        title=f"copy{number} {' '.join(payloads)}",
        outlet=f"Copied {number} {' '.join(payloads)}",
        published=f"2022-03-{2 + number:02d}",
    )


def _with_captions(path: str) -> Iterator[Item]:
    """As the loaders read it, and under its pictures what stands in its text."""
    for item in load(path):
        if isinstance(item, Article) and item.title[:1].isdigit():
            yield replace(item, captions=tuple(item.text.split("\n\n")[1:]))
        else:
            yield item


def file_names() -> list[list[str]]:
    """Every payload as a file may be called, in lots of as many as the page shows of a run."""
    kept = [
        p.replace("/", "").replace("\0", "").encode()[:200].decode(errors="ignore")
        for p in PAYLOADS
    ]
    names = [f"{n} {name}.txt" for n, name in enumerate(kept)]
    return [names[i : i + REFUSED] for i in range(0, len(names), REFUSED)]


def _refuse(data: Path, folder: Path) -> None:
    """Runs that refuse files of these names, since nothing is in them."""
    for number, names in enumerate(file_names()):
        place = folder / f"refused-{number}"
        place.mkdir()
        for name in names:
            (place / name).touch()
        taken = Ingested()
        with (
            CoverageWriter.open(data, embedder=EMBEDDER) as writer,
            writing(data, Asked("ingest", (str(place),)), taken) as entry,
        ):
            ingest(writer, [str(place)], QuickEncoder, taken, watch=entry.watch)
        assert len(taken.failed) == len(names)


def _converse(data: Path, articles: tuple[Article, ...]) -> str:
    """A conversation of a turn an article, as a language model that repeats all would have it."""
    kept = Conversations(data)
    conversation = kept.new_id()
    for article, payloads in zip(articles, SETS, strict=True):
        start = article.text.index("\n\n") + 2
        citation = Citation.of(article, start, len(article.text), lit=(start, start + 4))
        words = " ".join(payloads)
        outlet = Narrowing(By.OUTLET, article.outlet or "", (article.outlet or "",))
        no = kept.ask(conversation, words, Filters((outlet,)))
        outcome = Outcome(
            standalone=words,
            short_answer=words,
            sentences=(CitedSentence(f"A model said {words}", 1),),
            citations=(citation,),
            found=(Found(f"{article.id}0", article.title, article.outlet, article.published),),
            narrowings=(outlet,),
            note=words,
            model=words,
            own=True,
        )
        kept.settle(conversation, no, outcome)
    no = kept.ask(conversation, "What failed?")
    kept.settle(conversation, no, Outcome(error=" ".join(PAYLOADS[:40])))
    return conversation
