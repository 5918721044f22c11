"""A mistyped word of a question -> the word that the articles near it have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from bot.weighing import UNKNOWN_RANK, english_rank
from bot.words import stem, tokens

_WORD = re.compile(r"(?<![\w.'’&-])[^\W\d_]{5,}(?![\w&-])")
_CLOSE = 0.84
"""One wrong letter of seven, or two that changed places."""


def mended(question: str, texts: Sequence[str]) -> tuple[str, str]:
    """``question`` with its mistyped words as ``texts`` have them, and a sentence that says so.

    Mistyped is a word of five letters or more that is no word of English and that none of ``texts``
    has; it begins as the one it stands for does. "" where nothing is mended.

    >>> mended("What did Krishan write?", ["Krishna wrote a letter."])
    ('What did Krishna write?', '“Krishan” is read as “Krishna”.')
    """
    known: dict[str, str] = {}
    said: list[str] = []

    def right(match: re.Match[str]) -> str:
        typed = match.group()
        token = typed.lower()
        if english_rank(stem(token)) < UNKNOWN_RANK:
            return typed
        if not known:
            for text in texts:
                known.update((tokens(m[0])[0], m[0]) for m in _WORD.finditer(text))
        if token in known or stem(token) in map(stem, known):
            return typed
        alike = [w for w in known if w[0] == token[0]]
        found = get_close_matches(token, alike, n=1, cutoff=_CLOSE)
        if not found:
            return typed
        said.append(f"“{typed}” is read as “{known[found[0]]}”.")
        return known[found[0]]

    return _WORD.sub(right, question), " ".join(said)
