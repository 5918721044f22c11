"""Parquet is read as tables are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from file_samples import packed

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import load
from bot.loaders.context import Context
from bot.loaders.pool import Readers

TEXT = "The ferry to Port Alder will cost more from May, the council said on Tuesday."


def _written(path: Path, **columns: list[object]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_each_row_becomes_exactly_this_article(tmp_path: Path) -> None:
    path = _written(
        tmp_path / "a.parquet",
        headline=["Fares rise", None],
        link=["https://tide.example/1", "https://tide.example/2"],
        date=[dt.datetime(2025, 3, 4), dt.datetime(2025, 3, 5)],
        modified=[dt.datetime(2025, 3, 4, 9, tzinfo=dt.UTC), None],
        authors=[["Ann Lee", "Bo Chan"], []],
        publisher=["Tide", "Tide"],
        body=[TEXT, f"{TEXT} Nobody spoke against it."],
        views=[3, 4],
    )
    assert list(load(str(path))) == [
        Article.new(
            title="Fares rise",
            url="https://tide.example/1",
            outlet="Tide",
            byline="Ann Lee, Bo Chan",
            published=dt.date(2025, 3, 4),
            updated=dt.datetime(2025, 3, 4, 9, tzinfo=dt.UTC),
            text=TEXT,
            source=f"{path}:1",
        ),
        Article.new(
            url="https://tide.example/2",
            outlet="Tide",
            published=dt.date(2025, 3, 5),
            text=f"{TEXT} Nobody spoke against it.",
            source=f"{path}:2",
        ),
    ]


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.parquet", Copy=[TEXT], Head=["Fares rise"])
    [failed] = load(str(path))
    assert isinstance(failed, LoadError)
    assert "--columns text=NAME" in failed.reason
    [article] = load(str(path), Context(columns={"text": "Copy", "title": "Head"}))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Fares rise", TEXT)


def test_it_is_read_inside_an_archive_and_by_a_process_under_limits(tmp_path: Path) -> None:
    inner = _written(
        tmp_path / "a.parquet",
        text=[TEXT] * 600,
        url=[f"https://a.example/{n}" for n in range(600)],
    )
    (tmp_path / "b.zip").write_bytes(packed({"in/a.parquet": inner.read_bytes()}))
    with Readers(processes=1) as readers:
        for name in ("a.parquet", "b.zip"):
            items = list(readers.load(str(tmp_path / name)))
            assert len(items) == 600
            assert all(isinstance(item, Article) for item in items)


@pytest.mark.parametrize("harm", ["cut", "empty", "text", "other types"])
def test_a_damaged_one_is_told_in_a_sentence(tmp_path: Path, harm: str) -> None:
    path = _written(tmp_path / "a.parquet", text=[TEXT])
    if harm == "other types":
        _written(path, text=[3], url=[4.5])
    else:
        raw = path.read_bytes()
        path.write_bytes({"cut": raw[: len(raw) // 2], "empty": b"", "text": b"PAR1 no"}[harm])
    [failed] = load(str(path))
    assert isinstance(failed, LoadError)
    assert "\n" not in failed.reason
    assert len(failed.reason) < 300


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.parquet", text=pa.array([], pa.string()))
    [failed] = load(str(path))
    assert isinstance(failed, LoadError)
    assert failed.reason == "it has columns, but no article in them"
