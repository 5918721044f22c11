"""Parts for tests of the store: a quick embedder, and articles whose words are their own."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.quick import QUICK as QUICK
from bench.quick import QuickEncoder as QuickEncoder
from bot.article import Article
from bot.coverage import Coverage, CoverageWriter, Entry, Scope, passage_key
from bot.coverage.vectors import VectorReader
from bot.errors import LoadError
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest
from bot.ingest.storing import embedded_text
from bot.splitter import passages_of
from bot.words import terms

ROOT = Path(__file__).parent.parent
PATHS = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
"""The environment in which another process finds these parts."""


def open_quick(folder: Path) -> Coverage:
    return Coverage.open(folder, embedder_name=QUICK[0], embedder_digest=QUICK[1])


def ingest_quick(
    folder: Path,
    paths: Sequence[Path | str],
    encoder: QuickEncoder | None = None,
    load: Callable[[str], Iterable[Article | LoadError]] | None = None,
    outcome: Outcome | None = None,
) -> Outcome:
    outcome = outcome or Outcome()
    arguments = {"load": load} if load else {}
    with CoverageWriter.open(folder, embedder=QUICK) as writer:
        ingest(
            writer,
            [str(p) for p in paths],
            lambda: encoder or QuickEncoder(),
            outcome,
            **arguments,  # type: ignore[arg-type]
        )
    return outcome


def word(number: int, version: int = 1) -> str:
    """A word that only this version of this article has."""
    letters = "bdfghklmnp"
    return "zu" + "".join(letters[int(d)] for d in f"{number:04d}{version:02d}") + "q"


def text_of(number: int, version: int = 1) -> str:
    """Some three passages."""
    own = word(number, version)
    filler = " ".join(f"{own} item {i} of the {own} report was read aloud." for i in range(28))
    return f"The {own} council met on Monday.\n\n{filler}\n\nIt adjourned, {own} said."


def write_article(folder: Path, number: int, version: int = 1) -> Path:
    path = folder / f"{number:04d}.md"
    draft = path.with_suffix(".draft")
    draft.write_text(
        f"---\ntitle: The {word(number, version)} affair\nurl: https://news.example/{number}\n"
        f"outlet: Example\npublished: 2020-06-{1 + version % 28:02d}\n---\n\n"
        f"{text_of(number, version)}\n"
    )
    draft.replace(path)
    return path


def article_id(number: int) -> str:
    return Article.new(text="", source="", url=f"https://news.example/{number}").id


def entry_of(article: Article, replaces: tuple[str, ...] = ()) -> Entry:
    passages = passages_of(article)
    vectors = QuickEncoder().encode([embedded_text(article, p) for p in passages])
    return Entry(article, passages, vectors, article.source, article.source, replaces)


def an_article(text: str = "Rain fell on Leeds.", title: str = "Rain", **more: object) -> Article:
    more.setdefault("source", "/news/rain.txt")
    return Article.new(text=text, title=title, **more)  # type: ignore[arg-type]


def assert_wholly_in(coverage: Coverage, number: int, version: int) -> None:
    """The article answers by words and by vector, with each of its passages, and is not mixed."""
    article = coverage.article(article_id(number))
    assert article is not None, f"article {number} is not in"
    assert article.text == text_of(number, version)
    keys = [passage_key(article.id, article.digest, p.ordinal) for p in passages_of(article)]
    assert [s.key for s in coverage.passages_of(article.id)] == keys
    found = coverage.search_words(terms(word(number, version)), 50, Scope())
    assert {hit.key for hit in found} == set(keys)
    texts = [embedded_text(article, p) for p in passages_of(article)]
    for key, vector in zip(keys, QuickEncoder().encode(texts), strict=True):
        best = coverage.search_vectors(vector, 1, Scope())
        assert [hit.key for hit in best] == [key]
        assert best[0].score > 0.999


def assert_not_in(coverage: Coverage, number: int, version: int) -> None:
    assert coverage.search_words(terms(word(number, version)), 5, Scope()) == []


def orphans(coverage: Coverage) -> set[str]:
    """Vectors that no article has."""
    catalogue = coverage._catalogue
    reader = VectorReader(coverage.folder, catalogue)
    try:
        return reader.keys() - set(catalogue.keys_in_scope(Scope()))
    finally:
        reader.close()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
