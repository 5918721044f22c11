"""The body of an answer, unpacked, and never more of it than was bargained for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from bot.web.faults import Fault

_ANY_HEADER = 47
_RAW = -15
_STEP = 1 << 16
_GZIP = b"\x1f\x8b"


def body_of(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """``chunks`` put together and unpacked. Fault past ``limit`` bytes, packed or unpacked."""
    if encoding in ("", "identity"):
        return _joined(chunks, limit)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Fault(f"it came packed in a way that was not asked for ({encoding[:20]})")
    return _inflated(chunks, limit)


def gunzipped(body: bytes, limit: int) -> bytes:
    """A body that is itself a gzip file, as sitemaps are; any other as it is."""
    return _inflated([body], limit) if body.startswith(_GZIP) else body


def _joined(chunks: Iterable[bytes], limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        parts.append(chunk)
    return b"".join(parts)


def _inflated(chunks: Iterable[bytes], limit: int) -> bytes:
    machine = None
    parts: list[bytes] = []
    size = packed = 0
    try:
        for chunk in chunks:
            packed += len(chunk)
            if packed > limit:
                raise _too_large(limit)
            if machine is None:
                machine = zlib.decompressobj(_RAW if _is_raw(chunk) else _ANY_HEADER)
            while not machine.eof:
                part = machine.decompress(chunk, _STEP)
                chunk = machine.unconsumed_tail
                size += len(part)
                if size > limit:
                    raise _too_large(limit)
                parts.append(part)
                if not chunk and len(part) < _STEP:
                    break
    except zlib.error:
        raise Fault("it is not packed as it says") from None
    if machine is not None and not machine.eof:
        raise Fault("it was cut off before its end")
    return b"".join(parts)


def _is_raw(chunk: bytes) -> bool:
    """Deflate without a header, as some servers understand the name."""
    if chunk.startswith(_GZIP):
        return False
    return len(chunk) < 2 or chunk[0] & 15 != 8 or (chunk[0] * 256 + chunk[1]) % 31 != 0


def _too_large(limit: int) -> Fault:
    return Fault(f"it is larger than {limit / 1e6:g} MB")
