"""A checksum over the graph of the vectors: Chroma trusts these files, and crashes if it may not.

The seal is broken while Chroma has a turn at the files and renewed after. One that is missing, as a
killed process leaves it, says nothing; one that does not match tells of damage from outside.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SEAL = "seal.json"
_CHUNK = 1 << 22


class SealBrokenError(Exception):
    """The files are not as the last process left them."""


@contextmanager
def unsealed(path: Path) -> Iterator[None]:
    """The vectors at ``path``, open to changes. Raises SealBrokenError before any is made."""
    _check(path)
    (path / _SEAL).unlink(missing_ok=True)
    yield
    seal(path)


def seal(path: Path) -> None:
    """Seal the vectors at ``path`` as they are; a seal that is there already stays."""
    if not (path / _SEAL).is_file():
        draft = path / f"{_SEAL}.new"
        draft.write_text(json.dumps(_state(path)))
        draft.replace(path / _SEAL)


def is_as_sealed(path: Path) -> bool:
    """Whether the vectors at ``path`` have a seal, and it matches."""
    try:
        _check(path)
    except SealBrokenError:
        return False
    return (path / _SEAL).is_file()


def _check(path: Path) -> None:
    if not (path / _SEAL).is_file():
        return
    try:
        sealed = json.loads((path / _SEAL).read_text())
    except ValueError as error:
        raise SealBrokenError(f"{_SEAL} is damaged") from error
    for name, found in _state(path).items():
        if sealed.pop(name, None) != found:
            raise SealBrokenError(f"{name} is damaged")
    for name in sealed:
        raise SealBrokenError(f"{name} is missing")


def _state(path: Path) -> dict[str, list[int]]:
    """Size and checksum of each file of the graph."""
    files = (p for p in sorted(path.glob("*/*")) if p.is_file())
    return {str(p.relative_to(path)): [p.stat().st_size, _checksum(p)] for p in files}


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum
