"""One article out of bytes that were not read from a file: their media type picks the format."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.formats import SUFFIXES, suffix_of

_SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
}
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "text/plain"})
_MARKS = ((b"%PDF-", ".pdf"), (b"<!doctype html", ".html"), (b"<html", ".html"))


def suffix_for(media_type: str, url: str, body: bytes) -> str:
    """The suffix in ``SUFFIXES`` whose reader suits; "" if none does.

    Where the media type says nothing definite, the first bytes do, then the end of the URL's path.
    """
    told = _SUFFIX_OF.get(media_type, "")
    if media_type.endswith("+xml") and not told:
        told = ".xml"
    elif media_type.endswith("+json"):
        told = ".json"
    if media_type in _VAGUE:
        start = body[:200].lstrip().lower()
        seen = next((suffix for mark, suffix in _MARKS if start.startswith(mark.lower())), "")
        named = suffix_of(urlsplit(url).path)
        told = seen or (named if named in _SUFFIX_OF.values() else told)
    return told if told in SUFFIXES else ""


def load_bytes(body: bytes, suffix: str, source: str) -> Iterator[Article | LoadError]:
    """The articles in ``body``, read as a file with that suffix would be."""
    yield from SUFFIXES[suffix](BytesIO(body), source)
