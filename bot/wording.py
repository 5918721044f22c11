"""A question as it is looked for -> as it is read: one question, in words that ask."""

from __future__ import annotations

import re

FRONT = ": "
"""Stands between a follow-up and the question that it is put in front of."""
_ASKS = re.compile(
    r"(?i)(?:who|whom|whose|what|when|where|why|how|which|did|does|do|is|are|was|were|has|have|had"
    r"|can|could|will|would|should)\b"
)
_ASKING = re.compile(
    r"(?i)^(?:(?:how (?:long|old|much|many|often|far|big)|what (?:kind|sort) of|who(?:m|se)?|what"
    r"|when|where|why|how|which)\b\s*)?(?:(?:did|does|do|is|are|was|were|has|have|had|can|could"
    r"|will|would|should)\b\s*)?"
)
_NAME = re.compile(r"(?<!^)(?<![\w.])[A-Z][\w&-]")
_TERSE = 6
"""Words; what is longer and asks nothing is not typed as into a search box."""
_NOUNS = (
    ("How long", r"lengths?|durations?"),
    ("How many", r"number of|count of"),
    ("How much", r"prices?|costs?|fees?|fines?|salary|worth"),
    ("When", r"dates?|deadline"),
    ("Where", r"headquarters|location|birthplace|hometown"),
    ("Who", r"ceo|authors?|sponsors?|winners?|owners?|founders?|mayor|mvp|(?:police )?chief|judge"),
)
_ASKED_BY = tuple((word, re.compile(rf"(?i)\b(?:{nouns})\b")) for word, nouns in _NOUNS)
_SENTENCE = re.compile(
    r"(?i)\b(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|did|does|do|has|have|had"
    r"|will|would|can|could|should|tell|explain|describe|summari[sz]e|compare|show|list|name|about"
    r"|not|i|you|we)\b|[.!:“\"]"
)


def asks(text: str) -> bool:
    """Whether the words are a question by themselves."""
    return _ASKS.match(text) is not None


def as_read(question: str) -> str:
    """``question`` as a reader is asked it.

    Of a follow-up in front of another question the follow-up: with a name it tells by itself what
    it asks, else it needs the other's words, less those that ask. What is typed as into a search
    box gets the word that its noun asks by.

    >>> as_read("When was that: Who sued Seattle?")
    'When was that: sued Seattle?'
    >>> as_read("ibm headquarters")
    'Where: ibm headquarters'
    """
    front, *rest = question.split(FRONT)
    if rest and asks(front):
        if _NAME.search(front):
            return f"{front.rstrip(' ?')}?"
        *between, tail = rest
        return FRONT.join([front, *between, _ASKING.sub("", tail, count=1) or tail])
    if not rest and len(question.split()) <= _TERSE and not _SENTENCE.search(question):
        for word, noun in _ASKED_BY:
            if noun.search(question):
                return f"{word}{FRONT}{question}"
    return question
