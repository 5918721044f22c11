"""Phrases that are one word: "called off" is "canceled", "fewer than ever" is "fewest"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.checking.lexing import Word, words_of
from bot.verb_forms import may_be_past, root
from bot.words import stem

_VERBS = """
    reject: turn down, turn back, send back, vote down, strike down, throw out, knock back
    refuse: decide against
    cancel: call off
    postpone: put off
    abandon: give up
    resign: step down, stand down, step aside
    close: shut down, close down
    omit: leave out, strike out
    withdraw: pull out, back out, opt out, drop out
    exclude: rule out, keep out
    continue: go on, carry on, keep on
    proceed: go ahead, press ahead, push ahead, move ahead, go forward, move forward
    happen: take place
    return: come back
    keep: hold on to
    restore: bring back
    withhold: hold back
    wait: hold off
    allow: let through, let in, let pass
    investigate: look into
    recover: get better
    bar: shut out, lock out
    sever: cut off
    promise: give a guarantee, give an assurance
    fail: go under, fall through
    destroy: sweep away, wash away, wipe out, tear down, pull down, burn down, knock down
    establish: set up
    dismiss: lay off
    arrive: turn up, show up
    discover: find out
    expire: run out
    reduce: cut back, scale back, scale down
    increase: step up, ramp up, scale up
    support: come out for, speak out for, stand behind, come out in favor
    oppose: come out against, speak out against
"""
_OTHERS = """
    halt: hold on, put on hold
    early: in good time, on time, in time, on schedule
    late: behind schedule, behind time
    deadline: the end of, end of
    gratis: free of charge, at no cost, at no charge, free, for free
    selfpaid: at their own expense, at its own expense, at their own cost, at his own expense
    recovered: back to normal, back to their, back to its
    lacking: for want of
    near: close to
    far: away from, far from
    much: a lot, a great deal
    insufficient: too little, too few
    sufficient: more than enough
    dismissal: layoffs
    openended: leave open, leaves open, left open, leaving open
"""
TOO = "overmuch"
"""What "too" is where it says that something cannot be."""
GRATIS = "gratis"
"""What nothing is paid for."""
OPEN = "openended"
"""What is left open."""
_PAST = {"withhold": "withheld", "omit": "omitted", "cancel": "canceled"}
_BETWEEN = frozenset("it them him her this that".split())
"""What may stand between a verb and its particle: "called it off"."""
_PARTICLES = frozenset("up down under".split())
_MOVING = frozenset(
    map(
        stem,
        """go come move push drive send bring be climb edge tick inch fall drop rise jump slip creep
        turn slow""".split(),
    )
)
"""Verbs after which "up" and "down" say more than that something is done."""
_BE = frozenset("is are was were be been being am".split())
_MOST = {
    "more": "most",
    "higher": "highest",
    "greater": "greatest",
    "larger": "largest",
    "better": "best",
    "fewer": "fewest",
    "less": "least",
    "lower": "lowest",
    "smaller": "smallest",
    "worse": "worst",
}
_ANY = frozenset("any ever all".split())
_THAN = 4

_Phrase = tuple[tuple[str, ...], str]


@lru_cache(maxsize=4096)
def phrased(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in order, each phrase that is one word as that word."""
    return tuple(_joined(words_of(text)))


def _joined(words: Sequence[Word]) -> Iterator[Word]:
    place = 0
    while place < len(words):
        word = words[place]
        length, one = _phrase_at(words, place)
        if one is not None:
            past = may_be_past(word.token) and one != OPEN
            token = _past(one) if past else one
            whole = words[place : place + length]
            yield replace(
                word,
                text=" ".join(w.text for w in whole),
                token=token,
                stem=stem(one),
                end=whole[-1].end,
                capital=False,
            )
        elif word.token == "too" and _too_much(words, place):
            yield replace(word, token=TOO, stem=TOO)
        elif word.token in _MOST and _beyond_all(words, place):
            token = _MOST[word.token]
            yield replace(word, token=token, stem=stem(token))
        elif not _is_particle(words, place):
            yield word
        place += length


def _phrase_at(words: Sequence[Word], place: int) -> tuple[int, str | None]:
    """How many words a phrase that begins at ``place`` takes, and the word that it is."""
    word = words[place]
    if word.capital and not word.first:
        return 1, None
    plain = root(word.token)
    for key, phrases in ((plain, _verbs()), (word.token, _others())):
        for rest, one in phrases.get(key, ()):
            for skipped in (0, 1):
                after = words[place + 1 + skipped : place + 1 + skipped + len(rest)]
                between = [w.token for w in words[place + 1 : place + 1 + skipped]]
                if tuple(w.token for w in after) == rest and all(b in _BETWEEN for b in between):
                    return 1 + skipped + len(rest), one
    return 1, None


def _beyond_all(words: Sequence[Word], place: int) -> bool:
    """Whether a comparison is with all others: "fewer than in any year"."""
    after = [w.token for w in words[place + 1 : place + 1 + _THAN]]
    return "than" in after and not _ANY.isdisjoint(after[after.index("than") :])


def _too_much(words: Sequence[Word], place: int) -> bool:
    """Whether it is too much for something: "too steep for fences", "too late to help"."""
    after = [w.token for w in words[place + 1 : place + 3] if w.clause == words[place].clause]
    return after[1:] in (["for"], ["to"])


def _is_particle(words: Sequence[Word], place: int) -> bool:
    """Whether "up" or "down" only belongs to its verb: "set up", "took down"."""
    if words[place].token not in _PARTICLES or not place:
        return False
    before = words[place - 1]
    verb = may_be_past(before.token) or before.token.endswith("ing")
    return verb and before.token not in _BE and root(before.token) not in _MOVING


def _past(one: str) -> str:
    return _PAST.get(one, one + ("d" if one.endswith("e") else "ed"))


@lru_cache(maxsize=1)
def _verbs() -> dict[str, list[_Phrase]]:
    return _table(_VERBS, plain=True)


@lru_cache(maxsize=1)
def _others() -> dict[str, list[_Phrase]]:
    return _table(_OTHERS, plain=False)


def _table(lines: str, *, plain: bool) -> dict[str, list[_Phrase]]:
    """Each phrase by its first word: the words that follow, and the one word that it is."""
    found: dict[str, list[_Phrase]] = {}
    for line in lines.strip().splitlines():
        one, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            first, *rest = phrase.split()
            found.setdefault(root(first) if plain else first, []).append((tuple(rest), one.strip()))
    for some in found.values():
        some.sort(key=lambda phrase: -len(phrase[0]))
    return found
