"""NITF, the news industry's text format: head and body of one article, or the kill of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from bot.article import Article, Published
from bot.loaders.captions import captions_apart
from bot.loaders.clean import one_line, tidy
from bot.loaders.dates import date_or_none
from bot.loaders.embargo import published_after
from bot.loaders.fields import body, language_of
from bot.loaders.items import Removal
from bot.loaders.markup import text_of
from bot.loaders.outlets import outlet_of, web_address
from bot.loaders.xml import all_text, child, children, local, text_at

WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})
"""States in which a provider forbids an item."""

_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
_AS_HTML = {"hl2": "h2", "hl1": "h1", "bq": "blockquote", "block": "div", "note": "div"}
_UNSEEN = ("media", "abstract", "ed-msg")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Story:
    """What the body of a NITF document shows; "" for what it lacks."""

    headline: str
    byline: str
    dateline: str
    distributor: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]


def article_of(root: etree._Element, source: str) -> Article | Removal:
    """The article of a ``nitf`` element, or the notice that withdraws it."""
    data, pub = child(root, "head", "docdata"), child(root, "head", "pubdata")
    guid = _attribute(data, "doc-id", "id-string") or None
    url = web_address(pub.get("ex-ref", "")) if pub is not None else None
    issued = _date(_attribute(data, "date.issue", "norm"))
    if data is not None and data.get("management-status", "").lower() in WITHDRAWN:
        return Removal(source, guid, url, issued)
    story = story_of(root)
    printed = _date(pub.get("date.publication", "")) if pub is not None else None
    published = printed or issued or date_or_none(_attribute(root, "body", "story.date"))
    release = _extended(_attribute(data, "date.release", "norm"))
    shown = published_after(published, release, source)
    return Article.new(
        title=story.headline or text_at(root, "head", "title"),
        url=url,
        guid=guid,
        outlet=_first(
            pub.get("name", "") if pub is not None else "",
            story.distributor,
            _attribute(data, "doc.copyright", "holder"),
            _attribute(data, "doc-id", "regsrc"),
        )
        or outlet_of(url),
        byline=story.byline or None,
        published=shown,
        # So that a later version without the embargo is known to be later.
        updated=published if shown != published else None,
        section=one_line(pub.get("position.section", "")) or None if pub is not None else None,
        language=language_of(root.get(_LANGUAGE, "")),
        text=body("\n\n".join(story.paragraphs), source),
        captions=story.captions,
        source=source,
    )


def story_of(root: etree._Element) -> Story:
    """What a ``nitf`` element, of any namespace, shows to a reader."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = _AS_HTML.get(local(element), local(element))
    head = child(root, "body", "body.head")
    content = child(root, "body", "body.content")
    captions = tuple(
        caption for e in root.iter("media-caption") if (caption := one_line(all_text(e)))
    )
    paragraphs: list[str] = []
    if content is not None:
        etree.strip_elements(content, *_UNSEEN, with_tail=False)
        paragraphs = [p for p in tidy(text_of(content)).split("\n\n") if p]
    paragraphs, found = captions_apart(paragraphs)
    dateline = text_at(head, "dateline") if head is not None else ""
    return Story(
        headline=_headline(head),
        byline=_byline(children(head, "byline") if head is not None else []),
        dateline=dateline,
        distributor=text_at(head, "distributor") if head is not None else "",
        paragraphs=tuple(with_dateline(paragraphs, dateline)),
        captions=(*captions, *found),
    )


def with_dateline(paragraphs: list[str], dateline: str) -> list[str]:
    """The paragraphs, the first opened by the dateline, as it is printed, unless it is already."""
    dateline = dateline.rstrip(" —–-:")
    if not paragraphs or not dateline:
        return paragraphs
    if paragraphs[0].casefold().startswith(dateline.split(",")[0].casefold()):
        return paragraphs
    return [f"{dateline} — {paragraphs[0]}", *paragraphs[1:]]


def without_by(name: str) -> str:
    """A byline without its "By"."""
    return re.sub(r"^by:?\s+", "", one_line(name), flags=re.IGNORECASE)


def _headline(head: etree._Element | None) -> str:
    if head is None:
        return ""
    return text_at(head, "hedline", "h1") or text_at(head, "hedline")


def _byline(bylines: Iterable[etree._Element]) -> str:
    names = []
    for byline in bylines:
        people = [name for p in children(byline, "person") if (name := one_line(all_text(p)))]
        etree.strip_elements(byline, "byttl", with_tail=False)
        names.extend(people or [without_by(all_text(byline))])
    return ", ".join(dict.fromkeys(name for name in names if name))


def _attribute(element: etree._Element | None, path: str, name: str) -> str:
    found = child(element, path) if element is not None else None
    return found.get(name, "").strip() if found is not None else ""


def _date(norm: str) -> Published | None:
    return date_or_none(_extended(norm))


def _extended(norm: str) -> str:
    """ISO 8601 with its separators: NITF writes 20250304T083000Z."""
    match = _BASIC.fullmatch(norm)
    if match is None:
        return norm
    year, month, day, hour, minute, second, zone = match.groups()
    clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


def _first(*texts: str) -> str | None:
    return next((text for text in map(one_line, texts) if text), None)
