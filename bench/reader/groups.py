"""A question with passages that answer it and passages that do not: what the reader learns from."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A passage to read.

    spans: where it holds the answer, (start, end) in characters of ``text``; empty: it does not.
    """

    title: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A question and its passages.

    source: which data it is from, such as "squad". unit: what a fold never divides, counted: the
    week of a quiz question, else the article or story; -1: in no fold, as it judges nothing.
    texts: the likeliest first; that any holds the answer does not mean that it says so.
    """

    id: str
    source: str
    unit: int
    question: str
    texts: tuple[Text, ...]

    @property
    def kind(self) -> str:
        """The first word of ``source``: "squad", "newsqa", "cloze" or "quiz"."""
        return self.source.split()[0]


def write_groups(file: Path, groups: Iterable[Group]) -> int:
    """Write ``groups`` as JSON Lines, gzip; how many."""
    count = 0
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        for g in groups:
            texts = [[t.title, t.text, t.spans] for t in g.texts]
            lines.write(json.dumps([g.id, g.source, g.unit, g.question, texts]) + "\n")
            count += 1
    return count


def read_groups(file: Path) -> Iterator[Group]:
    """The inverse of ``write_groups``."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            id_, source, unit, question, texts = json.loads(line)
            yield Group(
                id_,
                source,
                unit,
                question,
                tuple(Text(title, text, tuple((s, e) for s, e in at)) for title, text, at in texts),
            )


def places_of(answer: str, text: str) -> tuple[Span, ...]:
    """Where ``answer`` stands in ``text``, marks and case aside."""
    words = re.findall(r"[a-z0-9]+", answer.lower())
    if not words:
        return ()
    joined = r"[^a-z0-9]+".join(map(re.escape, words))
    return (
        tuple(m.span() for m in re.finditer(rf"(?<![a-z0-9]){joined}(?![a-z0-9])", text.lower()))
        if len(text.lower()) == len(text)
        else ()
    )
