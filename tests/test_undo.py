"""A turn at the vectors that did not end is undone by whoever comes next."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from store_fixtures import (
    PATHS,
    QUICK,
    QuickEncoder,
    assert_wholly_in,
    ingest_quick,
    open_quick,
    orphans,
    write_article,
)

from bot.coverage import Scope
from bot.coverage.undo import SYNCED_AFTER
from bot.coverage.vectors import writing
from bot.errors import IndexDamaged
from bot.ingest.outcome import Outcome
from bot.ingest.rebuilding import rebuild

FIRST, ALL = 20, 110
# Killed when Chroma has written its graph, and before the turn has ended.
KILLED = """
import os, signal, sys
from contextlib import contextmanager
from pathlib import Path
from store_fixtures import ingest_quick
from bot.coverage import writer
from bot.coverage.vectors import writing

@contextmanager
def killed(*arguments):
    with writing(*arguments) as collection:
        yield collection
        os.kill(os.getpid(), signal.SIGKILL)

writer.writing = killed
ingest_quick(Path(sys.argv[1]), [sys.argv[2]])
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the news, the data before the turn, and the data in which it was killed."""
    place = tmp_path_factory.mktemp("killed")
    news, data = place / "news", place / "data"
    news.mkdir()
    for number in range(FIRST):
        write_article(news, number)
    ingest_quick(data, [news])
    shutil.copytree(data, place / "before")
    for number in range(FIRST, ALL):
        write_article(news, number)
    line = [sys.executable, "-c", KILLED, str(data), str(news)]
    assert subprocess.run(line, env=PATHS, check=False).returncode == -signal.SIGKILL
    assert _graph(data).is_dir(), "Chroma has not written its graph"
    return place


@pytest.fixture
def data(killed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(killed / "data", tmp_path / "data")


def _graph(data: Path) -> Path:
    (found,) = (data / "vectors").glob("*/")
    return found


def _all_written(data: Path) -> None:
    assert (_graph(data) / "index_metadata.pickle").stat().st_size > 0


def _names_empty(data: Path) -> None:
    (_graph(data) / "index_metadata.pickle").write_bytes(b"")


def _names_cut_short(data: Path) -> None:
    names = _graph(data) / "index_metadata.pickle"
    names.write_bytes(names.read_bytes()[:-100])


def _first_file_alone(data: Path) -> None:
    for file in _graph(data).iterdir():
        if file.name != "header.bin":
            file.unlink()


@pytest.mark.parametrize("torn", [_all_written, _names_empty, _names_cut_short, _first_file_alone])
def test_a_kill_while_the_graph_is_written_undoes_the_turn(
    killed: Path, data: Path, torn: Callable[[Path], None]
) -> None:
    torn(data)
    coverage = open_quick(data)
    for number in range(FIRST):
        assert_wholly_in(coverage, number, 1)
    assert coverage.stats().articles == FIRST
    outcome = ingest_quick(data, [killed / "news"])
    assert (outcome.new, outcome.unchanged) == (ALL - FIRST, FIRST)
    for number in (0, FIRST, ALL - 1):
        assert_wholly_in(coverage, number, 1)
    assert orphans(coverage) == set()
    assert list(data.glob("undo-*")) == []
    coverage.close()


def test_without_the_copy_such_a_kill_would_be_the_end_of_the_vectors(data: Path) -> None:
    _names_cut_short(data)
    shutil.rmtree(data / "undo-vectors")
    _assert_damaged(data)


def test_a_copy_that_a_power_cut_has_spoilt_is_not_gone_back_to(killed: Path, data: Path) -> None:
    log = data / "undo-vectors" / "chroma.sqlite3"
    log.write_bytes(log.read_bytes()[:9000])
    # What that turn has made of the graph is not trusted either, though all of it is there.
    _assert_damaged(data)
    assert list(data.glob("undo-*")) == []
    _assert_mended_by_a_rebuild(data)


def test_a_spoilt_copy_costs_nothing_where_the_graph_was_not_written_yet(
    killed: Path, data: Path
) -> None:
    shutil.rmtree(data / "vectors")
    shutil.copytree(killed / "before" / "vectors", data / "vectors")
    (data / "undo-vectors" / "chroma.sqlite3").write_bytes(b"")
    coverage = open_quick(data)
    for number in range(FIRST):
        assert_wholly_in(coverage, number, 1)
    assert list(data.glob("undo-*")) == []
    coverage.close()


@pytest.mark.parametrize("is_killed", [False, True])
@pytest.mark.parametrize("older", ["chroma.sqlite3", "graph"])
def test_a_log_and_a_graph_of_different_times_are_damage(
    killed: Path, tmp_path: Path, older: str, is_killed: bool
) -> None:
    """As a disk leaves them that has lost the writes to one of them."""
    data = shutil.copytree(killed / "before", tmp_path / "data")
    ingest_quick(data, [killed / "news"])
    before = shutil.copytree(data, tmp_path / "before")
    with writing(data, "vectors", 0, SYNCED_AFTER) as collection:
        ids = collection.get(include=[])["ids"]
        collection.update(ids=ids, embeddings=collection.get(include=["embeddings"])["embeddings"])
    if is_killed:
        (data / "vectors" / "seal.json").rename(data / "vectors" / "seal-open.json")
    old = _graph(before) if older == "graph" else before / "vectors" / older
    for file in old.iterdir() if old.is_dir() else [old]:
        shutil.copy(file, data / file.relative_to(before))
    _assert_damaged(data)
    _assert_mended_by_a_rebuild(data)


def _assert_damaged(data: Path) -> None:
    coverage = open_quick(data)
    with pytest.raises(IndexDamaged, match="--rebuild"):
        coverage.search_vectors(QuickEncoder().encode(["rain"])[0], 3, Scope())
    coverage.close()


def _assert_mended_by_a_rebuild(data: Path) -> None:
    rebuild(data, QUICK, QuickEncoder, Outcome())
    coverage = open_quick(data)
    for number in range(FIRST):
        assert_wholly_in(coverage, number, 1)
    assert orphans(coverage) == set()
    coverage.close()


def test_an_error_in_a_turn_undoes_it(killed: Path, tmp_path: Path) -> None:
    data = shutil.copytree(killed / "before", tmp_path / "data")
    with pytest.raises(IndexDamaged, match="it broke"):
        _delete_all_and_break(data)
    coverage = open_quick(data)
    for number in range(FIRST):
        assert_wholly_in(coverage, number, 1)
    coverage.close()


def _delete_all_and_break(data: Path) -> None:
    with writing(data, "vectors", 0, SYNCED_AFTER) as collection:
        collection.delete(ids=collection.get(include=[])["ids"])
        raise RuntimeError("it broke")


def test_only_a_turn_that_may_write_the_graph_costs_a_copy(killed: Path, tmp_path: Path) -> None:
    data = shutil.copytree(killed / "before", tmp_path / "data")
    with writing(data, "vectors", 0, 1) as collection:
        logged = collection.count()
        assert not (data / "undo-vectors").exists()
    with writing(data, "vectors", 0, SYNCED_AFTER - logged):
        assert (data / "undo-vectors").is_dir()
    assert list(data.glob("undo-*")) == []
    with writing(data, "vectors", 0, SYNCED_AFTER - logged - 1):
        assert not (data / "undo-vectors").exists()
