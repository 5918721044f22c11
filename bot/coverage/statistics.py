"""In how many passages each term stands, and how far the coverage goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.coverage.catalogue import Catalogue, condition
from bot.coverage.records import Scope


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """What an index says of a question's terms.

    frequencies: passages that hold a term, in text or headline; passages: how many there are.
    newest: ordinal of the latest day of publication in scope, None when there is none.
    """

    frequencies: dict[str, int]
    passages: int
    newest: int | None


def term_statistics(catalogue: Catalogue, terms: Sequence[str], scope: Scope) -> TermStatistics:
    """The document frequency of each of ``terms`` (of ``bot.words``)."""
    where, values = condition(scope)
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
        (newest,) = db.execute(
            f"SELECT max(published_day) FROM articles a WHERE {where}", values
        ).fetchone()
    return TermStatistics(frequencies, int(passages), newest)
