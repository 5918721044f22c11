"""The three sets of sentences that the checks of what a model writes are measured by."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.article import Article
from bot.checking.grounds import Ground
from bot.loaders.files import load

ROOT = Path(__file__).parent.parent
SETS = {
    "first": ROOT / "tests/data/verification.jsonl",
    "second": ROOT / "tests/data/paraphrases.jsonl",
    "third": ROOT / "tests/data/answers.jsonl",
}
"""By name; docs/verification.md says how each was made."""
_NEWS = ROOT / "tests/data/paraphrases_articles.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what it cites.

    part: of its set. kind: what was altered in it; None where it is true.
    """

    part: str
    kind: str | None
    text: str
    grounds: tuple[Ground, ...]


def cases_of(path: Path) -> Iterator[Case]:
    """The sentences of a set, each true one followed by its altered ones."""
    articles = _articles()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        grounds = tuple(_ground(articles[c["article"]], c["quote"]) for c in row["cites"])
        yield Case(row["half"], None, row["true"], grounds)
        for altered in row["altered"]:
            yield Case(row["half"], altered["kind"], altered["text"], grounds)


def _articles() -> dict[str, Article]:
    """Those of corpus/ by the name of their file, and those invented for the other sets."""
    corpus = [a for a in load(str(ROOT / "corpus")) if isinstance(a, Article)]
    found = {Path(a.source).name: a for a in corpus}
    for line in _NEWS.read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["name"]] = Article.new(
            text=row["text"],
            source=row["name"],
            title=row["title"],
            outlet=row["outlet"],
            published=dt.date.fromisoformat(row["published"]),
        )
    return found


def _ground(article: Article, quote: str) -> Ground:
    start = article.text.index(quote)
    return Ground(article, start, start + len(quote))
