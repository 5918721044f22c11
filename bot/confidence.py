"""How likely the coverage holds the answer: a linear model, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from bot import matching
from bot.abbreviations import stands_for
from bot.answer_spans import LEAST_SURE, PASSAGES, Told
from bot.checking.naming import likeness_to_names
from bot.narrowing import By
from bot.open_questions import asks_for_reports
from bot.question import Kind, Question, understood_names
from bot.retriever import Retrieval
from bot.spans import NOT_NAMES
from bot.weighing import english_rank
from bot.weights import linear
from bot.words import STOP_WORDS, query_words, stem, terms

FEATURES = ("article", "month", "score", "answers", "told", "gap", "missing", "nearest")
"""The order of the features of ``confidence_features``; see there."""
REPORTED = 0.6
"""At least so likely it is that an answer is told where an article plainly tells it."""
_ARTICLE = FEATURES.index("article")
_WHOLLY = 0.99
"""What an outlet wrote about something is told by any article of it that holds all of that."""
UNTOLD_OF = 0.3
"""At most so likely it is where nothing that was read names who is asked of."""
_EVERYDAY = 300
"""By how common they are, words that are in any news: "people", "year", "say"."""
_MISTYPED = 0.8
_NAMELIKE = 0.2
"""So like a name a word must be that was typed in small letters. Of the quiz's 993 questions with
an answer, in small letters, 7 have such a word that nothing read holds, of 364 without one 27."""
_NUMBERS = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION})
_NOT_NAMES = frozenset(map(stem, NOT_NAMES))
_NOTHING_TOLD = -6.0
_WIDEST = 3.0
_UNTOLD = 0.66
"""As fresh as speaks neither for an answer nor against it: half-way between the means of both."""
_NEARLY_ALL = 0.9
"""Of the question; what a sentence holds so much of it tells, whenever it was written."""
_ANY_WORDS, _ANY_GAP = -1.1, 1.25
"""The same of the likeliest thing told, and of its lead."""


def confidence_in(
    question: Question,
    found: Retrieval,
    told: Sequence[Told],
    nearest: float,
    *,
    pointed_at: bool,
    held: float = 0.0,
) -> float:
    """How likely it is that ``found``, which has been read, holds the answer, 0..1.

    told, nearest, pointed_at, held: see ``confidence_features``.
    """
    row = confidence_features(found, told, nearest, pointed_at=pointed_at, held=held)
    confidence = linear("confidence").probability(row)
    if row[_ARTICLE] >= _WHOLLY and _asks_for_reports_of_one(found.question):
        confidence = max(confidence, REPORTED)
    if _is_of_somebody_else(found) or _tells_no_number(question, told):
        confidence = min(confidence, UNTOLD_OF)
    return confidence


def asks_for_nothing(question: Question) -> bool:
    """Whether all of its words are of everyday English: "What time is it?", "Who am I?"."""
    return not question.narrowings and all(
        word in STOP_WORDS or (english_rank(stem(word)) <= _EVERYDAY and not word.isdigit())
        for word in question.words
    )


def confidence_features(
    found: Retrieval,
    told: Sequence[Told],
    nearest: float,
    *,
    pointed_at: bool = True,
    held: float = 0.0,
) -> tuple[float, ...]:
    """One row of ``FEATURES``.

    What of the question the best passage's article holds; how fresh that is, where that can tell:
    in coverage that goes on, what happened is in the news of the day, in an archive it is not; the
    best passage's score; the reader's best logit that one answers; the score of the likeliest
    thing told, and by how much the next is behind, at most ``_WIDEST``; whether the question has a
    name that none of the articles read holds; ``nearest``, how near in meaning a sentence is.

    pointed_at: whether a few words would answer; where none would, what is told speaks neither way.
    held: the share of the question that the best sentence holds, 0..1; what holds nearly all of it
    may be of any day.
    """
    match = dict(zip(matching.FEATURES, found.matches[0], strict=True))
    dated = found.passages[0].article.published is not None
    likeliest = told[0].score if told else _NOTHING_TOLD
    second = told[1].score if len(told) > 1 else likeliest - (_WIDEST if told else 0)
    fresh = match["month"] if found.current and dated else _UNTOLD
    if held >= _NEARLY_ALL:
        fresh = max(fresh, _UNTOLD)
    if not pointed_at:
        likeliest, second = _ANY_WORDS, _ANY_WORDS - _ANY_GAP
    return (
        match["article"],
        fresh,
        found.passages[0].score,
        max(r.answers for r in found.reads),
        likeliest,
        min(likeliest - second, _WIDEST),
        float(bool(_names_lacking(found))),
        nearest,
    )


def _asks_for_reports_of_one(question: Question) -> bool:
    one = any(n.by in (By.OUTLET, By.BYLINE) and not n.soft for n in question.narrowings)
    return one and asks_for_reports(question.text)


def _names_lacking(found: Retrieval) -> list[str]:
    """Terms of names in the question that none of the articles read holds."""
    return _not_held(understood_names(found.question.core), found)


def _not_held(names: Sequence[str], found: Retrieval) -> list[str]:
    lacking = list(dict.fromkeys(names))
    for article in {p.article.id: p.article for p in found.passages[:PASSAGES]}.values():
        if not lacking:
            break
        held = set(terms(f"{article.headline} {article.outlet} {article.text}"))
        lacking = [name for name in lacking if name not in held]
    return lacking


def _is_of_somebody_else(found: Retrieval) -> bool:
    """Whether the question has a name that nothing read holds, nor one like it, nor in full."""
    core = found.question.core
    in_small = core == core.lower()
    lacking = _not_held(_namelike(core), found) if in_small else _names_lacking(found)
    texts = [p.article.text for p in found.passages[:PASSAGES]]
    for name in lacking:
        if name in _NOT_NAMES or (not in_small and _only_begins(name, core)):
            continue
        short = name.upper()
        if (in_small or short in core) and any(stands_for(short, text) for text in texts):
            continue
        held = {term for text in texts for term in terms(text)}
        # A name is mistyped sooner than other words.
        if not get_close_matches(name, held, n=1, cutoff=_MISTYPED):
            return True
    return False


def _namelike(question: str) -> list[str]:
    """Terms of words that are names by the word table, where no capital tells."""
    words = (w for w in query_words(question) if w.isalpha())
    return [stem(w) for w in words if likeness_to_names(w) > _NAMELIKE]


def _only_begins(name: str, question: str) -> bool:
    """Whether ``name`` is only the first word, which has a capital whatever it is."""
    first, *rest = terms(question)
    return name == first and name not in rest and not question[1:2].isupper()


def _tells_no_number(question: Question, told: Sequence[Told]) -> bool:
    """Whether a number is asked for and the reader points at none with any sureness."""
    return question.kind in _NUMBERS and all(t.sure < LEAST_SURE for t in told)
