"""What a page says about itself: JSON-LD first, then meta tags, then the page's own marks."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from lxml.html import HtmlElement

from bot.loaders.about import About
from bot.loaders.clean import one_line
from bot.loaders.dates import date_or_none
from bot.loaders.fields import language_of
from bot.loaders.markup import text_of
from bot.loaders.outlets import web_address

T = TypeVar("T")
_ARTICLE_TYPE = re.compile(r"(?:\w*Article|\w*Posting|Report|Review|\w*NewsArticle)")
_MAX_JSON_NODES = 5_000
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(https?://\S+) -->")

_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_OUTLETS = ("og:site_name", "application-name")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_PUBLISHED = (
    *("article:published_time", "datepublished", "article.published", "parsely-pub-date"),
    *("sailthru.date", "date", "pubdate", "publishdate", "publish-date", "dc.date"),
    *("dc.date.issued", "dcterms.created"),
)
_UPDATED = (
    *("article:modified_time", "datemodified", "og:updated_time", "lastmod"),
    *("last-modified", "dcterms.modified"),
)


@dataclass(frozen=True, slots=True)
class PageData:
    """A page's own account of its article; ``told`` holds byline, dates and address."""

    title: str
    outlet: str | None
    section: str | None
    language: str | None
    told: About


def page_data(tree: HtmlElement, html: str) -> PageData:
    """The account of a parsed page; ``html`` is its source, for what a browser notes in it."""
    linked = _linked_data(tree)
    metas = _metas(tree)

    def first(*candidates: Iterable[str], read: Callable[[str], T | None]) -> T | None:
        """The first candidate that can be read."""
        readings = (read(one_line(c)) for several in candidates for c in several)
        return next((r for r in readings if r), None)

    def meta(names: Iterable[str]) -> list[str]:
        return [content for name in names for content in metas.get(name, ())]

    language = first(_texts(linked.get("inLanguage")), tree.xpath("/html/@lang"), read=language_of)
    saved = _SAVED_FROM.search(html[:2_000])
    title = first(
        _texts(linked.get("headline")), meta(_TITLES), _shown(tree, "//h1"),
        _shown(tree, "//head/title"), read=entities.unescape,
    )  # fmt: skip
    canonical = tree.xpath("//link[translate(@rel, 'CANOL', 'canol')='canonical']/@href")
    outlet = first(_texts(linked.get("publisher")), meta(_OUTLETS), read=entities.unescape)
    return PageData(
        title=re.sub(rf"\s[|–—-]\s{re.escape(outlet or '')}$", "", title or ""),
        outlet=outlet,
        section=first(
            _texts(linked.get("articleSection")), meta(("article:section",)), read=entities.unescape
        ),
        language=language,
        told=About(
            byline=_authors(_texts(linked.get("author"))) or _authors(meta(_AUTHORS)),
            published=first(
                _texts(linked.get("datePublished")),
                meta(_PUBLISHED),
                tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime"),
                read=date_or_none,
            ),
            updated=first(_texts(linked.get("dateModified")), meta(_UPDATED), read=date_or_none),
            url=first(
                canonical,
                meta(("og:url",)),
                _texts(linked.get("url")),
                _texts(linked.get("mainEntityOfPage")),
                [saved[1]] if saved else [],
                read=web_address,
            ),
        ),
    )


def _linked_data(tree: HtmlElement) -> Mapping[str, object]:
    """The first JSON-LD object that is an article, or nothing."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(script.text_content().strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if any(_ARTICLE_TYPE.fullmatch(kind) for kind in _texts(node.get("@type"))):
                return node
    return {}


def _nodes(data: object) -> Iterator[Mapping[str, object]]:
    """The objects of a JSON-LD document, outermost first."""
    waiting = [data]
    for _ in range(_MAX_JSON_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(v for v in value.values() if isinstance(v, list | dict))


def _texts(value: object) -> list[str]:
    """The texts of a JSON-LD value: itself, its name or id, or those of each in a list."""
    if isinstance(value, list):
        return [text for item in value if not isinstance(item, list) for text in _texts(item)]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id")
    return [value] if isinstance(value, str) else []


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := meta.get("content"):
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _shown(tree: HtmlElement, path: str) -> list[str]:
    return [text_of(element) for element in tree.xpath(path)]


def _authors(names: Iterable[str]) -> str | None:
    """The names that are names: no addresses of profiles, no "By"."""
    found = (re.sub("^[Bb]y ", "", one_line(entities.unescape(name))) for name in names)
    people = (name for name in found if name and "://" not in name and not name.startswith("@"))
    return ", ".join(dict.fromkeys(people)) or None
