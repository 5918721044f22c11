"""The fuzz tests for so many minutes of a processor, each run with another seed."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from bench.figures import Figures
from bench.serving import ROOT

_AT_ONCE = 2000
"""Examples of one run, each of which starts Python anew."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is fuzzed: tests in a file, and the variable that says how many examples they try."""

    file: str
    tests: tuple[str, ...]
    variable: str = "FUZZ"


_FUZZ = "tests/test_fuzz.py"
TARGETS: Mapping[str, Target] = {
    "loaders": Target(
        "tests/test_loaders_mutations.py",
        ("test_no_harm_to_a_file_makes_more_than_a_sentence",),
        "MUTATIONS",
    ),
    "splitter": Target(
        _FUZZ,
        (
            "test_sentences_are_in_order_and_hold_all_that_is_not_white_space",
            "test_the_passages_of_any_text_rejoin_to_it",
        ),
    ),
    "question": Target(
        _FUZZ,
        (
            "test_any_question_is_understood_on_any_day",
            "test_any_follow_up_becomes_a_question",
        ),
    ),
    "stream": Target(_FUZZ, ("test_what_a_model_writes_reads_alike_however_it_is_cut",)),
    "index": Target(_FUZZ, ("test_no_question_is_a_syntax_error_of_the_index",)),
}


def measure(target: str, minutes: float, seed: int) -> tuple[list[Figures], list[str]]:
    """A row of what was tried; and the report of what was found, if anything was.

    It ends at the first finding, or on Ctrl-C. Runs have the seeds from ``seed`` on.
    """
    chosen = TARGETS[target]
    tried = runs = 0
    found: list[str] = []
    try:
        while _worked() < minutes * 60 and not found:
            count, found = _run(chosen, seed + runs)
            tried += count
            runs += 1
            print(f"\r{target}: {tried:,} tried, {_worked():.0f} s", end="", file=sys.stderr)
    except KeyboardInterrupt:
        pass
    print(file=sys.stderr)
    row: Figures = {
        "target": target,
        "tried": tried,
        "runs": runs,
        "first seed": seed,
        "cpu minutes": round(_worked() / 60, 1),
        "found": len(found),
    }
    return [row], found


def _run(target: Target, seed: int) -> tuple[int, list[str]]:
    """How many examples one run tried, and what it found."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
            *("--hypothesis-show-statistics", f"--hypothesis-seed={seed}"),
            *(f"{target.file}::{test}" for test in target.tests),
        ],
        cwd=ROOT,
        env=os.environ | {target.variable: str(_AT_ONCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    tried = sum(int(count) for count in re.findall(r"(\d+) passing, ", done.stdout))
    if done.returncode == 0 and tried:
        return tried, []
    return tried, [f"seed {seed}: {done.stdout[-6000:]}{done.stderr[-1000:]}"]


def _worked() -> float:
    """Seconds of processor time of all that was run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
