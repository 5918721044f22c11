"""Speakers that are not named: "the union" does not say what "the trade chamber" does."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.grounds import Grounds
from bot.checking.known_as import tied_to
from bot.checking.lexing import Word
from bot.checking.likeness import nearness_of, same
from bot.checking.speeches import Speech, speeches

_OPEN = frozenset(
    """he she they it who which company firm group agency organization organisation union institute
    official officials critics opponents supporters authors researchers experts people others some
    many spokesman spokeswoman report study article statement""".split()
)
"""Whom other words may stand for."""
_PLAIN = frozenset("union institute".split())
"""Of these, whom a sentence may not call so unless what is cited does."""
_AKIN = 0.28
"""From there on two nouns may be of one speaker: "trial", "study"."""


_KINDS = tuple(
    frozenset(line.split())
    for line in (
        "union workers employees staff association strikers",
        "company firm operator owner maker builder airline airport bank utility manufacturer",
        "government ministry minister state mayor governor council city county canton parliament",
        "court judge prosecutor prosecutors police",
        "university institute researchers scientists study",
        "regulator watchdog commissioner commission regulators inspectors auditor auditors",
    )
)
"""Kinds of speakers of whom one is not called by the nouns of another."""


def other_than_who_says(speech: Speech, grounds: Grounds) -> str | None:
    """The noun for a speaker where another noun stands for who says it in what is cited."""
    ours = _nouns(speech)
    heard = [s for g in grounds.each for s in speeches(g.text)]
    if speech.verb.token != "according":
        exact = [s for s in heard if s.verb.stem == speech.verb.stem]
        one = heard if len(heard) == 1 else []
        heard = exact or [s for s in heard if same(s.verb, speech.verb)] or one
    if heard and _of_another_kind(ours, [_nouns(s) for s in heard]):
        return ours[-1].text
    if not ours or not heard or any(w.token in _OPEN - _PLAIN for w in ours):
        return None
    theirs = [_nouns(s) for s in heard]
    if any(not s or s[-1].capital or any(w.token in _OPEN for w in s) for s in theirs):
        return None
    if any(_akin(o, w) for o in ours for some in theirs for w in some):
        return None
    stems = {w.stem for w in ours}
    tied = {n for g in grounds.each for n, _ in tied_to(g.told)}
    return None if stems & tied else ours[-1].text


def _of_another_kind(ours: Sequence[Word], theirs: Sequence[Sequence[Word]]) -> bool:
    kinds = {n for n, kind in enumerate(_KINDS) for w in ours if w.token in kind}
    if len(kinds) != 1 or any(w.capital for some in theirs for w in some):
        return False
    others = [{n for n, kind in enumerate(_KINDS) for w in s if w.token in kind} for s in theirs]
    return all(others) and not any(kinds & other for other in others)


def _nouns(speech: Speech) -> list[Word]:
    """The words that stand for the speaker, right beside the verb."""
    words: Sequence[Word] = speech.subject
    if speech.verb.token == "according":
        by = next((n for n, w in enumerate(words) if w.token == "by"), -1)
        words = words[by + 1 :]
    else:
        if speech.verb.token.endswith("ing"):
            return []
        words = [w for w in words if w.clause == speech.verb.clause and w.end <= speech.verb.start]
    return [w for w in words if (w.content or w.token in _OPEN) and not w.token[0].isdigit()]


def _akin(one: Word, other: Word) -> bool:
    return one.stem == other.stem or nearness_of(one.token, other.token) > _AKIN
