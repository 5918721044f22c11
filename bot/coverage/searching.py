"""Search by words in the catalogue's lexical index, within a scope."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from bot.coverage.records import Hit, Scope
from bot.coverage.statistics import Frequencies

TITLE_WEIGHT = 2.0
"""How much more a term counts in the headline than in the passage."""

EMBARGOED = (
    "SELECT e.no FROM articles e"
    " WHERE e.published_day >= CAST(julianday('now') - 1721424.5 AS INTEGER) - 1"
    " AND length(e.published) > 10 AND julianday(e.published) > julianday('now')"
)
"""The numbers of articles whose moment of publication is yet to come: none of them is shown."""

_SPARE = 4
"""So many times as many passages as are wanted are looked up first."""
_COMMON_SHARE, _COMMON_PASSAGES = 0.05, 1000
"""A term in more passages than this is common."""


def search(
    db: sqlite3.Connection, known: Frequencies, terms: Sequence[str], limit: int, scope: Scope
) -> list[Hit]:
    """The passages that hold any of ``terms`` (of ``bot.words``), by bm25, the best first.

    In a large index a passage must hold one of the rarer terms, if enough do: common ones cost
    the most and alone bring none of the best.
    """
    plain = list(dict.fromkeys(t.replace('"', "").replace("\0", "") for t in terms))
    plain = [t for t in plain if t]
    if not plain or limit < 1:
        return []
    frequencies, passages = known.of(db, plain)
    common = max(_COMMON_PASSAGES, passages * _COMMON_SHARE)
    rare = [t for t in plain if frequencies[t] <= common]
    if rare and len(rare) < len(plain):
        hits = _matching(db, f"({_any_of(plain)}) AND ({_any_of(rare)})", limit, scope)
        if len(hits) >= limit:
            return hits
    return _matching(db, _any_of(plain), limit, scope)


def with_phrase(
    db: sqlite3.Connection, terms: Sequence[str], scope: Scope, limit: int
) -> list[str]:
    """Ids of articles of which a passage or the headline holds ``terms`` one after the other.

    Of every copy, since the words may stand in one alone.
    """
    phrase = " ".join(t.replace('"', "").replace("\0", "") for t in terms).strip()
    if not phrase:
        return []
    where, values = articles_condition(scope)
    rows = db.execute(
        "SELECT DISTINCT a.id FROM words CROSS JOIN passages p ON p.no = words.rowid"
        f" CROSS JOIN articles a ON a.no = p.article WHERE words MATCH ? AND {where} LIMIT ?",
        (f'"{phrase}"', *values, limit),
    ).fetchall()
    return [row[0] for row in rows]


def condition(scope: Scope) -> tuple[str, list[Any]]:
    """``scope`` as SQL over the articles ``a`` and their passages ``p``, and its values."""
    where, values = articles_condition(scope)
    if not scope.once:
        return where, values
    holders, more = articles_condition(scope, "b")
    repeated = (
        "EXISTS (SELECT 1 FROM repeats r CROSS JOIN articles b ON b.no = r.holder"
        f" WHERE r.passage = p.no AND {holders})"
    )
    return f"{where} AND NOT {repeated}", [*values, *more]


def count(db: sqlite3.Connection, scope: Scope) -> int:
    """How many passages are in ``scope``."""
    where, values = articles_condition(scope)
    (inside,) = db.execute(
        f"SELECT total(passages) FROM articles a WHERE {where}", values
    ).fetchone()
    if not scope.once:
        return int(inside)
    # The few repeats are counted apart: the rest is read from an index alone.
    holders, more = articles_condition(scope, "b")
    (repeated,) = db.execute(
        "SELECT count(DISTINCT r.passage) FROM repeats r CROSS JOIN passages p ON p.no = r.passage"
        " CROSS JOIN articles a ON a.no = p.article CROSS JOIN articles b ON b.no = r.holder"
        f" WHERE {where} AND {holders}",
        [*values, *more],
    ).fetchone()
    return int(inside) - int(repeated)


def articles_condition(scope: Scope, name: str = "a") -> tuple[str, list[Any]]:
    """The part of ``condition`` that is about the articles, called ``name``."""
    parts, values = [f"{name}.no NOT IN ({EMBARGOED})"], list[Any]()
    if scope.as_of is not None:
        parts.append(f"({name}.published_day IS NULL OR {name}.published_day <= ?)")
        values.append(scope.as_of.toordinal())
    if scope.since is not None:
        parts.append(f"{name}.published_day >= ?")
        values.append(scope.since.toordinal())
    if scope.until is not None:
        parts.append(f"{name}.published_day <= ?")
        values.append(scope.until.toordinal())
    for column, allowed in (
        ("outlet", scope.outlets),
        ("byline", scope.bylines),
        ("section", scope.sections),
        ("id", scope.only),
    ):
        if allowed is not None:
            parts.append(f"{name}.{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(sorted(allowed)))
    if scope.exclude:
        parts.append(f"{name}.id NOT IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(scope.exclude)))
    return " AND ".join(parts), values


def _any_of(terms: Sequence[str]) -> str:
    # Between quotation marks nothing is syntax.
    return " OR ".join(f'"{t}"' for t in terms)


def _matching(db: sqlite3.Connection, match: str, limit: int, scope: Scope) -> list[Hit]:
    where, values = condition(scope)
    # Where most passages are in scope, the best of all need looking up, which costs the most.
    for found in (limit * _SPARE, -1) if scope.is_wide else (-1,):
        rows = db.execute(
            "WITH found AS MATERIALIZED (SELECT rowid AS no, -bm25(words, ?, 1.0) AS score"
            " FROM words WHERE words MATCH ? ORDER BY score DESC, rowid LIMIT ?)"
            " SELECT p.key, a.id, a.published_day, f.score FROM found f"
            " CROSS JOIN passages p ON p.no = f.no CROSS JOIN articles a ON a.no = p.article"
            f" WHERE {where} ORDER BY f.score DESC, p.no LIMIT ?",
            (TITLE_WEIGHT, match, found, *values, limit),
        ).fetchall()
        if len(rows) == limit:
            break
    return [Hit(*row) for row in rows]
