"""An XML file: what its root element says that it is, and what that format becomes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import LoadError
from bot.loaders import feeds, newsml, nitf
from bot.loaders.items import Item
from bot.loaders.xml import local, xml_root

_ELSEWHERE = frozenset({"urlset", "sitemapindex"})


def items_of(raw: bytes, source: str) -> Iterator[Item]:
    """The articles, notices and errors of a feed, NITF or NewsML-G2 document."""
    try:
        root = xml_root(raw, source)
        name = local(root)
        if name in feeds.FEED_ROOTS:
            yield from feeds.articles_of(feeds.xml_feed(root, source), source)
        elif name == "nitf":
            yield nitf.article_of(root, source)
        elif name in newsml.ROOTS:
            yield from newsml.items_of(root, source)
        elif name in _ELSEWHERE:
            yield LoadError(source, "a sitemap, which only lists addresses")
        else:
            told = f"XML of a kind that is not read (its root element is {name[:40]})"
            yield LoadError(source, f"{told}; feeds, NITF and NewsML-G2 are")
    except LoadError as error:
        yield error
