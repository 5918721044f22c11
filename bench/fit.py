"""Fits the numbers of bot/weights.json on public questions, and tells how good they are on folds.

python -m bench.fit --data INDEX --questions FOLDER [--also INDEX FOLDER] [--readers FOLDER]
    [--before DATE] [--write MODEL ...]

INDEX: made by ``ingest.py`` from the articles. FOLDER: with questions.jsonl.gz and gold.jsonl.gz.
--also: short questions, made by ``bench.stories``, and their index; what reads and judges learns
from both, and is told of each. --readers: what ``bench.train_reader`` made: each question is read
by the model that was trained without its week or story, and left out where there is none. Without
it the shipped reader reads, which has seen all of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.collecting import Collected, collected_from
from bench.fitting import Array, Example, judged, likely, ranked
from bot import answer_spans, confidence, evidence, matching, rereading, short_answer, weights

MODELS = ("passage", "reading", "told", "sentence", "statement", "confidence", "short")


def main() -> int:
    """Fit, tell, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--readers", type=Path)
    parser.add_argument("--before", type=dt.date.fromisoformat)
    parser.add_argument(
        "--write", nargs="+", choices=MODELS, default=[], help="replace these in bot/weights.json"
    )
    parser.add_argument("--also", type=Path, nargs=2, metavar=("INDEX", "FOLDER"))
    options = parser.parse_args()
    quiz = collected_from(options.data, options.questions, options.readers, options.before)
    both = [quiz]
    if options.also:
        index, questions = options.also
        both.append(collected_from(index, questions, options.readers))
    fitted = {
        "passage": _named(matching.FEATURES, ranked("passages", [quiz.passages])),
        "reading": _named(rereading.FEATURES, ranked("passages, read", [c.read for c in both])),
        "told": _named(answer_spans.FEATURES, ranked("things told", [c.things for c in both])),
        "sentence": _named(evidence.FEATURES, ranked("sentences", [c.sentences for c in both])),
        "statement": _named(evidence.PLAIN, ranked("sentences, unread", _plain(both))),
        "confidence": _named(
            ("constant", *confidence.FEATURES), judged([c.answered for c in both])
        ),
        "short": _named(("constant", *short_answer.FEATURES), likely([c.short for c in both])),
    }
    print(json.dumps(fitted, indent=2))
    if options.write:
        file = Path(weights.__file__).with_name("weights.json")
        kept = json.loads(file.read_text("utf-8"))
        replaced = {name: fitted[name] for name in options.write}
        file.write_text(json.dumps(kept | replaced, indent=2) + "\n", "utf-8")
    return 0


def _plain(both: Sequence[Collected]) -> list[list[Example]]:
    first = len(evidence.PLAIN)
    return [[Example(e.fold, e.rows[:, :first], e.right) for e in c.sentences] for c in both]


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(v), 3) for name, v in zip(names, values, strict=True)}


if __name__ == "__main__":
    sys.exit(main())
