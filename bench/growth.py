"""What finding costs as the coverage grows: the same questions, put to indexes of several sizes."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from bench.figures import Figures
from bench.questions import Asked, read_questions
from bench.retrieval import FIRST
from bot.coverage import Coverage
from bot.embedder import load_embedder
from bot.library import Library
from bot.question import understood
from bot.retriever import retrieve
from bot.settings import load_settings


def measure(indexes: Sequence[Path], questions: Path, sample: int) -> list[Figures]:
    """A row for each index, the smallest first, each in a process of its own.

    sample: how many of the questions, evenly spread. p50_ms, p95_ms: from the words of a question
    to its passages, embedding included; cpu_*: processor time of all threads for the same, which
    other work on the machine changes less. first_s: from a folder's name to the first passages,
    Chroma's import included, the model loaded before. memory_mb: the most that was held.
    """
    asked = [a for a in read_questions(questions) if a.kind == "answerable"]
    chosen = [asked[i * len(asked) // sample] for i in range(min(sample, len(asked)))]
    rows: list[Figures] = []
    for index in indexes:
        print(f"{index}, {len(chosen)} questions …", file=sys.stderr)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
            rows.append(alone.submit(_of, index, chosen).result())
    return sorted(rows, key=lambda row: row["passages"])


def _of(index: Path, asked: Sequence[Asked]) -> Figures:
    settings = load_settings(data=index)
    embedder = load_embedder(settings)
    embedder.encode([asked[0].question])  # what the model loads at first use
    started = time.perf_counter()
    coverage = Coverage.open(index, embedder_name=embedder.name, embedder_digest=embedder.digest)
    library = Library(settings, coverage, embedder)
    _find(library, asked[0])
    first = time.perf_counter() - started
    wall, cpu = np.array([_timed(library, question) for question in asked]).T * 1000
    passages = coverage.stats().passages
    coverage.close()
    return {
        "passages": passages,
        "p50_ms": round(float(np.median(wall))),
        "p95_ms": round(float(np.percentile(wall, 95))),
        "cpu_p50_ms": round(float(np.median(cpu))),
        "cpu_p95_ms": round(float(np.percentile(cpu, 95))),
        "first_s": round(first, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "disk_mb": round(sum(f.stat().st_size for f in index.rglob("*") if f.is_file()) / 1e6),
    }


def _timed(library: Library, asked: Asked) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    _find(library, asked)
    return time.perf_counter() - wall, time.process_time() - cpu


def _find(library: Library, asked: Asked) -> None:
    retrieve(library, understood(asked.question, asked.as_of), limit=FIRST)
