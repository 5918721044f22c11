"""ninjs 1, 2 and 3, the news industry's JSON: one item, or the kill of one.

The versions differ in how they write a name (``body_text``, ``pubstatus``, ``pubStatus``) and in
where the texts stand (``headline``, or ``headlines`` with a role); all are read alike.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.clean import one_line
from bot.loaders.dates import date_or_none
from bot.loaders.embargo import published_after
from bot.loaders.fields import body, language_of
from bot.loaders.fragment import paragraphs_of
from bot.loaders.items import Removal
from bot.loaders.nitf import WITHDRAWN, without_by
from bot.loaders.outlets import outlet_of, web_address

Told = Mapping[str, object]
_MARKS = ("pubstatus", "versioncreated", "representationtype", "bodies", "bodytext", "bodyxhtml")


def is_ninjs(record: Told) -> bool:
    """Whether an object of JSON is a ninjs item: it says so, or has a uri and ninjs's own names."""
    standard = record.get("standard")
    if isinstance(standard, dict) and str(standard.get("name", "")).lower() == "ninjs":
        return True
    return "uri" in record and any(mark in _plain_names(record) for mark in _MARKS)


def article_of(record: Told, source: str) -> Article | Removal:
    """The article of a ninjs item, or the notice that withdraws it."""
    told = _plain_names(record)
    guid = _text(told, "uri") or None
    url = web_address(_text(told, "url") or guid or "")
    version = date_or_none(_text(told, "versioncreated"))
    if _text(told, "pubstatus").rsplit(":", 1)[-1].lower() in WITHDRAWN:
        return Removal(source, guid, url, version)
    kind = _text(told, "type").lower()
    if kind and kind not in ("text", "composite"):
        raise LoadError(source, f"a {kind[:40]}, not a text")
    first = date_or_none(_text(told, "firstcreated")) or date_or_none(_text(told, "contentcreated"))
    text, captions = _body(told, source)
    published = published_after(first or version, _text(told, "embargoed"), source)
    return Article.new(
        title=_text(told, "headline") or _main(told.get("headlines")) or _text(told, "title"),
        url=url,
        guid=guid,
        outlet=_outlet(told) or outlet_of(url),
        byline=without_by(_text(told, "byline") or _text(told, "by")) or _authors(told),
        published=published,
        updated=version if version != published else None,
        section=_section(told),
        language=language_of(_text(told, "language")),
        text=body(text, source),
        captions=tuple(dict.fromkeys((*captions, *_captions(told)))),
        source=source,
    )


def _body(told: Told, source: str) -> tuple[str, tuple[str, ...]]:
    """The body with its paragraphs, and captions: rather the HTML than the plain rendition."""
    html, plain = _text(told, "bodyxhtml") or _text(told, "bodyhtml"), _text(told, "bodytext")
    for one in _dicts(told.get("bodies")):
        value, kind = _text(one, "value"), _text(one, "contenttype").lower()
        if "html" in kind:
            html = html or value
        elif not kind or kind.startswith("text/"):
            plain = plain or value
    if html:
        paragraphs, captions = paragraphs_of(html)
        return "\n\n".join(paragraphs), captions
    if not plain:
        raise LoadError(source, "the item holds no text; it only points to one elsewhere")
    return plain, ()


def _outlet(told: Told) -> str | None:
    names = [_text(told, name) for name in ("provider", "source")]
    names.extend(_text(one, "name") for one in _dicts(told.get("infosources")))
    names.extend(_text(one, "name") for one in _dicts(told.get("infosource")))
    names.append(_text(told, "copyrightholder"))
    return next((one_line(name) for name in names if name), None)


def _authors(told: Told) -> str | None:
    people = [*_dicts(told.get("person")), *_dicts(told.get("people"))]
    names = [_text(one, "name") for one in people if _text(one, "rel").lower() == "author"]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _section(told: Told) -> str | None:
    subjects = [*_dicts(told.get("subject")), *_dicts(told.get("subjects"))]
    return next((name for one in subjects if (name := one_line(_text(one, "name")))), None)


def _captions(told: Told) -> list[str]:
    """What the pictures that belong to the item say."""
    beside = told.get("associations")
    pictures = _dicts(list(beside.values()) if isinstance(beside, dict) else beside)
    pictures = [p for p in map(_plain_names, pictures) if p.get("type") in ("picture", "graphic")]
    texts = (_text(p, "descriptiontext") or _main(p.get("descriptions")) for p in pictures)
    return [caption for text in texts if (caption := one_line(text))]


def _main(several: object) -> str:
    """The value whose role is main, else the first."""
    values = _dicts(several)
    chosen = [one for one in values if _text(one, "role").lower() == "main"] or values
    return one_line(_text(chosen[0], "value")) if chosen else ""


def _plain_names(record: Told) -> dict[str, object]:
    return {str(name).replace("_", "").lower(): value for name, value in record.items()}


def _text(told: Told, name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def _dicts(value: object) -> list[dict[str, object]]:
    """The objects in a list, their names in one form."""
    return (
        [_plain_names(v) for v in value if isinstance(v, dict)] if isinstance(value, list) else []
    )
