"""Ingest, measured beside the pipeline of LangChain's tutorial on the same articles."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.errors import StoreError

Figures = dict[str, str | float]


def compare(articles: Path, sample: int) -> list[Figures]:
    """A row for each, one after the other, each in a process of its own.

    sample: how many articles, evenly spread over the file.
    passages_a_second: loading of the model included; ours are of up to 200 tokens, the tutorial's
    chunks of up to 1,000 characters, of which 200 overlap. memory_mb: the most it held.
    """
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "sample.jsonl"
        chosen.write_text("".join(_sample(articles, sample)), "utf-8")
        ours = ["ingest.py", str(chosen), "--data", str(Path(folder) / "ours"), "--json"]
        theirs = ["-m", "bench.tutorial", str(chosen), str(Path(folder) / "theirs")]
        return [
            {"way": "ours", **_run(ours, Path(folder) / "ours")},
            {"way": "LangChain tutorial", **_run(theirs, Path(folder) / "theirs")},
        ]


def _sample(articles: Path, sample: int) -> Sequence[str]:
    opener = gzip.open if articles.suffix == ".gz" else open
    with opener(articles, "rt", encoding="utf-8") as lines:
        rows = list(lines)
    return rows[:: max(1, len(rows) // sample)][:sample]


def _run(command: Sequence[str], data: Path) -> Figures:
    print(f"{command[0]} {command[1]} …", file=sys.stderr)
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise StoreError(f"{command[0]} {command[1]} failed: see above.")
    passages = int(json.loads(told.splitlines()[-1])["passages"])
    size = sum(f.stat().st_size for f in data.rglob("*") if f.is_file())
    return {
        "passages": passages,
        "seconds": round(seconds, 1),
        "passages_a_second": round(passages / seconds, 1),
        "memory_mb": usage.ru_maxrss // 1024,
        "disk_mb": round(size / 1e6, 1),
    }
