"""Whose it is: of several, the one whose it is in what is cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.verb_forms import may_be_past

_OWN = ("'s", "’s", "s'", "s’")


def wrong_owner(sentence: str, grounds: Grounds) -> str | None:
    """The name of whose something is that, in what is cited, is only another's."""
    held = [pair for g in grounds.each for pair in _owned(words_of(g.text))]
    for owner, thing in _owned(words_of(sentence)):
        owners = {o.stem for o, t in held if t.stem == thing.stem}
        if owners and owner.stem not in owners:
            return owner.text
    return None


def _owned(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    for owner, thing in zip(words, words[1:], strict=False):
        if owner.capital and owner.text.endswith(_OWN) and thing.clause == owner.clause:
            yield owner, thing
    for owner, thing, whom in zip(words, words[1:], words[2:], strict=False):
        title = thing.content and not thing.capital and owner.capital and whom.capital
        title = title and not may_be_past(thing.token) and not thing.token.endswith("s")
        if title and owner.clause == whom.clause and not owner.text.endswith(_OWN):
            yield owner, thing  # "Norwick captain Rafael Dune"
