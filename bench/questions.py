"""RealTime QA as questions with answers: what was asked on which day, and what holds the answer."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer import RankedPassage
from bot.article import canonical_url

_NEAR_DAYS = 14


@dataclass(frozen=True, slots=True)
class Asked:
    """A quiz question.

    kind: "answerable", "removed" (its evidence is excluded), or "other".
    answer: the right choice, in words; answer_in: URLs that the quiz's own search returned.
    """

    id: str
    kind: str
    question: str
    as_of: dt.date
    exclude: tuple[str, ...]
    answer: str
    answer_in: frozenset[str]

    def holds(self, text: str) -> bool:
        """Whether the answer stands in ``text``, marks and case aside."""
        needle = _plain(self.answer)
        return bool(needle) and f" {needle} " in f" {_plain(text)} "

    def is_answered_by(self, short: str) -> bool:
        """Whether a short answer is the answer, marks, case and articles aside."""
        one, other = (
            [w for w in _plain(text).split() if w not in {"a", "an", "the"}]
            for text in (short, self.answer)
        )
        return one == other

    def found_in(self, ranked: RankedPassage) -> bool:
        """Whether a passage holds the answer and is of the days of the question."""
        url, day = ranked.article.url, ranked.article.published_day
        near = day is not None and abs((day - self.as_of).days) <= _NEAR_DAYS
        return self.holds(ranked.text) and (near or (url or "") in self.answer_in)


def read_questions(folder: Path, before: dt.date | None = None) -> list[Asked]:
    """The questions of questions.jsonl.gz and gold.jsonl.gz in ``folder``, by their day."""
    asked = {row["id"]: row for row in _rows(folder / "questions.jsonl.gz")}
    found: list[Asked] = []
    for gold in _rows(folder / "gold.jsonl.gz"):
        row = asked[gold["id"]]
        day = dt.date.fromisoformat(row["as_of"][:10])
        if before is None or day < before:
            found.append(
                Asked(
                    id=gold["id"],
                    kind=gold["kind"],
                    question=row["question"],
                    as_of=day,
                    exclude=tuple(row.get("exclude") or ()),
                    answer=gold["answer"],
                    answer_in=frozenset(map(canonical_url, gold["answer_in"]))
                    | frozenset(gold["answer_in"]),
                )
            )
    return sorted(found, key=lambda a: (a.as_of, a.id))


def fold_of(asked: Asked, folds: int = 5) -> int:
    """The fold of a question: all of one quiz, and so of one week, are in the same."""
    return asked.as_of.toordinal() // 7 % folds


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
