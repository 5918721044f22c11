"""Opposites: a word is not told where what is cited holds its opposite."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.antonyms import forms, sides
from bot.checking.grounds import Grounds
from bot.checking.lexing import Word
from bot.checking.likeness import one_word, same
from bot.checking.nearby import Around, alikeness, around
from bot.checking.phrases import phrased
from bot.checking.seeming import of_another_kind, of_time, one_trade
from bot.checking.turning import Heard, heard
from bot.words import stem

_CLEARLY = 1.25
"""How much better a word's surroundings must fit those of its opposite than its own."""
_SOMEWHERE = 0.05
_BESIDE = 0.2
"""How much they must fit; the second where the headline or the outlet holds the word."""
_NO_STEMS = frozenset("goods will".split())
"""Words that have the stem of another: "good", "willing"."""
_PRONOUNS = frozenset("it them that this him her".split())
_RELATING = frozenset("before after until for against".split())
"""Opposites that say nothing but of what they are."""
_OBJECT = 4
"""Words of content after one of these that are what it is of."""
_LONG = 6
_PREFIXES = ("un", "in", "il", "im", "ir", "dis", "non")


def opposed(sentence: str, grounds: Grounds) -> str | None:
    """The word of ``sentence`` whose opposite is cited where it stands, or None."""
    said = heard(phrased(sentence))
    held = [heard(phrased(g.text)) for g in grounds.each]
    return _opposite(said, held, grounds) or _prefixed(said, [h for some in held for h in some])


def _opposite(
    said: Sequence[Heard], held: Sequence[Sequence[Heard]], grounds: Grounds
) -> str | None:
    about = {w.stem for w in grounds.about}
    cited = {h.word.stem for some in held for h in some}
    held = [
        [h for h in some if h.word.token not in _NO_STEMS and not of_time(h, some)] for some in held
    ]
    for told in said:
        plain = told.word.stem
        if of_another_kind(told, said):
            continue
        for ours, theirs, turns in (s for form in forms(told.word) for s in sides(form)):
            swapped = turns and told.turned and plain not in cited
            if swapped:
                ours, theirs = theirs, ours
            agree: list[Around] = []
            differ: list[Around] = []
            for some in held:
                for h in some:
                    if turns and told.turned and h.turned and forms(h.word) & ours:
                        # "beyond repair" for "cannot be repaired", not "not shut" for "not open"
                        (differ if swapped else agree).append(_around(h, some))
                        continue
                    turned = turns and h.turned
                    traded = one_trade(told, said) and one_trade(h, some)
                    if traded or forms(h.word) & (theirs if turned else ours):
                        agree.append(_around(h, some))
                    elif forms(h.word) & theirs and not h.turned and _of_one(told, said, h, some):
                        differ.append(_around(h, some))
            both = bool(agree) and any(s.word.stem in theirs and not s.turned for s in said)
            if not differ or both or (agree and _sums_up(told, said)):
                continue
            here = _around(told, said)
            least = _BESIDE if not agree and about & ours else _SOMEWHERE
            if agree:
                least = _CLEARLY * _likest(here, agree)
            if _likest(here, differ) > least or (not agree and turns and _of_it(held, theirs)):
                return told.word.text
    return None


def _of_it(held: Sequence[Sequence[Heard]], theirs: frozenset[str]) -> bool:
    """Whether one of ``theirs`` is said of what stands before: "he denied it"."""
    return any(
        h.word.stem in theirs and after.word.token in ("it", "that", "this")
        for some in held
        for h, after in zip(some, some[1:], strict=False)
    )


def _sums_up(one: Heard, all_of_it: Sequence[Heard]) -> bool:
    """Whether it speaks of what has been told: "the decline was blamed on higher costs"."""
    place = all_of_it.index(one)
    return place == 1 and all_of_it[0].word.token in ("the", "this", "that", "its")


def _of_one(told: Heard, said: Sequence[Heard], cited: Heard, held: Sequence[Heard]) -> bool:
    """Whether two such as "before" and "after" are of one thing: "after B" is "B before"."""
    if told.word.token not in _RELATING or cited.word.token not in _RELATING:
        return True
    verbs = [some[:i][-1:] for some, i in ((said, said.index(told)), (held, held.index(cited)))]
    if all(verbs) and one_word(verbs[0][0].word, verbs[1][0].word):
        return True  # "voted for it", "voted against it"
    if said[said.index(told) + 1 :][:1] and said[said.index(told) + 1].word.token in _PRONOUNS:
        return False
    ours = _beyond(told, said)
    behind, ahead = _beyond(cited, held), _ahead(cited, held)
    return _shared(ours, behind) > _shared(ours, ahead)


def _beyond(one: Heard, all_of_it: Sequence[Heard]) -> list[Word]:
    after = [h.word for h in all_of_it if h.word.start > one.word.start and h.word.content]
    return [w for w in after[:_OBJECT] if w.clause == one.word.clause]


def _ahead(one: Heard, all_of_it: Sequence[Heard]) -> list[Word]:
    before = [h.word for h in all_of_it if h.word.start < one.word.start and h.word.content]
    return before[-2 * _OBJECT :]


def _shared(ours: Sequence[Word], theirs: Sequence[Word]) -> int:
    return sum(any(same(w, t) for t in theirs) for w in ours)


def _around(one: Heard, all_of_it: Sequence[Heard]) -> Around:
    return around([h.word for h in all_of_it], one.word.start, one.word.end)


def _likest(here: Around, places: Sequence[Around]) -> float:
    return max(alikeness(here, place) for place in places)


def _prefixed(said: Sequence[Heard], held: Sequence[Heard]) -> str | None:
    """Such as "likely" where "unlikely" is cited, or the other way round."""
    theirs = {h.word.token: h.turned for h in held}
    stems = {h.word.stem: h.turned for h in held}
    for told in said:
        token = told.word.token
        if token in theirs:
            continue
        if _bare_of(token) in stems and stems[_bare_of(token)] == told.turned:
            return told.word.text
        for prefix in _PREFIXES:
            bare = token.removeprefix(prefix)
            against = f"{prefix}{token}" if f"{prefix}{token}" in theirs else bare
            if against == token or len(min(token, against, key=len)) < 4:
                continue
            if against in theirs and theirs[against] == told.turned:
                return told.word.text
    return None


def _bare_of(token: str) -> str:
    """The stem of what it denies, which other words have, too: "uninsured" of "insurance"."""
    denies = token.startswith("un") and token.endswith("ed") and len(token) > _LONG
    return stem(token.removeprefix("un")) if denies else ""
