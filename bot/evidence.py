"""Passages -> Evidence: which sentences answer, scored by words, meaning, kind and agreement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.question import Kind, Question
from bot.related import Kinship
from bot.spans import Span, fits, spans_of
from bot.words import STOP_WORDS, stem, terms, tokens

FEATURES = (
    "passage",
    "related",
    "around",
    "cosine",
    "answers",
    "fresh",
    "votes",
    "lead",
    "asks",
    "dangles",
)
"""The order of the features of ``readings_of``; see there."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a retrieved passage, with what its place tells.

    passage: number of its passage among the retrieved, from 0, the best first.
    margin: score of that passage less that of the best, <= 0.
    before: the sentence before it in the passage, "" for the first; title: the headline;
    context: the text of the article.
    lead: whether the article begins with it.
    """

    text: str
    passage: int
    margin: float
    article: str
    before: str
    title: str
    context: str
    lead: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one line: its features and the spans that could answer."""

    features: tuple[float, ...]
    spans: tuple[Span, ...]


def readings_of(
    question: Question,
    lines: Sequence[Line],
    weights: Mapping[str, float],
    cosines: Sequence[float],
) -> list[Reading]:
    """What each line holds for the question.

    weights: inverse document frequency of the question's terms. cosines: a line each, -1..1.

    Shares are of the question's total weight, as in ``matching``. "related": what the line holds,
    words of like meaning in part; "around": with the line before and the headline. "answers": a
    span of the kind asked for that the question does not name. "fresh": names and numbers that the
    question does not name, 0..1. "votes": how many articles, by the rank of their passage, hold
    the line's best such span.
    """
    asked = set(terms(question.text))
    fresh = [
        tuple(s for s in spans_of(line.text, line.context) if _is_fresh(s, asked)) for line in lines
    ]
    votes = _votes(question.kind, lines, fresh)
    total = sum(weights[t] for t in question.terms) or 1.0
    wanted = set(question.terms)
    words = [[w for w in tokens(line.text) if w not in STOP_WORDS] for line in lines]
    kinship = Kinship(question.words, weights)
    kinship.learn(w for run in words for w in run)
    result: list[Reading] = []
    for line, run, spans, cosine in zip(lines, words, fresh, cosines, strict=True):
        here = wanted.intersection(map(stem, run))
        around = here | wanted.intersection(terms(f"{line.before} {line.title}"))
        fitting = [s for s in spans if fits(s, question.kind)]
        features = (
            line.margin,
            kinship.share(run),
            sum(weights[t] for t in around) / total,
            cosine,
            float(bool(fitting)),
            min(len(spans), 4) / 4,
            max((votes[_key(s)] for s in fitting), default=0.0),
            float(line.lead),
            float(line.text.rstrip("”\"’'").endswith("?")),
            float(dangles(line.text)),
        )
        result.append(Reading(features, tuple(fitting)))
    return result


_DANGLING = re.compile(
    r"[“\"‘']?(?:But |And |So |Yet |Then |Still, |However, |Meanwhile, |Instead, |Also, )?"
    r"(?:He|She|It|They|His|Her|Hers|Its|Their|That|This|These|Those|Such|Both|The (?:company|firm"
    r"|group|move|decision|man|woman|couple|pair|two|former|latter|bill|law|measure|ruling|case"
    r"|statement|agency|team|show|film|actor|singer|president|senator|mayor|judge))\b"
)


def dangles(sentence: str) -> bool:
    """Whether the sentence begins with words that refer to the one before it."""
    return _DANGLING.match(sentence) is not None


def _is_fresh(span: Span, asked: set[str]) -> bool:
    return not asked.issuperset(terms(span.text))


def _key(span: Span) -> str:
    return " ".join(terms(span.text))


def _votes(kind: Kind, lines: Sequence[Line], fresh: Sequence[Sequence[Span]]) -> dict[str, float]:
    """For each span's terms, the sum over articles of the reciprocal rank of its best passage."""
    best: dict[str, dict[str, float]] = {}
    for line, spans in zip(lines, fresh, strict=True):
        for span in spans:
            if fits(span, kind):
                seen = best.setdefault(_key(span), {})
                rank = 1 / (1 + line.passage)
                seen[line.article] = max(seen.get(line.article, 0.0), rank)
    return {key: sum(seen.values()) for key, seen in best.items()}
