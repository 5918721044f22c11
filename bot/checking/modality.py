"""How sure something is: what "may" happen in what is cited does not "will" happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.likeness import same

_MAY = frozenset("may might could can possibly possible perhaps".split())
_LIKELY = frozenset("likely probably unlikely expected".split())
_WILL = frozenset("will would shall must".split())
_SURELY = frozenset("certainly surely definitely certain inevitable guaranteed".split())
_PLANS = frozenset("plans plan planned intends intend aims hopes wants hoped seeks".split())
_SURE, _OPEN = "sure", "open"


def other_certainty(sentence: str, grounds: Grounds) -> str | None:
    """A word that tells something as surer, or less sure, than what is cited does."""
    held = [pair for g in grounds.each for pair in _told(words_of(g.text))]
    for word, how, cue in _told(words_of(sentence)):
        theirs = {h for w, h, _ in held if w.stem == word.stem} or {
            h for w, h, _ in held if same(w, word)
        }
        if theirs and how not in theirs and {how, *theirs} == {_SURE, _OPEN}:
            return cue.text
    surely = next((w for w in words_of(sentence) if w.token in _SURELY), None)
    if surely is not None and any(w.token in _LIKELY | _MAY for w in grounds.words):
        return None if any(w.token in _SURELY for w in grounds.words) else surely.text
    return None


def _told(words: Sequence[Word]) -> Iterator[tuple[Word, str, Word]]:
    """Each word that "may" or "will" be, how sure it is, and the word that says so."""
    for place, cue in enumerate(words):
        how = _OPEN if cue.token in _MAY else _SURE if cue.token in _WILL else None
        before = [w for w in words[:place] if w.clause == cue.clause]
        if how is None or cue.capital or any(w.token in _PLANS for w in before):
            continue  # "hoped that it would"
        after = [w for w in words[place + 1 :] if w.content and w.clause == cue.clause]
        forbids = how == _OPEN and any(w.token == "not" for w in words[place + 1 : place + 2])
        if after and not forbids:
            yield after[0], how, cue
