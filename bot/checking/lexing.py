"""Text as words with their place: what all checks read sentences by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.words import STOP_WORDS, stem, tokens

NEGATIONS = frozenset(
    """not never no none nobody nothing neither nor without cannot cant dont didnt doesnt isnt wasnt
    arent werent hasnt havent hadnt couldnt shouldnt wouldnt wont aint neednt mustnt nowhere
    hardly scarcely
    """.split()
)
"""Words that turn what follows round."""
AUXILIARIES = frozenset(
    """be been being am is are was were has have had having do does did done will would shall should
    can could may might must need needs longer yet still already just only even also currently now
    ever so far both either whether every each any ago about around nearly almost roughly
    approximately over under than more less fewer most least other another
    up down per
    """.split()
)
"""Words that carry no content of their own, beside those that search leaves out."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d(?:[\d,]*\d)?(?:\.\d+)?|[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(r"[,;:.!?()”—–\n]")
_ASIDE = re.compile(r",(?= (?:however|too|meanwhile|therefore|though|also),)( \w+),(?= )")
_BEGINNING = re.compile(r"[.!?:]['”\"’)]*\s|[“\"‘]\s?$|\n")
_ABBREVIATED = frozenset("rep reps sen sens gov mr mrs ms dr st jr sr prof gen lt col sgt".split())
_CONJUNCTIONS = frozenset(
    """but while until unless because although though whereas which who when where after before
    if""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``text[start:end]``.

    token: lower case, no accents, no possessive; stem: of that.
    capital: whether it is written like a name; first: whether a sentence or quotation begins
    with it, so that its capital tells nothing. clause: number of the clause it stands in.
    """

    text: str
    token: str
    stem: str
    start: int
    end: int
    capital: bool
    first: bool
    clause: int

    @property
    def content(self) -> bool:
        """Whether it carries content of its own."""
        return (
            self.token not in STOP_WORDS
            and self.token not in AUXILIARIES
            and self.token not in NEGATIONS
        )


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in order."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    text = _ASIDE.sub(lambda m: f" {m[1]} ", text)
    clause = last = 0
    first = True
    word_before = ""
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        found = tokens(match.group())
        if not found:
            continue
        token = found[0]
        abbreviated = between == ". " and (word_before in _ABBREVIATED or len(word_before) == 1)
        broken = last and _BREAK.search(between) and not abbreviated
        if broken or token in _CONJUNCTIONS:
            clause += 1
        begins = first or (not abbreviated and bool(_BEGINNING.search(between)))
        word = match.group()
        yield Word(
            word,
            token,
            stem(token),
            match.start(),
            match.end(),
            word[0].isupper() or any(c.isupper() for c in word[1:]),
            begins,
            clause,
        )
        first, last, word_before = False, match.end(), token
