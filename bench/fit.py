"""Fits the numbers of bot/weights.json on RealTime QA, and tells how good they are on folds.

python -m bench.fit --data INDEX --questions FOLDER [--readers FOLDER] [--before DATE] [--write]

INDEX: made by ``ingest.py`` from the articles. FOLDER: with questions.jsonl.gz and gold.jsonl.gz.
--readers: what ``bench.train_reader`` made: each question is read by the model that was trained
without its week, and left out where there is none. Without it the shipped reader reads, which has
seen all of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.fitting import Array, Example, judged, ranked
from bench.questions import Asked, fold_of, read_questions
from bench.readers import Readers
from bot import answer_spans, evidence, matching, reader, rereading, weights
from bot.answer_spans import told_features
from bot.library import Library
from bot.question import Question, understood
from bot.reader import confidence_features, examine
from bot.rereading import reread, reread_features
from bot.retriever import Retrieval, retrieve
from bot.settings import load_settings

MODELS = ("passage", "reading", "told", "sentence", "confidence")
_ALL = 10_000
_FIRST = 20


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
    options = parser.parse_args()
    library = Library.open(load_settings(data=options.data))
    asked = [a for a in read_questions(options.questions, options.before) if a.kind != "other"]
    readers = Readers(options.readers, library.reading)

    passages, read, things, sentences, answered = [], [], [], [], []
    for number, question in enumerate(asked, start=1):
        if number % 50 == 0:
            print(f"{number} of {len(asked)} read", file=sys.stderr)
        model = readers.of(question)
        found = _retrieved(library, question)
        if model is None or not found.passages:
            continue
        fold = fold_of(question)
        if question.kind == "answerable":
            right = np.array([question.found_in(p) for p in found.passages])
            passages.append(Example(fold, np.array(found.matches), right))
            chosen = found.passages[: rereading.READ]
            reads = model.read(question.question, [(p.article.headline, p.text) for p in chosen])
            rows = np.array(reread_features([p.score for p in chosen], reads))
            read.append(Example(fold, rows, right[: len(chosen)]))
        stands = _understood(question)
        again = reread(stands, found, model, _FIRST)
        seen = examine(stands, again)
        if question.kind == "answerable":
            rows = np.array(seen.rows)
            lit = np.array([question.holds(a.text[s:e]) for a, s, e, _ in seen.places])
            sentences.append(Example(fold, rows, lit))
            rows = np.array([told_features(t.share, len(t.places)) for t in seen.told])
            exact = np.array([question.is_answered_by(t.text) for t in seen.told])
            things.append(Example(fold, rows.reshape(-1, 2), exact))
        row = np.array([confidence_features(again, seen.told)])
        answered.append(Example(fold, row, np.array([question.kind == "answerable"])))

    fitted = {
        "passage": _named(matching.FEATURES, ranked("passages", passages)),
        "reading": _named(rereading.FEATURES, ranked("passages, read", read)),
        "told": _named(answer_spans.FEATURES, ranked("things told", things)),
        "sentence": _named(evidence.FEATURES, ranked("sentences", sentences)),
        "confidence": _named(("constant", *reader.CONFIDENCE), judged(answered)),
    }
    print(json.dumps(fitted, indent=2))
    if options.write:
        file = Path(weights.__file__).with_name("weights.json")
        kept = json.loads(file.read_text("utf-8"))
        replaced = {name: fitted[name] for name in options.write}
        file.write_text(json.dumps(kept | replaced, indent=2) + "\n", "utf-8")
    return 0


def _understood(asked: Asked) -> Question:
    return understood(asked.question, asked.as_of)


def _retrieved(library: Library, asked: Asked) -> Retrieval:
    left_out = frozenset(a.id for u in asked.exclude if (a := library.coverage.find(u)))
    return retrieve(library, _understood(asked), exclude=left_out, limit=_ALL)


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(v), 3) for name, v in zip(names, values, strict=True)}


if __name__ == "__main__":
    sys.exit(main())
