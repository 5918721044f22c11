"""Negation: neither lost nor invented."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.grounds import Grounds
from bot.checking.holding import opposite_holds
from bot.checking.lexing import Word
from bot.checking.likeness import denies
from bot.checking.losing import lost
from bot.checking.phrases import phrased
from bot.checking.refusals import let_go, stopped
from bot.checking.sole import no_figure, other_than_the_only_one, unspoken
from bot.checking.stances import against_all
from bot.checking.turning import (
    BACKWARD,
    NEGATIVE,
    STOPPING,
    Heard,
    alike,
    cues,
    heard,
)

_AHEAD = frozenset("will plan plans planned expects expected scheduled set due".split())
_MORE = frozenset("more better higher larger bigger greater".split())
_EARLIER = frozenset("before ever previously earlier".split())


def turned_round(sentence: str, grounds: Grounds) -> str | None:
    """The word of ``sentence`` that says the opposite of what is cited, or None."""
    said = heard(phrased(sentence))
    held = [h for g in grounds.each for h in heard(phrased(g.text))]
    return (
        other_than_the_only_one(sentence, grounds)
        or no_figure(sentence, grounds)
        or unspoken(phrased(sentence), grounds)
        or _invented(phrased(sentence), said, held)
        or stopped(phrased(sentence), held)
        or lost(grounds, said, held)
        or let_go(phrased(sentence), grounds, said, held)
        or against_all(said, held)
    )


def _invented(words: Sequence[Word], said: Sequence[Heard], held: Sequence[Heard]) -> str | None:
    """A negation of ``sentence`` whose word is nowhere negated in what is cited."""
    for cue, scope in cues(words):
        head = scope[0] if scope else None
        if head is None:
            continue
        like = alike(held, head)
        exact = bool(like) and like[0].word.stem == head.stem
        if any(h.turned for h in like) or opposite_holds(held, head):
            continue
        if cue.token in BACKWARD and any(opposite_holds(held, w) for w in scope[1:]):
            continue  # "no shops would close" for "all shops stay open"
        if any(opposite_holds(held, w) and not alike(held, w) for w in scope[1:2]):
            continue  # "had not slept well" for "had slept badly"
        if any(denies(h.word, head) and not h.turned for h in held):
            continue
        if _told_by_degree(cue, words, held):
            continue
        if cue.token in ("neither", "nor") and any(
            h.turned for w in words if w.clause == cue.clause for h in held if h.word.stem == w.stem
        ):
            continue  # it is of the subject: "neither A nor B set a date"
        if like:
            # "was not asked to stop" for "was told to go on": the next word may carry it.
            loose = cue.token in BACKWARD or (not exact and head.stem not in STOPPING)
            if not loose or not any(h.turned for w in scope[1:2] for h in alike(held, w)):
                return f"{cue.text} {head.text}"
        elif len(_unmatched(said, held, head)) < len(list(cues(words))) or _told_as_true(
            [w for w in scope[1:] if w.start > cue.start], said, held
        ):
            return f"{cue.text} {head.text}"
    return None


def _told_as_true(scope: Sequence[Word], said: Sequence[Heard], held: Sequence[Heard]) -> bool:
    """Whether what is negated beyond its verb stands in what is cited, and not negated.

    And what is negated there is not told: "not count as employees" for "are employees".
    """
    if any(not scope for _, scope in cues([h.word for h in held])):
        return False
    exact = [h for w in scope for h in held if h.word.stem == w.stem]
    negated = [h for h in held if h.turned]
    told = any(s.word.stem == h.word.stem for h in negated for s in said)
    return bool(exact) and not told and not any(h.turned for h in exact)


def _told_by_degree(cue: Word, words: Sequence[Word], held: Sequence[Heard]) -> bool:
    """Whether no negation is cited, and need not be.

    "Not so cold since 1981" for "the lowest since 1981", "has yet to" for "plans to".
    """
    behind = [w for w in words if w.start > cue.start]
    after = [w.token for w in behind[:1]]
    if after == ["other"] and any(h.word.token in ("only", "sole") for h in held):
        return True  # "no other way" for "the only way"
    compared = cue.token in ("no", "never") and any(a.endswith("er") for a in after)
    if compared and any(h.word.token.endswith("est") for h in held):
        return True  # "no better one for years" for "the best for years"
    if cue.token in BACKWARD and any(
        w.token.endswith("er") and h.word.token == f"{w.token[:-1]}st"
        for w in behind
        for h in held
        if w.clause == cue.clause
    ):
        return True  # "no mayor has had a shorter term" for "the shortest term of a mayor"
    held_tokens = [h.word.token for h in held]
    any_other = ("any", "other") in zip(held_tokens, held_tokens[1:], strict=False)
    if cue.token == "no" and any_other and any(w.token in _MORE for w in behind):
        return True  # "no film did better" for "more than any other film"
    before = any(w.token in _EARLIER for w in words)
    if before and any(h.word.token == "first" for h in held):
        return True  # "no city before" for "the first city"
    if cue.token == "yet":
        return any(h.word.token in _AHEAD for h in held)
    since = any(w.token == "since" for w in words)
    if since and "last" in held_tokens:
        return True  # "has not been lowered since 1972" for "was last lowered in 1972"
    since = since and "since" in held_tokens
    return since and any(h.word.token.endswith("est") or h.word.token == "first" for h in held)


def _unmatched(said: Sequence[Heard], held: Sequence[Heard], head: Word) -> list[Word]:
    """The words that say no in what is cited, less refusals and bans that are told as well.

    A refusal ``head`` that is itself negated says yes, which no other refusal does.
    """
    refusals = head.stem not in STOPPING
    return [
        h.word
        for h in held
        if h.word.token in NEGATIVE
        or (refusals and h.word.stem in STOPPING and not alike(said, h.word))
    ]
