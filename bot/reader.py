"""Retrieved passages -> Evidence: their best sentences, and whether they answer at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot import matching
from bot.answer import RankedPassage
from bot.article import Article
from bot.embedder import Embedder
from bot.evidence import FEATURES, Line, Reading, readings_of
from bot.question import Kind, Question
from bot.retriever import Retrieval
from bot.spans import Span
from bot.weights import linear
from bot.words import terms

PASSAGES = 10
"""How many of the best passages are read."""
EMBEDDED = 48
"""How many of their sentences, the best by words, are compared by meaning."""
_MARGIN_WEIGHT = 0.15
_SUBJECT_CHARS = 60
"""A sentence names what it is about within that many characters."""
_LED_IN = re.compile(
    r"(?i)\b(?:of|by|to|from|with|in|at|on|for|and|or|against|between|about|than|as)"
    r"\s(?:the\s)?$|(?-i:\bthe)\s$"
)


Place = tuple[Article, int, int, tuple[int, int] | None]
"""An article, start and end of a sentence, and those of the one before it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that may answer: ``article.text[start:end]``.

    score: higher is better; merit: the same, however good the passage around it.
    held: the share of the question that it holds, words of like meaning in part, 0..1.
    spans: words in it of the kind asked for, offsets from ``start``.
    before: the sentence before it, (start, end), None at the article's beginning.
    vector: its meaning, (384,), unit length.
    """

    article: Article
    start: int
    end: int
    before: tuple[int, int] | None
    score: float
    merit: float
    held: float
    spans: tuple[Span, ...]
    vector: NDArray[np.float32]

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.article.text[self.start : self.end]

    @property
    def subject(self) -> Span | None:
        """The name that the sentence is about: the first that no preposition leads in.

        None where somebody else's words are quoted: they tell what he says, not what is so.
        """
        if self.text[0] in '“"‘':
            return None
        names = sorted(
            (s for s in self.spans if s.kind is Kind.WHO and s.start < _SUBJECT_CHARS),
            key=lambda s: s.start,
        )
        return next((s for s in names if not _LED_IN.search(self.text, 0, s.start)), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question, the best first, and how likely it answers, 0..1."""

    findings: tuple[Finding, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Examined:
    """The promising lines of the best passages: what each holds, and its meaning."""

    places: tuple[Place, ...]
    readings: tuple[Reading, ...]
    vectors: NDArray[np.float32]


def read(question: Question, found: Retrieval, embedder: Embedder) -> Evidence:
    """The evidence in the best passages of ``found``; none when nothing was found."""
    seen = examine(question, found, embedder)
    if not seen.readings:
        return Evidence((), 0.0)
    model = linear("sentence")
    assert model.names == FEATURES
    scores = [model.score(r.features) for r in seen.readings]
    findings = sorted(
        (
            Finding(
                *place,
                score,
                score - model.weights[0] * reading.features[0],
                reading.features[FEATURES.index("related")],
                reading.spans,
                vector,
            )
            for place, score, reading, vector in zip(
                seen.places, scores, seen.readings, seen.vectors, strict=True
            )
        ),
        key=lambda f: -f.score,
    )
    row = confidence_features(found, scores, seen.readings)
    return Evidence(tuple(findings), linear("confidence").probability(row))


def examine(question: Question, found: Retrieval, embedder: Embedder) -> Examined:
    """Read the best passages of ``found`` for ``question``, without judging."""
    places, lines = _lines(found.passages[:PASSAGES])
    chosen = _promising(question, lines, found)
    vectors = embedder.encode([lines[i].text for i in chosen])
    cosines = [0.0] * len(lines)
    for i, vector in zip(chosen, vectors, strict=True):
        cosines[i] = float(vector @ found.vector)
    # All lines vote on what answers, the promising ones are compared.
    readings = readings_of(question, lines, found.weights, cosines)
    return Examined(tuple(places[i] for i in chosen), tuple(readings[i] for i in chosen), vectors)


def _lines(passages: Sequence[RankedPassage]) -> tuple[list[Place], list[Line]]:
    places: list[Place] = []
    lines: list[Line] = []
    for number, ranked in enumerate(passages):
        article, before = ranked.article, None
        for sentence in ranked.passage.sentences:
            places.append((article, sentence.start, sentence.end, before))
            lines.append(
                Line(
                    text=article.text[sentence.start : sentence.end],
                    passage=number,
                    margin=ranked.score - passages[0].score,
                    article=article.id,
                    before=article.text[before[0] : before[1]] if before else "",
                    title=article.title,
                    context=article.text,
                    lead=sentence.start == 0,
                )
            )
            before = (sentence.start, sentence.end)
    return places, lines


def _promising(question: Question, lines: Sequence[Line], found: Retrieval) -> list[int]:
    """The lines worth comparing by meaning: those with the most of the question's words."""
    wanted = set(question.terms)
    total = sum(found.weights.values()) or 1.0

    def promise(line: Line) -> float:
        held = wanted.intersection(terms(line.text))
        return sum(found.weights[t] for t in held) / total + _MARGIN_WEIGHT * line.margin

    order = sorted(range(len(lines)), key=lambda i: -promise(lines[i]))
    return order[:EMBEDDED]


CONFIDENCE = ("evidence", "cosine", "article", "month")
_UNTOLD = 0.66
"""As fresh as speaks neither for an answer nor against it: half-way between the means of both."""


def confidence_features(
    found: Retrieval, scores: Sequence[float], readings: Sequence[Reading]
) -> tuple[float, ...]:
    """One row of ``CONFIDENCE``.

    The best score of a sentence; the nearest that one comes in meaning; what of the question the
    best passage's article holds; how fresh that is, where that can tell: in coverage that goes on,
    what happened is in the news of the day, in an archive it is not.
    """
    nearest = max(r.features[FEATURES.index("cosine")] for r in readings)
    best = dict(zip(matching.FEATURES, found.matches[0], strict=True))
    dated = found.passages[0].article.published is not None
    month = best["month"] if found.current and dated else _UNTOLD
    return (max(scores), nearest, best["article"], month)
