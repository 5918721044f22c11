"""The only one, a number that is denied, and what nobody has said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.checking.figures import NUMBERS, figures_in
from bot.checking.grounds import Grounds
from bot.checking.lexing import NEGATIONS, Word
from bot.checking.likeness import same
from bot.checking.phrases import OPEN, phrased
from bot.checking.turning import (
    holds_back,
)

_DENIED = re.compile(r"(?i)\bnot\s(?:\w+\s)?$")
_NOT = re.compile(r"(?i)\b(?:not|no|never|than|instead)\b")
_PLAIN_NO = re.compile(r"(?i)\b(?:not|no|never|nor)\b")
_ONLY = re.compile(r"(?i)\b(?:only|sole|alone|nothing but|just)\b")
_OTHER = re.compile(
    r"(?i)\b(no |any )?other (?:way|option|choice|means|possibility|reason|case)s?\b"
    r"|\b(?:more than|not just|not only|beyond)"
    rf" (?!(?:an?|half|double|twice|enough|any|{'|'.join(NUMBERS)})\b)[a-z]"
)
_SOLE = re.compile(r"(?i)\b(not )?the (?:only|sole)\b")
_TOLD = frozenset(
    "say says said tell tells told disclose discloses disclosed reveal reveals revealed".split()
)
_WHETHER = frozenset("whether if".split())
_WHAT = 3


def other_than_the_only_one(sentence: str, grounds: Grounds) -> str | None:
    """A "the only one" where "not the only one" is cited, or the other way round."""
    ours = _SOLE.search(sentence)
    theirs = [m for g in grounds.each for m in _SOLE.finditer(g.text)]
    only = any(_ONLY.search(g.text) for g in grounds.each)
    others = _OTHER.search(sentence)
    if (
        only
        and others
        and not _ONLY.search(sentence)
        and not (others[1] or _PLAIN_NO.search(sentence))
    ):
        return others.group()
    if ours and theirs and all(bool(m[1]) != bool(ours[1]) for m in theirs):
        return ours.group()
    return None


def no_figure(sentence: str, grounds: Grounds) -> str | None:
    """A number that is denied, "not 13 to 0", where what is cited tells it."""
    denied = [m for f in figures_in(sentence) if (m := _DENIED.search(sentence, 0, f.start))]
    if not denied or any(m for g in grounds.each for m in _NOT.finditer(g.text)):
        return None
    return denied[0].group()


def unspoken(words: Sequence[Word], grounds: Grounds) -> str | None:
    """What somebody has not said in what is cited, and has in ``sentence``."""
    if any(holds_back(w) for w in words):
        return None
    asks = any(w.token in _WHETHER or w.token == OPEN for w in words)
    tells = [w for w in words if w.token in _TOLD]
    for ground in grounds.each:
        cited = phrased(ground.text)
        for cue, verb in zip(cited, cited[1:], strict=False):
            left_open = cue.token == OPEN and verb.token in _WHETHER
            if not left_open and (cue.token not in NEGATIONS or verb.token not in _TOLD):
                continue
            if asks if left_open else not tells:
                continue
            after = [w for w in cited if w.start > verb.start and w.clause == verb.clause]
            what = [w for w in after if w.content][:_WHAT]
            if what and all(any(same(w, o) for o in words) for w in what):
                return f"{cue.text} {verb.text}"
    return None
