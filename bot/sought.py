"""What is typed into a search box: words and phrases, found in the index and lit in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.words import STOP_WORDS, stem, tokens

_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[.,'’][^\W_]+)*")
_OPEN_LETTERS = 2
_MOST = 12


@dataclass(frozen=True, slots=True)
class Sought:
    """Words one after the other, as stems of ``bot.words``; mostly one.

    typing: the last of them as it stands while it is being typed, and may yet go on; "" if it is
    whole.
    """

    stems: tuple[str, ...]
    typing: str = ""

    @property
    def match(self) -> str:
        """It as an expression of FTS5."""
        whole = _quoted(self.stems)
        if not self.typing:
            return whole
        return f"({whole} OR {_quoted((*self.stems[:-1], self.typing))} *)"

    def is_in(self, terms: Sequence[str]) -> bool:
        """Whether ``terms`` hold it."""
        return next(self.places(terms), None) is not None

    def places(self, terms: Sequence[str]) -> Iterator[int]:
        """Where in ``terms`` it begins."""
        size = len(self.stems)
        for first in range(len(terms) - size + 1):
            *before, last = terms[first : first + size]
            ends = last == self.stems[-1] or (self.typing and last.startswith(self.typing))
            if ends and tuple(before) == self.stems[:-1]:
                yield first


def sought_in(typed: str) -> tuple[Sought, ...]:
    """What ``typed`` asks for: "…" is a phrase, the last word is still being typed.

    Words that tell nothing, such as "the", are left out where there are others.
    """
    found: list[Sought] = []
    idle: set[Sought] = set()
    for match in _PART.finditer(typed):
        words = tokens(match[1] if match[1] is not None else match[2])
        if words:
            is_last = match.end() == len(typed) and not typed.endswith('"')
            typing = words[-1] if is_last and len(words[-1]) >= _OPEN_LETTERS else ""
            found.append(Sought(tuple(stem(w) for w in words), typing))
            if match[1] is None and STOP_WORDS.issuperset(words):
                idle.add(found[-1])
    telling = [each for each in found if each not in idle] or found
    return tuple(dict.fromkeys(telling))[:_MOST]


def among(text: str, sought: Sequence[Sought]) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is sought; together they are ``text``."""
    words = [(m.start(), m.end(), t) for m in _WORD.finditer(text) for t in tokens(m[0])[:1]]
    terms = [stem(token) for _, _, token in words]
    lit = {
        place
        for each in sought
        for first in each.places(terms)
        for place in range(first, first + len(each.stems))
    }
    pieces: list[tuple[str, bool]] = []
    at = 0
    for place in sorted(lit):
        start, end, _ = words[place]
        if at < start and pieces and not text[at:start].strip() and place - 1 in lit:
            pieces[-1] = (text[start - (start - at) - len(pieces[-1][0]) : end], True)
        else:
            if at < start:
                pieces.append((text[at:start], False))
            pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


def _quoted(terms: Sequence[str]) -> str:
    # Between quotation marks nothing is syntax; terms hold none.
    return f'"{" ".join(terms)}"'
