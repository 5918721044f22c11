"""Passages -> Evidence: which sentences answer, by words, by reading and by what they tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.question import Question
from bot.related import Kinship
from bot.words import STOP_WORDS, tokens

FEATURES = ("passage", "related", "asks", "span", "told")
"""The order of the features of ``rows_of``; see there."""
PLAIN = FEATURES[:3]
"""Those for which the reader need not point at anything."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a retrieved passage, with what was read in it.

    margin: score of its passage less that of the best, <= 0.
    span: how likely the reader holds it that the passage's answer begins in it, 0..1.
    told: the odds of the likeliest thing told in it against the likeliest of all, 0..1.
    """

    text: str
    margin: float
    span: float
    told: float


Row = tuple[float, ...]
"""A value for each of ``FEATURES``."""


def rows_of(question: Question, lines: Sequence[Line], weights: Mapping[str, float]) -> list[Row]:
    """What each line holds for the question.

    weights: inverse document frequency of the question's terms.

    "related": the share of the question's total weight that the line holds, words of like meaning
    in part; "asks": whether it is a question itself; the others are those of the line.
    """
    words = [[w for w in tokens(line.text) if w not in STOP_WORDS] for line in lines]
    kinship = Kinship(question.words, weights)
    kinship.learn(w for run in words for w in run)
    return [
        (
            line.margin,
            kinship.share(run),
            float(line.text.rstrip("”\"'’").endswith("?")),
            line.span,
            line.told,
        )
        for line, run in zip(lines, words, strict=True)
    ]


_DANGLING = re.compile(
    r"[“\"‘']?(?:But |And |So |Yet |Then |Still, |However, |Meanwhile, |Instead, |Also, )?"
    r"(?:He|She|It|They|His|Her|Hers|Its|Their|That|This|These|Those|Such|Both|The (?:company|firm"
    r"|group|move|decision|man|woman|couple|pair|two|former|latter|bill|law|measure|ruling|case"
    r"|statement|agency|team|show|film|actor|singer|president|senator|mayor|judge))\b"
)


def dangles(sentence: str) -> bool:
    """Whether the sentence begins with words that refer to the one before it."""
    return _DANGLING.match(sentence) is not None
