"""A turn at the vectors that is either ended or undone.

Chroma logs each change in SQLite and writes the graph itself in place, file after file, whenever so
many changes have come together. Killed while it does, it leaves files that do not fit one another,
and that it refuses from then on. So all is copied before a turn in which that may happen, and the
copy thrown away after it; whoever comes next to a copy that is still there goes back to it.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.coverage.seals import LOG, is_as_sealed, log_state, seal

log = logging.getLogger(__name__)

SYNCED_AFTER = 256
"""Changes after which Chroma writes its graph (its ``sync_threshold``)."""
UNDO = "undo-"
"""What the name of a copy begins with; the rest is the name of the folder that it is of."""
_DRAFT = ".part"


@contextmanager
def undone_unless_ended(path: Path, changes: int) -> Iterator[None]:
    """The vectors at ``path``, as the last turn that ended left them, for a turn of one's own.

    changes: how many vectors may be added and deleted. Raises OSError when there is no room.
    """
    undo = path.with_name(f"{UNDO}{path.name}")
    draft = undo.with_name(f"{undo.name}{_DRAFT}")
    if undo.is_dir():
        _go_back(path, undo)
    _remove(draft)
    kept = changes + _unsynced(path) >= SYNCED_AFTER
    if kept:
        path.mkdir(exist_ok=True)
        shutil.copytree(path, draft)
        seal(draft)
        draft.replace(undo)
    yield
    if kept:
        undo.replace(draft)
        _remove(draft)


def _go_back(path: Path, undo: Path) -> None:
    """Put ``undo`` in the place of ``path``; a copy that a power cut has spoilt is of no use."""
    if not _is_whole(undo):
        log.warning("The copy %s is damaged and was deleted.", undo)
        _remove(undo)
        return
    log.info("What was written to %s when its process was killed is undone.", path)
    _remove(path)
    undo.replace(path)


def _is_whole(undo: Path) -> bool:
    if not is_as_sealed(undo):
        return False
    if not (undo / LOG).is_file():
        return not any(p.is_dir() for p in undo.iterdir())
    try:
        with closing(sqlite3.connect(undo / LOG)) as db:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def _unsynced(path: Path) -> int:
    """How many changes are logged that are not in the graph; enough if that cannot be told."""
    try:
        last, synced = log_state(path)
    except sqlite3.Error:
        return SYNCED_AFTER
    return max(0, last - synced)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
