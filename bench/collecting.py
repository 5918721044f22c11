"""Questions, retrieved and read as the program does -> rows of features, and which are right."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.fitting import Example
from bench.questions import Asked, fold_of, read_questions
from bench.readers import Readers
from bot import rereading
from bot.answer_spans import told_features
from bot.confidence import confidence_features
from bot.library import Library
from bot.question import Question, understood
from bot.reader import examine, ranked
from bot.reading_model import Read, Reader
from bot.rereading import reread, reread_features
from bot.retriever import Retrieval, retrieve
from bot.settings import load_settings
from bot.short_answer import short_features
from bot.weights import linear

_ALL = 10_000
_FIRST = 20


@dataclass(frozen=True, slots=True)
class Collected:
    """The rows of one set of questions, by what is learnt from them.

    passages: in the order of retrieval, and read: the best of them, with what was read; both and
    things and sentences of questions with an answer; answered: a row of each question; short: of
    the likeliest thing told for each, where there is one.
    """

    passages: list[Example] = field(default_factory=list)
    read: list[Example] = field(default_factory=list)
    things: list[Example] = field(default_factory=list)
    sentences: list[Example] = field(default_factory=list)
    answered: list[Example] = field(default_factory=list)
    short: list[Example] = field(default_factory=list)


def collected_from(
    data: Path, questions: Path, readers: Path | None, before: dt.date | None = None
) -> Collected:
    """The rows of ``questions`` (a folder) on the index ``data``; tells its progress on stderr.

    readers: a folder of ``bench.train_reader``; see ``Readers``.
    """
    library = Library.open(load_settings(data=data))
    asked = [a for a in read_questions(questions, before) if a.kind != "other"]
    trained = Readers(readers, library.reading)
    collected = Collected()
    for number, question in enumerate(asked, start=1):
        if number % 50 == 0:
            print(f"{number} of {len(asked)} of {questions} read", file=sys.stderr)
        if model := trained.of(question):
            _collect(collected, library, question, model)
    return collected


def _collect(collected: Collected, library: Library, question: Asked, model: Reader) -> None:
    found = _retrieved(library, question)
    if not found.passages:
        return
    fold = fold_of(question)
    chosen = found.passages[: rereading.READ]
    reads = model.read(question.question, [(p.article.headline, p.text) for p in chosen])
    if question.kind == "answerable":
        right = np.array([question.found_in(p) for p in found.passages])
        collected.passages.append(Example(fold, np.array(found.matches), right))
        rows = np.array(reread_features([p.score for p in chosen], reads))
        collected.read.append(Example(fold, rows, right[: len(chosen)]))
    stands = _understood(question)
    again = reread(stands, found, _Known(reads), _FIRST)
    seen = examine(stands, again, library.embedder)
    if question.kind == "answerable":
        rows = np.array(seen.rows)
        lit = np.array([question.holds(a.text[s:e]) for a, s, e, _ in seen.places])
        collected.sentences.append(Example(fold, rows, lit))
        rows = np.array([told_features(t.share, len(t.places)) for t in seen.told])
        exact = np.array([question.is_answered_by(t.text) for t in seen.told])
        collected.things.append(Example(fold, rows.reshape(-1, 2), exact))
    held = max((f.held for f in ranked(seen, plain=False)[:1]), default=0.0)
    row = confidence_features(again, seen.told, seen.nearest, held=held)
    answerable = np.array([question.kind == "answerable"])
    collected.answered.append(Example(fold, np.array([row]), answerable))
    if seen.told:
        first, confidence = seen.told[0], linear("confidence").probability(row)
        exact = np.array([question.is_answered_by(first.text)])
        short = np.array([short_features(first, confidence)])
        collected.short.append(Example(fold, short, answerable & exact))


@dataclass(frozen=True, slots=True)
class _Known:
    """What has been read, so that it is not read twice."""

    reads: Sequence[Read]

    def read(self, question: str, texts: Sequence[tuple[str, str]]) -> list[Read]:
        return list(self.reads[: len(texts)])


def _understood(asked: Asked) -> Question:
    return understood(asked.question, asked.as_of)


def _retrieved(library: Library, asked: Asked) -> Retrieval:
    left_out = frozenset(a.id for u in asked.exclude if (a := library.coverage.find(u)))
    return retrieve(library, _understood(asked), exclude=left_out, limit=_ALL)
