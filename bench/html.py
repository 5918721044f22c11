"""Bodies of HTML pages, measured by words: what we take for the article, and what others do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import InputError, LoadError
from bot.loaders import html
from bot.loaders.markup import shown_text

PAGES = Path(__file__).parent.parent / "tests" / "data" / "pages"
"""Pages, each beside the body that a reader would copy, in a file of the same name."""
# A word, or a character of a script that writes without spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
Figures = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Share:
    """precision: how much of what was taken is of the body; recall: how much of the body it is."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure(pages: Path = PAGES) -> list[Figures]:
    """A row for each page and one for their means: precision, recall and F1 of each way."""
    found = {name: shares(way, pages) for name, way in ways().items()}
    names = sorted(next(iter(found.values())))
    rows: list[Figures] = [
        {"page": page, **_told({way: by_page[page] for way, by_page in found.items()})}
        for page in names
    ]
    means = {way: mean(by_page) for way, by_page in found.items()}
    return [*rows, {"page": f"mean of {len(names)}", **_told(means)}]


def ways() -> dict[str, Callable[[bytes], str]]:
    """Ours, and those that it is measured beside, as they are when nothing is set."""
    try:
        import readability
    except ImportError as error:
        raise InputError("Install requirements-bench.txt first: readability is missing.") from error
    import trafilatura

    def by_readability(raw: bytes) -> str:
        return shown_text(str(readability.Document(raw.decode("utf-8", "replace")).summary()))

    return {
        "ours": ours,
        "trafilatura": lambda raw: str(trafilatura.extract(raw) or ""),
        "readability": by_readability,
    }


def ours(raw: bytes) -> str:
    """The text of the article; nothing where none is found."""
    try:
        return html.article_of(raw, "page.html").text
    except LoadError:
        return ""


def shares(way: Callable[[bytes], str], pages: Path = PAGES) -> dict[str, Share]:
    """How well ``way`` finds the body of each page, by the page's name."""
    return {
        page.stem: share(way(page.read_bytes()), page.with_suffix(".txt").read_text("utf-8"))
        for page in sorted(pages.glob("*.html"))
    }


def share(taken: str, wanted: str) -> Share:
    """Precision and recall by words, each counted as often as it stands there."""
    one, other = (Counter(_WORD.findall(text.casefold())) for text in (taken, wanted))
    common = (one & other).total()
    return Share(common / max(1, one.total()), common / max(1, other.total()))


def mean(by_page: Mapping[str, Share]) -> Share:
    """Mean precision and mean recall."""
    count = max(1, len(by_page))
    return Share(
        sum(s.precision for s in by_page.values()) / count,
        sum(s.recall for s in by_page.values()) / count,
    )


def _told(found: Mapping[str, Share]) -> Figures:
    return {
        f"{way} {name}": round(value, 3)
        for way, s in found.items()
        for name, value in (("P", s.precision), ("R", s.recall), ("F1", s.f1))
    }
