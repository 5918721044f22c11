"""Trains the reader of bot/reader_weights/; what is done is kept and not done again.

python -m bench.train_reader --data INDEX --public FOLDER --work FOLDER [--folds N] [--write]

INDEX: made by ``ingest.py`` from rtqa/articles.jsonl.gz. PUBLIC: with squad-dev-v2.0.json.gz,
newsqa.json.gz and rtqa/. WORK: where groups of passages and models are kept. First a model is
taught by exact spans and by questions made from articles older than the quiz, then one by the quiz
without the weeks of each fold (reader-K.onnx, to be judged by them), and one by all of it
(reader.onnx). Two cores take some two hours with two folds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from bench.questions import Asked, fold_of, read_questions
from bench.reader.cloze import cloze_groups
from bench.reader.cropping import cropped
from bench.reader.groups import Group, read_groups, write_groups
from bench.reader.learning import Course, learn
from bench.reader.model import ReaderModel, loaded, saved
from bench.reader.public import newsqa_groups, squad_groups
from bench.reader.quiz import quiz_groups
from bench.reader.shipping import ship
from bot.article import Article
from bot.library import Library
from bot.reading_model import CARD, WEIGHTS
from bot.settings import load_settings

SHARED = Course(passes=1, groups_a_step=8, rate=1.5e-4, seed=7)
QUIZ = Course(passes=2, groups_a_step=4, rate=8e-5, seed=7)
_CLOZES = 1800
_CLOZE_DAYS = dt.date(2021, 6, 1), dt.date(2022, 5, 31)
"""Days of the articles that questions are made from: all before the first quiz."""


def main() -> int:
    """Do what has not been done yet."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5, help="models that are judged, not shipped")
    parser.add_argument("--write", action="store_true", help="replace bot/reader_weights/")
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    quiz_file = work / "quiz.jsonl.gz"
    _once(work / "shared.jsonl.gz", lambda f: write_groups(f, _shared(options.public)))
    _once(quiz_file, lambda f: write_groups(f, _quiz(options.data, options.public / "rtqa")))
    _once(work / "shared.safetensors", lambda f: _learn_shared(work / "shared.jsonl.gz", f))
    groups = list(read_groups(quiz_file))
    weeks = {a.id: a for a in read_questions(options.public / "rtqa")}
    for fold in range(options.folds):
        kept = [g for g in groups if fold_of(weeks[g.id], options.folds) != fold]
        _once(work / f"reader-{fold}of{options.folds}.onnx", _learner(work, kept))
    _once(work / "reader.onnx", _learner(work, groups))
    if options.write:
        WEIGHTS.parent.mkdir(exist_ok=True)
        WEIGHTS.write_bytes((work / "reader.onnx").read_bytes())
        CARD.write_bytes((work / "reader.json").read_bytes())
    return 0


def _once(file: Path, make: Callable[[Path], object]) -> None:
    """``make`` the file, unless it is there; it is there when it is whole."""
    if file.exists():
        print(f"{file} is there", file=sys.stderr)
        return
    print(f"Making {file}", file=sys.stderr)
    part = file.with_name(f"part-{file.name}")
    make(part)
    part.rename(file)


def _shared(public: Path) -> Iterator[Group]:
    rng = random.Random(SHARED.seed)
    for group in squad_groups(public / "squad-dev-v2.0.json.gz"):
        if group.texts[0].spans:
            yield cropped(group, 2, rng)
        elif rng.random() < 0.5:
            yield cropped(group, 1, rng)
    for group in newsqa_groups(public / "newsqa.json.gz"):
        yield cropped(group, 2, rng)
    older = list(_articles(public / "rtqa" / "articles.jsonl.gz", *_CLOZE_DAYS))
    for group in cloze_groups(older, _CLOZES, SHARED.seed):
        yield cropped(group, 3, rng)


def _articles(file: Path, first: dt.date, last: dt.date) -> Iterator[Article]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            day = dt.date.fromisoformat(row["published"][:10]) if row.get("published") else None
            if day and first <= day <= last:
                yield Article.new(
                    text=row["text"],
                    title=row["title"],
                    url=row["url"],
                    published=day,
                    source=str(file),
                )


def _quiz(data: Path, questions: Path) -> Iterator[Group]:
    library = Library.open(load_settings(data=data))
    asked: list[Asked] = [a for a in read_questions(questions) if a.kind != "other"]
    return quiz_groups(library, asked)


def _learn_shared(groups: Path, file: Path) -> None:
    torch.manual_seed(SHARED.seed)
    model = ReaderModel()
    learn(model, list(read_groups(groups)), SHARED)
    saved(model, file)


def _learner(work: Path, groups: list[Group]) -> Callable[[Path], object]:
    def make(file: Path) -> None:
        model = loaded(work / "shared.safetensors")
        learn(model, groups, QUIZ)
        told = {"questions": len(groups), "seed": QUIZ.seed}
        ship(
            model, file, file.with_name(file.name.removeprefix("part-")).with_suffix(".json"), told
        )

    return make


if __name__ == "__main__":
    sys.exit(main())
