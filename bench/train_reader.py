"""Trains the reader of bot/reader_weights/; what is done is kept and not done again.

python -m bench.train_reader --data INDEX --public FOLDER --work FOLDER [--folds N] [--write]

INDEX: made by ``ingest.py`` from rtqa/articles.jsonl.gz. PUBLIC: with squad-dev-v2.0.json.gz,
newsqa.json.gz and rtqa/. WORK: where groups of passages and models are kept. A model learns from
exact spans, from questions made of articles older than the quiz, and from the quiz: for each fold
one without its weeks, its NewsQA stories and its SQuAD articles (reader-KofN.onnx, to be judged by
them). The first of these is shipped, so that what is told of it is told of what it has not seen.
Two cores take some 25 minutes for each. --folds 1 leaves nothing out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import torch

from bench.questions import Asked, read_questions
from bench.reader.cloze import cloze_groups
from bench.reader.groups import Group, read_groups, write_groups
from bench.reader.learning import Course, learn
from bench.reader.model import ReaderModel
from bench.reader.public import newsqa_groups, squad_groups
from bench.reader.quiz import quiz_groups
from bench.reader.shipping import ship
from bot.article import Article
from bot.library import Library
from bot.reading_model import CARD, WEIGHTS
from bot.settings import load_settings

COURSE = Course(
    passes={"squad": 1, "newsqa": 2, "cloze": 1, "quiz": 2}, groups_a_step=6, rate=1.5e-4, seed=7
)
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
    parser.add_argument("--folds", type=int, default=5, help="how many models (default: 5)")
    parser.add_argument("--write", action="store_true", help="replace bot/reader_weights/")
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    public: Path = options.public
    made: dict[str, Callable[[], Iterator[Group]]] = {
        "squad": lambda: squad_groups(public / "squad-dev-v2.0.json.gz"),
        "newsqa": lambda: newsqa_groups(public / "newsqa.json.gz"),
        "cloze": lambda: _cloze(public / "rtqa" / "articles.jsonl.gz"),
        "quiz": lambda: _quiz(options.data, public / "rtqa"),
    }
    groups: list[Group] = []
    for name, make in made.items():
        _once(work / f"{name}.jsonl.gz", partial(_write, make))
        groups += read_groups(work / f"{name}.jsonl.gz")
    for fold in range(options.folds):
        kept = [g for g in groups if options.folds == 1 or not _is_of(g, fold, options.folds)]
        _once(work / f"reader-{fold}of{options.folds}.onnx", _learner(kept))
    if options.write:
        WEIGHTS.parent.mkdir(exist_ok=True)
        first = work / f"reader-0of{options.folds}.onnx"
        WEIGHTS.write_bytes(first.read_bytes())
        CARD.write_bytes(first.with_suffix(".json").read_bytes())
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


def _write(make: Callable[[], Iterator[Group]], file: Path) -> None:
    write_groups(file, make())


def _cloze(articles: Path) -> Iterator[Group]:
    return cloze_groups(list(_articles(articles, *_CLOZE_DAYS)), _CLOZES, COURSE.seed)


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


def _is_of(group: Group, fold: int, folds: int) -> bool:
    return group.unit >= 0 and group.unit % folds == fold


def _learner(groups: list[Group]) -> Callable[[Path], object]:
    def make(file: Path) -> None:
        torch.manual_seed(COURSE.seed)
        model = ReaderModel()
        learn(model, groups, COURSE)
        card = file.with_name(file.name.removeprefix("part-")).with_suffix(".json")
        ship(model, file, card, {"questions": len(groups), "seed": COURSE.seed})

    return make


if __name__ == "__main__":
    sys.exit(main())
