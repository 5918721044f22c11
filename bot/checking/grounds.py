"""What a sentence rests on: the cited words, with their headline, outlet, day and article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.article import Article
from bot.checking.addressed import to_a_machine
from bot.checking.lexing import Word, words_of

POINTS_BACK = re.compile(
    r"(?i)\b(?:he|she|it|they|his|her|its|their|both|these|those|the (?:company|firm|group|agency"
    r"|institute|office|department|city|county|man|woman|judge|law|bill|measure|ordinance|order"
    r"|suit|study|letter|program|pause|ban|version))\b"
)
BEFORE = 600
"""Characters before a cited text in which what it points back to is looked for."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Cited words: ``article.text[start:end]``."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.article.text[self.start : self.end]

    @property
    def day(self) -> dt.date | None:
        """The day of publication."""
        return self.article.published_day


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that one sentence cites; never empty. Each word's place counts from its own text.

    words: of all cited texts. around: those just before the texts that speak of "he", "it" or
    "the company". about: those of headlines and outlets, less those that speak to a machine.
    """

    each: tuple[Ground, ...]
    words: tuple[Word, ...]
    around: tuple[Word, ...]
    about: tuple[Word, ...]

    @classmethod
    def of(cls, grounds: Sequence[Ground]) -> Grounds:
        """The grounds in the order they are cited."""
        told = [t for g in grounds for t in (g.article.title, g.article.outlet) if t]
        return cls(
            each=tuple(grounds),
            words=tuple(w for g in grounds for w in words_of(g.text)),
            around=tuple(
                w
                for g in grounds
                if POINTS_BACK.search(g.text)
                for w in words_of(g.article.text[max(0, g.start - BEFORE) : g.start])
            ),
            about=tuple(w for t in told if not to_a_machine(t) for w in words_of(t)),
        )
