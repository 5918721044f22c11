"""A feed or sitemap as what both are to us: pages to fetch, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.feed import Feed, FeedEntry
from bot.loaders.feeds import article_of, feed_entries
from bot.loaders.listed import Told
from bot.loaders.sitemaps import root_of, sitemap_of
from bot.web.fetching import Fetched
from bot.web.urls import same_site

_FEEDS = frozenset({"rss", "rdf", "feed"})
_SITEMAPS = frozenset({"urlset", "sitemapindex"})
_JSON_FEED = b"jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a list names.

    told: its URL is None when there is no page, only what the list itself carries.
    carried: makes the article that the list itself carries; LoadError if it carries none.
    """

    told: Told
    carried: Callable[[str], Article] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages of a list in its order; ``is_index`` if they are further lists."""

    is_index: bool
    pages: tuple[Listed, ...]


def listing_of(found: Fetched, body: bytes) -> Listing | None:
    """The list that ``body`` is; None if it is something else. LoadError if it is damaged."""
    start = body[:3].removeprefix(b"\xef\xbb\xbf") + body[3:400]
    start = start.lstrip()
    if start.startswith(b"{"):
        if _JSON_FEED in body:
            return _of_feed(feed_entries(body, found.url), found.url)
        return None
    root = root_of(body) if start.startswith(b"<") else ""
    if root in _FEEDS:
        return _of_feed(feed_entries(body, found.url), found.url)
    if root in _SITEMAPS:
        sitemap = sitemap_of(body, found.url)
        return Listing(sitemap.is_index, tuple(map(Listed, sitemap.entries)))
    return None


def _of_feed(feed: Feed, url: str) -> Listing:
    return Listing(False, tuple(_of_entry(feed, entry, url) for entry in feed.entries))


def _of_entry(feed: Feed, entry: FeedEntry, feed_url: str) -> Listed:
    def carried(source: str) -> Article:
        # Or any feed could put its own words under the address of another outlet's article.
        if entry.url and not same_site(entry.url, feed_url):
            raise LoadError(source, "the feed belongs to another site, so its text is not taken")
        article = article_of(feed, entry, source)
        if article.url:
            return article
        # What a feed calls its entries is only its own: it could be the address of another's.
        name = f"{feed_url} {article.guid or article.id}"
        return replace(article, id=Article.new(text="", source="", guid=name).id, guid=None)

    return Listed(entry, carried if entry.body else None)
