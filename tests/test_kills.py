"""A killed ingest leaves nothing that the next does not put right; and the comparison sees it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from store_fixtures import ingest_quick

from bench import quick
from bench.changing_news import ChangingNews
from bench.index_state import IndexState, left_over, state_of
from bench.kills import BATCH, killed
from bot.coverage.schema import CATALOGUE, connect


def test_an_ingest_killed_at_any_moment_is_gone_on_with_as_if_it_had_not_been() -> None:
    kills = list(killed(6, seed=1947))
    assert [kill.wrong for kill in kills] == [()] * 6


def test_the_news_that_are_killed_over_are_of_every_kind(tmp_path: Path) -> None:
    source, data = tmp_path / "news", tmp_path / "data"
    news = ChangingNews(source, random.Random(7))
    news.begin()
    assert quick.main(BATCH, [str(source), "--data", str(data), "--quiet"]) == 0
    before = state_of(data)
    assert before.copies[0]
    news.change()
    line = [str(source), "--data", str(data), "--prune", "--yes", "--quiet"]
    assert quick.main(BATCH, line) == 0
    after = state_of(data)
    gone, come = (before.articles.keys() - after.articles, after.articles.keys() - before.articles)
    updated = after.digests() - before.digests()
    assert len(come) >= 3
    assert len(gone) >= 4
    assert len(updated) - len(come) >= 3
    assert after.withdrawn
    assert after.faults == ()
    assert left_over(data) == 0


@contextmanager
def _altered(data: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(data)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        yield db
        db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IndexState]:
    folder = tmp_path_factory.mktemp("stored")
    ChangingNews(folder / "news", random.Random(3)).begin()
    ingest_quick(folder / "data", [folder / "news"])
    return folder / "data", state_of(folder / "data")


@pytest.mark.parametrize(
    ("harm", "seen"),
    [
        ("UPDATE articles SET text = replace(text, 'was', 'is') WHERE no = 3", "differs"),
        ("DELETE FROM passages WHERE no = 5", "missing"),
        ("UPDATE passages SET sentences = '[0,4]' WHERE no = 5", "quotes of"),
        ("DELETE FROM copies", "groups of copies"),
        ("INSERT INTO names VALUES ('urn:x', NULL, '')", "withdrawn"),
        ("UPDATE passages SET key = key || 'x' WHERE no = 5", "has no vector"),
        ("UPDATE terms SET terms = 'nothing' WHERE passage = 5", "words are not those"),
    ],
)
def test_whatever_is_not_as_it_was_is_seen(
    stored: tuple[Path, IndexState], tmp_path: Path, harm: str, seen: str
) -> None:
    data, before = stored
    whole = (data / CATALOGUE).read_bytes()
    try:
        with _altered(data) as db:
            db.execute(harm)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        now = state_of(data)
        told = [*now.differences(before), *now.faults]
        assert any(seen in sentence for sentence in told), told
    finally:
        (data / CATALOGUE).write_bytes(whole)
    assert state_of(data).differences(before) == []
