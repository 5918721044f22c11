"""The benchmark counts what it says it counts."""

from __future__ import annotations

import argparse
import gzip
import inspect
import json
from importlib import import_module
from pathlib import Path
from typing import Any

from conftest import ROOT, library_of

from bench.__main__ import ROWS, ROWS_AND_FAULTS, TABLES
from bench.figures import table
from bench.growth import measure as grown
from bench.options import COMMANDS
from bench.retrieval import measure
from bot.library import Library


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def _three_questions(folder: Path) -> None:
    asked = [
        ("a", "Which company quit the facial recognition business?", "IBM", "2020-06-09"),
        ("b", "Who signed the law in Washington?", "Jay Inslee", "2020-04-01"),
        ("c", "Who signed the law in Washington?", "Nobody Of That Name", "2020-04-01"),
    ]
    _write(
        folder / "questions.jsonl.gz",
        [{"id": i, "question": q, "as_of": day} for i, q, _, day in asked],
    )
    _write(
        folder / "gold.jsonl.gz",
        [{"id": i, "kind": "answerable", "answer": a, "answer_in": []} for i, _, a, _ in asked],
    )


def test_retrieval_is_measured_side_by_side(library: Library, tmp_path: Path) -> None:
    _three_questions(tmp_path)
    rows = measure(library.settings.data, tmp_path, None)
    assert [row["way"] for row in rows] == ["ours", "bm25 x recency", "dense alone"]
    assert [row["hit@20"] for row in rows] == [0.667] * 3
    assert rows[0]["hit@1"] == 0.667
    assert table(rows).splitlines()[0].startswith("| way | hit@1 | hit@5 | hit@20 | p50_ms |")


def test_growth_is_measured_of_each_index_in_a_process_of_its_own(
    library: Library, tmp_path: Path
) -> None:
    _three_questions(tmp_path)
    smaller = library_of(tmp_path / "smaller", *sorted((ROOT / "corpus").glob("*.md"))[:2])
    rows = grown([library.settings.data, smaller.settings.data], tmp_path, 2)
    passages = [one.coverage.stats().passages for one in (smaller, library)]
    assert [row["passages"] for row in rows] == passages
    assert passages[0] < passages[1]
    assert all(float(row["cpu_p95_ms"]) >= float(row["cpu_p50_ms"]) > 0 for row in rows)
    stored = [f for f in library.settings.data.rglob("*") if f.is_file()]
    assert abs(float(rows[1]["disk_mb"]) - sum(f.stat().st_size for f in stored) / 1e6) < 1


def test_every_command_is_a_function_that_takes_the_options_it_has() -> None:
    dispatched = ROWS | ROWS_AND_FAULTS | TABLES
    assert set(dispatched) == set(COMMANDS)
    for command, (function, names) in dispatched.items():
        taken = inspect.signature(getattr(import_module(f"bench.{command}"), function)).parameters
        assert len(taken) >= len(names), command
        one = argparse.ArgumentParser()
        COMMANDS[command][1](one)
        assert set(names) == {action.dest for action in one._actions} - {"help"}, command
