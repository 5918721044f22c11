"""What can be wrong in the catalogue itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.coverage.catalogue import Catalogue
from bot.coverage.salvage import Lost, numbers, salvaged
from bot.coverage.schema import missing_parts


def faults(catalogue: Catalogue) -> list[str]:
    """What is wrong with the rows, a clause each; reads all of them."""
    with catalogue.reading() as db:
        told = (str(row[0]) for row in db.execute("PRAGMA quick_check(5)"))
        found = [" ".join(fault.split()) for fault in told if fault != "ok"]
        found += [f"{name} is missing" for name in missing_parts(db)]
        if found:  # what a damaged file tells further is not to be relied on
            return found
        altered = sum(isinstance(salvaged(db, number), Lost) for number in numbers(db))
        (outside,) = db.execute(
            "SELECT count(*) FROM passages p JOIN articles a ON a.no = p.article"
            " WHERE p.start < 0 OR p.start >= p.end"
            # length() counts no further than a NUL
            " OR (p.end > length(a.text) AND instr(a.text, char(0)) = 0)"
        ).fetchone()
        (miscounted,) = db.execute(
            "SELECT count(*) FROM articles a WHERE passages <>"
            " (SELECT count(*) FROM passages p WHERE p.article = a.no)"
        ).fetchone()
    if altered:
        found.append(f"{altered} articles are not as they were stored")
    if outside:
        found.append(f"{outside} passages reach beyond their articles")
    if miscounted:
        found.append(f"{miscounted} articles have lost passages")
    return found


def fault_of_file(path: Path) -> str | None:
    """What is wrong with a file of SQLite, a clause; None if nothing is, or it is not there."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=10)) as db:
            told = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        told = str(error)
    return None if told == "ok" else " ".join(told.split())


def words_are_whole(catalogue: Catalogue) -> bool:
    """Whether the lexical index says of each passage what the passage says."""
    with catalogue.reading() as db:
        try:
            db.execute("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
                return False
            raise
    return True


def unsettled(catalogue: Catalogue) -> set[str]:
    """The keys of vectors that an ingest is adding or deleting, or was when it was stopped."""
    with catalogue.reading() as db:
        return {key for (key,) in db.execute("SELECT key FROM unsettled").fetchall()}
