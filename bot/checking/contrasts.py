"""This and not that: the two sides of a contrast have not changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.likeness import same

_RATHER = re.compile(
    r"(?i)\b(?:rather than|instead of|(?<=[,—–] )not|and not|but not|as opposed to)\b"
)
_BUT = re.compile(r"(?i)\bnot\b(?! (?:only|just|merely))([^,.;]+?),? but (?!not\b)")
_ENDS = re.compile(r"[,.;:—–”]|\b(?:and|but|which|who|that|because|since|as)\b")
_REACH = 4
"""Words of content on either side that are the contrast."""


def contrast_turned(sentence: str, grounds: Grounds) -> str | None:
    """The word for what is not so in ``sentence``, and is so in what is cited."""
    held = [pair for g in grounds.each for pair in _contrasts(g.text)]
    for so, not_so in _contrasts(sentence):
        for cited_so, cited_not in held:
            straight = _shared(so, cited_so) + _shared(not_so, cited_not)
            crossed = _shared(so, cited_not) + _shared(not_so, cited_so)
            if crossed > straight and _shared(not_so, cited_so):
                return f"not {not_so[0].text}"
    return None


def _contrasts(text: str) -> Iterator[tuple[list[Word], list[Word]]]:
    """What is so and what is not, each some words of content: "A rather than B", "not B but A"."""
    for match in _RATHER.finditer(text):
        end = _ENDS.search(text, match.end())
        so = _content(text[: match.start()])[-_REACH:]
        not_so = _content(text[match.end() : end.start() if end else len(text)])[:_REACH]
        if so and not_so:
            yield so, not_so
    for match in _BUT.finditer(text):
        end = _ENDS.search(text, match.end())
        so = _content(text[match.end() : end.start() if end else len(text)])[:_REACH]
        not_so = _content(match[1])[-_REACH:]
        if so and not_so:
            yield so, not_so


def _content(text: str) -> list[Word]:
    return [w for w in words_of(text) if w.content]


def _shared(ours: Sequence[Word], theirs: Sequence[Word]) -> int:
    return sum(any(same(w, t) for t in theirs) for w in ours)
