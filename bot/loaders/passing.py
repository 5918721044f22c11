"""Items as lines of JSON and back, for a process that reads files and one that asks it to.

JSON and no pickle: what comes from a process that a hostile file may have taken over is data.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from bot.article import Article, iso, parse_iso
from bot.errors import LoadError
from bot.loaders.items import Item, Note, Numbered, Removal


def line_of(item: Item) -> str:
    """The item as one line, without its end."""
    if isinstance(item, Numbered):
        told = {"numbered": [item.published, item.updated], **_article(item.article)}
    elif isinstance(item, Article):
        told = _article(item)
    elif isinstance(item, Removal):
        told = {"removal": asdict(item) | {"moment": iso(item.moment)}}
    elif isinstance(item, Note):
        told = {"note": asdict(item)}
    else:
        told = {"failed": [item.source, item.reason]}
    return json.dumps(told)


def item_of(line: str | bytes) -> Item:
    """The inverse of ``line_of``; ValueError, KeyError or TypeError if it is no such line."""
    told = json.loads(line)
    if "failed" in told:
        return LoadError(*told["failed"])
    if "note" in told:
        return Note(**told["note"])
    if "removal" in told:
        notice = told["removal"]
        return Removal(**notice | {"moment": parse_iso(notice["moment"])})
    shown = told["article"]
    dates = {name: parse_iso(shown[name]) for name in ("published", "updated")}
    article = Article(**shown | dates | {"captions": tuple(shown["captions"])})
    return Numbered(article, *told["numbered"]) if "numbered" in told else article


def _article(article: Article) -> dict[str, object]:
    shown = {field.name: getattr(article, field.name) for field in fields(article)}
    dates = {"published": iso(article.published), "updated": iso(article.updated)}
    return {"article": shown | dates}
