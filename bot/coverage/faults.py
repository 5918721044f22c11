"""What can be wrong in the catalogue itself."""

from __future__ import annotations

import sqlite3

from bot.coverage.catalogue import Catalogue


def faults(catalogue: Catalogue) -> list[str]:
    """What is wrong with the rows, a clause each; reads all of them."""
    with catalogue.reading() as db:
        found = [str(row[0]) for row in db.execute("PRAGMA quick_check(5)") if row[0] != "ok"]
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
    if outside:
        found.append(f"{outside} passages reach beyond their articles")
    if miscounted:
        found.append(f"{miscounted} articles have lost passages")
    return found


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
