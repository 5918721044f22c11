"""What the coverage page shows, as it stands in its URL: filters, words, a page, an article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from bot.ui.address import Address, Quote

_MOST_WORDS = 200
_MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is shown.

    words: as typed into the search box. since, until: days, both included.
    best: the best match comes first, not the newest. page: from 1 on.
    fresh: only what was stored after the article of that number.
    stories: stories are listed, not articles. story: the story that this article tells is shown.
    article, quote: what is open in the reader.
    """

    words: str = ""
    outlets: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    best: bool = False
    fresh: int | None = None
    page: int = 1
    stories: bool = False
    story: str | None = None
    article: str | None = None
    quote: Quote | None = None

    @classmethod
    def read(cls, one: Mapping[str, str], several: Mapping[str, Sequence[str]]) -> Shelf:
        """What a URL's query names; what cannot be used is left out.

        one: the last value of each name. several: all of them.
        """
        opened = Address.read(one)
        return cls(
            words=one.get("q", "")[:_MOST_WORDS],
            outlets=tuple(several.get("outlet", ()))[:_MOST_NAMES],
            sections=tuple(several.get("section", ()))[:_MOST_NAMES],
            since=_day(one.get("since")),
            until=_day(one.get("until")),
            best=one.get("sort") == "best",
            fresh=_number(one.get("after")),
            page=_number(one.get("page")) or 1,
            stories=one.get("list") == "stories",
            story=Address.read({"article": one.get("story", "")}).article,
            article=opened.article,
            quote=opened.quote,
        )

    def parameters(self) -> dict[str, str | list[str]]:
        """The inverse of ``read``."""
        named: dict[str, str | list[str] | None] = {
            "q": self.words,
            "outlet": list(self.outlets),
            "section": list(self.sections),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "sort": "best" if self.best else None,
            "after": str(self.fresh) if self.fresh is not None else None,
            "page": str(self.page) if self.page > 1 else None,
            "list": "stories" if self.stories else None,
            "story": self.story,
            "article": self.article,
            "quote": str(self.quote) if self.quote else None,
        }
        return {name: value for name, value in named.items() if value}

    def asked(self) -> dict[str, str | list[str]]:
        """The part of it that narrows a question, as the URL of the first page takes it."""
        kept = ("outlet", "section", "since", "until")
        return {name: value for name, value in self.parameters().items() if name in kept}

    def filtered(self) -> bool:
        """Whether not everything is shown."""
        return bool(
            self.words
            or self.outlets
            or self.sections
            or self.since
            or self.until
            or self.fresh is not None
        )

    def cleared(self) -> Shelf:
        """The same list, of everything."""
        return Shelf(stories=self.stories)

    def href(self) -> str:
        """A link to it from anywhere on the page."""
        return "?" + urlencode(self.parameters(), doseq=True)

    def told(self, article: str | None) -> Shelf:
        """The story that the article of that id tells; None: back to the list."""
        return replace(self, story=article, article=None, quote=None)

    def at(self, article: str, span: str) -> Shelf:
        """The same with an article open at a span such as "10-52"; "" for both closes it."""
        opened = Address.read({"article": article, "quote": span})
        return replace(self, article=opened.article, quote=opened.quote)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 12 else None
