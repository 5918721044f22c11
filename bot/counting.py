"""What a question counts, and which of the numbers in a sentence counts that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.spans import Span
from bot.words import stem, tokens

_COUNTED = re.compile(r"(?i)\b(?:how many|number of) (.+)")
_PLURAL = re.compile(r"\w+[^s]s|people|men|women|children")
_NEXT = re.compile(r"(?: of(?: the| its| his| her| their)?)?(?P<words>(?: [\w’'-]+){1,3})")


def counted_in(question: str) -> str | None:
    """The noun that "How many …?" counts, as ``tokens`` has it; None if it counts nothing.

    >>> counted_in("How many jail photos did the county keep?")
    'photos'
    """
    asked = _COUNTED.search(question)
    words = tokens(asked[1]) if asked else []
    first = next((n for n, word in enumerate(words) if _PLURAL.fullmatch(word)), None)
    if first is None:
        return None
    # "Massachusetts cities": the last of those that stand side by side.
    while first + 1 < len(words) and _PLURAL.fullmatch(words[first + 1]):
        first += 1
    return words[first]


def counts(number: Span, noun: str, sentence: str) -> bool:
    """Whether ``number`` stands right before what is counted: "189 algorithms"."""
    after = _NEXT.match(sentence, number.end)
    return after is not None and stem(noun) in map(stem, tokens(after["words"]))


def counting(noun: str, numbers: Sequence[Span], sentence: str) -> Span | None:
    """The first of ``numbers`` that counts ``noun``."""
    return next((n for n in numbers if counts(n, noun, sentence)), None)
