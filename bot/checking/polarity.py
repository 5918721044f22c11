"""Negation and opposites: neither lost nor invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.checking.grounds import Grounds
from bot.checking.lexing import NEGATIONS, Word, words_of
from bot.checking.likeness import same
from bot.words import stem

_BACKWARD = frozenset("no none nothing nobody neither nor nowhere".split())
"""Negations of a thing; the verb before it is negated, too: "gave no reason"."""
_NOT_ONLY = frozenset("only just merely simply".split())
_REACH = 4
_STOPPING = frozenset(
    map(
        stem,
        """refuse deny decline fail reject oppose lack stop halt cease quit bar forbid ban prohibit
        prevent block moratorium pause suspend suspension drop veto abandon discontinue avoid
        unable refusal""".split(),
    )
)
"""Words that say that what follows does not happen."""
_STOPPING_REACH = 6
_ACTS = frozenset(
    "is are was were does did do has have had will would may can must should could".split()
)
"""There what a ban or a pause is of ends, and what is told of it begins."""
_VERBS = """
    rise rose risen increase grow grew climb gain / fall fell fallen decrease decline shrink drop
    support back praise welcome favor favour endorse / oppose criticize criticise condemn denounce
    allow permit let lets enable legalize / forbid bar ban prohibit halt block outlaw
    pass approve adopt / reject defeat vetoed
    sign / veto refuse
    grant / deny refuse reject
    accept / refuse reject decline
    win won / lose lost
    start begin began / stop end finish cease
    keep continue retain remain / stop end quit leave left halt discontinue
    extend prolong / end shorten cut lift
    join enter / leave left quit
    buy bought purchase / sell sold
    arrest detain / release free
""".strip().splitlines()
"""Opposites that a negation turns into each other."""
_OTHERS = """
    more above exceed over higher greater larger / less fewer below under lower smaller
    highest most largest greatest biggest maximum / lowest least fewest smallest minimum
    before / after
    earlier / later
    good strong bright / poor bad weak bleak
    right correct correctly accurate accurately rightly / wrong wrongly incorrect incorrectly
    for / against
    all every both everyone / none neither nobody
    always / never rarely
    public / private
    guilty / innocent
    alive / dead
    man husband / woman wife
    north / south
    east / west
    yes / no
    unanimously / narrowly
""".strip().splitlines()
"""Opposites that none turns."""
_PREFIXES = ("un", "in", "il", "im", "ir", "dis", "non")


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word, whether it is turned round where it stands, and the negation that turns it."""

    word: Word
    turned: bool


def turned_round(sentence: str, grounds: Grounds) -> str | None:
    """The word of ``sentence`` that says the opposite of what is cited, or None."""
    said = _heard(words_of(sentence))
    held = [h for g in grounds.each for h in _heard(words_of(g.text))]
    return (
        _invented(words_of(sentence), said, held)
        or _stopped(words_of(sentence), held)
        or _lost(grounds, said, held)
        or _let_go(words_of(sentence), grounds, said, held)
        or _opposite(said, held, grounds)
        or _prefixed(said, held)
    )


def _invented(words: Sequence[Word], said: Sequence[_Heard], held: Sequence[_Heard]) -> str | None:
    """A negation of ``sentence`` whose word is nowhere negated in what is cited."""
    for cue, scope in _cues(words):
        head = scope[0] if scope else None
        if head is None:
            continue
        like = _alike(held, head)
        exact = bool(like) and like[0].word.stem == head.stem
        if any(h.turned for h in like):
            continue
        if like:
            # "was not asked to stop" for "was told to go on": the next word may carry it.
            loose = cue.token in _BACKWARD or (not exact and head.stem not in _STOPPING)
            if not loose or not any(h.turned for w in scope[1:2] for h in _alike(held, w)):
                return f"{cue.text} {head.text}"
        elif not any(h.turned for h in held):
            return f"{cue.text} {head.text}"
    return None


def _lost(grounds: Grounds, said: Sequence[_Heard], held: Sequence[_Heard]) -> str | None:
    """A word that is negated in what is cited and not in ``sentence``."""
    for ground in grounds.each:
        for cue, scope in _cues(words_of(ground.text)):
            if not scope:
                continue
            head = next((w for w in scope if _alike(said, w)), scope[0])
            ours = _alike(said, head)
            if not ours or any(s.turned for s in ours):
                continue
            shared = [w for w in scope[:2] if _alike(said, w)]
            if all(any(not h.turned for h in _alike(held, w)) for w in shared):
                continue  # what is cited says both
            if any(s.turned for w in scope for s in _alike(said, w)):
                continue
            return f"{cue.text} {head.text}"
    return None


def _stopped(words: Sequence[Word], held: Sequence[_Heard]) -> str | None:
    """A refusal, a ban or the like in ``sentence`` of what, in what is cited, goes on."""
    for word, scope in _stops(words):
        like = _alike(held, scope[0])
        if like and not any(h.turned for h in like) and not _alike(held, word):
            return f"{word.text} {scope[0].text}"
    return None


def _let_go(
    words: Sequence[Word], grounds: Grounds, said: Sequence[_Heard], held: Sequence[_Heard]
) -> str | None:
    """What is refused, banned or the like in what is cited, and goes on in ``sentence``."""
    if any(True for _ in _cues(words)) or any(w.stem in _STOPPING for w in words):
        return None
    for ground in grounds.each:
        for word, scope in _stops(words_of(ground.text)):
            ours = [s for s in said if s.word.stem == scope[0].stem]
            theirs = [h for h in held if h.word.stem == scope[0].stem]
            if ours and all(h.turned for h in theirs) and not _alike(said, word):
                return f"{scope[0].text}, where {word.text} is cited,"
    return None


def _stops(words: Sequence[Word]) -> Iterator[tuple[Word, list[Word]]]:
    """Each word that says that something does not happen, with what does not."""
    for place, word in enumerate(words):
        if word.stem in _STOPPING and (word.first or not word.capital):
            scope = list(_following(words, place, _STOPPING_REACH))
            if scope:
                yield word, scope


def _opposite(said: Sequence[_Heard], held: Sequence[_Heard], grounds: Grounds) -> str | None:
    about = {w.stem for w in grounds.about}
    for heard in said:
        plain = heard.word.stem
        for ours, theirs, turns in _sides(plain):
            if turns and heard.turned and plain not in _STOPPING:
                ours, theirs = theirs, ours
            agree = any(
                (h.word.stem in ours and not (turns and h.turned))
                or (turns and h.turned and h.word.stem in theirs)
                for h in held
            )
            differ = any(h.word.stem in theirs and not (turns and h.turned) for h in held)
            if differ and not agree and not about & ours:
                return heard.word.text
    return None


def _prefixed(said: Sequence[_Heard], held: Sequence[_Heard]) -> str | None:
    """Such as "likely" where "unlikely" is cited, or the other way round."""
    theirs = {h.word.token: h.turned for h in held}
    for heard in said:
        token = heard.word.token
        if token in theirs:
            continue
        for prefix in _PREFIXES:
            bare = token.removeprefix(prefix)
            against = f"{prefix}{token}" if f"{prefix}{token}" in theirs else bare
            if against == token or len(min(token, against, key=len)) < 4:
                continue
            if against in theirs and theirs[against] == heard.turned:
                return heard.word.text
    return None


def _alike(heard: Sequence[_Heard], word: Word) -> list[_Heard]:
    """Where ``word`` is heard; where it is not, words of like meaning."""
    exact = [h for h in heard if h.word.stem == word.stem]
    if exact:
        return exact
    beside = frozenset(w for ours, _, _ in _sides(word.stem) for w in ours)
    return [h for h in heard if h.word.stem in beside or same(h.word, word)]


def _heard(words: Sequence[Word]) -> list[_Heard]:
    turns: dict[int, int] = {}
    for _, scope in _cues(words):
        for word in scope:
            turns[word.start] = turns.get(word.start, 0) + 1
    for _, scope in _stops(words):
        for word in scope:
            turns[word.start] = turns.get(word.start, 0) + 1
    return [_Heard(w, bool(turns.get(w.start, 0) % 2)) for w in words]


def _cues(words: Sequence[Word]) -> Iterator[tuple[Word, list[Word]]]:
    """Each negation with the words it turns round, the first of them the one it is about."""
    for place, word in enumerate(words):
        if word.token not in NEGATIONS:
            continue
        if place + 1 < len(words) and words[place + 1].token in _NOT_ONLY:
            continue
        scope = list(_following(words, place, _REACH))
        if word.token in _BACKWARD:
            before = [w for w in words[:place] if w.content and w.clause == word.clause]
            scope += before[-1:]
        yield word, scope


def _following(words: Sequence[Word], place: int, reach: int) -> Iterator[Word]:
    count = 0
    for word in words[place + 1 :]:
        negates = words[place].token in NEGATIONS
        ends = word.token in NEGATIONS or (word.token == "and" if negates else word.token in _ACTS)
        if word.clause != words[place].clause or count == reach or ends:
            return
        if word.content:
            count += 1
            yield word


@cache
def _sides(plain: str) -> tuple[tuple[frozenset[str], frozenset[str], bool], ...]:
    """The stems on the side of ``plain``, those on the other, and whether a negation turns them."""
    return tuple(
        (ours, theirs, turns)
        for one, other, turns in _pairs()
        for ours, theirs in ((one, other), (other, one))
        if plain in ours and plain not in theirs
    )


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str], bool], ...]:
    return tuple(
        (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())), turns)
        for lines, turns in ((_VERBS, True), (_OTHERS, False))
        for one, _, other in (line.partition("/") for line in lines)
    )
