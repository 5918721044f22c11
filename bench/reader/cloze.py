"""Questions made from the articles themselves, each asking for a name, a number or a date.

A sentence of one article is the question; a passage of another of those days tells it, too.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.reader.groups import Group, Text, places_of
from bot.article import Article
from bot.question import Kind
from bot.spans import Span, spans_of
from bot.splitter import passages_of
from bot.words import STOP_WORDS, terms

_LEADING_SENTENCES = 12
_RARE = 150
"""A term in at most that many passages tells what a sentence is about."""
_SHARED = 3
"""So many rare terms must be shared by the sentence and the passage that answers it."""
_NEAR_DAYS = 7
_NEGATIVES = 5
_WORDS = 8, 45
"""A sentence of fewer or more words is no question."""
_ASKING: dict[Kind, tuple[str, ...]] = {
    Kind.WHO: ("who", "what", "which one", "who", "what"),
    Kind.THING: ("what",),
    Kind.COUNT: ("how many",),
    Kind.MONEY: ("how much",),
    Kind.PERCENT: ("what percentage",),
    Kind.WHEN: ("when",),
    Kind.DURATION: ("how long",),
}


@dataclass(frozen=True, slots=True)
class _Piece:
    article: int
    title: str
    text: str
    terms: frozenset[str]
    day: int


def cloze_groups(articles: Sequence[Article], limit: int, seed: int) -> Iterator[Group]:
    """Up to ``limit`` groups, at most two an article, in random order.

    The positive is a passage of another article where one is found, else another passage of the
    same; negatives share the most rare terms with the sentence and do not hold the answer.
    """
    rng = random.Random(seed)
    pieces = [
        _Piece(
            n,
            a.headline,
            a.text[p.start : p.end],
            frozenset(terms(a.text[p.start : p.end])),
            a.published_day.toordinal() if a.published_day else 0,
        )
        for n, a in enumerate(articles)
        for p in passages_of(a)
    ]
    counts = Counter(t for p in pieces for t in p.terms)
    holding: dict[str, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        for t in piece.terms:
            if 1 < counts[t] <= _RARE:
                holding[t].append(i)
    made = 0
    order = list(range(len(articles)))
    rng.shuffle(order)
    for n in order:
        own = 0
        for sentence, span in _candidates(articles[n], rng):
            group = _group(f"cloze{n}.{own}", n, sentence, span, pieces, holding, rng)
            if group is None:
                continue
            yield group
            made += 1
            own += 1
            if made == limit:
                return
            if own == 2:
                break


def _candidates(article: Article, rng: random.Random) -> Iterator[tuple[str, Span]]:
    sentences = [s for p in passages_of(article) for s in p.sentences][:_LEADING_SENTENCES]
    rng.shuffle(sentences)
    for s in sentences:
        text = article.text[s.start : s.end]
        if not _WORDS[0] <= len(text.split()) <= _WORDS[1] or text[-1] not in '.”"':
            continue
        spans = [x for x in spans_of(text, article.text) if x.kind in _ASKING]
        rare = [x for x in spans if x.kind is not Kind.WHO]
        if not spans:
            continue
        yield text, rng.choice(rare if rare and rng.random() < 0.4 else spans)


def _group(
    name: str,
    own: int,
    sentence: str,
    span: Span,
    pieces: Sequence[_Piece],
    holding: dict[str, list[int]],
    rng: random.Random,
) -> Group | None:
    about = set(terms(sentence)) - set(terms(span.text))
    shared = Counter(i for t in about for i in holding.get(t, ()))
    flat = " ".join(sentence.split())
    day = next((pieces[i].day for i in shared if pieces[i].article == own), 0)
    positive: int | None = None
    negatives: list[int] = []
    for i, count in shared.most_common(60):
        piece = pieces[i]
        if flat in " ".join(piece.text.split()):
            continue
        if places_of(span.text, piece.text):
            near = piece.article == own or abs(piece.day - day) <= _NEAR_DAYS
            if positive is None and count >= _SHARED and near:
                positive = i
        elif len(negatives) < 3 * _NEGATIVES:
            negatives.append(i)
    if positive is None or len(negatives) < 2:
        return None
    chosen = negatives[:2] + rng.sample(negatives[2:], min(_NEGATIVES - 2, len(negatives) - 2))
    right = pieces[positive]
    texts = [Text(right.title, right.text, places_of(span.text, right.text))]
    texts += [Text(pieces[i].title, pieces[i].text) for i in chosen]
    return Group(name, "cloze", -1, _asked(sentence, span, rng), tuple(texts))


def _asked(sentence: str, span: Span, rng: random.Random) -> str:
    """The sentence as a question, shortened at a comma now and then."""
    word = rng.choice(_ASKING[span.kind])
    before, after = sentence[: span.start].strip(), sentence[span.end :].strip().rstrip(".")
    if rng.random() < 0.5:
        after = re.split(r", |; | – | — ", after)[0] if len(after.split()) > 6 else after
    if rng.random() < 0.3 and len(before.split()) > 12:
        before = re.split(r", |; | – | — ", before)[-1]
    if rng.random() < 0.5:
        before = _thinned(before, rng)
        after = _thinned(after, rng)
    if rng.random() < 0.6 or not before:
        asked = f"{before} {word} {after}"
    else:
        asked = f"{word} {before} {after}"
    asked = re.sub(r"\s+([,.;:’'])", r"\1", " ".join(asked.split()))
    return asked[:1].upper() + asked[1:] + "?"


def _thinned(text: str, rng: random.Random) -> str:
    return " ".join(w for w in text.split() if w.lower() not in STOP_WORDS or rng.random() > 0.2)
