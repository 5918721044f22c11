"""Whether what a sentence tells is of somebody or something else than the question asks about."""

from __future__ import annotations

import re

from bot.article import Article, Sentence
from bot.question import Kind, Question, understood_names
from bot.words import stem, terms, tokens

_MEASURES = frozenset({Kind.WHEN, Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION})
_AT_HOME = frozenset(terms("US U.S. United States America American"))
_TITLE = re.compile(
    r"(?:[’']s)? (?P<role>(?:co-)?(?:CEO|chief executive|founder|owner|president|chairman|chair"
    r"|boss|head coach|coach|founder and CEO|director)),? (?P<name>[A-Z][\w’-]+(?: [A-Z][\w-]+)?)"
)
_AROUND = 1000
"""Characters before a sentence that may say of whom or what it tells."""


def is_employer(question: Question, behind: str) -> bool:
    """Whether the words, with ``behind`` after them, only say of what somebody asked about is head.

    "Tesla CEO Elon Musk" does not tell which company Elon Musk bought.
    """
    title = _TITLE.match(behind)
    asked = set(question.terms)
    if title is None or any(stem(t) in asked for t in tokens(title["role"])):
        return False
    return asked.issuperset(terms(title["name"]))


def is_of_another(question: Question, article: Article, sentence: Sentence) -> bool:
    """Whether a day or a number is asked of names of which the sentence has none.

    Nor the headline, nor what leads to it. That it is of the USA is said in few articles that are.
    """
    if question.kind not in _MEASURES:
        return False
    names = set(understood_names(question.core)) - _AT_HOME
    around = article.text[max(0, sentence.start - _AROUND) : sentence.end]
    return bool(names) and names.isdisjoint(terms(f"{article.headline} {around}"))
