"""RSS 2, 1 and 0.9x."""

from __future__ import annotations

from lxml import etree

from bot.errors import LoadError
from bot.loaders.clean import one_line
from bot.loaders.dates import date_or_none
from bot.loaders.feed import Feed, FeedEntry, author_in, body_and_summary, first_of, joined, link_in
from bot.loaders.fields import language_of
from bot.loaders.markup import shown_text
from bot.loaders.outlets import web_address
from bot.loaders.xml import all_text, child, children, text_at


def rss_feed(root: etree._Element, source: str) -> Feed:
    """The feed under ``root``; LoadError if it has no channel."""
    channel = child(root, "channel")
    if channel is None:
        raise LoadError(source, "the feed has no channel")
    base = link_in(text_at(channel, "link"), source) or source
    language = language_of(text_at(channel, "language"))
    items = [*children(channel, "item"), *children(root, "item")]
    return Feed(
        title=shown_text(text_at(channel, "title")),
        url=base if web_address(base) else None,
        entries=tuple(_entry(item, language, base) for item in items),
    )


def _entry(item: etree._Element, language: str | None, base: str) -> FeedEntry:
    guid = child(item, "guid")
    name = text_at(item, "guid") or item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    permalink = guid is not None and guid.get("isPermaLink", "true").lower() == "true"
    url = link_in(text_at(item, "link"), base) or (link_in(name or "", base) if permalink else None)
    text, summary = body_and_summary(_raw(item, "encoded"), _raw(item, "description"))
    authors = (author_in(one_line(all_text(a))) for a in children(item, "creator", "author"))
    return FeedEntry(
        id=name or url,
        url=url,
        title=one_line(shown_text(text_at(item, "title"))),
        byline=joined(authors),
        published=date_or_none(text_at(item, "pubDate")) or date_or_none(text_at(item, "date")),
        updated=date_or_none(text_at(item, "updated")) or date_or_none(text_at(item, "modified")),
        section=first_of(one_line(all_text(c)) for c in children(item, "category")),
        language=language_of(text_at(item, "language")) or language,
        body=text,
        is_html=True,
        summary=summary,
        outlet=text_at(item, "source") or None,
    )


def _raw(item: etree._Element, name: str) -> str:
    return all_text(child(item, name)).strip()
