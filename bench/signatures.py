"""What finding copies among very many articles takes: memory, disk and time."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from bench.figures import Figures
from bot.article import Article
from bot.coverage import Entry
from bot.coverage.copies import compare
from bot.coverage.rows import put_in
from bot.coverage.schema import connect, create
from bot.coverage.writer import new_meta
from bot.loaders import load
from bot.sketch import BANDS
from bot.splitter import passages_of

_FIRST = 1_000_000
"""Numbers of the articles whose sketches are made up begin here."""
_AT_ONCE = 10_000


def measure(articles: int, corpus: Path) -> list[Figures]:
    """One row: the articles of ``corpus`` looked for among so many ``articles``.

    Their sketches are random: the hardest case, for no two keys lie side by side. memory_mb: the
    most that the process held, and how much of it came with the look-ups; the texts compared are
    the corpus's.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        disk = _filled(folder, articles)
        line = [sys.executable, "-m", "bench.signatures", place, str(corpus)]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    return [{"articles": articles, "disk_mb": round(disk / 1e6, 1), **told}]


def _filled(folder: Path, articles: int) -> int:
    """A catalogue in ``folder`` with the sketches of so many articles; their bytes on disk."""
    create(folder, new_meta(("none", "")))
    rng = np.random.default_rng(1947)
    keys = rng.integers(-(2**63), 2**63 - 1, articles * BANDS, dtype=np.int64)
    numbers = np.repeat(np.arange(_FIRST, _FIRST + articles), BANDS)
    order = np.argsort(keys)
    with closing(connect(folder)) as db:
        db.execute("PRAGMA foreign_keys = OFF")  # there are no articles to these sketches
        db.execute("BEGIN")
        db.executemany("INSERT INTO sketches VALUES (?, ?)", _pairs(keys[order], numbers[order]))
        rows = zip(range(_FIRST, _FIRST + articles), keys.reshape(-1, BANDS), strict=True)
        db.executemany(
            "INSERT INTO sketched VALUES (?, ?)", ((n, some.tobytes()) for n, some in rows)
        )
        db.execute("COMMIT")
        (size,) = db.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name IN ('sketches', 'sketched')"
        ).fetchone()
    return int(size)


def _pairs(keys: np.ndarray, numbers: np.ndarray) -> Iterator[tuple[int, int]]:
    for first in range(0, len(keys), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        yield from zip(keys[some].tolist(), numbers[some].tolist(), strict=True)


def looked_for(folder: Path, corpus: Path) -> Figures:
    """Look for copies of the articles of ``corpus`` in the catalogue in ``folder``."""
    texts = [a for a in load(str(corpus)) if isinstance(a, Article)]
    entries = [
        Entry(a, p := passages_of(a), np.zeros((len(p), 1), dtype=np.float32), a.source, a.source)
        for a in texts
    ]
    before = _memory_mb("VmRSS")
    with closing(connect(folder)) as db:
        _compared(db, entries)  # what is loaded at first use
        seconds = _compared(db, entries)
    return {
        "memory_mb": round(_memory_mb("VmHWM")),
        "of it for copies": round(_memory_mb("VmRSS") - before),
        "ms an article": round(1000 * seconds / len(texts), 2),
    }


def _compared(db: sqlite3.Connection, entries: Sequence[Entry]) -> float:
    """The seconds of one core that it takes to compare ``entries``; nothing of it is kept."""
    db.execute("BEGIN")
    new = [put_in(db, entry) for entry in entries]
    started = time.process_time()
    compare(db, new)
    seconds = time.process_time() - started
    db.execute("ROLLBACK")
    return seconds


def _memory_mb(which: str) -> float:
    """What this process holds in memory ("VmRSS"), or has held at most ("VmHWM"); Linux tells it.

    What ``resource`` calls the most is that of the parent, if that held more.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition(f"{which}:")[2].split()[0]) / 1024


if __name__ == "__main__":
    print(json.dumps(looked_for(Path(sys.argv[1]), Path(sys.argv[2]))))
