"""A follow-up question -> one that stands alone, by the words of the turn before it."""

from __future__ import annotations

import re

from bot.question import understood_names
from bot.words import STOP_WORDS, tokens

_OPENER = re.compile(
    r"(?i)^(?:and|but|so|or|ok|okay|then)?[, ]*(?:what|how) about\s+|^(?:and|but|so|or)[, ]+"
)
_REFERS = re.compile(
    r"(?i)\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|that|this|those|these|there"
    r"|then|former|latter|the (?:company|firm|ban|law|bill|decision|move|judge|city|man|woman))\b"
)
_POLITE = re.compile(r"(?i)[, ]*(?:please|thanks|thank you)[ .!]*$")


def standalone(question: str, before: str | None) -> str:
    """``question`` as it would be asked by someone who had not asked ``before`` first.

    before: the standalone question of the turn before; None at the beginning.

    A question that only names something new ("What about Amazon?") asks the old one of it; one
    that points back ("When was that?") takes the old one's words along; any other stands alone.
    """
    asked = " ".join(question.split())
    if not before or not asked:
        return asked
    opener = _OPENER.match(asked)
    rest = _POLITE.sub("", asked[opener.end() :] if opener else asked).rstrip(" ?.!")
    if opener and not _asks(rest):
        return _asked_of(rest, before)
    named = understood_names(rest)
    if not named and (_REFERS.search(rest) or len(_content(rest)) <= 1):
        return f"{rest}: {before}"
    return asked


def _asked_of(subject: str, before: str) -> str:
    """``before`` with its one name replaced by ``subject``, or with the subject in front."""
    runs = re.findall(r"(?<!^)(?<![\w.])[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*)*", before)
    tail = before.split(": ", 1)[-1]
    if len(runs) == 1 and understood_names(subject):
        return before.replace(runs[0].rstrip(".?'’"), subject)
    return f"{subject}: {tail}"


def _asks(text: str) -> bool:
    """Whether the words are a question by themselves."""
    return bool(
        re.match(
            r"(?i)(?:who|what|when|where|why|how|which|did|does|do|is|are|was|were|has|have|had"
            r"|can|could|will|would|should)\b",
            text,
        )
    )


def _content(text: str) -> list[str]:
    return [t for t in tokens(text) if t not in STOP_WORDS]
