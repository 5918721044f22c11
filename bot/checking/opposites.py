"""Opposites: a word is not told where what is cited holds its opposite."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.antonyms import sides
from bot.checking.grounds import Grounds
from bot.checking.lexing import words_of
from bot.checking.nearby import Around, alikeness, around
from bot.checking.turning import STOPPING, Heard, heard

_CLEARLY = 1.25
"""How much better a word's surroundings must fit those of its opposite than its own."""
_SOMEWHERE = 0.05
_BESIDE = 0.2
"""How much they must fit; the second where the headline or the outlet holds the word."""
_PREFIXES = ("un", "in", "il", "im", "ir", "dis", "non")


def opposed(sentence: str, grounds: Grounds) -> str | None:
    """The word of ``sentence`` whose opposite is cited where it stands, or None."""
    said = heard(words_of(sentence))
    held = [heard(words_of(g.text)) for g in grounds.each]
    return _opposite(said, held, grounds) or _prefixed(said, [h for some in held for h in some])


def _opposite(
    said: Sequence[Heard], held: Sequence[Sequence[Heard]], grounds: Grounds
) -> str | None:
    about = {w.stem for w in grounds.about}
    cited = {w.stem for w in grounds.words}
    for told in said:
        plain = told.word.stem
        for ours, theirs, turns in sides(plain):
            if turns and told.turned and plain not in STOPPING | cited:
                ours, theirs = theirs, ours
            agree, differ = [], []
            for some in held:
                for h in some:
                    turned = turns and h.turned
                    if h.word.stem in (theirs if turned else ours):
                        agree.append(_around(h, some))
                    elif h.word.stem in theirs and not turned:
                        differ.append(_around(h, some))
            if not differ or (agree and _sums_up(told, said)):
                continue
            here = _around(told, said)
            least = _BESIDE if not agree and about & ours else _SOMEWHERE
            if agree:
                least = _CLEARLY * _likest(here, agree)
            if _likest(here, differ) > least:
                return told.word.text
    return None


def _sums_up(one: Heard, all_of_it: Sequence[Heard]) -> bool:
    """Whether it speaks of what has been told: "the decline was blamed on higher costs"."""
    place = all_of_it.index(one)
    return place == 1 and all_of_it[0].word.token in ("the", "this", "that", "its")


def _around(one: Heard, all_of_it: Sequence[Heard]) -> Around:
    return around([h.word for h in all_of_it], one.word.start, one.word.end)


def _likest(here: Around, places: Sequence[Around]) -> float:
    return max(alikeness(here, place) for place in places)


def _prefixed(said: Sequence[Heard], held: Sequence[Heard]) -> str | None:
    """Such as "likely" where "unlikely" is cited, or the other way round."""
    theirs = {h.word.token: h.turned for h in held}
    for told in said:
        token = told.word.token
        if token in theirs:
            continue
        for prefix in _PREFIXES:
            bare = token.removeprefix(prefix)
            against = f"{prefix}{token}" if f"{prefix}{token}" in theirs else bare
            if against == token or len(min(token, against, key=len)) < 4:
                continue
            if against in theirs and theirs[against] == told.turned:
                return told.word.text
    return None
