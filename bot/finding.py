"""A sentence of the coverage that may answer, with why."""

from __future__ import annotations

from dataclasses import dataclass

from bot.article import Article


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that may answer: ``article.text[start:end]``; score: higher is better.

    before: the sentence before it, (start, end), None at the article's beginning.
    margin: score of its passage less that of the best, <= 0. held: the share of the question that
    it holds, words of like meaning in part, 0..1.
    """

    article: Article
    start: int
    end: int
    before: tuple[int, int] | None
    score: float
    margin: float
    held: float

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.article.text[self.start : self.end]
