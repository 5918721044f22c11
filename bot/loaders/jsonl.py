"""JSON Lines: one article a line, read as a stream; a bad line costs only itself."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.fields import article_from

MAX_LINE_BYTES = 20_000_000
_CHUNK = 1 << 20
_LINE_SOURCE = re.compile(r"(.*\.(?:jsonl|ndjson)(?:\.gz)?):\d+", re.IGNORECASE | re.DOTALL)


def articles_of(stream: BinaryIO, source: str) -> Iterator[Article | LoadError]:
    """An article or an error for each line that is not blank; each one's source is ``file:line``.

    Keys: ``text``; ``url``, ``title``, ``published``; optional ``outlet``, ``byline``,
    ``section``, ``updated``, ``language``.
    """
    number = 0
    empty = True
    try:
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            here = f"{source}:{number}"
            if len(line) > MAX_LINE_BYTES:
                yield LoadError(here, f"the line is longer than {MAX_LINE_BYTES // 1_000_000} MB")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(_CHUNK)
                empty = False
                continue
            if number == 1 and b"\0" in line:
                yield LoadError(source, "binary data, not JSON Lines")
                return
            if line := line.removeprefix(b"\xef\xbb\xbf").strip():
                empty = False
                yield _article(line, here)
    except (OSError, EOFError, zlib.error) as error:
        yield LoadError(source, f"damaged after line {number} ({error}); what stood before is read")
        return
    if empty:
        yield LoadError(source, "the file is empty")


def count_lines(stream: BinaryIO) -> int | None:
    """The number of lines; None if the stream is damaged."""
    count, last = 0, b"\n"
    try:
        while chunk := stream.read(_CHUNK):
            count += chunk.count(b"\n")
            last = chunk[-1:]
    except (OSError, EOFError, zlib.error):
        return None
    return count + (last != b"\n")


def file_of(source: str) -> str:
    """The file of an article's ``source``: without the line, where it names one."""
    match = _LINE_SOURCE.fullmatch(source)
    return match[1] if match else source


def _article(line: bytes, source: str) -> Article | LoadError:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return LoadError(source, "not UTF-8")
    except json.JSONDecodeError as error:
        return LoadError(source, f"not valid JSON: {error.msg} at column {error.colno}")
    except (RecursionError, ValueError):
        return LoadError(source, "not valid JSON: nested too deep, or a number too long")
    if not isinstance(record, dict):
        return LoadError(source, "not a JSON object with url, title, published and text")
    text = record.get("text")
    if text is None:
        return LoadError(source, "text: missing")
    if not isinstance(text, str):
        return LoadError(source, "text: a text is expected")
    if not text.strip():
        return LoadError(source, "text: empty")
    try:
        return article_from(record, text, source)
    except LoadError as error:
        return error
