"""Plain words: no links, tags or characters that nobody sees, no fragment and no question."""

from __future__ import annotations

import re

from bot.checking.grounds import Grounds
from bot.checking.lexing import words_of
from bot.checking.quotations import without_quotations

_MARKUP = re.compile(
    r"(?i)https?:|www\.|\bdata:|javascript:|!\[|[\])]\s?\(|</?[a-z!]|&#?\w+;|[`|\\]"
    r"|[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


def markup_in(sentence: str, grounds: Grounds) -> str | None:
    """The first piece of markup in ``sentence``, whatever it cites."""
    match = _MARKUP.search(sentence)
    return match.group() if match else None


def fragment_in(sentence: str, grounds: Grounds) -> str | None:
    """A sentence of a single word, which says nothing that could be checked."""
    return sentence if len(words_of(sentence)) < 2 else None


def question_in(sentence: str, grounds: Grounds) -> str | None:
    """The mark of a sentence that asks, outside of quotations: it answers nothing."""
    return "?" if without_quotations(sentence).rstrip(" ”\"’'").endswith("?") else None
