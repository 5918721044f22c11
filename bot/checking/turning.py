"""What a negation, a ban or a refusal turns round: each word, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.checking.antonyms import sides
from bot.checking.figures import NUMBERS, ORDINALS
from bot.checking.leaning import denied
from bot.checking.lexing import NEGATIONS, Word
from bot.checking.likeness import same
from bot.checking.naming import likeness_to_names
from bot.verb_forms import may_be_past
from bot.words import stem

BACKWARD = frozenset("no none nothing nobody neither nor nowhere".split())
"""Negations of a thing; the verb before it is negated, too: "gave no reason"."""
_NOT_ONLY = frozenset("only just merely simply sole".split())
_ASKED = frozenset("whether how why what".split())
_KEEPING = frozenset("keep keeps kept keeping".split())
ARTICLES = frozenset("a an the this that its their his her".split())
_FALLING = frozenset("fall falls fell fallen falling".split())
_OF = frozenset("on of from against to".split())
_LOSING = frozenset("lose loses lost losing".split())
_RAISING = frozenset(["think"])
_REACH = 4
BE = frozenset("is are was were be been being".split())
STOPPING = frozenset(
    map(
        stem,
        """refuse deny decline fail reject oppose lack stop halt cease quit bar forbid ban prohibit
        prevent block moratorium pause suspend suspension drop veto abandon discontinue avoid exit
        unable refusal cancel scrap revoke repeal rescind withhold exclude omit ignore defy
        disregard disobey outlaw freeze shelve overturn reverse quash boycott forgo abstain
        withdraw postpone unwilling reluctant refrain neglect
        withdrew withdrawn withheld forbade forbidden forgone forsook forsaken""".split(),
    )
)
"""Words that say that what follows does not happen."""
NEGATIVE = NEGATIONS | frozenset(
    """absent absence missing short lacking lose loses lost losing rather instead unlike contrary
        unable instead despite little few barely rarely seldom unless shortage
        same unchanged stable steady regardless irrespective
        waiting awaiting await normal normally usual vacant empty overmuch severed""".split()
)
"""Words that may stand for a negation in another phrasing, beside ``STOPPING``."""
_NOBODY = frozenset("none nobody neither".split())
_THAN = frozenset("fewer less more earlier later sooner".split())
_CHOICES = frozenset("a the vote votes voted voting".split())
_STOPPING_REACH = 6
_ACTS = frozenset(
    "is are was were does did do has have had will would may can must should could".split()
)
"""There what a ban or a pause is of ends, and what is told of it begins."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A word, whether it is turned round where it stands, and the negation that turns it."""

    word: Word
    turned: bool


def heard(words: Sequence[Word]) -> list[Heard]:
    """Each word, turned round or not where it stands."""
    turns: dict[int, int] = {}
    for _, scope in cues(words):
        for word in scope:
            turns[word.start] = turns.get(word.start, 0) + 1
    for _, scope in stops(words):
        for word in scope:
            turns[word.start] = turns.get(word.start, 0) + 1
    return [Heard(w, bool(turns.get(w.start, 0) % 2)) for w in words]


def cues(words: Sequence[Word]) -> Iterator[tuple[Word, list[Word]]]:
    """Each negation with the words it turns round, the first of them the one it is about."""
    for place, word in enumerate(words):
        if not _says_no(words, place):
            continue
        scope = list(_following(words, place, _REACH))
        if scope[1:] and scope[0].token in _RAISING:
            del scope[0]  # "did not think that any would" is "thought that none would"
        losing = next((n for n, w in enumerate(scope) if w.token in _LOSING), len(scope))
        scope = scope[: losing + 1]  # "nobody will lose a job": the job is kept
        longer = any(w.token == "longer" for w in words[place + 1 : place + 2])
        does = any(w.token in _ACTS for w in words[place + 1 : place + 2])
        if word.token in BACKWARD and not longer and not does:
            scope += _done_to(words, place)
        elif scope and _passive(words, place):
            scope += undergoing(words, place)[:1]
        if word.token in _NOBODY:
            scope += _beyond_aside(words, place)
        yield word, scope


def _beyond_aside(words: Sequence[Word], place: int) -> list[Word]:
    """What is said of none after "who …": "none of those who were inside was hurt"."""
    clause = words[place].clause + 1
    aside = [w for w in words[place:] if w.clause == clause]
    if not aside or aside[0].token not in ("who", "which"):
        return []
    return [w for w in aside if w.content][-1:]


def _done_to(words: Sequence[Word], place: int) -> list[Word]:
    """The verb before a negated thing: "gave no reason", "left them no choice"."""
    clause = words[place].clause
    before = [w for w in words[:place] if w.content and w.clause == clause][-2:]
    verbs = [w for w in before if may_be_past(w.token) and not w.capital]
    return [w for w in (verbs or before)[-1:] if not w.token[0].isdigit()]


def _says_no(words: Sequence[Word], place: int) -> bool:
    """Whether a word negates: not "not only", "no fewer than", "not by companies alone"."""
    word = words[place]
    one_before = words[place - 1].token if place else ""
    after, beyond, *_ = [*(w.token for w in words[place + 1 : place + 3]), "", ""]
    if word.token == "beyond":  # "beyond repair"
        beside = [w for w in words[place + 1 : place + 3] if w.clause == word.clause]
        return len(beside) == 1
    if word.token not in NEGATIONS:
        return word.token == "yet" and after == "to"
    only = after in _NOT_ONLY or (after == "the" and beyond in _NOT_ONLY) or after == "since"
    counts = word.token == "no" and (
        after in _THAN or one_before in _CHOICES  # "campaign for a no"
    )
    alone = any(w.token == "alone" and w.clause == word.clause for w in words[place:])
    return not (only or counts or alone)


def stops(words: Sequence[Word]) -> Iterator[tuple[Word, list[Word]]]:
    """Each word that says that something does not happen, with what does not."""
    for place, word in enumerate(words):
        after = words[place + 1].token if place + 1 < len(words) else ""
        phrase = word.token == "short" and after == "of"
        if word.token == "from" and after.endswith("ing"):
            phrase = any(w.token in _KEEPING for w in words[max(0, place - 8) : place])
        before = words[place - 1].token if place else ""
        if word.token == "short" and before in _FALLING:
            continue  # "the offer fell short of the demand"
        if before in ARTICLES and after not in _OF:
            continue  # "the ban ends": of what, it does not say
        if word.token == "opposed" and before in BE and after != "by":
            continue  # "the council is opposed"
        if phrase or (word.stem in STOPPING and (word.first or not word.capital)):
            scope = list(_following(words, place, _STOPPING_REACH))
            if before in BE and may_be_past(word.token):  # "the order was revoked"
                scope = undergoing(words, place) or ([] if after == "by" else scope)
            if scope:
                yield word, scope


def _passive(words: Sequence[Word], place: int) -> bool:
    """Whether what is negated is undergone: "had not been counted"."""
    after = words[place + 1 : place + 4]
    be = any(w.token in BE for w in (*words[place - 1 : place], *after[:1]))
    return be and any(may_be_past(w.token) for w in after)


def undergoing(words: Sequence[Word], place: int) -> list[Word]:
    """The nearest words of content before a passive, the nearest first."""
    clause = words[place].clause
    before = [w for w in words[:place] if w.content and w.clause == clause]
    before = [w for w in before if not w.capital or (w.first and not _named(w))]
    return before[: -_REACH - 1 : -1]


def _named(word: Word) -> bool:
    return likeness_to_names(word.token) > 0


def holds_back(word: Word) -> bool:
    """Whether ``word`` may say that something is not, or not done."""
    prefixed = word.token.startswith("un") and word.token.endswith("ed") and len(word.token) > 6
    return word.token in NEGATIVE or word.stem in STOPPING or prefixed or denied(word.token)


def alike(heard: Sequence[Heard], word: Word) -> list[Heard]:
    """Where ``word`` is heard; where it is not, words of like meaning."""
    exact = [h for h in heard if h.word.stem == word.stem]
    if exact:
        return exact
    beside = frozenset(w for ours, _, _ in sides(word.stem) for w in ours)
    return [h for h in heard if h.word.stem in beside or same(h.word, word)]


def _following(words: Sequence[Word], place: int, reach: int) -> Iterator[Word]:
    count = 0
    negates = words[place].token in NEGATIONS
    after = [w.token for w in words[place + 1 :]]
    for n, word in enumerate(words[place + 1 :]):
        ends = (
            word.token in NEGATIONS
            or (negates and word.token in _ASKED)
            or (not negates and word.token in _ACTS)
        )
        ends = ends or (word.token == "and" and (negates or after[n + 1 :][:1] != ["from"]))
        if word.clause != words[place].clause or count == reach or ends:
            return
        counts = word.token in NUMBERS or word.token in ORDINALS or word.token[0].isdigit()
        if word.content and not counts:
            count += 1
            yield word
