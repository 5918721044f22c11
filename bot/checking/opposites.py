"""Opposites: a word is not told where what is cited holds its opposite."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.antonyms import sides
from bot.checking.grounds import Grounds
from bot.checking.lexing import words_of
from bot.checking.turning import STOPPING, Heard, heard

_PREFIXES = ("un", "in", "il", "im", "ir", "dis", "non")


def opposed(sentence: str, grounds: Grounds) -> str | None:
    """The word of ``sentence`` whose opposite is cited, or None."""
    said = heard(words_of(sentence))
    held = [h for g in grounds.each for h in heard(words_of(g.text))]
    return _opposite(said, held, grounds) or _prefixed(said, held)


def _opposite(said: Sequence[Heard], held: Sequence[Heard], grounds: Grounds) -> str | None:
    about = {w.stem for w in grounds.about}
    for told in said:
        plain = told.word.stem
        for ours, theirs, turns in sides(plain):
            if turns and told.turned and plain not in STOPPING:
                ours, theirs = theirs, ours
            agree = any(
                (h.word.stem in ours and not (turns and h.turned))
                or (turns and h.turned and h.word.stem in theirs)
                for h in held
            )
            differ = any(h.word.stem in theirs and not (turns and h.turned) for h in held)
            if differ and not agree and not about & ours:
                return told.word.text
    return None


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
