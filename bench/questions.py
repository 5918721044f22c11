"""Questions with answers: what was asked on which day, and what holds the answer."""

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
    """A question of RealTime QA's quiz, or one made by bench.stories.

    kind: "answerable", "removed" (its evidence is excluded), or "other".
    answers: what is right, in words; of a quiz one. answer_in: URLs of articles that hold it, of a
    quiz those that its own search returned. unit: what a fold never divides, counted: the week of
    a quiz, or the story.
    """

    id: str
    kind: str
    question: str
    as_of: dt.date
    exclude: tuple[str, ...]
    answers: tuple[str, ...]
    answer_in: frozenset[str]
    unit: int

    def holds(self, text: str) -> bool:
        """Whether an answer stands in ``text``, marks and case aside."""
        plain = f" {_plain(text)} "
        return any(f" {needle} " in plain for a in self.answers if (needle := _plain(a)))

    def is_answered_by(self, short: str) -> bool:
        """Whether a short answer is one of the answers, marks, case and articles aside."""
        one, *others = (
            [w for w in _plain(text).split() if w not in {"a", "an", "the"}]
            for text in (short, *self.answers)
        )
        return one in others

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
                    answers=tuple(gold.get("answers") or (gold["answer"],)),
                    answer_in=frozenset(map(canonical_url, gold["answer_in"]))
                    | frozenset(gold["answer_in"]),
                    unit=gold.get("unit", day.toordinal() // 7),
                )
            )
    return sorted(found, key=lambda a: (a.as_of, a.id))


def fold_of(asked: Asked, folds: int = 5) -> int:
    """The fold of a question: all of one week, or of one story, are in the same."""
    return asked.unit % folds


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
