"""HTML pages: fields from the page's own metadata, the article's body by trafilatura."""

from __future__ import annotations

import logging
import re
from urllib.parse import urlsplit

import trafilatura
from lxml.html import HtmlElement

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import furniture
from bot.loaders.about import about_in
from bot.loaders.captions import captions_apart
from bot.loaders.clean import one_line, tidy
from bot.loaders.decoding import decoded
from bot.loaders.fields import body
from bot.loaders.markup import parsed, text_of
from bot.loaders.outlets import outlet_of, web_address
from bot.loaders.pagedata import page_data

# What it reports is told as a LoadError, once.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HEAD_BYTES = 4096
_MAX_CAPTION = 900
_CAPTIONS = (
    "//figcaption[not(ancestor::aside or ancestor::nav or ancestor::footer)]"
    "|//*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')]"
)
_HEAD_PARAGRAPHS = 4


def article_of(
    raw: bytes, source: str, *, url: str | None = None, charset: str | None = None
) -> Article:
    """The one article of a page; LoadError if no article's body is found in it.

    url, charset: what is known of the page from whoever kept it: its address, its encoding.
    """
    declared = _CHARSET.search(raw[:_HEAD_BYTES])
    html = decoded(raw, source, charset or (declared[1].decode("ascii") if declared else None))
    tree = parsed(html)
    if tree is None:
        raise LoadError(source, "there is no page in it")
    data = page_data(tree, html)
    captions = _captions_taken_out(tree)
    furniture.taken_out(tree)
    paragraphs = furniture.after_headline(furniture.main_cell(tree) or _shown(tree), data.title)
    if not any(paragraphs):
        raise LoadError(source, "no article was found in the page")
    told = data.told
    for paragraph in paragraphs[:_HEAD_PARAGRAPHS]:
        if more := about_in(paragraph):
            told = told.filled_from(more)
            paragraphs.remove(paragraph)
    paragraphs, found = captions_apart(furniture.body_of(paragraphs, told.byline))
    address = _address(told.url, url)
    return Article.new(
        title=data.title,
        url=address,
        outlet=data.outlet or outlet_of(address),
        byline=told.byline,
        published=told.published,
        updated=told.updated,
        section=data.section,
        language=data.language,
        text=body("\n\n".join(paragraphs), source),
        captions=tuple(dict.fromkeys((*captions, *found))),
        source=source,
    )


def _address(told: str | None, kept_at: str | None) -> str | None:
    """The address that the page tells, unless it names only the site and not the page."""
    if kept_at is None or (told and urlsplit(told).path.strip("/")):
        return told
    return web_address(kept_at) or told


def _captions_taken_out(tree: HtmlElement) -> list[str]:
    captions = []
    for element in tree.xpath(_CAPTIONS):
        caption = one_line(text_of(element))
        if caption and len(caption) <= _MAX_CAPTION:
            captions.append(caption)
        element.drop_tree()
    return captions


def _shown(tree: HtmlElement) -> list[str]:
    """The paragraphs that the page shows in its main part."""
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=False
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    first = document.body.find("*")
    if first is not None and first.tag == "head" and first.get("rend") == "h1":
        document.body.remove(first)
    return tidy(text_of(document.body)).split("\n\n")
