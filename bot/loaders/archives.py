"""Archives: zip, tar and gzip of any format that is read; nothing is ever written to the disk.

Members that are links, devices or folders are ignored, and a member's name is only a name.
"""

from __future__ import annotations

import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from bot.errors import LoadError
from bot.loaders.choosing import belongs
from bot.loaders.context import MAX_RATIO, Context, TooMuch, Unpacked
from bot.loaders.formats import MAX_DOCUMENT_BYTES, SUFFIXES, suffix_of
from bot.loaders.items import Item
from bot.loaders.sources import member

_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, ValueError, OverflowError),
)
_NO_RATIO_BELOW = 10_000_000


def zip_items(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    """What the members of a zip become, in its order."""
    try:
        inside = context.deeper()
        with zipfile.ZipFile(_seekable(stream)) as archive:
            members = [m for m in archive.infolist() if not _is_no_file(m)]
            _check(members)
            chosen = [m for m in members if belongs(m.filename)]
            for info in chosen:
                yield from _zip_member(archive, info, member(source, _name(info.filename)), inside)
            yield from _if_none(len(chosen), len(members), source)
    except TooMuch as error:
        yield LoadError(source, f"{error}, so it is not read on")
    except _DAMAGED as error:
        yield LoadError(source, f"damaged, or not a zip ({_why(error)}); what stood before is read")


def tar_items(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    """What the members of a tar, plain or packed with gzip, become, in its order."""
    chosen, passed = 0, 0
    try:
        inside = context.deeper()
        plain = _ungzipped(stream, context) if source.lower().endswith("gz") else stream
        # As a stream: nothing is looked for by seeking, so nothing is unpacked twice.
        with tarfile.open(fileobj=plain, mode="r|", errorlevel=1) as archive:
            for info in archive:
                context.budget.member()
                if not info.isreg() or not belongs(info.name):
                    passed += info.isreg()
                    continue
                opened = archive.extractfile(info)
                if opened is not None:
                    chosen += 1
                    read = Unpacked(cast(BinaryIO, opened), context.budget, None)
                    here = member(source, _name(info.name))
                    yield from _read(cast(BinaryIO, read), info.name, here, inside)
        yield from _if_none(chosen, chosen + passed, source)
    except TooMuch as error:
        yield LoadError(source, f"{error}, so it is not read on")
    except _DAMAGED as error:
        yield LoadError(source, f"damaged, or not a tar ({_why(error)}); what stood before is read")


def gzip_items(stream: BinaryIO, source: str, context: Context) -> Iterator[Item]:
    """What the one file in a gzip becomes; it is named by the gzip's name without ``.gz``."""
    name = source.rsplit("/", 1)[-1].removesuffix(".gz").removesuffix(".GZ")
    try:
        yield from _read(_ungzipped(stream, context), name, source, context)
    except TooMuch as error:
        yield LoadError(source, f"{error}, so it is not read on")
    except _DAMAGED as error:
        yield LoadError(source, f"damaged, or not a gzip ({_why(error)})")


def _seekable(stream: BinaryIO) -> BinaryIO:
    """``stream``, or what is in it: a zip is read from its end, so one in another is held whole."""
    if stream.seekable():
        return stream
    raw = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(raw) > MAX_DOCUMENT_BYTES:
        raise TooMuch(f"an archive in an archive, larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB")
    return io.BytesIO(raw)


def _read(stream: BinaryIO, name: str, source: str, context: Context) -> Iterator[Item]:
    yield from SUFFIXES[suffix_of(name)](stream, source, context)


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, context: Context
) -> Iterator[Item]:
    context.budget.member()
    if info.flag_bits & 0x1:
        yield LoadError(source, "it is locked with a password; unpack it first")
        return
    try:
        with archive.open(info) as opened:
            read = cast(BinaryIO, Unpacked(cast(BinaryIO, opened), context.budget, None))
            yield from _read(read, info.filename, source, context)
    except _DAMAGED as error:
        # The other members have places of their own.
        yield LoadError(source, f"damaged ({_why(error)})")


def _is_no_file(info: zipfile.ZipInfo) -> bool:
    return info.is_dir() or stat.S_ISLNK(info.external_attr >> 16)


def _check(members: list[zipfile.ZipInfo]) -> None:
    """Refuse a bomb by what it says of itself, before anything is unpacked."""
    size = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members)
    if size > max(_NO_RATIO_BELOW, MAX_RATIO * packed):
        raise TooMuch(f"it unpacks to more than {MAX_RATIO} times its size")


def _ungzipped(stream: BinaryIO, context: Context) -> BinaryIO:
    unpacked = gzip.GzipFile(fileobj=stream)
    return cast(BinaryIO, Unpacked(cast(BinaryIO, unpacked), context.budget, stream))


def _if_none(chosen: int, files: int, source: str) -> Iterator[Item]:
    if not chosen:
        told = "it is empty" if not files else "none of its files is in a format that is read"
        yield LoadError(source, told)


def _name(written: str) -> str:
    """A member's name as text that can be stored and printed."""
    return written.encode("utf-8", "replace").decode("utf-8").replace("\n", " ")


def _why(error: BaseException) -> str:
    told = " ".join(str(error).split())
    return told[:100] if told else type(error).__name__
