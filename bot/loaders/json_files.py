"""A JSON file: one object or an array of them, each an article; ninjs; a JSON Feed."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from bot.errors import LoadError
from bot.loaders import feeds, json_feed
from bot.loaders.context import Context
from bot.loaders.decoding import decoded
from bot.loaders.items import Item
from bot.loaders.records import known_item_of
from bot.loaders.sources import member

MAX_OBJECT = 20_000_000
_CHUNK = 1 << 18
_FIRST = re.compile(r"[ \t\r\n]*(\]?)")
_NEXT = re.compile(r"[ \t\r\n]*(,|\])[ \t\r\n]*")
_MAX_OTHERS = 100
"""Elements in a row that are no objects; with more it is no list of articles."""


def items_of(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    """An article, notice or error for each object; an array is read as a stream."""
    del context
    first = stream.read(_CHUNK)
    try:
        if first.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"[":
            yield from _array(first, stream, source)
        else:
            yield from _whole(first + stream.read(MAX_OBJECT + 1 - len(first)), source)
    except LoadError as error:
        yield error


def _whole(raw: bytes, source: str) -> Iterator[Item]:
    if len(raw) > MAX_OBJECT:
        raise LoadError(source, f"larger than {MAX_OBJECT // 1_000_000} MB, so not one article")
    if not raw.strip():
        raise LoadError(source, "the file is empty")
    try:
        told = json.loads(decoded(raw, source))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise LoadError(source, f"not valid JSON: {error.msg} at {where}") from error
    except (ValueError, RecursionError) as error:
        raise LoadError(source, _TOO_DEEP) from error
    if isinstance(told, dict) and json_feed.is_json_feed(told):
        yield from feeds.articles_of(json_feed.json_feed(told, source), source)
    elif isinstance(told, list):  # in UTF-16, which is not read as a stream
        for number, record in enumerate(told, start=1):
            yield known_item_of(record, member(source, number))
    else:
        yield known_item_of(told, source)


_TOO_DEEP = "not valid JSON: nested too deep, or a number too long"


def _array(first: bytes, stream: BinaryIO, source: str) -> Iterator[Item]:
    """The elements of an array one by one, so that a file of any size needs little memory."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    read = json.JSONDecoder()
    number, others, ended, size = 0, 0, False, _CHUNK
    buffer = _decode(decoder, first, source)
    at = buffer.index("[") + 1
    while True:
        # An element may end where the buffer does only if there is no more to read.
        if len(buffer) - at < size and not ended:
            chunk = stream.read(size)
            ended = not chunk
            buffer, at = buffer[at:] + _decode(decoder, chunk, source, final=ended), 0
            continue
        opening = (_NEXT if number else _FIRST).match(buffer, at)
        if opening and opening[1] == "]":
            break
        try:
            if opening is None:
                raise ValueError("no comma")
            record, end = read.raw_decode(buffer, opening.end())
        except RecursionError as error:
            raise LoadError(source, _TOO_DEEP) from error
        except ValueError as error:
            if not ended and size <= MAX_OBJECT:
                size *= 2
                continue
            raise LoadError(
                source, f"damaged after item {number} (not valid JSON); what stood before is read"
            ) from error
        number, at, size = number + 1, end, _CHUNK
        others = 0 if isinstance(record, dict) else others + 1
        if others > _MAX_OTHERS:
            raise LoadError(source, "a list of something else than articles")
        yield known_item_of(record, member(source, number))
    if not number:
        raise LoadError(source, "the list in it is empty")


def _decode(
    decoder: codecs.IncrementalDecoder, chunk: bytes, source: str, *, final: bool = False
) -> str:
    try:
        return decoder.decode(chunk, final)
    except UnicodeDecodeError:
        raise LoadError(source, "not UTF-8; save it as UTF-8") from None
