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
_POLITE = re.compile(r"(?i)[, ]*(?:please|thanks|thank you)[ .!?]*$")
_LED_IN = re.compile(r"(?i)^(?:in|at|on|of|for|by|to|from|with)\s+")


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
    if not rest:
        return asked
    if opener and not _asks(rest):
        return _asked_of(rest, before)
    named = understood_names(rest)
    if not named and (_REFERS.search(rest) or len(_content(rest)) <= 1):
        return f"{rest}: {before}"
    return asked


def _asked_of(subject: str, before: str) -> str:
    """``before`` with its one name replaced by ``subject``, or with the subject in front."""
    # What earlier follow-ups put in front is not what is asked.
    tail = before.rsplit(": ", 1)[-1]
    runs = re.findall(r"(?<!^)(?<![\w.])[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*)*", tail)
    if len(runs) == 1 and understood_names(subject):
        return tail.replace(_bare(runs[0]), _bare(_LED_IN.sub("", subject)))
    return f"{subject}: {tail}"


def _bare(name: str) -> str:
    """A name without its possessive and without a full stop that is not its own."""
    plain = re.sub(r"['’]s?$", "", name.rstrip("?"))
    return plain if re.search(r"\.\w\.$", plain) else plain.rstrip(".")


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
