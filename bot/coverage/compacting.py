"""The vectors made anew without those that were deleted, once these are most of them.

Chroma's graph keeps the place of a deleted vector for ever, on disk and in memory, and searches
walk past it. Articles that are corrected day by day would so cost more than all that is in.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.coverage.catalogue import Catalogue
from bot.coverage.rows import facts_of, key_rows
from bot.coverage.seals import log_state
from bot.coverage.vectors import VectorReader, building

log = logging.getLogger(__name__)

ALLOWANCE = 500
"""Deleted vectors that are not worth the work, however few the others are: some 1 MB."""
_AT_ONCE = 1000


def deleted(path: Path, live: int) -> int:
    """About how many of the vectors ever added at ``path`` were deleted; ``live``: that are left.

    Raises sqlite3.Error when Chroma's log cannot be read.
    """
    # Each addition and each deletion has a number in the log, of which the latest stays.
    return max(0, max(log_state(path)) - live) // 2


def is_worth_it(path: Path, live: int) -> bool:
    """Whether the vectors at ``path`` should be made anew. Raises sqlite3.Error."""
    return deleted(path, live) > max(live, ALLOWANCE)


def copied(
    folder: Path,
    catalogue: Catalogue,
    db: sqlite3.Connection,
    fresh: str,
    so_far: Callable[[int, int], None],
) -> bool:
    """Copy the vectors of ``catalogue`` into a new folder ``folder / fresh``.

    Nobody else knows of that folder: what a crash leaves of it the next ingest deletes. Readers go
    on with the old one. so_far: is told how many are copied, of how many.
    Returns False, and leaves a part of them, when some are missing. Raises StoreError.
    """
    import numpy as np  # an ingest that finds nothing new does without

    reader = VectorReader(folder, catalogue)
    total = catalogue.vectors_meta()[2]
    done = 0
    try:
        with building(folder, fresh) as collection:
            for part in key_rows(db, _AT_ONCE):
                found = reader.get([key for key, _, _ in part])
                if len(found) < len(part):
                    return False
                collection.add(
                    ids=[key for key, _, _ in part],
                    embeddings=np.stack([found[key] for key, _, _ in part]),
                    metadatas=[facts_of(article, day) for _, article, day in part],
                )
                done += len(part)
                so_far(done, total)
    finally:
        reader.close()
    return True
