"""What a sentence rests on: the cited words, with their headline, outlet, day and article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.article import Article
from bot.checking.addressed import to_a_machine
from bot.checking.days import days_in
from bot.checking.lexing import Word, words_of
from bot.sentences import sentences_of
from bot.words import STOP_WORDS

POINTS_BACK = re.compile(
    r"(?i)\b(?:he|she|it|they|him|them|his|her|its|their|both|that|these|those"
    r"|the (?:company|firm|group|agency|institute|office|department|city|county|man|woman|judge"
    r"|law|bill|measure|ordinance|order"
    r"|suit|study|letter|program|pause|ban|version|case"
    r"|council|board|police|mayor|governor|minister|court|deal|attack|storm|quake|fire))\b"
)
_BEGINS_KNOWN = re.compile(r"[“\"]?The [a-z]+")
_BEGINS_BACK = re.compile(rf"[“\"]?{POINTS_BACK.pattern[4:]}", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s*\n")
BEFORE = 600
"""Characters before a cited text in which what it points back to is looked for."""
_FARTHEST = 2000
"""Characters before a cited text beyond which nothing is pointed back to."""


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
    def told(self) -> str:
        """The text of the whole article, less the paragraphs that speak to a machine."""
        return _told(self.article.text)

    @property
    def day(self) -> dt.date | None:
        """The day of publication."""
        return self.article.published_day


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that one sentence cites; never empty. Each word's place counts from its own text.

    words: of all cited texts. around: those just before the texts that speak of "he", "it" or
    "the company"; spoken_of: of these, those from the nearest sentence on that says who that is.
    about: those of headlines and outlets, less those that speak to a machine.
    """

    each: tuple[Ground, ...]
    words: tuple[Word, ...]
    around: tuple[Word, ...]
    spoken_of: tuple[Word, ...]
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
                if _points_back(g.text)
                for w in words_of(_before(g, max(0, g.start - BEFORE)))
            ),
            spoken_of=tuple(
                w for g in grounds if _points_back(g.text) for w in words_of(antecedent(g))
            ),
            about=tuple(w for t in told if not to_a_machine(t) for w in words_of(t)),
        )


def _points_back(text: str) -> bool:
    """Whether it speaks of somebody named before: "he", "the company", "The airline said"."""
    return POINTS_BACK.search(text) is not None or _BEGINS_KNOWN.match(text) is not None


@lru_cache(maxsize=256)
def _told(text: str) -> str:
    return "\n\n".join(p for p in _PARAGRAPHS.split(text) if not to_a_machine(p))


@lru_cache(maxsize=256)
def antecedent(ground: Ground) -> str:
    """The sentences before a cited text, back to the first that does not point back itself."""
    text = ground.article.text
    first = max(0, ground.start - _FARTHEST)
    start = ground.start
    for sentence in reversed(sentences_of(text[first : ground.start])):
        start = first + sentence.start
        said = text[start : first + sentence.end]
        dated = [(d.start, d.end) for d in days_in(said)]
        names = any(
            w.capital and _names(w, text) and not any(s <= w.start < e for s, e in dated)
            for w in words_of(said)
        )
        if names and not _BEGINS_BACK.match(said):
            break
    return _before(ground, start)


def _before(ground: Ground, start: int) -> str:
    """The text from ``start`` to the cited words, without sentences that speak to a machine."""
    text = ground.article.text[start : ground.start]
    said = [text[s.start : s.end] for s in sentences_of(text)]
    return " ".join(s for s in said if not to_a_machine(s))


def _names(word: Word, text: str) -> bool:
    """Whether a word with a capital is a name: not where it only begins a sentence."""
    if word.token in STOP_WORDS:
        return False  # "I"
    return not word.first or re.search(rf"[\w,;] {re.escape(word.text)}\b", text) is not None
