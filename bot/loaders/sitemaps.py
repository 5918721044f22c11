"""Sitemaps, news sitemaps and sitemap indexes: the pages they list, with what they say of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from bot.errors import LoadError
from bot.loaders.clean import one_line
from bot.loaders.dates import date_or_none
from bot.loaders.listed import Told

_NEWS = "news"
_ROOTS = frozenset({"urlset", "sitemapindex"})


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The entries in the order of the file; ``is_index`` if they are further sitemaps."""

    is_index: bool
    entries: tuple[Told, ...]


def root_of(data: bytes) -> str:
    """The name of an XML document's first element, in lower case; "" if it is none."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    try:
        for first in range(0, min(len(data), 1 << 20), 4096):
            parser.feed(data[first : first + 4096])
            for _, element in parser.read_events():
                return _name(element) if isinstance(element, etree._Element) else ""
    except etree.XMLSyntaxError:
        return ""
    return ""


def sitemap_of(data: bytes, source: str) -> Sitemap:
    """The sitemap in ``data``. LoadError if it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise LoadError(source, "not a sitemap: its XML is damaged") from None
    if _name(root) not in _ROOTS:
        raise LoadError(source, "not a sitemap: it holds something else")
    entries = [_entry(node) for node in root if _name(node) in ("url", "sitemap")]
    return Sitemap(_name(root) == "sitemapindex", tuple(e for e in entries if e.url))


def _entry(node: etree._Element) -> Told:
    told = dict(_told(node))
    return Told(
        url=told.get("loc", ""),
        updated=date_or_none(told.get("lastmod")),
        published=date_or_none(told.get("publication_date")),
        title=told.get("title", ""),
        outlet=told.get("name"),
        language=(told.get("language") or "")[:2].lower() or None,
    )


def _told(node: etree._Element) -> Iterator[tuple[str, str]]:
    """The first of every name in an entry and in its news part; images have titles, too."""
    for child in reversed(node):
        name = _name(child)
        if name == _NEWS:
            for part in reversed(list(child.iter())):
                if text := one_line(part.text or ""):
                    yield _name(part), text
        elif name in ("loc", "lastmod") and (text := one_line(child.text or "")):
            yield name, text


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""
