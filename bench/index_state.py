"""All that an index says, so that two can be compared: articles, quotes, words, vectors, copies."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.coverage import Scope
from bot.coverage.catalogue import Catalogue
from bot.coverage.schema import connect
from bot.coverage.vectors import VectorReader

_FIELDS = (
    "id, digest, url, title, outlet, byline, published, updated, section, language, text,"
    " captions, source, place, passages"
)
_NEAREST = 8


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an index says.

    articles: the fields of each article by id. quotes: key and words of every sentence of each
    passage, in order, by article. vectors: bytes by key of passage. copies: groups in their order,
    and what repeats what. withdrawn: names that kill notices withdrew. faults: what is wrong with
    it by itself, a sentence each.
    """

    articles: dict[str, tuple[object, ...]]
    quotes: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    vectors: dict[str, bytes]
    copies: tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, str]]]
    withdrawn: frozenset[str]
    faults: tuple[str, ...]

    def digests(self) -> set[tuple[str, str]]:
        """Id and digest of each article: which version is in."""
        return {(i, str(row[1])) for i, row in self.articles.items()}

    def differences(self, other: IndexState) -> list[str]:
        """What this and the other do not say alike, a sentence each; less their own faults."""
        told = list(_unlike("article", self.articles, other.articles))
        told += _unlike("quotes of", self.quotes, other.quotes)
        told += _unlike("vector", self.vectors, other.vectors)
        if self.copies != other.copies:
            told.append("the groups of copies differ")
        if self.withdrawn != other.withdrawn:
            told.append("what is withdrawn differs")
        return told


def state_of(folder: Path) -> IndexState:
    """The state of the index in ``folder``, read as the chat reads it, and its words checked."""
    faults: list[str] = []
    with closing(connect(folder)) as db:
        try:
            # With 1 the words are compared with the texts, too.
            db.execute("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            faults.append(f"the words are not those of the passages ({error})")
        articles = {row[0]: row for row in db.execute(f"SELECT {_FIELDS} FROM articles")}
        quotes = _quotes(db)
        copies = _groups(db)
        withdrawn = db.execute("SELECT name FROM names WHERE withdrawn IS NOT NULL").fetchall()
    keys = [key for several in quotes.values() for key, _ in several]
    catalogue = Catalogue(folder)
    reader = VectorReader(folder, catalogue)
    try:
        vectors = reader.get(keys) if keys else {}
        faults += [f"{key} has no vector" for key in keys if key not in vectors]
        for key, vector in vectors.items():
            near = reader.search(np.asarray(vector), _NEAREST, Scope())
            if key not in {hit.key for hit in near}:
                faults.append(f"{key} is not found by its own vector")
    finally:
        reader.close()
        catalogue.close()
    return IndexState(
        articles=articles,
        quotes=quotes,
        vectors={key: vector.tobytes() for key, vector in vectors.items()},
        copies=copies,
        withdrawn=frozenset(name for (name,) in withdrawn),
        faults=tuple(faults),
    )


def left_over(folder: Path) -> int:
    """How many vectors are in ``folder`` that no article has."""
    catalogue = Catalogue(folder)
    reader = VectorReader(folder, catalogue)
    try:
        return len(reader.keys() - set(catalogue.keys_in_scope(Scope())))
    finally:
        reader.close()
        catalogue.close()


def _quotes(db: sqlite3.Connection) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for article, key, offsets, text in db.execute(
        "SELECT a.id, p.key, p.sentences, a.text FROM passages p JOIN articles a"
        " ON a.no = p.article ORDER BY a.id, p.ordinal"
    ):
        at = json.loads(offsets)
        words = tuple(text[s:e] for s, e in zip(at[::2], at[1::2], strict=True))
        found[article] = (*found.get(article, ()), (key, words))
    return found


def _groups(
    db: sqlite3.Connection,
) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, str]]]:
    members: dict[int, tuple[str, ...]] = {}
    for story, article in db.execute(
        "SELECT c.story, a.id FROM copies c JOIN articles a ON a.no = c.article"
        " ORDER BY c.story, c.place"
    ):
        members[story] = (*members.get(story, ()), article)
    repeats = db.execute(
        "SELECT p.key, a.id FROM repeats r JOIN passages p ON p.no = r.passage"
        " JOIN articles a ON a.no = r.holder"
    ).fetchall()
    return frozenset(members.values()), frozenset(repeats)


def _unlike(what: str, one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    for name in sorted(one.keys() | other.keys()):
        if name not in other:
            yield f"{what} {name} is too much"
        elif name not in one:
            yield f"{what} {name} is missing"
        elif one[name] != other[name]:
            yield f"{what} {name} differs"
