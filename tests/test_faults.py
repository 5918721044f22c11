"""Every fault once, in real processes; ``python -m bench faults`` does it hundreds of times."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from store_fixtures import ROOT

from bench import fault_children as children
from bench.fault_harms import lose_writes
from bench.fault_news import Shelf, article_id
from bench.fault_state import Place

FAULTS = 11


def test_after_every_fault_nothing_that_was_said_to_be_in_is_lost_or_half(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "faults", "--rounds", str(FAULTS), "--readers", "2"]
    figures = tmp_path / "figures.json"
    done = subprocess.run(
        [*command, "--json", str(figures)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    *each, total = json.loads(figures.read_text())
    assert [row["rounds"] for row in each] == [1] * FAULTS
    assert total["rounds"] == FAULTS


def test_an_ingest_with_too_few_handles_says_so_whatever_it_was_about_to_open(
    tmp_path: Path,
) -> None:
    """A folder, a module that is imported late, Chroma's files: not that anything is damaged."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("handles_sweep.py"), tmp_path],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, *rest = map(json.loads, done.stdout.splitlines())
    assert first["status"] == 0
    assert len(rest) == 19
    assert {one["status"] for one in rest} <= {0, children.ERROR}
    for one in rest:
        sentences = one["told"].splitlines()
        assert len(sentences) == 1, one
        assert "oo many" in sentences[0], one
    assert any("allow this process more (ulimit -n)" in one["told"] for one in rest)


def test_an_article_that_was_acknowledged_and_is_not_in_is_found(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write([1, 2, 3], 4)
    shelf.begun()
    shelf.acknowledged({article_id(1), article_id(2)})
    found = {article_id(1): 4, article_id(2): 3}
    assert shelf.settle(found, lying=False) == ["article 2 is in version 3, not [4]"]
    assert shelf.settle({article_id(1): 4}, lying=False) == ["article 2 is in version 0, not [3]"]


def test_what_a_lying_disk_loses_may_be_any_earlier_version_and_no_other(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write([1], 4)
    shelf.begun()
    shelf.acknowledged({article_id(1)})
    assert shelf.settle({article_id(1): 2}, lying=True) == []
    assert shelf.settle({article_id(1): 9}, lying=True) != []


def test_what_processes_tell_is_heard_whole(tmp_path: Path) -> None:
    (tmp_path / "disk" / "data").mkdir(parents=True)
    place = Place(tmp_path)
    place.shelf.write([1], 1)
    place.shelf.begun()
    place.told.write_text(
        f"in {article_id(1)}\nwrong article 1 is mixed\nasked r-0 3\nerror full\n"
    )
    assert place.hear() == ["wrong: article 1 is mixed"]
    assert place.shelf.held[1] == {1}
    assert place.lost_questions() == ["r-0 was told that 3 questions are kept, 0 are"]
    place.told.write_text('error Vectors. --rebuild\nheld {"a": 1}\nover 2\n')
    looked = place.looked()
    assert (looked.advised, looked.held, looked.left_over) == (
        ["Vectors. --rebuild"],
        {"a": 1},
        2,
    )


def test_a_disk_that_drops_writes_changes_nothing_that_was_there_before(tmp_path: Path) -> None:
    now, before = tmp_path / "now", tmp_path / "before"
    for folder, content in ((before, b"a" * 2048), (now, b"a" * 2048 + b"b" * 4096)):
        folder.mkdir()
        (folder / "grown").write_bytes(content)
        (folder / "same").write_bytes(b"c" * 999)
    chance = random.Random(1)
    told = [line for _ in range(8) for line in lose_writes(now, before, chance)]
    assert told
    assert (now / "grown").read_bytes()[:2048] == b"a" * 2048
    assert (now / "same").read_bytes() == b"c" * 999
