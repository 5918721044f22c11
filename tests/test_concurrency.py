from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_fixtures import (
    PATHS,
    QUICK,
    ROOT,
    an_article,
    article_id,
    assert_wholly_in,
    entry_of,
    ingest_quick,
    open_quick,
    orphans,
    word,
    write_article,
)

from bot.coverage import CoverageWriter
from bot.errors import IndexBusy
from bot.model_files import EMBEDDER

QUICK_INGEST = [sys.executable, str(ROOT / "tests" / "quick_ingest.py")]
READER = [sys.executable, str(ROOT / "tests" / "store_reader.py")]
SECONDS = 2.0


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=PATHS)


def _folder(path: Path, numbers: range) -> Path:
    path.mkdir()
    for number in numbers:
        write_article(path, number)
    return path


def test_a_running_reader_finds_what_an_ingest_says_is_in(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest_quick(data, [_folder(tmp_path / "old", range(1))])
    folder = _folder(tmp_path / "new", range(100, 160))
    words = {word(n): n for n in range(100, 160, 4)}
    with _start([*READER, str(data), "quick", *words]) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        with _start([*QUICK_INGEST, str(data), str(folder), "16"]) as writing:
            told = writing.communicate()[0].splitlines()
        found = [line.split() for line in reader.communicate()[0].splitlines()]
    stored = {line.split()[1]: float(line.split()[3]) for line in told if line.startswith("in ")}
    assert len(stored) == 60
    assert {(how, w) for how, w, _ in found} == {
        (h, w) for h in ("words", "vectors") for w in words
    }
    late = {(h, w): float(t) - stored[article_id(words[w])] for h, w, t in found}
    assert max(late.values()) < SECONDS


def test_the_real_command_feeds_a_reader_with_the_real_model(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest = [sys.executable, str(ROOT / "ingest.py"), "--data", str(data)]
    with CoverageWriter.open(data, embedder=EMBEDDER) as writer:
        writer.put([entry_of(an_article())])
    folder = _folder(tmp_path / "new", range(100, 103))
    with _start([*READER, str(data), "real", word(100)]) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        subprocess.run([*ingest, str(folder)], check=True)
        said = time.time()
        found = [line.split() for line in reader.communicate()[0].splitlines()]
    assert {how for how, _, _ in found} == {"words", "vectors"}
    assert max(float(at) for _, _, at in found) - said < SECONDS


def test_two_ingests_at_once_are_both_right_in_the_end(tmp_path: Path) -> None:
    data = tmp_path / "data"
    left, right = (
        _folder(tmp_path / name, numbers)
        for name, numbers in (("left", range(0, 40)), ("right", range(30, 70)))
    )
    with (
        _start([*QUICK_INGEST, str(data), str(left), "16"]) as one,
        _start([*QUICK_INGEST, str(data), str(right), "16"]) as two,
    ):
        told = one.communicate()[0] + two.communicate()[0]
    assert (one.returncode, two.returncode) == (0, 0)
    assert told.count("waiting") == 1
    coverage = open_quick(data)
    assert coverage.stats().articles == 70
    for number in range(70):
        assert_wholly_in(coverage, number, 1)
    assert orphans(coverage) == set()


def test_an_ingest_that_waits_too_long_says_what_to_do(tmp_path: Path) -> None:
    waited = []
    with CoverageWriter.open(tmp_path, embedder=QUICK):
        second = CoverageWriter.open(
            tmp_path, embedder=QUICK, wait=0.3, waiting=lambda: waited.append(True)
        )
        with pytest.raises(IndexBusy, match="Another ingest has held"), second:
            pass
    assert waited == [True]
