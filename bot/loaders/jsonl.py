"""JSON Lines: one article a line, read as a stream; a bad line costs only itself."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from bot.errors import LoadError
from bot.loaders.items import Item
from bot.loaders.records import item_of
from bot.loaders.sources import member

MAX_LINE_BYTES = 20_000_000
_CHUNK = 1 << 20


def items_of(stream: BinaryIO, source: str) -> Iterator[Item]:
    """An article or an error for each line that is not blank; each one's source is ``file:line``.

    Keys: ``text``; ``url``, ``title``, ``published``; optional ``outlet``, ``byline``,
    ``section``, ``updated``, ``language``; or a ninjs item.
    """
    number = 0
    empty = True
    try:
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            here = member(source, number)
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


def _article(line: bytes, source: str) -> Item:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return LoadError(source, "not UTF-8")
    except json.JSONDecodeError as error:
        return LoadError(source, f"not valid JSON: {error.msg} at column {error.colno}")
    except (RecursionError, ValueError):
        return LoadError(source, "not valid JSON: nested too deep, or a number too long")
    return item_of(record, source)
