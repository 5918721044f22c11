"""The files of an index: refused where they are not its own, and emptied of what was logged."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest
from store_fixtures import QUICK, an_article, entry_of, open_quick, text_of

from bot.coverage import Coverage, CoverageWriter
from bot.coverage.schema import CATALOGUE, connect, emptied_log
from bot.errors import IndexDamaged, IndexMismatch, IndexMissing


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"run python ingest\.py"):
        open_quick(tmp_path)


def test_an_index_of_another_model_is_refused(tmp_path: Path) -> None:
    with CoverageWriter.open(tmp_path, embedder=QUICK):
        pass
    with pytest.raises(IndexMismatch, match=r"quick.*other-model.*ingest.py --rebuild"):
        Coverage.open(tmp_path, embedder_name="other-model", embedder_digest="f" * 64)
    with pytest.raises(IndexMismatch, match=r"ffffffffffff"):
        Coverage.open(tmp_path, embedder_name=QUICK[0], embedder_digest="f" * 64)


def test_an_index_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with CoverageWriter.open(tmp_path, embedder=QUICK):
        pass
    connect(tmp_path).execute("UPDATE meta SET value = '99' WHERE name = 'schema_version'")
    with pytest.raises(IndexMismatch, match="newer version"):
        open_quick(tmp_path)


def test_a_catalogue_that_is_none_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"This is no database." * 500)
    with pytest.raises(IndexDamaged, match="cannot be read"):
        open_quick(tmp_path)


def test_what_sqlite_logged_is_in_the_file_once_nobody_reads_an_older_state(tmp_path: Path) -> None:
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(an_article(text_of(1)))])
    with closing(connect(tmp_path)) as db, closing(connect(tmp_path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM articles").fetchone()
        db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")
        ended = threading.Timer(0.5, other.execute, ["COMMIT"])
        ended.start()
        assert emptied_log(db)
        ended.join()
        assert (tmp_path / f"{CATALOGUE}-wal").stat().st_size == 0
