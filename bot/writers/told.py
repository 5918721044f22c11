"""What a model has told, all of it checked, and whether that settles the answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Citation, CitedSentence, Writing


@dataclass(frozen=True, slots=True)
class Told:
    """The checked sentences of a model.

    settled: whether nothing else is to be said: there are sentences, or the answer declines.
    note: a sentence to show with the answer, or None.
    """

    sentences: tuple[CitedSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    settled: bool = False
    note: str | None = None
    writing: Writing | None = None


INSTEAD = "This answer is taken from the articles instead."
"""Where a model was to write, and the articles speak."""

UNTOLD = Told()
"""No model was asked."""
