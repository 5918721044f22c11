"""Parquet: an article a row, its fields in columns, as in tables of text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from bot.errors import LoadError
from bot.loaders.context import Context
from bot.loaders.items import Item
from bot.loaders.records import item_of
from bot.loaders.sources import member
from bot.loaders.tables import chosen_columns

_ROWS = 256
_MAX_PACKED = 200_000_000
"""Bytes of a file inside an archive, which is read whole, for its end tells what is in it."""


def items_of(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    """An article or an error for each row; each one's source is ``file:row``, from 1."""
    try:
        yield from _rows(stream, source, context)
    except LoadError as error:
        yield error
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        yield LoadError(source, f"damaged, or not Parquet ({reason}); what stood before is read")


def _rows(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    file = pq.ParquetFile(_seekable(stream, source), pre_buffer=False)
    columns = chosen_columns(file.schema_arrow.names, context.columns, source)
    number = 0
    for batch in file.iter_batches(_ROWS, columns=list(columns.values()), use_threads=False):
        context.budget.spend(batch.nbytes)
        for row in batch.to_pylist():
            number += 1
            told = {field: _plain(row[name]) for field, name in columns.items()}
            yield item_of({f: v for f, v in told.items() if v is not None}, member(source, number))
    if not number:
        raise LoadError(source, "it has columns, but no article in them")


def _plain(value: object) -> object:
    """A value as JSON would have it: times as ISO 8601 writes them."""
    if isinstance(value, dt.datetime):
        # Midnight without a zone is how tables write a day.
        bare = value.tzinfo is None and value.time() == dt.time()
        return value.date().isoformat() if bare else value.isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def _seekable(stream: BinaryIO, source: str) -> BinaryIO:
    if stream.seekable():
        return stream
    raw = stream.read(_MAX_PACKED + 1)
    if len(raw) > _MAX_PACKED:
        size = _MAX_PACKED // 1_000_000
        raise LoadError(source, f"larger than {size} MB in an archive; unpack it first")
    return io.BytesIO(raw)
