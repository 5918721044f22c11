"""What the reader points at -> the things that may be the answer, the likeliest first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.article import Article, Sentence
from bot.asked_words import asks_for_words, is_quoted
from bot.corrections import tells_an_error
from bot.pleas import is_signature
from bot.question import Kind, Question
from bot.retriever import Retrieval
from bot.same_thing import same_thing
from bot.span_cleaning import cleaned
from bot.to_come import fits_the_time
from bot.told_of_another import is_employer, is_of_another
from bot.weights import linear

PASSAGES = 10
"""In how many of the best passages answers are looked for."""
FEATURES = ("share", "places")
"""The order of the features of ``told_features``; see there."""
LEAST_SURE = 0.1
"""What is less sure is told beside nothing else, and no number: one in six such was right."""
_NEVER = 1e-4
_LEAST = 0.01
"""What is less likely than that, of its passage, is not looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: ``article.text[start:end]``, in that sentence of it.

    share: how likely of all that the reader points at, 0..1. sure: how likely it is that the
    passage answers and that these words do, whatever the others hold, 0..1.
    """

    article: Article
    start: int
    end: int
    sentence: Sentence
    share: float
    sure: float

    @property
    def text(self) -> str:
        """The words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that may be the answer, and where it is told, the likeliest place first.

    share: of its places together, each article counted once, 0..1. score: higher is likelier.
    """

    places: tuple[Place, ...]
    share: float
    score: float

    @property
    def text(self) -> str:
        """The words, as the likeliest place has them."""
        return self.places[0].text

    @property
    def sure(self) -> float:
        """How likely one of the places by itself answers, 0..1."""
        return max(p.sure for p in self.places)


def answers_in(question: Question, found: Retrieval) -> tuple[Told, ...]:
    """The things that the best passages of ``found`` tell, each under all of its names once."""
    groups: list[list[Place]] = []
    for place in sorted(_places(question, found), key=lambda p: -p.share):
        for group in groups:
            if same_thing(group[0].text, place.text):
                group.append(place)
                break
        else:
            groups.append([place])
    model = linear("told")
    assert model.names == FEATURES
    told = []
    for group in groups:
        share = _share(group)
        told.append(Told(tuple(group), share, model.score(told_features(share, len(group)))))
    return tuple(sorted(told, key=lambda t: -t.score))


def told_features(share: float, places: int) -> tuple[float, ...]:
    """One row of ``FEATURES``: the logarithm of its share, and in how many places it is told."""
    return (math.log(share + _NEVER), float(places))


def _share(places: Sequence[Place]) -> float:
    best: dict[str, float] = {}
    for place in places:
        best[place.article.id] = max(best.get(place.article.id, 0.0), place.share)
    return sum(best.values())


def _places(question: Question, found: Retrieval) -> Iterator[Place]:
    chosen = list(zip(found.passages, found.reads, strict=False))[:PASSAGES]
    odds = [math.exp(p.score - chosen[0][0].score) for p, _ in chosen]
    total = sum(odds) or 1.0
    for (ranked, read), odd in zip(chosen, odds, strict=True):
        article, begin = ranked.article, ranked.passage.start
        for span in read.spans:
            if span.share < _LEAST:
                continue
            place = Place(
                article,
                begin + span.start,
                begin + span.end,
                ranked.passage.sentences[0],
                odd / total * span.share,
                span.share / (1 + math.exp(-read.answers)),
            )
            if (clean := _clean(question, place, ranked.passage.sentences)) is not None:
                yield clean


def _clean(question: Question, place: Place, sentences: Sequence[Sentence]) -> Place | None:
    """The place with its words cleaned; None where they are no answer of the kind asked for."""
    held = next((s for s in sentences if s.start <= place.start < s.end), None)
    if held is None:
        return None
    text = place.article.text
    sentence = text[held.start : held.end]
    if tells_an_error(place.article, sentence) or is_signature(sentence):
        return None
    words = cleaned(
        text[place.start : min(place.end, held.end)],
        sentence,
        question.kind,
        question.text,
        text,
    )
    if words is None:
        return None
    near = place.start - held.start
    if asks_for_words(question.text) and not is_quoted(sentence, near, place.end - held.start):
        return None
    if is_of_another(question, place.article, held):
        return None
    published = place.article.published
    if question.kind is Kind.WHEN and not fits_the_time(question.text, words, published, sentence):
        return None
    at = min(_all(words, sentence), key=lambda i: abs(i - near))
    if is_employer(question, sentence[at + len(words) :]):
        return None
    return replace(place, start=held.start + at, end=held.start + at + len(words), sentence=held)


def _all(words: str, sentence: str) -> Iterator[int]:
    at = sentence.find(words)
    while at >= 0:
        yield at
        at = sentence.find(words, at + 1)
