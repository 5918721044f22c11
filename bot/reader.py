"""Read passages -> Evidence: their best sentences, what they tell, and whether they answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.answer_spans import PASSAGES, Told, answers_in
from bot.article import Article
from bot.confidence import REPORTED, asks_for_nothing, confidence_in
from bot.corrections import tells_an_error
from bot.defining import PLAINEST, asked_name, asked_word, definition
from bot.evidence import FEATURES, PLAIN, Line, Row, rows_of, with_nearness
from bot.finding import Finding
from bot.open_questions import is_open
from bot.pleas import tells_nothing
from bot.question import Question
from bot.retriever import Retrieval
from bot.spans import Span
from bot.weights import linear
from bot.words import tokens
from bot.yes_no import is_yes_no

COMPARED = 6
"""How many of the best sentences are compared with the question in meaning; 8 ms of a core each."""
_FEWEST = 3
"""What has fewer words and ends in a dash only leads to an article: "CNN —"."""
_MARGIN, _HELD = FEATURES.index("passage"), FEATURES.index("related")
_NEAR = FEATURES.index("near")
Place = tuple[Article, int, int, tuple[int, int] | None]
"""An article, start and end of a sentence, and those of the one before it."""


class Encodes(Protocol):
    """What is needed of an embedder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of unit length, a row a text."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question, the best first, and how likely it answers, 0..1.

    told: the things that may be the answer, the likeliest first.
    holder: of the first finding, who holds the office that is asked for, if it is for one.
    """

    findings: tuple[Finding, ...]
    told: tuple[Told, ...]
    confidence: float
    holder: Span | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """The sentences of the best passages, what each holds, and what they tell."""

    places: tuple[Place, ...]
    rows: tuple[Row, ...]
    told: tuple[Told, ...]

    @property
    def nearest(self) -> float:
        """How near in meaning the nearest sentence is, -1..1."""
        return max((row[_NEAR] for row in self.rows), default=0.0)


def read(question: Question, found: Retrieval, embedder: Encodes) -> Evidence:
    """The evidence in the best passages of ``found``, which have been read; none without any."""
    seen = examine(question, found, embedder)
    if not seen.rows or asks_for_nothing(found.question):
        return Evidence((), (), 0.0)
    # The reader has learnt no question of yes or no: what it points at there tells nothing.
    plain = is_yes_no(question.text)
    findings = ranked(seen, plain=plain)
    pointed_at = not (plain or is_open(question.text))
    confidence = confidence_in(
        question, found, seen.told, seen.nearest, pointed_at=pointed_at, held=findings[0].held
    )
    if word := asked_word(question.text, (f.text for f in findings)):
        said = definition(word, findings)
        defined = said is not None and said.plainness == PLAINEST
        confidence = max(confidence, REPORTED) if defined else 0.0
    elif (name := asked_name(question.text)) and definition(name, findings):
        confidence = max(confidence, REPORTED)
    return Evidence(findings, seen.told, confidence)


def ranked(seen: Examined, *, plain: bool) -> tuple[Finding, ...]:
    """The sentences of ``seen``, the best first; plain: not by what the reader points at."""
    weigh = linear("statement" if plain else "sentence")
    assert weigh.names == (PLAIN if plain else FEATURES)
    scores = [weigh.score(row[: len(weigh.names)]) for row in seen.rows]
    found = (
        Finding(*place, score, row[_MARGIN], row[_HELD])
        for place, score, row in zip(seen.places, scores, seen.rows, strict=True)
    )
    return tuple(sorted(found, key=lambda f: -f.score))


def examine(question: Question, found: Retrieval, embedder: Encodes) -> Examined:
    """The sentences of the best passages of ``found``, without judging."""
    told = answers_in(question, found)
    places, lines = _lines(found, _odds(told))
    rows = rows_of(question, lines, found.weights)
    weigh = linear("sentence")
    best = sorted(range(len(rows)), key=lambda n: -weigh.score(rows[n]))[:COMPARED]
    near = embedder.encode([lines[n].text for n in best]) @ found.vector
    rows = with_nearness(rows, {n: float(x) for n, x in zip(best, near, strict=True)})
    return Examined(tuple(places), tuple(rows), told)


def _odds(told: Sequence[Told]) -> dict[tuple[str, int], float]:
    """By article and start of a sentence: the odds of what it tells against the likeliest."""
    odds: dict[tuple[str, int], float] = {}
    for thing in reversed(told):
        for place in thing.places:
            key = place.article.id, place.sentence.start
            odds[key] = math.exp(thing.score - told[0].score)
    return odds


def _lines(
    found: Retrieval, odds: Mapping[tuple[str, int], float]
) -> tuple[list[Place], list[Line]]:
    places: list[Place] = []
    lines: list[Line] = []
    passages = found.passages[:PASSAGES]
    for ranked, read in zip(passages, found.reads, strict=False):
        article, before, start = ranked.article, None, ranked.passage.start
        for sentence in ranked.passage.sentences:
            text = article.text[sentence.start : sentence.end]
            last = article.text[slice(*before)] if before else ""
            if _only_leads(text) or tells_nothing(text) or tells_an_error(article, text):
                before = (sentence.start, sentence.end)
                continue
            places.append((article, sentence.start, sentence.end, before))
            lines.append(
                Line(
                    text=text,
                    before=last,
                    headline=article.headline,
                    margin=ranked.score - passages[0].score,
                    span=read.share(sentence.start - start, sentence.end - start),
                    told=odds.get((article.id, sentence.start), 0.0),
                )
            )
            before = (sentence.start, sentence.end)
    return places, lines


def _only_leads(text: str) -> bool:
    return text.endswith(("—", "–", "-")) and len(tokens(text)) < _FEWEST
