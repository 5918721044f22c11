"""Abbreviations and what they stand for, as the coverage itself ties them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.coverage import Coverage, Scope
from bot.weighing import UNKNOWN_RANK, english_rank
from bot.words import stem, terms, tokens

_LOOKED_AT = 30
"""So many articles that hold the one are asked for the other."""
_SURE = 2
"""So many articles must have both forms, unless one explains the other."""
_CHANCE = 3
"""Three names in a row have some three letters by chance."""
_SHORT = re.compile(r"(?<![\w.&-])[A-Z]{3,7}(?![\w&-])")
_TYPED = re.compile(r"(?<![\w.&-])(?:[A-Z]{3,7}|[a-z]{3,7})(?![\w&-])")
_JOINING = r"(?:of|for|the|and|on|in|to|against|with|&)"
_NAME_WORD = r"[A-Z][a-z][\w’'-]*"
_LONG = re.compile(
    rf"(?<![\w-]){_NAME_WORD}(?:(?:[ -]{_JOINING}){{0,2}}[ -]{_NAME_WORD}){{2,7}}(?![\w-])"
)
_WORD = re.compile(r"[A-Za-z][\w’'-]*|&")
Forms = tuple[tuple[str, ...], tuple[str, ...]]
"""``asked`` and ``stands`` of a tie, as tokens or as stems."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One name in two forms: what is asked by, and what stands in articles as well.

    Both as ``bot.words`` has them: tokens one after the other, not stemmed.
    """

    asked: tuple[str, ...]
    stands: tuple[str, ...]


def ties_in(text: str, coverage: Coverage, scope: Scope) -> tuple[Tie, ...]:
    """The other form of each abbreviation and of each long name in ``text``.

    Two forms are tied where an article within ``scope`` has both, and the first letters of the one
    are the other: "American Civil Liberties Union" and "ACLU".
    """
    found = [
        *(_tie(short, _meant(short, coverage, scope)) for short in _each(_SHORT, text)),
        *(_tie(long, _shortened(long, coverage, scope)) for long in _each(_LONG, text)),
    ]
    return tuple(tie for tie in found if tie)


def stands_for(short: str, text: str) -> bool:
    """Whether ``text`` has a name whose first letters are ``short``, an abbreviation.

    >>> stands_for("ACLU", "The American Civil Liberties Union sued.")
    True
    """
    return any(True for long in _LONG.findall(text) for _ in _names_for(short, long))


def spelt_out(question: str, texts: Sequence[str]) -> str:
    """``question`` with the abbreviations that none of ``texts`` has as their names in full there.

    A word in small letters counts if it is no English one: "nist".

    >>> spelt_out("What does the WHO say?", ["The World Health Organization says nothing."])
    'What does the World Health Organization say?'
    """

    def full(match: re.Match[str]) -> str:
        typed = match.group()
        short = typed.upper()
        if typed.islower() and english_rank(stem(typed)) < UNKNOWN_RANK:
            return typed
        held = re.compile(rf"(?<!\w){short}(?!\w)")
        if any(held.search(text) for text in texts):
            return typed
        longs = (long for text in texts for long in _LONG.findall(text))
        return next((name for long in longs for name in _names_for(short, long)), typed)

    return _TYPED.sub(full, question)


def with_ties(words: Sequence[str], ties: Sequence[Forms]) -> tuple[str, ...]:
    """``words``, and after each form that stands there the one that is asked by.

    ties: in the form that ``words`` have, stemmed or not.
    """
    if not ties:
        return tuple(words)
    out: list[str] = []
    for at, word in enumerate(words):
        out.append(word)
        for asked, stands in ties:
            first = at + 1 - len(stands)
            if word == stands[-1] and first >= 0 and tuple(words[first : at + 1]) == stands:
                out.extend(asked)
    return tuple(out)


def stemmed(tie: Tie) -> Forms:
    """``asked`` and ``stands`` in stems."""
    return tuple(terms(" ".join(tie.asked))), tuple(terms(" ".join(tie.stands)))


def _each(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    yield from dict.fromkeys(pattern.findall(text))


def _tie(asked: str, stands: str | None) -> Tie | None:
    return Tie(tuple(tokens(asked)), tuple(tokens(stands))) if stands else None


def _meant(short: str, coverage: Coverage, scope: Scope) -> str | None:
    """The name that most articles with ``short`` have for it."""
    told: Counter[str] = Counter()
    for text in _texts_with(short, coverage, scope):
        if not re.search(rf"(?<!\w){short}(?!\w)", text):
            continue  # the same word in small letters
        for name in {n for long in _LONG.findall(text) for n in _names_for(short, long)}:
            explained = f"{name} ({short})" in text or f"{short} ({name})" in text
            told[name] += _SURE if explained or len(short) > _CHANCE else 1
    likely = [name for name, count in told.items() if count >= _SURE]
    return max(likely, key=lambda name: (told[name], name)) if likely else None


def _shortened(long: str, coverage: Coverage, scope: Scope) -> str | None:
    """The first letters of ``long``, where an article that has it has them, too."""
    long = long.removeprefix("The ")
    for short in dict.fromkeys((_initials(long, joining=False), _initials(long, joining=True))):
        if not _SHORT.fullmatch(short):
            continue
        held = re.compile(rf"(?<![\w.]){short}(?![\w])")
        if any(held.search(text) for text in _texts_with(long, coverage, scope)):
            return short
    return None


def _texts_with(words: str, coverage: Coverage, scope: Scope) -> list[str]:
    ids = coverage.with_phrase(terms(words), _LOOKED_AT, scope)
    return [article.text for article in coverage.articles(ids).values()]


def _names_for(short: str, long: str) -> Iterator[str]:
    """The part of a run of names whose first letters are ``short``."""
    words = list(_WORD.finditer(long))
    for first in range(len(words)):
        for last in range(first + 2, len(words)):
            if any(re.fullmatch(_JOINING, words[i].group()) for i in (first, last)):
                continue
            part = long[words[first].start() : words[last].end()]
            if short in (_initials(part, joining=False), _initials(part, joining=True)):
                yield part


def _initials(name: str, *, joining: bool) -> str:
    """joining: whether "of" and the like give a letter, too."""
    words = [w for w in _WORD.findall(name.replace("-", " ")) if w != "&"]
    return "".join(w[0].upper() for w in words if joining or not re.fullmatch(_JOINING, w))
