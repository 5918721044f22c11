"""The registry of formats: a suffix names the function that turns a stream into articles."""

from __future__ import annotations

import gzip
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from bot.errors import LoadError
from bot.loaders import jsonl, markdown, text
from bot.loaders.context import Context
from bot.loaders.items import Item

MAX_BYTES = 20_000_000
"""A file of one article that is larger than this is something else."""
MAX_DOCUMENT_BYTES = 200_000_000
"""The same where the file also holds pictures."""


class Reader(Protocol):
    """Reads a stream; ``source`` names it. Yields errors; raises only ``OSError``, ``TooMuch``."""

    def __call__(self, stream: BinaryIO, source: str, context: Context, /) -> Iterator[Item]:
        """The items of the stream, in its order."""
        ...


def suffix_of(name: str) -> str:
    """The suffix in ``SUFFIXES`` that ``name`` ends with, or ""."""
    lower = name.lower()
    suffix = max((s for s in SUFFIXES if lower.endswith(s)), key=len, default="")
    # A gzip is read if what is in it is.
    return suffix if suffix != ".gz" or suffix_of(lower.removesuffix(".gz")) else ""


def count_items(path: Path) -> int | None:
    """How many articles a file should yield: its lines if it holds one a line, else 1."""
    suffix = suffix_of(path.name)
    if not suffix:
        return None
    if SUFFIXES[suffix] not in (_lines, _gzipped_lines):
        return None if suffix in _MANY else 1
    with path.open("rb") as raw:
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if suffix.endswith(".gz") else raw
        return jsonl.count_lines(stream)


def is_cheap(name: str) -> bool:
    """Whether a file of that name costs time by its length alone, and memory by its lines."""
    suffix = suffix_of(name)
    return bool(suffix) and SUFFIXES[suffix] in (_lines, _gzipped_lines)


def _one(parse: Callable[[bytes, str], Item], largest: int | None = None) -> Reader:
    """A reader of files that hold one article."""

    def read(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
        for raw in _raw(stream, source, largest or MAX_BYTES):
            try:
                yield raw if isinstance(raw, LoadError) else parse(raw, source)
            except LoadError as error:
                yield error

    return read


def _several(parse: Callable[[bytes, str], Iterator[Item]]) -> Reader:
    """A reader of files that hold several articles, and that are read whole."""

    def read(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
        for raw in _raw(stream, source, MAX_BYTES):
            if isinstance(raw, LoadError):
                yield raw
            else:
                yield from parse(raw, source)

    return read


def _raw(stream: BinaryIO, source: str, largest: int) -> Iterator[bytes | LoadError]:
    raw = stream.read(largest + 1)
    if len(raw) > largest:
        yield LoadError(source, f"larger than {largest // 1_000_000} MB, so not one article")
    elif not raw.strip():
        yield LoadError(source, "the file is empty")
    else:
        yield raw


def _late(module: str, function: str) -> Callable[[bytes, str], Item]:
    """A function of a module of this package that is imported when it is first called."""

    def call(raw: bytes, source: str) -> Item:
        return cast(Item, _found(module, function)(raw, source))

    return call


def _late_reader(module: str, function: str) -> Reader:
    def read(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
        return cast("Iterator[Item]", _found(module, function)(stream, source, context))

    return read


def _found(module: str, function: str) -> Callable[..., object]:
    return cast(
        "Callable[..., object]",
        getattr(importlib.import_module(f"bot.loaders.{module}"), function),
    )


def _xml(raw: bytes, source: str) -> Iterator[Item]:
    from bot.loaders import xml_files

    return xml_files.items_of(raw, source)


def _lines(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    return jsonl.items_of(stream, source)


def _gzipped_lines(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    with gzip.GzipFile(fileobj=stream) as unpacked:
        yield from jsonl.items_of(cast(BinaryIO, unpacked), source)


_HTML = _one(_late("html", "article_of"))
_SAVED = _one(_late("mail", "saved_page_of"), MAX_DOCUMENT_BYTES)
_JSON = _late_reader("json_files", "items_of")
_TABLE = _late_reader("tables", "items_of")
_PARQUET = _late_reader("parquet", "items_of")
_TAR = _late_reader("archives", "tar_items")
_WARC = _late_reader("warc", "items_of")

SUFFIXES: dict[str, Reader] = {
    ".md": _one(markdown.article_of),
    ".markdown": _one(markdown.article_of),
    ".txt": _one(text.article_of),
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".mhtml": _SAVED,
    ".mht": _SAVED,
    ".pdf": _one(_late("pdf", "article_of"), MAX_DOCUMENT_BYTES),
    ".docx": _one(_late("office", "docx_article"), MAX_DOCUMENT_BYTES),
    ".odt": _one(_late("office", "odt_article"), MAX_DOCUMENT_BYTES),
    ".rtf": _one(_late("rtf", "article_of")),
    ".eml": _one(_late("mail", "newsletter_of"), MAX_DOCUMENT_BYTES),
    ".xml": _several(_xml),
    ".rss": _several(_xml),
    ".atom": _several(_xml),
    ".nitf": _several(_xml),
    ".json": _JSON,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".jsonl.gz": _gzipped_lines,
    ".ndjson.gz": _gzipped_lines,
    ".csv": _TABLE,
    ".tsv": _TABLE,
    ".parquet": _PARQUET,
    ".zip": _late_reader("archives", "zip_items"),
    ".tar": _TAR,
    ".tar.gz": _TAR,
    ".tgz": _TAR,
    ".warc": _WARC,
    ".warc.gz": _WARC,
    ".gz": _late_reader("archives", "gzip_items"),
}
"""Every format that is read, by its suffix in lower case."""

_MANY = frozenset(
    {".xml", ".rss", ".atom", ".json", ".csv", ".tsv", ".parquet", ".zip", ".tar", ".tar.gz"}
    | {".tgz", ".warc", ".warc.gz", ".gz"}
)
"""Those that may hold any number of articles."""
