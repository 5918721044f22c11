"""Named fields, as front matter and JSON Lines have them, checked and made an Article."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.article import Article, Published
from bot.errors import LoadError
from bot.loaders.clean import one_line, tidy
from bot.loaders.dates import order_of, read_date
from bot.loaders.items import Numbered
from bot.loaders.outlets import outlet_of, web_address

MIN_CHARACTERS = 40
"""A text with fewer characters is no article."""

_NAMES = {
    "title": ("title",),
    "url": ("url",),
    "outlet": ("outlet",),
    "byline": ("byline", "author"),
    "published": ("published", "date"),
    "updated": ("updated",),
    "section": ("section",),
    "language": ("language",),
}


def article_from(
    fields: Mapping[str, object],
    text: str,
    source: str,
    captions: tuple[str, ...] = (),
) -> Article | Numbered:
    """The article that ``fields`` and ``text`` tell of; unknown fields are ignored.

    LoadError names the field that holds something other than it should.
    """
    told = {name: _told(fields, names, source) for name, names in _NAMES.items()}
    url = told["url"]
    if url and not web_address(url):
        raise LoadError(source, f"url: not a web address: {_short(url)}")
    article = Article.new(
        title=told["title"] or "",
        url=url,
        outlet=told["outlet"] or outlet_of(url),
        byline=told["byline"],
        published=_date(fields, "published", told["published"], source),
        updated=_date(fields, "updated", told["updated"], source),
        section=told["section"],
        language=told["language"],
        text=body(text, source),
        captions=captions,
        source=source,
    )
    numbers = [w if w and order_of(w) else "" for w in (told["published"], told["updated"])]
    return Numbered(article, *numbers) if any(numbers) else article


def body(text: str, source: str) -> str:
    """``text`` tidied; LoadError if there is too little of it for an article."""
    tidied = tidy(text)
    shown = sum(map(str.isprintable, tidied[: 100 * MIN_CHARACTERS]))
    if not shown:
        raise LoadError(source, "there is no text in it")
    if shown < MIN_CHARACTERS:
        raise LoadError(source, f"too little text for an article ({shown} characters)")
    return tidied


def language_of(tag: str) -> str | None:
    """The language of a tag such as "en-US"; None if it is not one."""
    language = re.split("[-_]", tag.strip())[0].lower()
    return language if re.fullmatch("[a-z]{2,3}", language) else None


def _told(fields: Mapping[str, object], names: tuple[str, ...], source: str) -> str | None:
    for name in names:
        value = fields.get(name)
        if value is None:
            continue
        if name in ("byline", "author") and isinstance(value, list):
            value = ", ".join(v for v in value if isinstance(v, str))
        if not isinstance(value, str):
            raise LoadError(source, f"{name}: a text is expected, not {_kind(value)}")
        if line := one_line(value):
            return line
    return None


def _date(
    fields: Mapping[str, object], field: str, written: str | None, source: str
) -> Published | None:
    try:
        return read_date(written) if written else None
    except ValueError:
        name = next(name for name in _NAMES[field] if fields.get(name))
        raise LoadError(source, f"{name}: not a date I can read: {_short(written or '')}") from None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
