"""The ingest command where something is wrong: vectors, permissions, the disk, Ctrl-C."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from store_fixtures import (
    PATHS,
    ROOT,
    QuickEncoder,
    article_id,
    ingest_quick,
    open_quick,
    word,
    write_article,
)

from bot.coverage import Coverage, Scope
from bot.errors import StoreError
from bot.ingest.command import main
from bot.words import terms

NOBODY = 65534


def test_an_index_of_another_model_is_refused_and_rebuild_mends_it(
    news: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest_quick(data, [news])
    assert main([str(news), "--data", str(data)]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "quick" in told
    assert "all-MiniLM-L6-v2" in told
    assert "python ingest.py --rebuild" in told
    assert main(["--rebuild", "--data", str(data)]) == 0
    assert main([str(news), "--data", str(data)]) == 0
    assert "3 unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    "damage", ["removed", "hnsw cut off", "sqlite overwritten", "hnsw garbage"]
)
@pytest.mark.usefixtures("quick_embedder")
def test_damaged_vectors_are_told_in_a_sentence_and_rebuild_mends_them(
    data: Path, tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(80):  # enough for Chroma to write its graph
        write_article(folder, number)
    main([str(folder), "--data", str(data)])
    _damage(data / "vectors", damage)
    coverage = open_quick(data)
    vector = QuickEncoder().encode([word(3)])[0]
    with pytest.raises(StoreError, match=r"python ingest.py --rebuild\.$"):
        coverage.search_vectors(vector, 3, Scope())
    assert len(coverage.search_words(terms(word(3)), 9, Scope())) == 4, "words answer meanwhile"
    capsys.readouterr()
    write_article(folder, 1, 2)
    assert main([str(folder), "--data", str(data)]) == 1
    assert "python ingest.py --rebuild" in capsys.readouterr().err
    assert main(["--rebuild", "--data", str(data)]) == 0
    assert coverage.search_vectors(vector, 1, Scope())[0].article_id == article_id(3)
    assert main([str(folder), "--data", str(data)]) == 0


def _damage(vectors: Path, how: str) -> None:
    if how == "removed":
        shutil.rmtree(vectors)
    elif how == "sqlite overwritten":
        (vectors / "chroma.sqlite3").write_bytes(b"nonsense" * 4096)
    else:
        (graph,) = vectors.glob("*/data_level0.bin")
        size = graph.stat().st_size
        content = graph.read_bytes()[: size // 3] if how == "hnsw cut off" else os.urandom(size)
        graph.write_bytes(content)


def test_ctrl_c_says_that_what_is_in_stays_in(tmp_path: Path, data: Path) -> None:
    lines = [
        json.dumps(
            {"url": f"https://n.example/{n}", "title": f"{n}", "text": "It rained a lot. " * 9}
        )
        for n in range(2000)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    line = [
        sys.executable,
        str(ROOT / "ingest.py"),
        str(tmp_path / "news.jsonl"),
        "--data",
        str(data),
    ]
    # A test run in the background has inherited that it ignores Ctrl-C; a person's shell has not.
    with subprocess.Popen(
        line, stderr=subprocess.PIPE, text=True, preexec_fn=_heed_ctrl_c
    ) as process:
        while not (data / "catalogue.sqlite").exists() or not Coverage(data).stats().articles:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        told = process.communicate()[1]
    assert process.returncode == 130
    assert "What is in stays in: " in told
    assert "Traceback" not in told
    assert 0 < Coverage(data).stats().articles < 2000


def _heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _unprivileged() -> Iterator[None]:
    """Not as root, for whom permissions mean nothing."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.usefixtures("quick_embedder")
def test_a_folder_without_permission_is_named_and_the_rest_goes_in(
    open_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("closed", "open"):
        (open_folder / name).mkdir()
        # No process reads JSON Lines, and this Python may be one that another user cannot start.
        line = {"title": name, "text": f"The {name} folder was read aloud on Monday."}
        (open_folder / name / "a.jsonl").write_text(json.dumps(line) + "\n")
    data = open_folder / "data"
    arguments = [str(open_folder / "closed"), str(open_folder / "open"), "--data", str(data)]
    data.mkdir(mode=0o777)
    data.chmod(0o777)
    (open_folder / "closed").chmod(0o000)
    with _unprivileged():
        assert main(arguments) == 1
    told = capsys.readouterr()
    assert "permission" in told.err
    assert told.out.startswith("1 new")


@pytest.mark.usefixtures("quick_embedder")
def test_a_data_folder_that_may_not_be_written_is_told_in_a_sentence(
    open_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news, data = open_folder / "news", open_folder / "data"
    news.mkdir()
    write_article(news, 1)
    assert main([str(news), "--data", str(data)]) == 0
    write_article(news, 2)
    capsys.readouterr()
    for path in (data, *data.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with _unprivileged():
        assert main([str(news), "--data", str(data)]) == 1
        assert main([str(news), "--data", str(open_folder / "data" / "deeper")]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 2
    assert told.count("folder that you may write to") == 2
    assert main([str(news), "--data", str(data)]) == 0
    assert open_quick(data).stats().articles == 2


@pytest.mark.usefixtures("quick_embedder")
def test_a_file_in_place_of_the_data_folder_is_told_in_a_sentence(
    news: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.write_text("not a folder")
    assert main([str(news), "--data", str(data)]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "folder that you may write to" in told


_FULL_DISK = """
import subprocess, sys
from store_fixtures import *
from bot.ingest import command

news, more, small = sys.argv[1:]
data = Path(small) / "data"
command.EMBEDDER, command._encoder = QUICK, lambda settings: QuickEncoder
assert command.main([news, "--data", str(data)]) == 0
assert command.main([more, "--data", str(data), "--quiet"]) == 1
coverage = open_quick(data)
articles = coverage.stats().articles
assert articles >= 3
assert coverage.search_words(terms(word(1)), 9, Scope())
subprocess.run(["mount", "-o", "remount,size=50m", small], check=True)
assert command.main([more, "--data", str(data), "--quiet"]) == 0
assert coverage.stats().articles == 303
for number in (1, 100, 250, 399):
    assert_wholly_in(coverage, number, 1)
assert not orphans(coverage)
"""


def test_a_full_disk_is_told_in_a_sentence_and_loses_nothing(news: Path, tmp_path: Path) -> None:
    small, more = tmp_path / "small", tmp_path / "more"
    small.mkdir()
    more.mkdir()
    for number in range(100, 400):
        write_article(more, number)
    (tmp_path / "full.py").write_text(_FULL_DISK)
    mount = f"mount -t tmpfs -o size=4m tmpfs {small} && exec "
    unshare = ["unshare", "-rm", "sh", "-c"]
    if subprocess.run([*unshare, mount + "true"], capture_output=True).returncode != 0:
        pytest.skip("no small file system can be made here")
    done = subprocess.run(
        [*unshare, f'{mount} "$0" "$@"', sys.executable, tmp_path / "full.py", news, more, small],
        capture_output=True,
        text=True,
        env=PATHS,
    )
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert "is full: free some space" in line
