"""Articles that are one text in several places: found when one comes in, grouped, let go again.

Groups are derived from pairs alone, so that they do not depend on the order in which the articles
came: the first published of those that hang together stands before its direct copies, then the same
with what is left. What a copy repeats of one before it is noted passage by passage, so that what it
alone says can still be found. All of it happens inside the caller's transaction.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import sqlite3
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from bot.article import first_words, parse_iso
from bot.coverage.records import Copy
from bot.coverage.searching import EMBARGOED
from bot.likeness import Likeness

_A_KEY = 64
"""So many articles of one key are looked at: of more copies than that some may stand alone."""
_COMPARED = 32
"""So many candidates are compared word by word, those that agree in most keys."""
_HOLDERS = 3
"""With so many before it a copy is compared passage by passage."""
_KEPT = 256
_UNDATED = 10**7


def compare(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Find the copies of the articles ``numbers``, which are new, and group them anew."""
    from bot.sketch import keys_of  # which loads numpy; an ingest of nothing new does without

    likeness = _likenesses(db)
    for number in numbers:
        keys = keys_of(likeness(number).telling)
        counts: Counter[int] = Counter()
        for key in keys:
            rows = db.execute("SELECT article FROM sketches WHERE key = ? LIMIT ?", (key, _A_KEY))
            counts.update(other for (other,) in rows)
        for other, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_COMPARED]:
            if likeness(number).is_of_one_text_with(likeness(other)):
                pairs = [(number, other), (other, number)]
                db.executemany("INSERT INTO pairs VALUES (?, ?)", pairs)
        db.execute(
            "INSERT INTO sketched VALUES (?, ?)", (number, struct.pack(f"<{len(keys)}q", *keys))
        )
        db.executemany("INSERT INTO sketches VALUES (?, ?)", [(key, number) for key in set(keys)])
    group(db, numbers)


def let_go(db: sqlite3.Connection, number: int) -> list[int]:
    """Forget the copies of an article that is being deleted; returns them, to be grouped anew."""
    row = db.execute("SELECT keys FROM sketched WHERE article = ?", (number,)).fetchone()
    keys = struct.iter_unpack("<q", row[0]) if row else ()
    db.executemany(
        "DELETE FROM sketches WHERE key = ? AND article = ?", [(key, number) for (key,) in keys]
    )
    others = _copies(db, number)
    db.execute("DELETE FROM pairs WHERE one = ?", (number,))
    db.executemany(
        "DELETE FROM pairs WHERE one = ? AND other = ?", [(other, number) for other in others]
    )
    return others


def group(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Group anew the articles ``numbers`` and all that hang together with them."""
    done: set[int] = set()
    likeness = _likenesses(db)
    for number in numbers:
        if number in done:
            continue
        around = _around(db, number)
        done.update(around)
        for n in around:
            db.execute("DELETE FROM copies WHERE article = ?", (n,))
            db.execute(
                "DELETE FROM repeats WHERE passage IN (SELECT no FROM passages WHERE article = ?)",
                (n,),
            )
        left = _in_order(db, around)
        while len(left) > 1:
            foremost, *others = left
            near = around[foremost]
            members = [foremost, *(n for n in others if n in near)]
            if len(members) > 1:
                rows = [(n, foremost, place) for place, n in enumerate(members)]
                db.executemany("INSERT INTO copies VALUES (?, ?, ?)", rows)
                _note_repeats(db, members, likeness)
            left = [n for n in others if n not in near]


def uncompared(db: sqlite3.Connection, limit: int) -> list[int]:
    """Articles that were stored by a version of this program that found no copies."""
    rows = db.execute(
        "SELECT no FROM articles WHERE no NOT IN (SELECT article FROM sketched) LIMIT ?", (limit,)
    ).fetchall()
    return [number for (number,) in rows]


def copies_of(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[Copy, ...]]:
    """The other copies of each article of ``ids`` that has any, the foremost first.

    None that is under an embargo.
    """
    rows = db.execute(
        "SELECT a.id, b.id, b.url, b.title, b.outlet, b.published,"
        " substr(b.text, 1, 200) FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value"
        " CROSS JOIN copies own ON own.article = a.no"
        " CROSS JOIN copies c ON c.story = own.story AND c.article <> own.article"
        " CROSS JOIN articles b ON b.no = c.article"
        f" WHERE b.no NOT IN ({EMBARGOED}) ORDER BY a.no, c.place",
        (json.dumps(list(ids)),),
    ).fetchall()
    found: dict[str, tuple[Copy, ...]] = {}
    for own, key, url, title, outlet, published, beginning in rows:
        copy = Copy(key, url, title or first_words(beginning, 90), outlet, parse_iso(published))
        found[own] = (*found.get(own, ()), copy)
    return found


def _note_repeats(
    db: sqlite3.Connection, members: Sequence[int], likeness: Callable[[int], Likeness]
) -> None:
    """Note which passages of each of ``members`` one of the first before it holds."""
    for place, number in enumerate(members):
        if not place:
            continue
        text = likeness(number).text
        for passage, terms, start, end in _passages(db, number):
            part = Likeness(terms.split(), text[start:end])
            holders = [n for n in members[: min(place, _HOLDERS)] if likeness(n).holds(part)]
            db.executemany("INSERT INTO repeats VALUES (?, ?)", [(passage, n) for n in holders])


def _likenesses(db: sqlite3.Connection) -> Callable[[int], Likeness]:
    """What gives an article to be compared, by its number, and remembers the last of them."""

    @lru_cache(_KEPT)
    def likeness(number: int) -> Likeness:
        text, url, outlet, day = db.execute(
            "SELECT text, url, outlet, published_day FROM articles WHERE no = ?", (number,)
        ).fetchone()
        terms = [term for row in _passages(db, number) for term in row[1].split()]
        return Likeness(terms, text, outlet or (url and urlsplit(url).hostname), day)

    return likeness


def _passages(db: sqlite3.Connection, number: int) -> list[tuple[int, str, int, int]]:
    """Number, terms, start and end of each passage of an article, in order."""
    return db.execute(
        'SELECT p.no, t.terms, p.start, p."end" FROM passages p JOIN terms t ON t.passage = p.no'
        " WHERE p.article = ? ORDER BY p.ordinal",
        (number,),
    ).fetchall()


def _around(db: sqlite3.Connection, number: int) -> dict[int, set[int]]:
    """All articles that hang together with ``number``, each with its direct copies."""
    found: dict[int, set[int]] = {}
    waiting = [number]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found[current] = set(_copies(db, current))
            waiting += found[current]
    return found


def _copies(db: sqlite3.Connection, number: int) -> list[int]:
    rows = db.execute("SELECT other FROM pairs WHERE one = ?", (number,)).fetchall()
    return [other for (other,) in rows]


def _in_order(db: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    """The first published first; of those that do not tell which was, the most complete."""
    rows = db.execute(
        "SELECT no, published_day, published, length(text), id FROM articles"
        " WHERE no IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    ).fetchall()

    def key(row: tuple[Any, ...]) -> tuple[object, ...]:
        _, day, published, length, article_id = row
        moment = parse_iso(published)
        seconds = moment.timestamp() if isinstance(moment, dt.datetime) else math.inf
        return (day or _UNDATED, seconds, -length, article_id)

    return [row[0] for row in sorted(rows, key=key)]
