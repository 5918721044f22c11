"""WARC, the web archive's format: every page that was answered with 200, at its address."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from bot.errors import LoadError
from bot.loaders import html
from bot.loaders.context import Context, TooMuch
from bot.loaders.items import Item
from bot.loaders.sources import member

_MAX_PAGE = 20_000_000
# An AttributeError is warcio's word for a record that does not name its page.
_DAMAGED = (
    *(ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError, LookupError, AttributeError),
)
_PAGES = ("text/html", "application/xhtml+xml")


def items_of(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    """An article or an error for each page in a WARC, plain or packed with gzip."""
    pages = 0
    try:
        for record in ArchiveIterator(stream, arc2warc=False):
            context.budget.member()
            kind = _page_type(record)
            if kind is not None:
                pages += 1
                yield _page(record, kind, source, context)
    except TooMuch as error:
        yield LoadError(source, f"{error}, so it is not read on")
        return
    except _DAMAGED as error:
        told = " ".join(str(error).split())[:100] or type(error).__name__
        yield LoadError(source, f"damaged, or not WARC ({told}); what stood before is read")
        return
    if not pages:
        yield LoadError(source, "there is no page in it")


def _page_type(record: ArcWarcRecord) -> str | None:
    """The content type if the record is a page that was found, else None."""
    if record.rec_type == "response" and record.http_headers is not None:
        if str(record.http_headers.get_statuscode()) != "200":
            return None
        kind = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type == "resource":
        kind = record.content_type or ""
    else:
        return None
    return kind if kind.lower().startswith(_PAGES) else None


def _page(record: ArcWarcRecord, kind: str, source: str, context: Context) -> Item:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    here = member(source, url)
    raw = record.content_stream().read(_MAX_PAGE + 1)
    context.budget.spend(len(raw))
    if len(raw) > _MAX_PAGE:
        return LoadError(here, f"larger than {_MAX_PAGE // 1_000_000} MB, so not one article")
    if not raw.strip():
        return LoadError(here, "the page is empty")
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip("\"' ")
    try:
        return html.article_of(raw, here, url=url, charset=charset or None)
    except LoadError as error:
        return error
