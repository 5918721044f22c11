"""What the page shows, as it stands in its URL: a conversation, an article, a cited sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

_ID = re.compile(r"[\w-]{1,64}")
_QUOTE = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters ``start:end`` of an article's text."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Address:
    """What is open; ``quote`` only with ``article``. All None: the empty page."""

    conversation: str | None = None
    article: str | None = None
    quote: Quote | None = None

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Address:
        """The address that a URL's query names; what cannot be one is left out."""
        article = _id(parameters.get("article"))
        quote = _QUOTE.fullmatch(parameters.get("quote", "")) if article else None
        span = Quote(int(quote[1]), int(quote[2])) if quote else None
        return cls(
            _id(parameters.get("c")),
            article,
            span if span and span.start < span.end else None,
        )

    def parameters(self) -> dict[str, str]:
        """The inverse of ``read``."""
        named = {"c": self.conversation, "article": self.article, "quote": self.quote}
        return {name: str(value) for name, value in named.items() if value is not None}

    def href(self) -> str:
        """A link to it from anywhere on the page."""
        return "?" + urlencode(self.parameters())

    def to(self, article: str | None, quote: Quote | None = None) -> Address:
        """The same conversation with another article open, or with none."""
        return Address(self.conversation, article, quote if article else None)


def _id(text: str | None) -> str | None:
    return text if text and _ID.fullmatch(text) else None
