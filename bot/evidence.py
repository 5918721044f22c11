"""Passages -> Evidence: which sentences answer, by words, by reading and by what they tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.question import Question
from bot.related import Kinship
from bot.words import STOP_WORDS, tokens

FEATURES = ("passage", "related", "asks", "before", "headed", "near", "span", "told")
"""The order of the features of ``rows_of`` and ``with_nearness``; see there."""
PLAIN = FEATURES[:6]
"""Those for which the reader need not point at anything."""
_NEAR = FEATURES.index("near")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a retrieved passage, with what was read in it.

    before: the sentence before it, or "". headline: of its article.
    margin: score of its passage less that of the best, <= 0.
    span: how likely the reader holds it that the passage's answer begins in it, 0..1.
    told: the odds of the likeliest thing told in it against the likeliest of all, 0..1.
    """

    text: str
    before: str
    headline: str
    margin: float
    span: float
    told: float


Row = tuple[float, ...]
"""A value for each of ``FEATURES``."""


def rows_of(question: Question, lines: Sequence[Line], weights: Mapping[str, float]) -> list[Row]:
    """What each line holds for the question, but for "near", which is 0: see ``with_nearness``.

    weights: inverse document frequency of the question's terms.

    "related": the share of the question's total weight that the line holds, words of like meaning
    in part; "before" and "headed": the same of it together with the sentence before it, and with
    the headline, which say of whom or what a sentence goes on; "asks": whether it is a question
    itself; the others are those of the line.
    """
    words = [_telling(line.text) for line in lines]
    before = [_telling(line.before) for line in lines]
    headed = [_telling(line.headline) for line in lines]
    kinship = Kinship(question.words, weights)
    kinship.learn(w for run in (*words, *before, *headed) for w in run)
    return [
        (
            line.margin,
            kinship.share(own),
            float(line.text.rstrip("”\"'’").endswith("?")),
            kinship.share(own + first),
            kinship.share(own + title),
            0.0,
            line.span,
            line.told,
        )
        for line, own, first, title in zip(lines, words, before, headed, strict=True)
    ]


def with_nearness(rows: Sequence[Row], near: Mapping[int, float]) -> list[Row]:
    """``rows`` with "near": how near in meaning a line is to the question, -1..1.

    near: of some of the rows, by place; the others, the less likely, are taken for as far as the
    furthest of these.
    """
    furthest = min(near.values(), default=0.0)
    return [(*r[:_NEAR], near.get(n, furthest), *r[_NEAR + 1 :]) for n, r in enumerate(rows)]


def _telling(text: str) -> list[str]:
    return [w for w in tokens(text) if w not in STOP_WORDS]


_DANGLING = re.compile(
    r"[“\"‘']?(?:But |And |So |Yet |Then |Still, |However, |Meanwhile, |Instead, |Also, )?"
    r"(?:He|She|It|They|His|Her|Hers|Its|Their|That|This|These|Those|Such|Both|The (?:company|firm"
    r"|group|move|decision|man|woman|couple|pair|two|former|latter|bill|law|measure|ruling|case"
    r"|statement|agency|team|show|film|actor|singer|president|senator|mayor|judge))\b"
)


def dangles(sentence: str) -> bool:
    """Whether the sentence begins with words that refer to the one before it."""
    return _DANGLING.match(sentence) is not None
