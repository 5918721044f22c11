"""One article out of bytes that were not read from a file: their media type picks the format."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.loaders.formats import SUFFIXES, suffix_of
from bot.loaders.items import Read

Load = Callable[[str], Iterator[Read]]
"""Reads a file, as ``pool.Readers.load`` does."""

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


def load_bytes(body: bytes, suffix: str, load: Load) -> Iterator[Read]:
    """What ``load`` reads in a file with that suffix and of those bytes, which is gone afterwards.

    The sources of the items name that file, and mean nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"page{suffix}"
        path.write_bytes(body)
        yield from load(str(path))
