"""One JSON object or one row of a table: a ninjs item, or named fields of an article."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import LoadError
from bot.loaders import ninjs
from bot.loaders.fields import article_from
from bot.loaders.items import Item

NAMES = {
    "text": ("text", "body", "content", "articlebody", "fulltext", "story"),
    "url": ("url", "link", "permalink"),
    "title": ("title", "headline"),
    "published": (
        "published",
        "date",
        "publishedat",
        "datepublished",
        "pubdate",
        "publicationdate",
    ),
    "updated": ("updated", "modified", "updatedat", "datemodified"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper"),
    "byline": ("byline", "author", "authors"),
    "section": ("section", "category", "desk"),
    "language": ("language", "lang"),
}
"""What each field is also called, in lower case with letters alone, the likeliest first."""


def item_of(record: object, source: str) -> Item:
    """What an object of JSON Lines becomes; its fields have the names of the contract."""
    if not isinstance(record, dict):
        return LoadError(source, "not a JSON object with url, title, published and text")
    try:
        if "text" not in record and ninjs.is_ninjs(record):
            return ninjs.article_of(record, source)
        return article_from(record, _text(record, source), source)
    except LoadError as error:
        return error


def known_item_of(record: object, source: str) -> Item:
    """What an object of any JSON becomes, whose fields may have other usual names."""
    if isinstance(record, dict) and not ninjs.is_ninjs(record):
        columns = columns_of([str(name) for name in record])
        record = {field: record[name] for field, name in columns.items()}
    return item_of(record, source)


def columns_of(names: list[str]) -> dict[str, str]:
    """The fields that ``names`` can be read as, each with the name that means it."""
    plain = {"".join(filter(str.isalnum, n)).lower(): n for n in reversed(names)}
    return {
        field: plain[alias]
        for field, aliases in NAMES.items()
        if (alias := next((a for a in aliases if a in plain), None)) is not None
    }


def _text(record: Mapping[str, object], source: str) -> str:
    text = record.get("text")
    if text is None:
        raise LoadError(source, "text: missing")
    if not isinstance(text, str):
        raise LoadError(source, "text: a text is expected")
    if not text.strip():
        raise LoadError(source, "text: empty")
    return text
