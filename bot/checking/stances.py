"""For and against: whether a sentence takes the side that what it cites takes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.antonyms import AGAINST, forms, negates
from bot.checking.lexing import Word
from bot.checking.turning import (
    Heard,
    alike,
    holds_back,
)
from bot.verb_forms import root
from bot.words import stem

_SCORN = frozenset(
    map(
        stem,
        """betrayal surrender mistake disgrace shame scandal failure outrage insult farce sham
        disaster blunder error unacceptable unfair irresponsible absurd wrong""".split(),
    )
)
"""What is said of something by those who are against it."""
_CONDEMNING = frozenset(map(stem, "condemn denounce criticize criticise oppose".split()))
_PRAISING = frozenset(map(stem, "praise welcome hail applaud laud commend support".split()))


def against_all(said: Sequence[Heard], held: Sequence[Heard]) -> str | None:
    """A verb that says no, where all that is cited says yes."""
    praise = next((s for s in said if root(s.word.token) in _PRAISING and not s.turned), None)
    scorn = any(h.word.stem in _SCORN and not h.turned for h in held)
    if scorn and praise is not None and not alike(held, praise.word):
        return praise.word.text
    if any(h.turned or _says_no_itself(h.word) for h in held):
        return None
    for told in said:
        plain = root(told.word.token)
        bent = told.word.token != plain and not told.word.capital
        scorned = plain in _CONDEMNING and any(h.word.stem in _SCORN for h in held)
        if scorned:
            continue  # "denounced it" for "called it a betrayal"
        if bent and not told.turned and plain in AGAINST and not alike(held, told.word):
            return told.word.text
    return None


def _says_no_itself(word: Word) -> bool:
    return holds_back(word) or any(negates(form) for form in forms(word))
