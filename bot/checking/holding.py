"""Whether something is held back by other words that say no: "lost power", "unchanged"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.antonyms import forms, sides
from bot.checking.lexing import NEGATIONS, Word
from bot.checking.likeness import same
from bot.checking.turning import (
    ARTICLES,
    STOPPING,
    Heard,
    alike,
    cues,
    holds_back,
)


def held_back(
    said: Sequence[Heard],
    some: Sequence[Heard],
    held: Sequence[Heard],
    scope: Sequence[Word] = (),
) -> bool:
    """Whether each of ``some`` stands in a clause that says no in other words: "lost power".

    Not by a word that says no to something else which is cited as negated, too. scope: what is
    negated there together with ``some``.
    """
    if any(not scope for _, scope in cues([s.word for s in said])):
        return True  # "it did not": of what has just been told
    clauses = set()
    ours = {s.word.clause for s in some}
    for place, told in enumerate(said):
        cited = any(h.word.stem == told.word.stem for h in held)
        if told in some or not holds_back(told.word) or (cited and told.word.stem in STOPPING):
            continue
        if told.word.stem in STOPPING and place and said[place - 1].word.token in ARTICLES:
            continue  # "the pause": a thing that is spoken of
        after = (s for s in said[place + 1 :] if s.word.content)
        head = next((s for s in after if s.word.clause == told.word.clause), None)
        together = head is not None and any(same(head.word, w) for w in scope)
        negated = head is not None and any(h.turned for h in alike(held, head.word))
        if head is None or head in some or together or not negated:
            if told.word.token in NEGATIONS and told.word.clause in ours:
                return True  # a negation that is of nothing else
            clauses.add(told.word.clause)
    return all(s.word.clause in clauses for s in some)


def opposite_holds(held: Sequence[Heard], head: Word) -> bool:
    """Whether what is cited says by an opposite what a negation of ``head`` says: "closed"."""
    return any(
        forms(h.word) & theirs and not h.turned
        for form in forms(head)
        for _, theirs, turns in sides(form)
        if turns
        for h in held
    )
