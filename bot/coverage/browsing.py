"""The catalogue as one browses it: which articles hold what is sought, page by page, and when."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.article import Published, first_words, parse_iso
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import Scope
from bot.coverage.searching import TITLE_WEIGHT, articles_condition
from bot.sought import Sought, among


@dataclass(frozen=True, slots=True)
class Seen:
    """An article of the list.

    snippet: words of it that tell why it is here, ``start:end`` of its text; "" without a search.
    """

    id: str
    title: str
    outlet: str | None
    section: str | None
    published: Published | None
    snippet: str
    start: int
    end: int


class Browser:
    """The articles that hold all of what is sought, looked at in several ways; searched once.

    fresh: only what was stored after the article of that number, see ``latest``; None for all.
    Each of the methods is about those in ``scope``.
    """

    def __init__(
        self, catalogue: Catalogue, sought: Sequence[Sought] = (), fresh: int | None = None
    ) -> None:
        self._catalogue = catalogue
        self.sought = tuple(sought)
        self._where, self._values = "", list[Any]()
        if self.sought:
            with catalogue.reading() as db:
                numbers = json.dumps(_holding(db, self.sought))
            self._where += " AND a.no IN (SELECT value FROM json_each(?))"
            self._values.append(numbers)
        if fresh is not None:
            self._where += " AND a.no > ?"
            self._values.append(fresh)

    def count(self, scope: Scope) -> int:
        """How many articles there are."""
        where, values = self._condition(scope)
        with self._catalogue.reading() as db:
            row = db.execute(f"SELECT count(*) FROM articles a WHERE {where}", values).fetchone()
        return int(row[0])

    def ids(self, scope: Scope) -> set[str]:
        """The ids of all of the articles."""
        where, values = self._condition(scope)
        with self._catalogue.reading() as db:
            rows = db.execute(f"SELECT a.id FROM articles a WHERE {where}", values).fetchall()
        return {key for (key,) in rows}

    def page(self, scope: Scope, first: int, most: int, *, best: bool = False) -> list[Seen]:
        """The articles from place ``first`` on, at most ``most``: the newest first.

        best: those first that match best what is sought.
        """
        where, values = self._condition(scope)
        order = "a.published_day DESC NULLS LAST, a.published DESC, a.no DESC LIMIT ? OFFSET ?"
        with self._catalogue.reading() as db:
            if best and self.sought:
                rows = db.execute(
                    f"{_HITS} SELECT a.no FROM hits CROSS JOIN articles a ON a.no = hits.no"
                    f" WHERE {where} GROUP BY a.no ORDER BY min(hits.score), {order}",
                    (TITLE_WEIGHT, _any_of(self.sought), *values, most, first),
                ).fetchall()
            else:
                rows = db.execute(
                    f"SELECT a.no FROM articles a WHERE {where} ORDER BY {order}",
                    (*values, most, first),
                ).fetchall()
            return _seen(db, [no for (no,) in rows], self.sought)

    def by_day(self, scope: Scope) -> list[tuple[dt.date, int]]:
        """How many articles are of each day that has any, in order; of unknown days none is."""
        grouped = self._grouped(scope, "published_day", "1")
        return [(dt.date.fromordinal(day), n) for day, n in grouped]

    def by_outlet(self, scope: Scope) -> dict[str, int]:
        """How many articles each outlet has, the largest first."""
        return dict(self._grouped(scope, "outlet", "2 DESC, 1"))

    def by_section(self, scope: Scope) -> dict[str, int]:
        """How many articles each section has, the largest first."""
        return dict(self._grouped(scope, "section", "2 DESC, 1"))

    def _grouped(self, scope: Scope, column: str, order: str) -> list[tuple[Any, int]]:
        where, values = self._condition(scope)
        with self._catalogue.reading() as db:
            rows = db.execute(
                f"SELECT a.{column}, count(*) FROM articles a WHERE {where}"
                f" AND a.{column} IS NOT NULL GROUP BY 1 ORDER BY {order}",
                values,
            ).fetchall()
        return [(value, n) for value, n in rows]

    def _condition(self, scope: Scope) -> tuple[str, list[Any]]:
        where, values = articles_condition(scope)
        return where + self._where, [*values, *self._values]


def latest(catalogue: Catalogue) -> int:
    """The number of the article that was stored last, 0 if there is none; it grows."""
    with catalogue.reading() as db:
        (number,) = db.execute("SELECT max(no) FROM articles").fetchone()
    return int(number or 0)


_HITS = (
    "WITH hits AS MATERIALIZED (SELECT p.article AS no, bm25(words, ?, 1.0) AS score"
    " FROM words CROSS JOIN passages p ON p.no = words.rowid WHERE words MATCH ?)"
)


def _any_of(sought: Sequence[Sought]) -> str:
    return " OR ".join(each.match for each in sought)


def _holding(db: sqlite3.Connection, sought: Sequence[Sought]) -> list[int]:
    """The numbers of the articles that hold all of ``sought``, in whichever of their passages."""
    one = (
        "SELECT p.article FROM words CROSS JOIN passages p ON p.no = words.rowid"
        " WHERE words MATCH ?"
    )
    rows = db.execute(
        " INTERSECT ".join([one] * len(sought)), [each.match for each in sought]
    ).fetchall()
    return sorted({number for (number,) in rows})


def _seen(db: sqlite3.Connection, numbers: list[int], sought: Sequence[Sought]) -> list[Seen]:
    rows = db.execute(
        "SELECT a.no, a.id, a.title, a.outlet, a.section, a.published, substr(a.text, 1, 200)"
        " FROM json_each(?) j CROSS JOIN articles a ON a.no = j.value",
        (json.dumps(numbers),),
    ).fetchall()
    snippets = _snippets(db, numbers, sought) if sought else {}
    return [
        Seen(
            id=key,
            title=title or first_words(beginning, 90),
            outlet=outlet,
            section=section,
            published=parse_iso(published),
            snippet=snippet,
            start=start,
            end=end,
        )
        for no, key, title, outlet, section, published, beginning in rows
        for snippet, start, end in (snippets.get(no, ("", 0, 0)),)
    ]


def _snippets(
    db: sqlite3.Connection, numbers: list[int], sought: Sequence[Sought]
) -> dict[int, tuple[str, int, int]]:
    """Of each article the sentence that holds most of what is sought, if one holds any."""
    rows = db.execute(
        "SELECT p.article, p.no, t.terms FROM json_each(?) j CROSS JOIN passages p"
        " ON p.article = j.value CROSS JOIN terms t ON t.passage = p.no"
        " ORDER BY p.article, p.ordinal",
        (json.dumps(numbers),),
    ).fetchall()
    best: dict[int, tuple[int, int]] = {}
    for article, passage, words in rows:
        terms = words.split()
        held = sum(each.is_in(terms) for each in sought)
        if held > best.get(article, (0, 0))[0]:
            best[article] = (held, passage)
    texts = db.execute(
        "SELECT p.article, p.sentences, p.start, substr(a.text, p.start + 1, p.end - p.start)"
        " FROM json_each(?) j CROSS JOIN passages p ON p.no = j.value"
        " CROSS JOIN articles a ON a.no = p.article",
        (json.dumps([passage for _, passage in best.values()]),),
    ).fetchall()
    return {
        article: _sentence(json.loads(offsets), begins, text, sought)
        for article, offsets, begins, text in texts
    }


def _sentence(
    offsets: Sequence[int], begins: int, text: str, sought: Sequence[Sought]
) -> tuple[str, int, int]:
    spans = zip(offsets[::2], offsets[1::2], strict=True)
    words = {(s, e): text[s - begins : e - begins] for s, e in spans}
    start, end = max(words, key=lambda s: sum(lit for _, lit in among(words[s], sought)))
    return " ".join(words[start, end].split()), start, end
