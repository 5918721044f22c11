"""Atom, 1.0 and 0.3."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import etree

from bot.loaders.clean import one_line
from bot.loaders.dates import date_or_none
from bot.loaders.feed import Feed, FeedEntry, author_in, body_and_summary, first_of, joined, link_in
from bot.loaders.fields import language_of
from bot.loaders.markup import shown_text
from bot.loaders.xml import all_text, child, children, text_at

_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def atom_feed(root: etree._Element, source: str) -> Feed:
    """The feed under ``root``."""
    base = urljoin(source, root.get(_XML_BASE, "")) if root.get(_XML_BASE) else source
    url = _link(root, base)
    language = language_of(root.get(_XML_LANGUAGE, ""))
    authors = _authors(root)
    return Feed(
        title=_title(root),
        url=url,
        entries=tuple(
            _entry(entry, language, authors, url or base) for entry in children(root, "entry")
        ),
    )


def _entry(
    entry: etree._Element, language: str | None, authors: str | None, base: str
) -> FeedEntry:
    content = child(entry, "content")
    kind = content.get("type", "text") if content is not None else "html"
    summary = _html(child(entry, "summary"))
    # A content with src only points to a text elsewhere.
    told = content is not None and not content.get("src") and not kind.startswith("image/")
    text, teaser = body_and_summary(_html(content) if told else "", summary)
    section = first_of(c.get("label") or c.get("term") or "" for c in children(entry, "category"))
    origin = child(entry, "source")
    url = _link(entry, entry.get(_XML_BASE) or base)
    return FeedEntry(
        id=text_at(entry, "id") or url,
        url=url,
        title=_title(entry),
        byline=_authors(entry) or authors,
        published=date_or_none(text_at(entry, "published") or text_at(entry, "issued")),
        updated=date_or_none(text_at(entry, "updated") or text_at(entry, "modified")),
        section=section,
        language=language_of(entry.get(_XML_LANGUAGE, "")) or language,
        body=text,
        is_html=True,
        summary=teaser,
        outlet=_title(origin) or None if origin is not None else None,
    )


def _html(element: etree._Element | None) -> str:
    """A text construct of Atom as HTML, whichever of the three kinds it is."""
    if element is None:
        return ""
    kind = element.get("type", "text").lower()
    if kind in ("xhtml", "application/xhtml+xml"):
        inner = etree.tostring(element, encoding="unicode", with_tail=False)
        return re.sub(r"<(/?)[\w-]+:(\w)", r"<\1\2", inner)
    text = all_text(element)
    if kind in ("html", "text/html"):
        return text
    # Plain text: its paragraphs are separated by blank lines.
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{p}</p>" for p in re.split(r"\n\s*\n", escaped))


def _title(element: etree._Element) -> str:
    return one_line(shown_text(_html(child(element, "title"))))


def _link(element: etree._Element, base: str) -> str | None:
    links = children(element, "link")
    chosen = [k for k in links if k.get("rel", "alternate") == "alternate" and k.get("href")]
    pages = [k for k in chosen if "html" in k.get("type", "html")]
    return link_in((pages or chosen)[0].get("href", ""), base) if chosen else None


def _authors(element: etree._Element) -> str | None:
    return joined(author_in(text_at(author, "name")) for author in children(element, "author"))
