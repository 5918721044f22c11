"""RSS, Atom and JSON Feed: what a feed says of its entries, and an article for each with a text.

>>> feed = feed_entries(Path("feed.xml").read_bytes(), "feed.xml")
>>> [entry.url for entry in feed.entries if entry.body is None]   # what only links
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from bot.article import Article, Published
from bot.errors import LoadError
from bot.loaders.clean import one_line
from bot.loaders.dates import date_or_none
from bot.loaders.decoding import decoded
from bot.loaders.fields import MIN_CHARACTERS, body, language_of
from bot.loaders.fragment import paragraphs_of
from bot.loaders.markup import shown_text
from bot.loaders.outlets import known_outlet, outlet_of, web_address
from bot.loaders.xml import all_text, child, children, local, text_at, xml_root

FEED_ROOTS = frozenset({"rss", "RDF", "feed"})
"""The local names of the root elements of feeds in XML."""

_WHOLE = 600
"""A description with fewer characters is a teaser, not the article."""
_CUT = re.compile(r"(?:…|\.\.\.)\W*$|(?:read more|continue reading)\W*$", re.IGNORECASE)
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((.+)\)|(.+?)\s*<\S+@\S+>")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of one article.

    id: what the feed calls it (guid, id); the URL where it gives no other name.
    url: absolute, http or https.
    body: the article's text where the feed carries it, as HTML if ``is_html``, else None.
    summary: the teaser, as plain text; None when there is none or it is the body.
    outlet: who published it first, where the feed says so of the entry.
    """

    id: str | None
    url: str | None
    title: str
    byline: str | None
    published: Published | None
    updated: Published | None
    section: str | None
    language: str | None
    body: str | None
    is_html: bool
    summary: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; ``url`` is the address of the site that it belongs to, if it tells."""

    title: str
    url: str | None
    entries: tuple[FeedEntry, ...]


def feed_entries(data: bytes, source: str) -> Feed:
    """The feed in ``data``, entries in its order; nothing is fetched.

    source: the file or URL, for errors and as the base of relative links.
    Raises LoadError if it is no feed, or not well formed.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return json_feed(_object(data, source), source)
    root = xml_root(data, source)
    if local(root) not in FEED_ROOTS:
        raise LoadError(source, f"not a feed: its root element is {local(root)[:40]}")
    return xml_feed(root, source)


def xml_feed(root: etree._Element, source: str) -> Feed:
    """The RSS (2, 1 or 0.9x) or Atom feed under ``root``."""
    return _atom(root, source) if local(root) == "feed" else _rss(root, source)


def json_feed(told: Mapping[str, object], source: str) -> Feed:
    """The JSON Feed (1 or 1.1) that ``told`` is; LoadError if it has no list of items."""
    items = told.get("items")
    if not isinstance(items, list):
        raise LoadError(source, "items: a list is expected in a JSON Feed")
    language = _text(told, "language")
    entries = tuple(_json_entry(item, language, source) for item in items if isinstance(item, dict))
    return Feed(_text(told, "title"), _link(_text(told, "home_page_url"), source), entries)


def is_json_feed(told: Mapping[str, object]) -> bool:
    """Whether an object says that it is a JSON Feed."""
    return "jsonfeed.org/version/" in _text(told, "version")


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


def _rss(root: etree._Element, source: str) -> Feed:
    channel = child(root, "channel")
    if channel is None:
        raise LoadError(source, "the feed has no channel")
    base = _link(text_at(channel, "link"), source) or source
    language = language_of(text_at(channel, "language"))
    items = [*children(channel, "item"), *children(root, "item")]
    return Feed(
        title=shown_text(text_at(channel, "title")),
        url=base if web_address(base) else None,
        entries=tuple(_rss_entry(item, language, base) for item in items),
    )


def _rss_entry(item: etree._Element, language: str | None, base: str) -> FeedEntry:
    guid = child(item, "guid")
    name = text_at(item, "guid") or item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    permalink = guid is not None and guid.get("isPermaLink", "true").lower() == "true"
    url = _link(text_at(item, "link"), base) or (_link(name or "", base) if permalink else None)
    text, summary = _body_and_summary(_raw(item, "encoded"), _raw(item, "description"))
    authors = (_author(one_line(all_text(a))) for a in children(item, "creator", "author"))
    return FeedEntry(
        id=name or url,
        url=url,
        title=one_line(shown_text(text_at(item, "title"))),
        byline=_joined(authors),
        published=date_or_none(text_at(item, "pubDate")) or date_or_none(text_at(item, "date")),
        updated=date_or_none(text_at(item, "updated")) or date_or_none(text_at(item, "modified")),
        section=_first(one_line(all_text(c)) for c in children(item, "category")),
        language=language_of(text_at(item, "language")) or language,
        body=text,
        is_html=True,
        summary=summary,
        outlet=text_at(item, "source") or None,
    )


def _atom(root: etree._Element, source: str) -> Feed:
    base = urljoin(source, root.get(_XML_BASE, "")) if root.get(_XML_BASE) else source
    url = _atom_link(root, base)
    language = language_of(root.get(_XML_LANGUAGE, ""))
    authors = _atom_authors(root)
    return Feed(
        title=_atom_title(root),
        url=url,
        entries=tuple(
            _atom_entry(entry, language, authors, url or base) for entry in children(root, "entry")
        ),
    )


def _atom_entry(
    entry: etree._Element, language: str | None, authors: str | None, base: str
) -> FeedEntry:
    content = child(entry, "content")
    kind = content.get("type", "text") if content is not None else "html"
    summary = _atom_html(child(entry, "summary"))
    # A content with src only points to a text elsewhere.
    told = content is not None and not content.get("src") and not kind.startswith("image/")
    text, teaser = _body_and_summary(_atom_html(content) if told else "", summary)
    section = _first(c.get("label") or c.get("term") or "" for c in children(entry, "category"))
    origin = child(entry, "source")
    url = _atom_link(entry, entry.get(_XML_BASE) or base)
    return FeedEntry(
        id=text_at(entry, "id") or url,
        url=url,
        title=_atom_title(entry),
        byline=_atom_authors(entry) or authors,
        published=date_or_none(text_at(entry, "published") or text_at(entry, "issued")),
        updated=date_or_none(text_at(entry, "updated") or text_at(entry, "modified")),
        section=section,
        language=language_of(entry.get(_XML_LANGUAGE, "")) or language,
        body=text,
        is_html=True,
        summary=teaser,
        outlet=_atom_title(origin) or None if origin is not None else None,
    )


def _json_entry(item: Mapping[str, object], language: str | None, source: str) -> FeedEntry:
    authors = item.get("authors") or [item.get("author")]
    names = [_text(a, "name") for a in _dicts(authors)]
    html, plain, summary = (_text(item, f) for f in ("content_html", "content_text", "summary"))
    tags = item.get("tags")
    url = _link(_text(item, "url"), source)
    name = item.get("id")
    return FeedEntry(
        id=str(name) if isinstance(name, str | int | float) and name != "" else url,
        url=url,
        title=one_line(_text(item, "title")),
        byline=_joined(names),
        published=date_or_none(_text(item, "date_published")),
        updated=date_or_none(_text(item, "date_modified")),
        section=_first(t for t in tags if isinstance(t, str)) if isinstance(tags, list) else None,
        language=language_of(_text(item, "language")) or language_of(language or ""),
        body=html or plain or None,
        is_html=bool(html),
        summary=summary or None,
        outlet=None,
    )


def _body_and_summary(content: str, description: str) -> tuple[str | None, str | None]:
    """The text of the article, if it is there, and the teaser; a long description is the text."""
    teaser = shown_text(description)
    if len(shown_text(content)) >= MIN_CHARACTERS:
        return content, teaser or None
    if len(teaser) >= _WHOLE and not _CUT.search(teaser):
        return description, None
    return None, teaser or None


def _raw(item: etree._Element, name: str) -> str:
    return all_text(child(item, name)).strip()


def _atom_html(element: etree._Element | None) -> str:
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


def _atom_title(element: etree._Element) -> str:
    return one_line(shown_text(_atom_html(child(element, "title"))))


def _atom_link(element: etree._Element, base: str) -> str | None:
    links = children(element, "link")
    chosen = [k for k in links if k.get("rel", "alternate") == "alternate" and k.get("href")]
    pages = [k for k in chosen if "html" in k.get("type", "html")]
    return _link((pages or chosen)[0].get("href", ""), base) if chosen else None


def _atom_authors(element: etree._Element) -> str | None:
    return _joined(_author(text_at(author, "name")) for author in children(element, "author"))


def _author(written: str) -> str:
    """The name: without the address that RSS puts before it, and none if there is only that."""
    match = _MAIL_AND_NAME.fullmatch(written)
    if match:
        return match[1] or match[2]
    return "" if "@" in written and " " not in written else written


def _joined(names: Iterable[str]) -> str | None:
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _first(texts: Iterable[str]) -> str | None:
    return next((text for text in map(one_line, texts) if text), None)


def _link(written: str, base: str) -> str | None:
    """An absolute web address, relative ones taken from ``base``."""
    try:
        return web_address(urljoin(base, written.strip())) if written.strip() else None
    except ValueError:
        return None


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def _dicts(value: object) -> list[dict[str, object]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _object(data: bytes, source: str) -> dict[str, object]:
    try:
        told = json.loads(decoded(data, source))
    except (ValueError, RecursionError) as error:
        raise LoadError(source, "not valid JSON") from error
    if not isinstance(told, dict) or not is_json_feed(told):
        raise LoadError(source, "not a JSON Feed: its version names no jsonfeed.org")
    return told
