"""What a reader of a file is told besides the file: names of columns, and what it may still use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

MAX_MEMBERS = 200_000
MAX_UNPACKED = 20_000_000_000
MAX_DEPTH = 3
MAX_RATIO = 200
"""Text packs to a tenth; what unpacks to more than this many times its size is a bomb."""
_NO_RATIO_BELOW = 10_000_000


class TooMuch(Exception):
    """An archive unpacks to more than it may; its text is a clause that says so."""


@dataclass
class Budget:
    """What may still be unpacked from one file, archives inside it included."""

    members: int = MAX_MEMBERS
    unpacked: int = MAX_UNPACKED

    def member(self) -> None:
        """Count a member; raises TooMuch."""
        self.members -= 1
        if self.members < 0:
            raise TooMuch(f"it holds more than {MAX_MEMBERS:,} files")

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked; raises TooMuch."""
        self.unpacked -= size
        if self.unpacked < 0:
            raise TooMuch(f"it unpacks to more than {MAX_UNPACKED // 1_000_000_000} GB")


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for one file.

    columns: what a user calls the columns of tables, by field.
    depth: how many archives the file is in.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    def deeper(self) -> Context:
        """The context of what is inside an archive; raises TooMuch."""
        if self.depth >= MAX_DEPTH:
            raise TooMuch(f"archives are packed more than {MAX_DEPTH} deep in each other")
        return replace(self, depth=self.depth + 1)


class Unpacked:
    """A stream of unpacked bytes that raises TooMuch when it is too much for what it came from.

    packed_from: the packed stream, whose place tells how much it came from; None if that is known.
    """

    def __init__(self, stream: BinaryIO, budget: Budget, packed_from: BinaryIO | None) -> None:
        self._stream = stream
        self._budget = budget
        self._packed_from = packed_from
        self._start = packed_from.tell() if packed_from is not None else 0
        self._read = 0

    def tell(self) -> int:
        """How many bytes were read."""
        return self._read

    def seekable(self) -> bool:
        """No: it is read once, from the beginning to the end."""
        return False

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; all that is left if it is negative."""
        return self._counted(self._stream.read(size))

    def readline(self, size: int = -1) -> bytes:
        """A line, or its first ``size`` bytes."""
        return self._counted(self._stream.readline(size))

    def _counted(self, chunk: bytes) -> bytes:
        self._read += len(chunk)
        self._budget.spend(len(chunk))
        if self._packed_from is not None and self._read > _NO_RATIO_BELOW:
            packed = self._packed_from.tell() - self._start
            if self._read > MAX_RATIO * max(packed, 1):
                raise TooMuch(f"it unpacks to more than {MAX_RATIO} times its size")
        return chunk
