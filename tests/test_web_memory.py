"""What was fetched before: of what is damaged nothing is made, and what is in use is left alone."""

from __future__ import annotations

import random
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.web import memory
from bot.web.fetching import Fetched, Validators
from bot.web.memory import FILE, Memory

URL = "https://news.example/feed"
FOUND = Fetched(URL, "application/xml", None, b"", Validators(URL, '"1"', None))
BODY = random.Random(1).randbytes(50_000)


def test_a_list_comes_back_as_it_was(tmp_path: Path) -> None:
    with Memory(tmp_path) as kept:
        kept.listing(URL, FOUND, BODY)
    with Memory(tmp_path) as kept:
        known = kept.recall(URL)
    assert known is not None
    assert (known.body, known.validators) == (BODY, FOUND.validators)


def test_a_list_that_is_damaged_where_nobody_looks_is_fetched_again(tmp_path: Path) -> None:
    with Memory(tmp_path) as kept:
        kept.listing(URL, FOUND, BODY)
    raw = bytearray((tmp_path / FILE).read_bytes())
    inside = raw.index(zlib.compress(BODY)[30_000:30_100])
    raw[inside : inside + 100] = bytes(100)
    (tmp_path / FILE).write_bytes(raw)
    with Memory(tmp_path) as kept:
        assert kept.recall(URL) is None
        kept.listing(URL, FOUND, BODY)
        assert kept.recall(URL) is not None


def test_a_memory_that_another_program_holds_is_not_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Memory(tmp_path) as kept:
        kept.listing(URL, FOUND, BODY)
    monkeypatch.setattr(memory, "_BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is in use by another program"):
            Memory(tmp_path)
    with Memory(tmp_path) as kept:
        assert kept.recall(URL) is not None


def test_a_memory_that_breaks_while_it_is_read_is_named_with_what_to_do(tmp_path: Path) -> None:
    with Memory(tmp_path) as kept:
        kept._db.execute("DROP TABLE fetched")
        with pytest.raises(StoreError, match=rf"{FILE} cannot be read .*: delete it"):
            kept.recall(URL)
        with pytest.raises(StoreError, match=rf"{FILE} cannot be read .*: delete it"):
            kept.met(URL, None)
