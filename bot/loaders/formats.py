"""The registry of formats: a suffix names the function that turns a stream into articles."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import jsonl, markdown, text

Reader = Callable[[BinaryIO, str], Iterator[Article | LoadError]]
"""Reads a stream; the text names the source. Yields errors; raises only ``OSError``."""

MAX_BYTES = 20_000_000
"""A file of one article that is larger than this is something else."""


def suffix_of(name: str) -> str:
    """The suffix in ``SUFFIXES`` that ``name`` ends with, or ""."""
    lower = name.lower()
    return max((s for s in SUFFIXES if lower.endswith(s)), key=len, default="")


def count_items(path: Path) -> int | None:
    """How many articles a file should yield: its lines if it holds one a line, else 1."""
    suffix = suffix_of(path.name)
    if not suffix:
        return None
    if SUFFIXES[suffix] not in (jsonl.articles_of, _gzipped_lines):
        return 1
    with path.open("rb") as raw:
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if suffix.endswith(".gz") else raw
        return jsonl.count_lines(stream)


def _one(parse: Callable[[bytes, str], Article]) -> Reader:
    """A reader of files that hold one article."""

    def read(stream: BinaryIO, source: str) -> Iterator[Article | LoadError]:
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            yield LoadError(source, f"larger than {MAX_BYTES // 1_000_000} MB, so not one article")
        elif not raw.strip():
            yield LoadError(source, "the file is empty")
        else:
            try:
                yield parse(raw, source)
            except LoadError as error:
                yield error

    return read


def _html(raw: bytes, source: str) -> Article:
    # Half a second of imports that only this format needs.
    from bot.loaders import html

    return html.article_of(raw, source)


def _gzipped_lines(stream: BinaryIO, source: str) -> Iterator[Article | LoadError]:
    with gzip.GzipFile(fileobj=stream) as unpacked:
        yield from jsonl.articles_of(cast(BinaryIO, unpacked), source)


SUFFIXES: dict[str, Reader] = {
    ".md": _one(markdown.article_of),
    ".markdown": _one(markdown.article_of),
    ".txt": _one(text.article_of),
    ".html": _one(_html),
    ".htm": _one(_html),
    ".jsonl": jsonl.articles_of,
    ".ndjson": jsonl.articles_of,
    ".jsonl.gz": _gzipped_lines,
    ".ndjson.gz": _gzipped_lines,
}
"""Every format that is read, by its suffix in lower case."""
