"""JSON Feed, 1 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.errors import LoadError
from bot.loaders.clean import one_line
from bot.loaders.dates import date_or_none
from bot.loaders.decoding import decoded
from bot.loaders.feed import Feed, FeedEntry, first_of, joined, link_in
from bot.loaders.fields import language_of


def json_feed(told: Mapping[str, object], source: str) -> Feed:
    """The JSON Feed (1 or 1.1) that ``told`` is; LoadError if it has no list of items."""
    items = told.get("items")
    if not isinstance(items, list):
        raise LoadError(source, "items: a list is expected in a JSON Feed")
    language = _text(told, "language")
    entries = tuple(_entry(item, language, source) for item in items if isinstance(item, dict))
    return Feed(_text(told, "title"), link_in(_text(told, "home_page_url"), source), entries)


def is_json_feed(told: Mapping[str, object]) -> bool:
    """Whether an object says that it is a JSON Feed."""
    return "jsonfeed.org/version/" in _text(told, "version")


def object_of(data: bytes, source: str) -> dict[str, object]:
    """The object that a JSON Feed is; LoadError if ``data`` is none."""
    try:
        told = json.loads(decoded(data, source))
    except (ValueError, RecursionError) as error:
        raise LoadError(source, "not valid JSON") from error
    if not isinstance(told, dict) or not is_json_feed(told):
        raise LoadError(source, "not a JSON Feed: its version names no jsonfeed.org")
    return told


def _entry(item: Mapping[str, object], language: str | None, source: str) -> FeedEntry:
    authors = item.get("authors") or [item.get("author")]
    names = [_text(a, "name") for a in _dicts(authors)]
    html, plain, summary = (_text(item, f) for f in ("content_html", "content_text", "summary"))
    tags = item.get("tags")
    url = link_in(_text(item, "url"), source)
    name = item.get("id")
    return FeedEntry(
        id=str(name) if isinstance(name, str | int | float) and name != "" else url,
        url=url,
        title=one_line(_text(item, "title")),
        byline=joined(names),
        published=date_or_none(_text(item, "date_published")),
        updated=date_or_none(_text(item, "date_modified")),
        section=first_of(t for t in tags if isinstance(t, str)) if isinstance(tags, list) else None,
        language=language_of(_text(item, "language")) or language_of(language or ""),
        body=html or plain or None,
        is_html=bool(html),
        summary=summary or None,
        outlet=None,
    )


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def _dicts(value: object) -> list[dict[str, object]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
