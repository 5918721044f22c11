"""A clause that says no in what is cited, and that is told as if it said yes, in any words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checking.antonyms import forms, sides
from bot.checking.grounds import Grounds
from bot.checking.leaning import FOR, leaning
from bot.checking.lexing import NEGATIONS, Word
from bot.checking.likeness import denies, same
from bot.checking.phrases import GRATIS, OPEN, phrased
from bot.checking.turning import ARTICLES, STOPPING, cues, holds_back, stops
from bot.verb_forms import may_be_past

_COVERED = 0.3
"""The share of a clause's words of content that must be told."""
_SOMEWHAT = 0.35
"""How far a word must lean for it to stand for a negation."""
_BEHIND = 2
"""Words of content behind a verb among which what it is of stands."""
_SAYING_NO = frozenset((GRATIS, OPEN, "whether"))
_HELPING = frozenset("to will would must should may might could".split())
_WHO = frozenset("who which that".split())
_BEGIN = frozenset(
    "is are was were has have had will would can could may must should that does do did".split()
)


def told_as_so(sentence: str, grounds: Grounds) -> str | None:
    """A clause that is negated in what is cited, and in ``sentence`` holds nothing that says no."""
    ours = phrased(sentence)
    cited = [phrased(g.text) for g in grounds.each]
    for words in cited:
        for cue, clause, refuses in _negated(words):
            told = [w for w in clause if any(same(w, o) for o in ours)]
            if not told or len(told) < _COVERED * len(clause):
                continue
            part = _about(told, ours)
            done = refuses and _goes_on(part, told, cited)
            if not done and _rather_of_another(part, cue, told, clause, cited):
                continue
            if any(_says_no(w, ours, cited) for w in part) or _cues_within(ours, part):
                continue
            if not refuses and any(_opposite_among(w, clause) for w in part):
                continue  # "was acquitted" for "was not convicted"
            if not refuses or any(_affirms(w, cited) for w in part):
                return f"{told[0].text}, where {cue.text} is cited,"
    return None


def _negated(words: Sequence[Word]) -> Iterator[tuple[Word, list[Word], bool]]:
    """Each cue with the words of content of its clause, and whether it is a refusal or the like.

    Not where what is negated says no itself: "nobody will lose a job".
    """
    numbers = parts(words)
    negations = [(cue, scope, False) for cue, scope in cues(words)]
    refusals: list[tuple[Word, list[Word], bool]] = [
        (w, [], True) for n, w in enumerate(words) if _refuses(words, n)
    ]
    for cue, scope, refuses in negations + refusals:
        if any(_leans(w, words) for w in scope):
            continue
        here = numbers[words.index(cue)]
        inside = [
            w
            for w, n in zip(words, numbers, strict=True)
            if n == here and w.content and w.start != cue.start
        ]
        if refuses and not inside:  # "had planned to, but gave up"
            inside = [w for w, n in zip(words, numbers, strict=True) if n == here - 1 and w.content]
        if len(inside) > (not refuses):
            yield cue, inside, refuses


def _refuses(words: Sequence[Word], place: int) -> bool:
    """Whether the word there is a verb such as "refused", itself not negated."""
    word = words[place]
    if word.stem not in STOPPING or (word.capital and not word.first):
        return False
    before = [w.token for w in words[max(0, place - 3) : place]]
    if any(b in ARTICLES for b in before[-1:]) or any(b in NEGATIONS for b in before):
        return False
    return may_be_past(word.token) or any(b in _HELPING for b in before[-2:])


def _leans(word: Word, words: Sequence[Word]) -> bool:
    """Whether it says no itself, as what is done or as what something is like."""
    before = words[words.index(word) - 1].token
    if word.capital or before in ARTICLES or before in ("of", "in", "for"):
        return False
    return holds_back(word) or leaning(word.token) > _SOMEWHAT


def parts(words: Sequence[Word]) -> list[int]:
    """The clause of each word, where "and" begins one, too, if what is done follows."""
    found: list[int] = []
    number = 0
    for place, word in enumerate(words):
        if place:
            after = words[place + 1 : place + 2]
            joins = word.token in ("and", "but") and any(
                w.token in _BEGIN or (_may_tell(words, place + 1) and not w.capital) for w in after
            )
            number += word.clause != words[place - 1].clause or joins
        found.append(number)
    return found


def _may_tell(words: Sequence[Word], place: int) -> bool:
    """Whether a verb stands there: "and remains free", not "and operations went on"."""
    token = words[place].token
    if not token.endswith("s") or token.endswith("ss"):
        return may_be_past(token)
    return not any(w.token in _BEGIN or may_be_past(w.token) for w in words[place + 1 : place + 2])


def _about(told: Sequence[Word], ours: Sequence[Word]) -> list[Word]:
    """The clauses that tell any of ``told``; with "A, who is B, did C", A did C."""
    numbers = parts(ours)
    here = {n for o, n in zip(ours, numbers, strict=True) if any(same(o, w) for w in told)}
    aside = {n for o, n in zip(ours, numbers, strict=True) if o.token in _WHO}
    bare = {n for n in here if n + 1 in aside and not _has_verb(ours, numbers, n)}
    here |= {n + 2 for n in bare}
    return [o for o, n in zip(ours, numbers, strict=True) if n in here]


def _has_verb(words: Sequence[Word], numbers: Sequence[int], number: int) -> bool:
    inside = [w for w, n in zip(words, numbers, strict=True) if n == number]
    return any(w.token in _BEGIN or may_be_past(w.token) for w in inside)


def _goes_on(part: Sequence[Word], told: Sequence[Word], cited: Sequence[Sequence[Word]]) -> bool:
    """Whether it is affirmed of what is told: "pressing ahead with the suit"."""
    said = [w for w in part if w.content]
    return any(
        _affirms(w, cited) and any(same(o, t) for o in said[n + 1 : n + 1 + _BEHIND] for t in told)
        for n, w in enumerate(said)
    )


def _rather_of_another(
    part: Sequence[Word],
    cue: Word,
    told: Sequence[Word],
    clause: Sequence[Word],
    cited: Sequence[Sequence[Word]],
) -> bool:
    """Whether a clause of what is cited that does not say no holds more of what ``part`` tells.

    Who it is of, before the cue, counts for neither.
    """
    subject = [w for w in clause if w.start < cue.start]
    said = [w for w in part if w.content and not any(same(w, s) for s in subject)]
    own = sum(any(same(o, w) for w in told if w.start > cue.start) for o in said)
    inside = {w.start for w in clause}
    for words in cited:
        numbers = parts(words)
        for number in set(numbers):
            other = [w for w, n in zip(words, numbers, strict=True) if n == number]
            if any(w.start in inside for w in other) or any(holds_back(w) for w in other):
                continue
            if sum(any(same(o, w) for w in other) for o in said) >= max(own, 1):
                return True
    return False


def _cues_within(ours: Sequence[Word], part: Sequence[Word]) -> bool:
    inside = {w.start for w in part}
    return any(c.start in inside for c, _ in (*cues(ours), *stops(ours)))


def _says_no(word: Word, ours: Sequence[Word], cited: Sequence[Sequence[Word]]) -> bool:
    """Whether it may stand for a negation; not a word that is cited as well: "the theft"."""
    if holds_back(word) or word.token in _SAYING_NO:
        return True
    if any(denies(word, w) for words in cited for w in words):
        return True
    if not word.content or not _leans(word, ours):
        return False
    return not any(same(word, w) for words in cited for w in words)


def _opposite_among(word: Word, clause: Sequence[Word]) -> bool:
    return any(
        turns and forms(w) & theirs
        for form in forms(word)
        for _, theirs, turns in sides(form)
        for w in clause
    )


def _affirms(word: Word, cited: Sequence[Sequence[Word]]) -> bool:
    """Whether it says that something is done or allowed, as what is cited nowhere does."""
    if not word.content or word.capital or leaning(word.token) > FOR:
        return False
    return not any(same(word, w) for words in cited for w in words)
