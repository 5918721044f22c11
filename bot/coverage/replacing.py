"""What was built beside the coverage takes its place: another folder of vectors, or all of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.coverage.locks import turn
from bot.coverage.salvage import keep_rest
from bot.coverage.schema import connect, emptied_log, store_error, using

VECTORS = "vectors"
"""The first folder of vectors; later ones have a number: "vectors-2"."""


def fresh_name(folder: Path) -> str:
    """A name for a folder of vectors that there is not yet in ``folder``. Raises StoreError."""
    with using(folder):
        names = [p.name for p in folder.glob(f"{VECTORS}*") if p.is_dir()]
    taken = [int(n.removeprefix(VECTORS).lstrip("-") or 1) for n in names]
    return f"{VECTORS}-{max(taken, default=1) + 1}"


def sync(folder: Path) -> None:
    """Have all below ``folder`` on the disk, before what it replaces goes. Raises OSError."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and os.name == "nt":
            continue  # Windows opens no folders
        handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def taken_over(
    folder: Path, db: sqlite3.Connection, generation: int, site: Path, *, keeping: bool
) -> bool:
    """Put all that is in the coverage at ``site`` in the place of that in ``folder``.

    One transaction switches; until then readers have the old one, whole. Page for page, so that
    what is damaged here is not read.

    db, generation: of the catalogue in ``folder``. keeping: the earlier texts of articles and the
    kill notices stay those of this one. Returns False when some of these could not be read. Raises
    StoreError.
    """
    fresh = fresh_name(folder)
    with closing(connect(site)) as new:
        # Not always ``VECTORS``: that coverage may have made its own anew.
        (made,) = new.execute("SELECT value FROM meta WHERE name = 'vectors'").fetchone()
    with turn(folder), using(folder):
        if (site / made).is_dir():
            sync(site / made)
            (site / made).replace(folder / fresh)
    try:
        with closing(connect(site)) as new:
            new.execute("BEGIN IMMEDIATE")
            whole = keep_rest(db, new) if keeping else True
            new.execute("DELETE FROM unsettled")
            new.execute("UPDATE meta SET value = ? WHERE name = 'vectors'", (fresh,))
            new.execute(
                "UPDATE meta SET value = max(value + 0, ?) + 1 WHERE name = 'generation'",
                (generation,),
            )
            new.execute("COMMIT")
            new.backup(db)
            emptied_log(db)
    except sqlite3.Error as error:
        raise store_error(folder, error) from error
    shutil.rmtree(site, ignore_errors=True)
    return whole
