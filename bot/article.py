"""Articles, sentences and passages: frozen, with offsets, all that is needed to cite.

>>> article = Article.new(text="Rain fell. It stopped.", title="Rain", source="rain.txt")
>>> article.text[0:10]
'Rain fell.'
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

Published = dt.date | dt.datetime
"""A day, or an aware moment; ``None`` beside it means that the source does not tell."""

_HEADLINE_CHARS = 90


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: ``article.text[start:end]``, offsets in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one article: ``article.text[start:end]``.

    ordinal: its place in the article, from 0.
    sentences: in order, each inside ``start:end``; never empty.
    """

    article_id: str
    ordinal: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    id: stable; from the canonical URL, else from the guid, else from the content (16 hex digits).
    title: as published; "" when the source has none (see ``headline``).
    published, updated: a date or an aware datetime; None when unknown, never invented.
    text: paragraphs separated by one blank line; captions and credits are in ``captions``.
    source: where it was read from (a path, ``path:line`` or a URL).
    digest: changes when anything that a reader sees changes (16 hex digits).
    guid: what its provider calls it, if it does; notices that withdraw it name this.
    """

    id: str
    url: str | None
    title: str
    outlet: str | None
    byline: str | None
    published: Published | None
    updated: Published | None
    section: str | None
    language: str | None
    text: str
    captions: tuple[str, ...]
    source: str
    digest: str
    guid: str | None = field(default=None, compare=False)

    @classmethod
    def new(
        cls,
        *,
        text: str,
        source: str,
        title: str = "",
        url: str | None = None,
        outlet: str | None = None,
        byline: str | None = None,
        published: Published | None = None,
        updated: Published | None = None,
        section: str | None = None,
        language: str | None = None,
        captions: tuple[str, ...] = (),
        guid: str | None = None,
    ) -> Article:
        """An article whose ``id`` and ``digest`` are derived from the rest."""
        canonical = canonical_url(url) if url else None
        shown = (
            title,
            url,
            outlet,
            byline,
            iso(published),
            iso(updated),
            section,
            language,
            text,
        )
        return cls(
            id=_hash(canonical or guid or f"{title}\n{text}"),
            url=url,
            title=title,
            outlet=outlet,
            byline=byline,
            published=published,
            updated=updated,
            section=section,
            language=language,
            text=text,
            captions=captions,
            source=source,
            digest=_hash(repr((shown, captions))),
            guid=guid,
        )

    def dated(self, published: Published | None, updated: Published | None) -> Article:
        """This article with other dates."""
        return Article.new(
            text=self.text,
            source=self.source,
            title=self.title,
            url=self.url,
            outlet=self.outlet,
            byline=self.byline,
            published=published,
            updated=updated,
            section=self.section,
            language=self.language,
            captions=self.captions,
            guid=self.guid,
        )

    @property
    def headline(self) -> str:
        """The title, or the beginning of the text where there is none."""
        return self.title or first_words(self.text, _HEADLINE_CHARS)

    @property
    def published_day(self) -> dt.date | None:
        """The day of publication as the outlet wrote it, in its own zone."""
        return as_day(self.published)


def first_words(text: str, limit: int) -> str:
    """The beginning of ``text``, at most ``limit`` characters, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    return flat[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–—-") + "…"


def as_day(moment: Published | None) -> dt.date | None:
    """The day of a date or datetime."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


def in_words(moment: Published | None) -> str | None:
    """The day as "11 June 2020"; None stays None."""
    day = as_day(moment)
    return f"{day.day} {day:%B %Y}" if day else None


def iso(moment: Published | None) -> str | None:
    """ISO 8601, a date or an aware datetime; None stays None."""
    return moment.isoformat() if moment else None


def parse_iso(text: str | None) -> Published | None:
    """The inverse of ``iso``."""
    if not text:
        return None
    return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)


def canonical_url(url: str) -> str:
    """``url`` without what does not name the article: fragment, tracking, case of host, slash.

    Other query parameters stay, since many sites name their articles by them.
    """
    parts = urlsplit(url.strip())
    query = "&".join(
        p for p in parts.query.split("&") if p and not _TRACKING.match(p.split("=", 1)[0])
    )
    host = (parts.hostname or "").removeprefix("www.")
    if parts.port and parts.port not in (80, 443):
        host += f":{parts.port}"
    scheme = "https" if parts.scheme in ("http", "https") else parts.scheme
    return urlunsplit((scheme, host, parts.path.rstrip("/"), query, ""))


_TRACKING = re.compile(
    r"(?i)^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|cmp|ref|ref_src|smid|cid|s_cid|ocid)$"
)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
