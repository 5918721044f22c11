"""Names that a cited text calls by a noun: "the software", where its article says "Rekognition"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.titles import TITLE_WORDS

_NAME = r"[A-Z][\w’'-]*(?:\s(?:[A-Z]\.\s)*[A-Z][\w’'-]*)*"
_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|\w+[’']s)"
_NOUN_FIRST = re.compile(
    rf"\b{_DETERMINER}\s(?:[\w-]+\s){{0,4}}?([a-z]+),\s({_NAME})(?=[,.;]|\s(?:and|for|to)\b)"
)
_NAME_FIRST = re.compile(
    rf"({_NAME}),\s(?:the|an?|its|his|her|their)\s([a-z][\w-]*(?:\s[a-z][\w-]*){{0,4}})"
)
_WHOLE = re.compile(rf"\b{_NAME}")
_LONG = re.compile(rf"\b{_NAME}(?:\s(?:of|for|and|the|on|in)(?:\sthe)?\s{_NAME})*")
_LETTERS = 3
_HEAD_ENDS = re.compile(r"\s(?:of|at|in|for|who|which|that|on|from|with|to|and|as|by)\b")


def called_otherwise(run: Sequence[Word], sentence: str, grounds: Grounds) -> bool:
    """Whether what is cited speaks of the name ``run`` by a noun that its article ties to it.

    By an apposition ("its software, Rekognition"), or before the same noun ("Detroit police").
    The noun must be tied to no other name there.
    """
    for ground in grounds.each:
        name = _spelt_out(run, ground.told) or {w.stem for w in run}
        nouns = _free_nouns(words_of(ground.text))
        tied = tied_to(ground.told)
        for noun in nouns:
            names = [n for t, n in tied if t == noun]
            if names and all(name <= n or n <= name for n in names):
                return True
        modified = _modified(run, words_of(sentence))
        if (
            modified is not None
            and modified in nouns
            and _only(run[-1].stem, modified, ground.told)
        ):
            return True
    return False


def _spelt_out(run: Sequence[Word], text: str) -> set[str]:
    """The stems of the name in ``text`` that the letters of ``run`` are the first ones of."""
    letters = re.sub(r"['’]s?$", "", run[0].text)
    if len(run) > 1 or not letters.isupper() or len(letters) < _LETTERS:
        return set()
    for match in _LONG.finditer(text):
        words = [w for w in words_of(match[0]) if w.capital]
        if "".join(w.text[0] for w in words) == letters:
            return {w.stem for w in words}
    return set()


def _free_nouns(words: Sequence[Word]) -> set[str]:
    """The stems of the words that no name stands beside: of "the champion Malik", none."""
    named = {
        w.start
        for one, other in zip(words, words[1:], strict=False)
        for w in (one, other)
        if _name(one) != _name(other) and other.start - one.end == 1
    }
    return {w.stem for w in words if not w.capital and w.start not in named}


def _name(word: Word) -> bool:
    return word.capital and word.content


@lru_cache(maxsize=256)
def tied_to(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The nouns of ``text``, as stems, each with the stems of a name in apposition to it."""
    return tuple(_appositions(text))


def _appositions(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    for match in _NOUN_FIRST.finditer(text):
        yield words_of(match[1])[0].stem, frozenset(w.stem for w in words_of(match[2]))
    for match in _WHOLE.finditer(text):
        words = words_of(match[0])
        titles = list(takewhile(lambda w: w.token in TITLE_WORDS, words[:-1]))
        for title in titles[-1:]:  # "Mayor Jenny Durkan"
            yield title.stem, frozenset(w.stem for w in words[len(titles) :])
        if len(words) > 1 and words[-1].content:
            yield words[-1].stem, frozenset(w.stem for w in words)  # "Skybridge Airlines"
    for match in _NAME_FIRST.finditer(text):
        head = words_of(_HEAD_ENDS.split(match[2])[0])
        if head:
            yield head[-1].stem, frozenset(w.stem for w in words_of(match[1]))


def _modified(run: Sequence[Word], words: Sequence[Word]) -> str | None:
    """The stem of the noun right behind a name: "Detroit police"."""
    after = next((w for w in words if w.start > run[-1].start), None)
    if after is None or after.capital or not after.content or after.clause != run[-1].clause:
        return None
    return after.stem


def _only(name: str, noun: str, text: str) -> bool:
    """Whether of all names that stand right before ``noun`` in ``text`` each is ``name``."""
    words = words_of(text)
    before = [
        a
        for a, b in zip(words, words[1:], strict=False)
        if b.stem == noun and a.capital and a.content
    ]
    return bool(before) and all(w.stem == name for w in before)
