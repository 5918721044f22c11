"""Questions for the very words somebody used, which only a quotation answers."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"(?i)\b(?:what|which)(?: [\w-]+){0,2}"
    r" (?:words?|terms?|phrases?|adjectives?|epithets?|slogans?)"
    r" (?:did|does|do|was|were|is|are|has|have|had)\b"
    r".*\b(?:used?|call(?:ed)?|describ\w+|coin(?:ed)?|utter(?:ed)?|chose|chosen|choose)\b"
)
_FEW = 6
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|(?<!\w)‘[^‘’]*’(?!\w)")


def asks_for_words(question: str) -> bool:
    """Whether it asks for words: "What word did the mayor use?", not "What did the mayor say?"."""
    return _ASKS.search(question) is not None


def is_quoted(sentence: str, start: int, end: int) -> bool:
    """Whether ``sentence[start:end]`` stands within quotation marks, or has its own."""
    return any(q.start() < end and start < q.end() for q in _QUOTED.finditer(sentence))


def quotes_words(sentence: str) -> bool:
    """Whether it quotes a few words, as one does who tells how something was called."""
    return any(len(q.group().split()) <= _FEW for q in _QUOTED.finditer(sentence))
