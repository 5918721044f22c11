"""NewsML-G2, the wire's envelope: news items alone or in a message, kills among them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import nitf
from bot.loaders.clean import one_line, tidy
from bot.loaders.dates import date_or_none
from bot.loaders.embargo import published_after
from bot.loaders.fields import body, language_of
from bot.loaders.fragment import paragraphs_of
from bot.loaders.items import Removal
from bot.loaders.outlets import outlet_of, web_address
from bot.loaders.xml import all_text, child, children, local, text_at

ROOTS = frozenset({"newsItem", "newsMessage", "packageItem"})
"""The local names of the root elements that this module reads."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def items_of(root: etree._Element, source: str) -> Iterator[Article | Removal | LoadError]:
    """An article, a notice or an error for each news item in a document, in its order."""
    if local(root) == "newsItem":
        yield _read(root, source)
        return
    found = [item for item in root.iter() if local(item) == "newsItem"]
    if not found:
        yield LoadError(source, "it only lists items that are elsewhere; give those")
    for number, item in enumerate(found, start=1):
        yield _read(item, f"{source}:{item.get('guid') or number}")


def _read(item: etree._Element, source: str) -> Article | Removal | LoadError:
    try:
        return _item(item, source)
    except LoadError as error:
        return error


def _item(item: etree._Element, source: str) -> Article | Removal:
    meta, about = _part(item, "itemMeta"), _part(item, "contentMeta")
    guid = item.get("guid", "").strip() or None
    url = _url(item, guid)
    version = date_or_none(text_at(meta, "versionCreated"))
    if _code(child(meta, "pubStatus")) in nitf.WITHDRAWN:
        return Removal(source, guid, url, version)
    kind = _code(child(meta, "itemClass"))
    if kind and kind not in ("text", "composite"):
        raise LoadError(source, f"a {kind}, not a text")
    story = _story(item, source)
    first = date_or_none(text_at(meta, "firstCreated")) or date_or_none(
        text_at(about, "contentCreated")
    )
    headline = text_at(about, "headline") or story.headline or text_at(meta, "title")
    language = child(about, "language")
    published = published_after(first or version, text_at(meta, "embargoed"), source)
    return Article.new(
        title=headline,
        url=url,
        guid=guid,
        outlet=_name(child(meta, "provider"))
        or _name(child(about, "infoSource"))
        or outlet_of(url),
        byline=_byline(about) or story.byline or None,
        published=published,
        updated=version if version != published else None,
        section=_section(about),
        language=language_of(
            (language.get("tag", "") if language is not None else "") or item.get(_LANGUAGE, "")
        ),
        text=body(
            "\n\n".join(nitf.with_dateline(list(story.paragraphs), text_at(about, "dateline"))),
            source,
        ),
        captions=story.captions,
        source=source,
    )


def _story(item: etree._Element, source: str) -> nitf.Story:
    """The first of the renditions of the content that is a text."""
    for content in children(_part(item, "contentSet"), "inlineXML", "inlineData"):
        kind = content.get("contenttype", "").lower()
        inner = next((e for e in content if local(e)), None)
        if inner is not None and local(inner) == "nitf":
            return nitf.story_of(inner)
        if inner is not None:
            html = etree.tostring(inner, encoding="unicode", with_tail=False)
        elif "html" in kind:
            html = all_text(content)
        elif kind.startswith("text/") or not kind:
            return _plain(tuple(p for p in tidy(all_text(content)).split("\n\n") if p), ())
        else:
            continue
        paragraphs, captions = paragraphs_of(html)
        return _plain(tuple(paragraphs), captions)
    raise LoadError(source, "the item holds no text; it only points to one elsewhere")


def _plain(paragraphs: tuple[str, ...], captions: tuple[str, ...]) -> nitf.Story:
    return nitf.Story("", "", "", "", paragraphs, captions)


def _part(item: etree._Element, name: str) -> etree._Element:
    found = child(item, name)
    return found if found is not None else etree.Element(name)


def _code(element: etree._Element | None) -> str:
    """The last part of a concept's code: "canceled" of ``stat:canceled`` or of its URI."""
    if element is None:
        return ""
    code = element.get("qcode") or element.get("uri") or ""
    return code.replace("/", ":").rsplit(":", 1)[-1].strip().lower()


def _name(element: etree._Element | None) -> str | None:
    """What a party is called: its name, its literal, or its code."""
    if element is None:
        return None
    code = (element.get("qcode") or element.get("uri") or "").replace("/", ":").rsplit(":", 1)[-1]
    return one_line(text_at(element, "name") or element.get("literal", "") or code) or None


def _byline(about: etree._Element) -> str | None:
    written = nitf.without_by(text_at(about, "by"))
    names = (_name(creator) for creator in children(about, "creator"))
    return written or ", ".join(dict.fromkeys(n for n in names if n)) or None


def _section(about: etree._Element) -> str | None:
    names = (text_at(subject, "name") for subject in children(about, "subject"))
    return next((name for name in names if name), None)


def _url(item: etree._Element, guid: str | None) -> str | None:
    """The address of the item: its guid or another id of it, where one is an address."""
    others = (all_text(a) for a in item.iter() if local(a) == "altId")
    return next((url for name in (guid or "", *others) if (url := web_address(name))), None)
