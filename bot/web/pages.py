"""A fetched page as an Article that says truly where it comes from."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.decoding import recoded
from bot.loaders.items import Note, Removal
from bot.loaders.listed import Told
from bot.loaders.markup import parsed
from bot.loaders.media import Load, load_bytes, suffix_for
from bot.loaders.outlets import outlet_of, web_address
from bot.web.fetching import Fetched
from bot.web.listings import Listed
from bot.web.urls import same_site

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding", re.IGNORECASE)
_FEED_LINKS = (
    "//link[@rel='alternate'][@type='application/rss+xml' or @type='application/atom+xml'"
    " or @type='application/feed+json']/@href"
)


def article_in(
    found: Fetched, body: bytes, source: str, listed: Listed | None, load: Load
) -> Article:
    """The one article of a page, with what its list adds. LoadError if there is none.

    load: reads a file, under limits. A kill notice is not obeyed: anybody's page could withdraw
    another outlet's article by it.
    """
    suffix = suffix_for(found.media_type, found.url, body)
    if not suffix:
        told = found.media_type or "of no type that its server names"
        raise LoadError(source, f"the format is not one that is read ({told[:60]})")
    if found.charset and not _DECLARED.match(body):
        body = recoded(body, found.charset)
    items = [item for item in load_bytes(body, suffix, load) if not isinstance(item, Note)]
    if len(items) != 1:
        raise LoadError(source, "it holds several articles; save it as a file and give that")
    item = items[0]
    if isinstance(item, Removal):
        raise LoadError(source, "it is a kill notice, which is obeyed from a file alone")
    if isinstance(item, LoadError):
        feed = _feed_of(body, found.url) if suffix == ".html" and listed is None else None
        raise LoadError(source, f"{item.reason}{f'; its feed is {feed}' if feed else ''}")
    return _placed(item, source, found.url, listed.told if listed else Told())


def _placed(article: Article, source: str, url: str, told: Told) -> Article:
    """``article`` at the address it was found at, or at the one it names if that may be true."""
    if article.url and _may_name(article.url, url):
        url = article.url
    return Article.new(
        title=article.title or told.title,
        url=url,
        outlet=article.outlet or told.outlet or outlet_of(url),
        byline=article.byline or told.byline,
        published=article.published or told.published,
        updated=article.updated or told.updated,
        section=article.section or told.section,
        language=article.language or told.language,
        text=article.text,
        captions=article.captions,
        guid=article.guid,
        source=source,
    )


def _may_name(canonical: str, url: str) -> bool:
    """Whether the page at ``url`` may say that ``canonical`` is its address.

    Of another site it may not, or any page could take the place of another outlet's article. Nor
    may it be the front page, which careless templates name in every article.
    """
    own = urlsplit(url)
    front = urlsplit(canonical).path in ("", "/") and not urlsplit(canonical).query
    return same_site(canonical, url) and not (front and own.path not in ("", "/"))


def _feed_of(body: bytes, url: str) -> str | None:
    tree: HtmlElement | None = parsed(body.decode("utf-8", "replace"))
    links = tree.xpath(_FEED_LINKS) if tree is not None else []
    try:
        return web_address(urljoin(url, links[0].strip())) if links else None
    except ValueError:
        return None
