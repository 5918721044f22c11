"""RealTime QA as groups: what our own retrieval brings, and which of it holds the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.questions import Asked
from bench.reader.groups import Group, Text, places_of
from bot.answer import RankedPassage
from bot.library import Library
from bot.question import understood
from bot.retriever import retrieve

READ = 40
"""How many passages a question are kept."""


def quiz_groups(library: Library, questions: Sequence[Asked]) -> Iterator[Group]:
    """A group a question, its passages in the order of retrieval."""
    for asked in questions:
        left_out = frozenset(a.id for u in asked.exclude if (a := library.coverage.find(u)))
        question = understood(asked.question, asked.as_of, library.coverage.holdings())
        found = retrieve(library, question, exclude=left_out, limit=READ)
        yield Group(
            asked.id,
            f"quiz {asked.kind}",
            asked.unit,
            asked.question,
            tuple(_text(asked, p) for p in found.passages),
        )


def _text(asked: Asked, ranked: RankedPassage) -> Text:
    spans = places_of(asked.answers[0], ranked.text) if asked.found_in(ranked) else ()
    return Text(ranked.article.headline, ranked.text, spans)
