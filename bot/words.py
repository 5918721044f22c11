"""Text as search terms: folded, joined where writers differ, stemmed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_TOKEN = re.compile(
    r"""
      \d[\d,]*(?:\.\d+)?            # 375,000  1.9  2020
    | (?:[^\W\d_]\.){2,}            # U.S.  J.K.
    | [^\W_]+(?:['’][^\W_]+)*       # words, Microsoft's, won’t
    """,
    re.VERBOSE,
)
_STEMMER = Stemmer.Stemmer("english")

STOP_WORDS = frozenset(
    """a about above according after again against all also am an and any are arent as at be
    because been before being below between both but by can cannot cant could couldnt did
    didnt do does doesnt doing dont down during each few for from further had hadnt has hasnt
    have havent having he her here hers herself him himself his how i if in into is isnt it
    its itself just latest me more most my myself new no nor not now of off on once only or
    other our ours ourselves out over own recently said same say says she should shouldnt so
    some such tell than that the their theirs them themselves then there these they this those
    through to too under until up very was wasnt we were werent what whats when where which
    while who whom whos whose why will with won wont would wouldnt you your yours yourself
    yourselves
    """.split()
)
"""Words that tell nothing about what a question is after (unstemmed)."""


def terms(text: str) -> list[str]:
    """The search terms of ``text`` in order, stop words included.

    "The U.S. paid £375,000 to Beyoncé’s firm" -> the us paid 375000 to beyonc firm
    """
    return [stem(token) for token in tokens(text)]


def query_words(text: str) -> list[str]:
    """The words of a question that tell what it is after, unstemmed, each once, in order."""
    kept = [t for t in tokens(text) if t not in STOP_WORDS]
    return list(dict.fromkeys(kept or tokens(text)))


def query_terms(text: str) -> list[str]:
    """The stems of ``query_words``, each once, in order."""
    return list(dict.fromkeys(stem(w) for w in query_words(text)))


def tokens(text: str) -> list[str]:
    """The words of ``text``: lower case, no accents, no possessive, no thousands marks."""
    return [_normal(match) for match in _TOKEN.findall(fold(text))]


@lru_cache(maxsize=200_000)
def stem(token: str) -> str:
    """The stem of one token of ``tokens``."""
    return str(_STEMMER.stemWord(token))


def fold(text: str) -> str:
    """Lower case without accents; offsets may move."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    # The few characters of a text are soon looked through, all its places are not.
    marks = [ord(c) for c in set(decomposed) if unicodedata.combining(c)]
    return (decomposed.translate(dict.fromkeys(marks)) if marks else decomposed).lower()


def _normal(token: str) -> str:
    if token.isalpha():
        return token
    if token[0].isdigit():
        return token.replace(",", "")
    if "." in token:
        return token.replace(".", "")
    bare = token.replace("’", "'")
    return bare.removesuffix("'s").replace("'", "")
