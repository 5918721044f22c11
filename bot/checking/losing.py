"""A negation that what is cited has and a sentence has not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.grounds import Grounds
from bot.checking.holding import held_back, opposite_holds
from bot.checking.lexing import Word
from bot.checking.likeness import denies, one_word
from bot.checking.nearby import alikeness, around
from bot.checking.phrases import phrased
from bot.checking.precedence import FIRST
from bot.checking.turning import STOPPING, Heard, alike, cues, heard

_CLEARLY, _LEAST = 1.5, 0.1
"""How much better the surroundings of a negated word must fit than those of the same word told."""


def lost(grounds: Grounds, said: Sequence[Heard], held: Sequence[Heard]) -> str | None:
    """A word that is negated in what is cited and not in ``sentence``."""
    wished = _infinitives([h.word for h in held]) if not _infinitives(_bare(said)) else set()
    first = any(s.word.token == "first" for s in said)
    for ground in grounds.each:
        if first and FIRST.search(ground.text):
            continue  # "the first strike since 2009" for "no strike since 2009"
        for cue, scope in cues(phrased(ground.text)):
            if not scope:
                continue
            head = next((w for w in scope if alike(said, w)), scope[0])
            ours = alike(said, head)
            if not ours or any(s.turned for s in ours):
                continue
            if held_back(said, ours, held, scope):
                continue
            if any(denies(s.word, w) and not s.turned for s in said for w in scope):
                continue
            if any(opposite_holds(said, w) for w in scope):
                continue  # "wants it to go on" for "does not want it to stop"
            shared = [w for w in scope[:2] if alike(said, w)]
            exact = any(s.word.stem == head.stem for s in ours)
            if not shared and (not exact or any(s.turned for s in said)):
                continue  # too far from what is negated
            if (
                shared
                and all(
                    any(not h.turned and h.word not in wished for h in alike(held, w))
                    for w in shared
                )
                and not _nearer_to_the_negated(ours, said, shared, held, grounds)
            ):
                continue  # what is cited says both
            # What a told refusal is of, the refusal itself turns.
            near = scope[: scope.index(head) + 1] if head.stem in STOPPING else scope
            if any(s.turned for w in near for s in alike(said, w)):
                continue
            return f"{cue.text} {head.text}"
    return None


def _nearer_to_the_negated(
    ours: Sequence[Heard],
    said: Sequence[Heard],
    shared: Sequence[Word],
    held: Sequence[Heard],
    grounds: Grounds,
) -> bool:
    """Whether, of what is cited as so and as not so, the latter is told beside the same words."""
    here = [around(_bare(said), s.word.start, s.word.end) for s in ours]
    no = yes = 0.0
    for ground in grounds.each:
        words = phrased(ground.text)
        for told in heard(words):
            if not any(one_word(told.word, w) for w in shared):
                continue
            there = around(words, told.word.start, told.word.end)
            like = max(alikeness(h, there) for h in here)
            no, yes = (max(no, like), yes) if told.turned else (no, max(yes, like))
    return no > _CLEARLY * yes and no > _LEAST


def _bare(said: Sequence[Heard]) -> list[Word]:
    return [s.word for s in said]


def _infinitives(words: Sequence[Word]) -> set[Word]:
    """What is only to be done: "to pass rules"."""
    return {w for to, w in zip(words, words[1:], strict=False) if to.token == "to" and w.content}
