"""Read passages -> Evidence: their best sentences, what they tell, and whether they answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import matching
from bot.answer_spans import PASSAGES, Told, answers_in
from bot.article import Article
from bot.corrections import tells_an_error
from bot.defining import PLAINEST, asked_name, asked_word, definition
from bot.evidence import FEATURES, PLAIN, Line, Row, rows_of
from bot.finding import Finding
from bot.narrowing import By
from bot.open_questions import asks_for_reports, is_open
from bot.question import Question, understood_names
from bot.retriever import Retrieval
from bot.weighing import english_rank
from bot.weights import linear
from bot.words import terms
from bot.yes_no import is_yes_no

_MARGIN, _HELD = FEATURES.index("passage"), FEATURES.index("related")
Place = tuple[Article, int, int, tuple[int, int] | None]
"""An article, start and end of a sentence, and those of the one before it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question, the best first, and how likely it answers, 0..1.

    told: the things that may be the answer, the likeliest first.
    """

    findings: tuple[Finding, ...]
    told: tuple[Told, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Examined:
    """The sentences of the best passages, what each holds, and what they tell."""

    places: tuple[Place, ...]
    rows: tuple[Row, ...]
    told: tuple[Told, ...]


def read(question: Question, found: Retrieval) -> Evidence:
    """The evidence in the best passages of ``found``, which have been read; none without any."""
    seen = examine(question, found)
    if not seen.rows or _asks_for_nothing(found.question):
        return Evidence((), (), 0.0)
    # The reader has learnt no question of yes or no: what it points at there tells nothing.
    plain = is_yes_no(question.text)
    findings = ranked(seen, plain=plain)
    pointed_at = not (plain or is_open(question.text))
    row = confidence_features(found, seen.told, pointed_at=pointed_at)
    confidence = linear("confidence").probability(row)
    if row[_ARTICLE] >= _WHOLLY and _asks_for_reports_of_one(found.question):
        confidence = max(confidence, _REPORTED)
    if word := asked_word(question.text, (f.text for f in findings)):
        said = definition(word, findings)
        plain = said is not None and said.plainness == PLAINEST
        confidence = max(confidence, _REPORTED) if plain else 0.0
    elif (name := asked_name(question.text)) and definition(name, findings):
        confidence = max(confidence, _REPORTED)
    return Evidence(findings, seen.told, confidence)


def _asks_for_nothing(question: Question) -> bool:
    """Whether all of its words are of everyday English: "What time is it?", "Who am I?"."""
    return not question.narrowings and all(
        english_rank(term) <= _EVERYDAY and not term.isdigit() for term in question.terms
    )


def _asks_for_reports_of_one(question: Question) -> bool:
    one = any(n.by in (By.OUTLET, By.BYLINE) and not n.soft for n in question.narrowings)
    return one and asks_for_reports(question.text)


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


def examine(question: Question, found: Retrieval) -> Examined:
    """The sentences of the best passages of ``found``, without judging."""
    told = answers_in(question, found)
    places, lines = _lines(found, _odds(told))
    return Examined(tuple(places), tuple(rows_of(question, lines, found.weights)), told)


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
            if tells_an_error(article, text):
                before = (sentence.start, sentence.end)
                continue
            places.append((article, sentence.start, sentence.end, before))
            lines.append(
                Line(
                    text=text,
                    margin=ranked.score - passages[0].score,
                    span=read.share(sentence.start - start, sentence.end - start),
                    told=odds.get((article.id, sentence.start), 0.0),
                )
            )
            before = (sentence.start, sentence.end)
    return places, lines


CONFIDENCE = ("article", "month", "score", "answers", "told", "gap", "missing")
_ARTICLE = CONFIDENCE.index("article")
_WHOLLY, _REPORTED = 0.99, 0.6
"""What an outlet wrote about something is told by any article of it that holds all of that."""
_EVERYDAY = 300
"""By how common they are, words that are in any news: "people", "year", "say"."""
_NOTHING_TOLD = -6.0
_WIDEST = 3.0
_UNTOLD = 0.66
"""As fresh as speaks neither for an answer nor against it: half-way between the means of both."""
_ANY_WORDS, _ANY_GAP = -1.1, 1.25
"""The same of the likeliest thing told, and of its lead."""


def confidence_features(
    found: Retrieval, told: Sequence[Told], *, pointed_at: bool = True
) -> tuple[float, ...]:
    """One row of ``CONFIDENCE``.

    What of the question the best passage's article holds; how fresh that is, where that can tell:
    in coverage that goes on, what happened is in the news of the day, in an archive it is not; the
    best passage's score; the reader's best logit that one answers; the score of the likeliest
    thing told, and by how much the next is behind, at most ``_WIDEST``; whether the question has a
    name that none of the articles read holds.

    pointed_at: whether a few words would answer; where none would, what is told speaks neither way.
    """
    match = dict(zip(matching.FEATURES, found.matches[0], strict=True))
    dated = found.passages[0].article.published is not None
    likeliest = told[0].score if told else _NOTHING_TOLD
    second = told[1].score if len(told) > 1 else likeliest - (_WIDEST if told else 0)
    if not pointed_at:
        likeliest, second = _ANY_WORDS, _ANY_WORDS - _ANY_GAP
    return (
        match["article"],
        match["month"] if found.current and dated else _UNTOLD,
        found.passages[0].score,
        max(r.answers for r in found.reads),
        likeliest,
        min(likeliest - second, _WIDEST),
        float(_lacks_a_name(found)),
    )


def _lacks_a_name(found: Retrieval) -> bool:
    missing = set(understood_names(found.question.core))
    for article in {p.article.id: p.article for p in found.passages[:PASSAGES]}.values():
        if not missing:
            return False
        missing.difference_update(terms(f"{article.headline} {article.outlet} {article.text}"))
    return bool(missing)
