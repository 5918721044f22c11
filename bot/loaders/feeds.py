"""RSS, Atom and JSON Feed: what a feed says of its entries, and an article for each with a text.

>>> feed = feed_entries(Path("feed.xml").read_bytes(), "feed.xml")
>>> [entry.url for entry in feed.entries if entry.body is None]   # what only links
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.atom import atom_feed
from bot.loaders.feed import Feed, FeedEntry
from bot.loaders.fields import body
from bot.loaders.fragment import paragraphs_of
from bot.loaders.json_feed import json_feed, object_of
from bot.loaders.outlets import known_outlet, outlet_of
from bot.loaders.rss import rss_feed
from bot.loaders.xml import local, xml_root

FEED_ROOTS = frozenset({"rss", "RDF", "feed"})
"""The local names of the root elements of feeds in XML."""


def feed_entries(data: bytes, source: str) -> Feed:
    """The feed in ``data``, entries in its order; nothing is fetched.

    source: the file or URL, for errors and as the base of relative links.
    Raises LoadError if it is no feed, or not well formed.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return json_feed(object_of(data, source), source)
    root = xml_root(data, source)
    if local(root) not in FEED_ROOTS:
        raise LoadError(source, f"not a feed: its root element is {local(root)[:40]}")
    return xml_feed(root, source)


def xml_feed(root: etree._Element, source: str) -> Feed:
    """The RSS (2, 1 or 0.9x) or Atom feed under ``root``."""
    return atom_feed(root, source) if local(root) == "feed" else rss_feed(root, source)


def articles_of(feed: Feed, source: str) -> Iterator[Article | LoadError]:
    """An article for each entry that carries one, and the reason for each that does not."""
    if not feed.entries:
        yield LoadError(source, "the feed has no entries")
    for number, entry in enumerate(feed.entries, start=1):
        here = f"{source}:{entry.url or entry.id or number}"
        try:
            yield article_of(feed, entry, here)
        except LoadError as error:
            yield error


def article_of(feed: Feed, entry: FeedEntry, source: str) -> Article:
    """The article that ``entry`` carries; LoadError if it only links to one."""
    if entry.body is None:
        raise LoadError(source, "the feed only links to it; give the article itself")
    if entry.is_html:
        paragraphs, captions = paragraphs_of(entry.body)
    else:
        paragraphs, captions = [entry.body], ()
    return Article.new(
        title=entry.title,
        url=entry.url,
        guid=entry.id,
        outlet=entry.outlet or known_outlet(entry.url) or feed.title or outlet_of(entry.url),
        byline=entry.byline,
        published=entry.published,
        updated=entry.updated,
        section=entry.section,
        language=entry.language,
        text=body("\n\n".join(paragraphs), source),
        captions=captions,
        source=source,
    )
