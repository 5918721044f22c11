"""A checksum over the graph of the vectors: Chroma trusts these files, and crashes if it may not.

Beside it stands how far Chroma's log had come and how much of it was in the graph: either may be
whole and yet older than the other. The seal is opened while Chroma has a turn at the files and
renewed after. A process that is killed leaves it open: then the graph must still be as it was.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LOG = "chroma.sqlite3"
_SEAL = "seal.json"
_OPEN = "seal-open.json"
_HAS_A_LOG = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'embeddings_queue'"
_CHUNK = 1 << 22


class SealBrokenError(Exception):
    """The files are not as the last process left them."""


@contextmanager
def unsealed(path: Path) -> Iterator[None]:
    """The vectors at ``path``, open to changes. Raises SealBrokenError before any is made."""
    _check(path)
    if (path / _SEAL).is_file():
        (path / _SEAL).replace(path / _OPEN)
    yield
    seal(path)


def seal(path: Path) -> None:
    """Seal the vectors at ``path`` as they are; a seal that is there already stays."""
    if not (path / _SEAL).is_file():
        draft = path / f"{_SEAL}.new"
        draft.write_text(json.dumps({**_state(path), LOG: log_state(path)}))
        draft.replace(path / _SEAL)
    (path / _OPEN).unlink(missing_ok=True)


def is_as_sealed(path: Path) -> bool:
    """Whether the vectors at ``path`` have a seal that is not open, and it matches."""
    try:
        _check(path)
    except SealBrokenError:
        return False
    return (path / _SEAL).is_file()


def log_state(path: Path) -> tuple[int, int]:
    """The last change in the log of ``path``, and the last that is in the graph: their numbers.

    Both are 0 where there is no log. Raises sqlite3.Error when it cannot be read.
    """
    if not (path / LOG).is_file():
        return 0, 0
    with closing(sqlite3.connect(path / LOG)) as db:
        # The last table that Chroma makes: killed before, it has logged nothing, and goes on there.
        if not db.execute(_HAS_A_LOG).fetchone():
            return 0, 0
        last = db.execute("SELECT max(seq_id) FROM embeddings_queue").fetchone()[0]
        synced = db.execute(
            "SELECT max(m.seq_id) FROM max_seq_id m JOIN segments s ON s.id = m.segment_id"
            " WHERE s.scope = 'VECTOR'"
        ).fetchone()[0]
    return int(last or 0), int(synced or 0)


def _check(path: Path) -> None:
    names = [name for name in (_SEAL, _OPEN) if (path / name).is_file()]
    if not names:
        return
    try:
        sealed = json.loads((path / names[0]).read_text())
    except ValueError as error:
        raise SealBrokenError(f"{names[0]} is damaged") from error
    is_open = names[0] == _OPEN
    # Indices of the first versions are sealed without their log.
    log = sealed.pop(LOG, None)
    if log is not None:
        _check_log(path, log, is_open=is_open)
    if is_open and log is not None and not log[1]:
        return  # nothing is in the graph yet: Chroma makes its empty files anew at every opening
    for name, found in _state(path).items():
        if sealed.pop(name, None) != found:
            raise SealBrokenError(f"{name} is damaged")
    for name in sealed:
        raise SealBrokenError(f"{name} is missing")


def _check_log(path: Path, sealed: list[int], *, is_open: bool) -> None:
    try:
        last, synced = log_state(path)
    except sqlite3.Error as error:
        raise SealBrokenError(f"{LOG} is damaged") from error
    # Who was killed may have logged more, but not have written it to the graph.
    more = last > sealed[0] and is_open
    if synced != sealed[1] or (last != sealed[0] and not more):
        raise SealBrokenError(f"{LOG} is of another time than the rest")


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
