"""The benchmark counts what it says it counts."""

from __future__ import annotations

import argparse
import gzip
import inspect
import json
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.__main__ import ROWS, ROWS_AND_FAULTS, TABLES
from bench.figures import table
from bench.options import COMMANDS
from bench.retrieval import measure
from bot.library import Library


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def test_retrieval_is_measured_side_by_side(library: Library, tmp_path: Path) -> None:
    asked = [
        ("a", "Which company quit the facial recognition business?", "IBM", "2020-06-09"),
        ("b", "Who signed the law in Washington?", "Jay Inslee", "2020-04-01"),
        ("c", "Who signed the law in Washington?", "Nobody Of That Name", "2020-04-01"),
    ]
    _write(
        tmp_path / "questions.jsonl.gz",
        [{"id": i, "question": q, "as_of": day} for i, q, _, day in asked],
    )
    _write(
        tmp_path / "gold.jsonl.gz",
        [{"id": i, "kind": "answerable", "answer": a, "answer_in": []} for i, _, a, _ in asked],
    )
    rows = measure(library.settings.data, tmp_path, None)
    assert [row["way"] for row in rows] == ["ours", "bm25 x recency", "dense alone"]
    assert [row["hit@20"] for row in rows] == [0.667] * 3
    assert rows[0]["hit@1"] == 0.667
    assert table(rows).splitlines()[0].startswith("| way | hit@1 | hit@5 | hit@20 | p50_ms |")


def test_every_command_is_a_function_that_takes_the_options_it_has() -> None:
    dispatched = ROWS | ROWS_AND_FAULTS | TABLES
    assert set(dispatched) == set(COMMANDS)
    for command, (function, names) in dispatched.items():
        taken = inspect.signature(getattr(import_module(f"bench.{command}"), function)).parameters
        assert len(taken) >= len(names), command
        one = argparse.ArgumentParser()
        COMMANDS[command][1](one)
        assert set(names) == {action.dest for action in one._actions} - {"help"}, command
