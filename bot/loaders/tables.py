"""CSV and TSV: an article a row, its fields in columns that the first row names."""

from __future__ import annotations

import codecs
import csv
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from bot.errors import LoadError
from bot.loaders.context import Context
from bot.loaders.decoding import decoded
from bot.loaders.items import Item
from bot.loaders.records import NAMES, columns_of, item_of
from bot.loaders.sources import member

MAX_CELL = 20_000_000
_SAMPLE = 200_000
_MAX_TOLD = 200
_CHUNK = 1 << 16
_DELIMITERS = (",", ";", "\t", "|")
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256")


def items_of(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    """An article or an error for each row that is not empty; each one's source is ``file:row``."""
    try:
        yield from _rows(stream, source, context.columns)
    except LoadError as error:
        yield error
    except (csv.Error, UnicodeDecodeError) as error:
        told = (
            str(error) if isinstance(error, csv.Error) else "not in the encoding that it began in"
        )
        yield LoadError(source, f"damaged ({told}); what stood before is read")


def _rows(stream: BinaryIO, source: str, renamed: Mapping[str, str]) -> Iterator[Item]:
    sample = stream.read(_SAMPLE)
    if not sample.strip():
        raise LoadError(source, "the file is empty")
    encoding = _encoding(sample, source)
    head = sample.decode(encoding, "ignore")
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(_lines(sample, stream, encoding), delimiter=_delimiter(head), strict=False)
    names = [name.strip() for name in next(reader, [])]
    chosen = chosen_columns(names, renamed, source)
    columns = {field: names.index(name) for field, name in chosen.items()}
    empty = True
    for number, row in enumerate(reader, start=2):
        if not any(cell.strip() for cell in row):
            continue
        empty = False
        told = {f: row[i] for f, i in columns.items() if i < len(row) and row[i].strip()}
        yield item_of(told, member(source, number))
    if empty:
        raise LoadError(source, "it has a row of names, but no article below it")


def chosen_columns(names: Sequence[str], renamed: Mapping[str, str], source: str) -> dict[str, str]:
    """The column of each field; LoadError tells what is missing and what there is.

    renamed: what a user calls the columns, by field.
    """
    chosen = columns_of(list(names)) | dict(renamed)
    told = ", ".join(name[:40] for name in names[:20] if name)
    there = textwrap.shorten(told, _MAX_TOLD, placeholder="…") or "none"
    for field, name in renamed.items():
        if name not in names:
            raise LoadError(source, f"no column is called {name} (for {field}); there are: {there}")
    if "text" not in chosen:
        raise LoadError(
            source,
            f"no column for the text; there are: {there}. Name it with --columns text=NAME",
        )
    return {field: chosen[field] for field in NAMES if field in chosen}


def _delimiter(head: str) -> str:
    line = head.partition("\n")[0]
    return max(_DELIMITERS, key=line.count)


def _encoding(sample: bytes, source: str) -> str:
    """An encoding in which the sample can be read; binary data is refused."""
    wide = sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    whole = sample if wide else sample[: sample.rfind(b"\n") + 1] or sample
    text = decoded(whole, source)
    for encoding in _ENCODINGS:
        try:
            if whole.decode(encoding).lstrip("\ufeff") == text.lstrip("\ufeff"):
                return encoding
        except UnicodeDecodeError:
            continue
    raise LoadError(source, "not UTF-8; save it as UTF-8")


def _lines(sample: bytes, stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines with their ends, decoded as they are read."""
    decoder = codecs.getincrementaldecoder(encoding)()
    end = "\n" if b"\n" in sample else "\r"
    pending: list[str] = []
    chunk = sample
    while chunk:
        pending.append(decoder.decode(chunk))
        if end in pending[-1]:
            *lines, rest = "".join(pending).split(end)
            yield from (f"{line}\n" for line in lines)
            pending = [rest]
        if len(pending) * _CHUNK > MAX_CELL:
            raise csv.Error(f"a line of more than {MAX_CELL // 1_000_000} MB")
        chunk = stream.read(_CHUNK)
    yield "".join(pending) + decoder.decode(b"", final=True)
