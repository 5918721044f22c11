"""What a feed of any kind says of its entries, and how its parts are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from bot.loaders.clean import one_line
from bot.loaders.fields import MIN_CHARACTERS
from bot.loaders.listed import Told
from bot.loaders.markup import shown_text
from bot.loaders.outlets import web_address

_WHOLE = 600
"""A description with fewer characters is a teaser, not the article."""
_CUT = re.compile(r"(?:…|\.\.\.)\W*$|(?:read more|continue reading)\W*$", re.IGNORECASE)
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((.+)\)|(.+?)\s*<\S+@\S+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry(Told):
    """What a feed says of one article; its URL is absolute, http or https.

    id: what the feed calls it (guid, id); the URL where it gives no other name.
    body: the article's text where the feed carries it, as HTML if ``is_html``, else None.
    summary: the teaser, as plain text; None when there is none or it is the body.
    """

    id: str | None
    body: str | None
    is_html: bool
    summary: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; ``url`` is the address of the site that it belongs to, if it tells."""

    title: str
    url: str | None
    entries: tuple[FeedEntry, ...]


def body_and_summary(content: str, description: str) -> tuple[str | None, str | None]:
    """The text of the article, if it is there, and the teaser; a long description is the text."""
    teaser = shown_text(description)
    if len(shown_text(content)) >= MIN_CHARACTERS:
        return content, teaser or None
    if len(teaser) >= _WHOLE and not _CUT.search(teaser):
        return description, None
    return None, teaser or None


def author_in(written: str) -> str:
    """The name: without the address that RSS puts before it, and none if there is only that."""
    match = _MAIL_AND_NAME.fullmatch(written)
    if match:
        return match[1] or match[2]
    return "" if "@" in written and " " not in written else written


def joined(names: Iterable[str]) -> str | None:
    """A byline of ``names``, each once."""
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def first_of(texts: Iterable[str]) -> str | None:
    """The first of ``texts`` that holds anything, in one line."""
    return next((text for text in map(one_line, texts) if text), None)


def link_in(written: str, base: str) -> str | None:
    """An absolute web address, relative ones taken from ``base``."""
    try:
        return web_address(urljoin(base, written.strip())) if written.strip() else None
    except ValueError:
        return None
