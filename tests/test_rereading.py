"""What has been read comes in the order that reading gives it, and nothing is lost or made up."""

from __future__ import annotations

import datetime as dt

from bot.library import Library
from bot.question import understood
from bot.rereading import FEATURES, READ, reread, reread_features
from bot.retriever import Retrieval, retrieve
from bot.weights import linear

DAY = dt.date(2021, 7, 1)


def found_for(library: Library, text: str) -> Retrieval:
    return retrieve(library, understood(text, DAY, library.coverage.holdings()), limit=READ + 5)


def test_reading_reorders_what_was_found_and_keeps_it(library: Library) -> None:
    found = found_for(library, "Who halted police sales?")
    again = reread(found.question, found, library.reading, READ + 5)
    keys = {(p.article.id, p.passage.ordinal) for p in found.passages}
    assert {(p.article.id, p.passage.ordinal) for p in again.passages} == keys
    scores = [p.score for p in again.passages]
    assert scores == sorted(scores, reverse=True)
    assert len(again.matches) == len(again.passages) == READ + 5
    assert len(again.reads) == READ
    assert {p.passage for p in again.passages[:READ]} == {p.passage for p in found.passages[:READ]}
    unread = [p.passage for p in found.passages[READ:]]
    assert [p.passage for p in again.passages[READ:]] == unread


def test_no_more_are_given_than_asked_for_and_they_are_the_best(library: Library) -> None:
    found = found_for(library, "Who halted police sales?")
    all_of_them = reread(found.question, found, library.reading, READ + 5).passages
    for limit in (5, READ, READ + 2):
        some = reread(found.question, found, library.reading, limit)
        assert some.passages == all_of_them[:limit]
        assert len(some.reads) == min(limit, READ)


def test_nothing_found_is_nothing_read(library: Library) -> None:
    found = found_for(library, "Who halted police sales?")
    none = reread(
        found.question,
        Retrieval(found.question, None, (), (), True, {}, found.vector),
        library.reading,
        20,
    )
    assert none.passages == ()
    assert none.reads == ()


def test_each_row_has_a_value_for_each_feature(library: Library) -> None:
    found = found_for(library, "When did Boston ban facial recognition?")
    texts = [(p.article.headline, p.text) for p in found.passages]
    reads = library.reading.read(found.question.text, texts)
    rows = reread_features([p.score for p in found.passages], reads)
    assert linear("reading").names == FEATURES
    assert {len(row) for row in rows} == {len(FEATURES)}
    assert max(row[0] for row in rows) == 0
