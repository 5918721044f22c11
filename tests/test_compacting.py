"""Deleted vectors do not pile up, and nothing is lost while they are got rid of."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from store_fixtures import (
    PATHS,
    QUICK,
    QuickEncoder,
    assert_not_in,
    assert_wholly_in,
    ingest_quick,
    open_quick,
    orphans,
    write_article,
)

from bot import doctor
from bot.coverage import compacting
from bot.coverage.catalogue import Catalogue
from bot.coverage.compacting import deleted
from bot.ingest import progress
from bot.ingest.outcome import Outcome
from bot.ingest.rebuilding import rebuild
from bot.settings import load_settings

ARTICLES, ALLOWED = 12, 30
# What a process does at the moment that is named: it is killed, or has no more room.
CHANGED = """
import os, resource, signal, sys
from pathlib import Path
from store_fixtures import ingest_quick
from bot.coverage import compacting, writer

data, news, moment = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
compacting.ALLOWANCE = 30
rows, copied, bump = compacting.key_rows, compacting.copied, writer.bump

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def some_rows(db, size):
    for part in rows(db, 10):
        yield part
        if moment == "some are copied":
            killed()
        if moment == "no room":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

def all_copied(*arguments):
    done = copied(*arguments)
    if moment == "all are copied":
        killed()
    if moment == "switching":
        writer.bump = killed
    if moment == "switched":
        writer.CoverageWriter.settle = killed
    return done

compacting.key_rows, compacting.copied = some_rows, all_copied
ingest_quick(data, [news])
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    _write(folder, 1)
    return folder


def _write(news: Path, version: int) -> None:
    for number in range(ARTICLES):
        write_article(news, number, version)


def _vectors(data: Path) -> tuple[str, int, int]:
    """The folder of the vectors, how many are in, and how many were deleted."""
    catalogue = Catalogue(data)
    _, name, live = catalogue.vectors_meta()
    catalogue.close()
    return name, live, deleted(data / name, live)


def _assert_all_in(data: Path, version: int) -> None:
    coverage = open_quick(data)
    for number in range(ARTICLES):
        assert_wholly_in(coverage, number, version)
        assert_not_in(coverage, number, version - 1)
    assert orphans(coverage) == set()
    coverage.close()
    with patch.object(doctor, "EMBEDDER", QUICK):
        report = doctor.run(load_settings(data=data))
    assert [f.what for f in report.findings if f.level == "error"] == []


def test_deleted_vectors_do_not_pile_up(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "ALLOWANCE", ALLOWED)
    data = tmp_path / "data"
    ingest_quick(data, [news])
    reading = open_quick(data)
    folders = []
    for version in range(2, 8):
        _write(news, version)
        assert ingest_quick(data, [news]).updated == ARTICLES
        name, live, dead = _vectors(data)
        assert dead <= max(live, ALLOWED)
        folders.append(name)
        # Who has the page open goes on in the new folder.
        for number in range(ARTICLES):
            assert_wholly_in(reading, number, version)
    reading.close()
    assert 1 < len(set(folders)) < len(folders)
    assert [p.name for p in data.glob("vectors*/")] == [folders[-1]]
    _assert_all_in(data, 7)


def test_as_many_deleted_as_are_left_are_not_worth_the_work(news: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest_quick(data, [news])
    before = _vectors(data)
    _write(news, 2)
    ingest_quick(data, [news])
    name, live, dead = _vectors(data)
    assert name == before[0]
    assert dead == before[1] == live


@pytest.mark.parametrize("moment", ["some are copied", "all are copied", "switching", "switched"])
def test_a_kill_while_the_vectors_are_made_anew_loses_nothing(
    news: Path, tmp_path: Path, moment: str
) -> None:
    data = tmp_path / "data"
    assert _changed(data, news, moment).returncode == -signal.SIGKILL
    version = 3
    _assert_all_in(data, version)
    assert ingest_quick(data, [news]).unchanged == ARTICLES
    assert len(list(data.glob("vectors*/"))) == 1
    _assert_all_in(data, version)


def test_a_rebuild_takes_over_vectors_that_were_made_anew_meanwhile(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    ingest_quick(data, [news])
    monkeypatch.setattr(compacting, "is_worth_it", lambda path, live: live > 0)
    rebuild(data, QUICK, QuickEncoder, Outcome())
    monkeypatch.undo()
    _assert_all_in(data, 1)
    assert ingest_quick(data, [news]).unchanged == ARTICLES


def test_without_room_the_vectors_stay_as_they_are(news: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = _changed(data, news, "no room")
    assert done.returncode == 0, done.stderr
    assert "could not be made smaller" in done.stderr
    assert [p.name for p in data.glob("vectors*/")] == ["vectors"]
    _assert_all_in(data, 3)


def _changed(data: Path, news: Path, moment: str) -> subprocess.CompletedProcess[str]:
    """Each article twice anew; at the second time the vectors are worth making anew."""
    ingest_quick(data, [news])
    _write(news, 2)
    ingest_quick(data, [news])
    _write(news, 3)
    line = [sys.executable, "-c", CHANGED, str(data), str(news), moment]
    return subprocess.run(line, env=PATHS, check=False, capture_output=True, text=True)


def test_a_long_tidying_up_tells_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_EVERY_SECONDS", 0.0)
    progress.tidying(quiet=True)(1000, 123_456)
    assert capsys.readouterr().err == ""
    progress.tidying(quiet=False)(1000, 123_456)
    assert "1,000 of 123,456 vectors" in capsys.readouterr().err
