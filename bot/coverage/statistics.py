"""In how many passages each term stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.coverage.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """frequencies: passages that hold a term, in text or headline; passages: how many there are."""

    frequencies: dict[str, int]
    passages: int


def term_statistics(catalogue: Catalogue, terms: Sequence[str]) -> TermStatistics:
    """The document frequency of each of ``terms`` (of ``bot.words``)."""
    with catalogue.reading() as db:
        frequencies = {
            # A term of words.terms never holds a quotation mark.
            t: int(
                db.execute(
                    "SELECT count(*) FROM words WHERE words MATCH ?", (f'"{t}"',)
                ).fetchone()[0]
            )
            for t in dict.fromkeys(terms)
        }
        (passages,) = db.execute("SELECT total(passages) FROM articles").fetchone()
    return TermStatistics(frequencies, int(passages))
