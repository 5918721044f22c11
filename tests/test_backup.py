"""A backup is made while all is in use; a restore brings all of it back, and nothing half."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from store_fixtures import (
    PATHS,
    QUICK,
    ROOT,
    QuickEncoder,
    article_id,
    assert_wholly_in,
    ingest_quick,
    open_quick,
    orphans,
    write_article,
)

from bot import backup as module
from bot.__main__ import main
from bot.backup import back_up
from bot.conversations import Conversations
from bot.coverage import Coverage, CoverageWriter
from bot.coverage.schema import CATALOGUE
from bot.coverage.vectors import Vector
from bot.errors import IndexDamaged, IndexMissing, InputError
from bot.restoring import SITE, Restored, restore

ARTICLES = 12


class NoModel(QuickEncoder):
    """Says so if a vector has to be made though the backup has it."""

    def encode(self, texts: object) -> NDArray[np.float32]:
        raise AssertionError("a vector was made")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(ARTICLES):
        write_article(folder, number)
    return folder


@pytest.fixture
def data(tmp_path: Path, news: Path) -> Path:
    data = tmp_path / "data"
    ingest_quick(data, [news])
    write_article(news, 0, 2)
    ingest_quick(data, [news])
    Conversations(data).ask("one", "Who halted police sales?")
    return data


@pytest.fixture
def kept(tmp_path: Path, data: Path) -> Path:
    back_up(data, tmp_path / "kept.backup")
    return tmp_path / "kept.backup"


def _restored(kept: Path, data: Path, encoder: type[QuickEncoder] = NoModel) -> Restored:
    return restore(kept, data, QUICK, encoder)


def _assert_whole(data: Path) -> Coverage:
    coverage = open_quick(data)
    assert coverage.stats().articles == ARTICLES
    for number in range(ARTICLES):
        assert_wholly_in(coverage, number, 2 if number == 0 else 1)
    return coverage


def _assert_as_it_was(data: Path) -> None:
    coverage = _assert_whole(data)
    assert len(coverage._catalogue.versions(article_id(0))) == 1
    assert orphans(coverage) == set()
    assert [t.question for t in Conversations(data).turns("one")] == ["Who halted police sales?"]
    assert sorted(p.name for p in data.iterdir() if p.is_dir()) in (["vectors"], ["vectors-2"])


def test_all_comes_back_into_an_empty_folder_without_a_model(kept: Path, tmp_path: Path) -> None:
    done = _restored(kept, tmp_path / "other")
    assert (done.articles, done.embedded, done.withdrawn) == (ARTICLES, 0, 0)
    _assert_as_it_was(tmp_path / "other")


def test_a_restore_replaces_what_came_since_and_open_readers_go_on(
    kept: Path, data: Path, news: Path
) -> None:
    reader = open_quick(data)
    write_article(news, 3, 4)
    write_article(news, 40)
    ingest_quick(data, [news])
    Conversations(data).ask("two", "And in March?")
    assert_wholly_in(reader, 40, 1)
    _restored(kept, data)
    assert reader.article(article_id(40)) is None
    assert_wholly_in(reader, 3, 1)
    _assert_as_it_was(data)
    assert Conversations(data).turns("two") == ()
    assert ingest_quick(data, [news]).updated == 1, "and ingests go on"
    assert_wholly_in(reader, 3, 4)


@pytest.mark.parametrize("harm", ["no vectors", "no catalogue", "no database", "torn page"])
def test_a_restore_mends_what_is_damaged(kept: Path, data: Path, harm: str) -> None:
    if harm == "no vectors":
        shutil.rmtree(data / "vectors")
    elif harm == "no catalogue":
        (data / CATALOGUE).unlink()
    elif harm == "no database":
        (data / CATALOGUE).write_bytes(b"This is no database." * 500)
        (data / "conversations.sqlite").write_bytes(b"Nor is this." * 500)
    else:
        with (data / CATALOGUE).open("r+b") as file:
            file.seek(5 * 4096)
            file.write(b"\xff" * 4096)
    _restored(kept, data)
    _assert_as_it_was(data)


def test_what_was_withdrawn_since_stays_away(kept: Path, data: Path) -> None:
    with CoverageWriter.open(data, embedder=None) as writer:
        assert [gone.id for gone in writer.withdraw([article_id(7)], None)] == [article_id(7)]
    assert _restored(kept, data).withdrawn == 1
    coverage = open_quick(data)
    assert coverage.article(article_id(7)) is None
    assert coverage.stats().articles == ARTICLES - 1
    assert orphans(coverage) == set()


def test_a_backup_made_while_an_ingest_writes_is_whole(tmp_path: Path, news: Path) -> None:
    data = tmp_path / "data"
    ingest_quick(data, [news])
    for number in range(ARTICLES, 60):
        write_article(news, number)
    for number in range(ARTICLES):
        write_article(news, number, 2)
    script = str(ROOT / "tests" / "quick_ingest.py")
    command = [sys.executable, script, str(data), str(news), "8"]
    backups: list[Path] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=PATHS) as writing:
        assert writing.stdout is not None
        for line in writing.stdout:
            if line.startswith("in ") and len(backups) < 3:
                backups.append(tmp_path / f"{len(backups)}.backup")
                back_up(data, backups[-1])
    assert writing.returncode == 0
    counts = []
    for number, backup in enumerate(backups):
        other = tmp_path / f"other-{number}"
        done = _restored(backup, other, QuickEncoder)
        coverage = open_quick(other)
        for found in range(60):
            article = coverage.article(article_id(found))
            if article is not None and article.published_day is not None:
                assert_wholly_in(coverage, found, article.published_day.day - 1)
        assert orphans(coverage) == set()
        counts.append(done.articles)
    assert counts == sorted(counts)
    assert counts[0] < 60, "the first backup came too late to tell anything"


def test_vectors_that_a_backup_lacks_are_made_again(kept: Path, tmp_path: Path) -> None:
    smaller = tmp_path / "smaller.backup"
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(smaller, "w") as new:
        keys = json.loads(old.read("vectors.json"))
        for name in old.namelist():
            content = old.read(name)
            if name == "vectors.json":
                content = json.dumps(keys[5:]).encode()
            elif name == "vectors.f32":
                content = content[5 * 384 * 4 :]
            new.writestr(name, content)
    assert _restored(smaller, tmp_path / "other", QuickEncoder).embedded == 5
    _assert_as_it_was(tmp_path / "other")


def test_a_backup_of_damaged_vectors_holds_all_the_same(data: Path, tmp_path: Path) -> None:
    shutil.rmtree(data / "vectors")
    card = back_up(data, tmp_path / "kept.backup")
    assert (card.articles, card.vectors) == (ARTICLES, 0)
    assert _restored(tmp_path / "kept.backup", data, QuickEncoder).embedded == card.passages
    _assert_as_it_was(data)


def test_a_damaged_catalogue_is_not_backed_up_and_the_old_backup_stays(
    kept: Path, data: Path
) -> None:
    before = kept.read_bytes()
    with (data / CATALOGUE).open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(IndexDamaged, match=r"python ingest\.py --rebuild"):
        back_up(data, kept)
    assert kept.read_bytes() == before
    assert [p.name for p in kept.parent.iterdir() if "backup" in p.name] == [kept.name]


def test_of_two_restores_at_the_same_moment_the_second_waits(
    kept: Path, data: Path, tmp_path: Path
) -> None:
    class Encoder(QuickEncoder):
        """A first restore that makes vectors, and takes its time."""

        def encode(self, texts: Sequence[str]) -> Vector:
            first_is_in.set()
            assert go_on.wait(60)
            return super().encode(texts)

    first_is_in, second_waits, go_on = threading.Event(), threading.Event(), threading.Event()
    without = tmp_path / "without.backup"
    with zipfile.ZipFile(kept) as whole, zipfile.ZipFile(without, "w") as less:
        for name in whole.namelist():
            if not name.startswith("vectors"):
                less.writestr(name, whole.read(name))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(restore, without, data, QUICK, Encoder)
        assert first_is_in.wait(60)
        second = pool.submit(restore, kept, data, QUICK, NoModel, waiting=second_waits.set)
        assert second_waits.wait(60)
        assert (data / SITE / "catalogue.sqlite").is_file()
        go_on.set()
        assert first.result().embedded > 0
        assert second.result().embedded == 0
    _assert_whole(data)


def test_two_backups_to_one_file_at_the_same_moment_leave_a_whole_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, pack = threading.Barrier(2), module._pack

    def packed(room: Path, file: Path) -> None:
        pack(room, file)
        both.wait(60)

    monkeypatch.setattr(module, "_pack", packed)
    file = tmp_path / "kept.backup"
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: back_up(data, file), range(2)))
    assert [p.name for p in tmp_path.iterdir() if "backup" in p.name] == ["kept.backup"]
    _restored(file, tmp_path / "other")
    _assert_as_it_was(tmp_path / "other")


def test_only_its_owner_may_read_a_backup(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("harm", ["cut", "flipped", "text", "newer", "gone", "no catalogue"])
def test_what_is_no_sound_backup_changes_nothing(
    kept: Path, data: Path, tmp_path: Path, harm: str
) -> None:
    bad = tmp_path / "bad.backup"
    raw = bytearray(kept.read_bytes())
    if harm == "cut":
        bad.write_bytes(raw[: len(raw) // 2])
    elif harm == "flipped":
        raw[len(raw) // 3] ^= 4
        bad.write_bytes(raw)
    elif harm == "text":
        bad.write_text("A text.")
    elif harm in ("newer", "no catalogue"):
        with zipfile.ZipFile(kept) as old, zipfile.ZipFile(bad, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "backup.json" and harm == "newer":
                    content = json.dumps({**json.loads(content), "format": 99}).encode()
                if name != CATALOGUE or harm == "newer":
                    new.writestr(name, content)
    with pytest.raises(InputError, match=r"bad\.backup") as told:
        _restored(bad, data)
    assert "\n" not in str(told.value)
    _assert_as_it_was(data)
    assert not (data / "restore").exists()


def test_nothing_to_back_up_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        back_up(tmp_path / "nothing", tmp_path / "kept.backup")
    (tmp_path / "data").mkdir()
    with pytest.raises(InputError, match="There is no folder"):
        back_up(tmp_path / "data", tmp_path / "no" / "folder" / "kept.backup")


def test_the_commands_ask_before_they_replace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, kept = tmp_path / "data", tmp_path / "kept.backup"
    news = tmp_path / "news"
    news.mkdir()
    write_article(news, 1)
    ingest = [sys.executable, str(ROOT / "ingest.py"), str(news), "--data", str(data), "--quiet"]
    subprocess.run(ingest, check=True)
    assert main(["backup", str(kept), "--data", str(data)]) == 0
    assert f"{kept}: 1 article, 4 passages.\n" == capsys.readouterr().out
    assert main(["restore", str(kept), "--data", str(data)]) == 1
    assert "add --yes to replace them" in capsys.readouterr().err
    assert main(["restore", str(kept), "--data", str(data), "--yes"]) == 0
    assert "Restored 1 article as of " in capsys.readouterr().out
    assert main(["doctor", "--data", str(data)]) == 0
    assert main(["restore", str(news / "0001.md"), "--data", str(data), "--yes"]) == 1
    assert "is no backup, or is damaged" in capsys.readouterr().err
