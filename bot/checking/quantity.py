"""How much of something: "all" is not "most", "some" not "none", "may" not "will"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.figures import NUMBERS
from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.nearby import alikeness, around
from bot.checking.turning import holds_back

_SHARES = (
    frozenset("none nobody neither no".split()),
    frozenset("few little minority hardly".split()),
    frozenset("some several certain".split()),
    frozenset("half".split()),
    frozenset("most mostly majority".split()),
    frozenset("all every each everyone everything entire whole both unanimous always".split()),
)
"""From nothing to everything."""
_BY_OTHERS = frozenset("half no".split())
"""Shares that the checks of numbers and negations look after."""
_CLEARLY = 1.2


def other_share(sentence: str, grounds: Grounds) -> str | None:
    """The word for a share of something of which what is cited tells another share."""
    held = [
        (share, around(words, w.start, w.end))
        for g in grounds.each
        for words in [words_of(g.text)]
        for w in words
        if (share := _share(w, words)) is not None
    ]
    words = words_of(sentence)
    for word in words:
        ours = _share(word, words)
        if ours is None or word.token in _BY_OTHERS or not held:
            continue
        here = around(words, word.start, word.end)
        same = max((alikeness(here, a) for s, a in held if s == ours), default=0.0)
        other = max((alikeness(here, a) for s, a in held if s != ours), default=0.0)
        none = any(s == 0 for s, _ in held)
        if none and ours == len(_SHARES) - 1 and any(map(holds_back, words)):
            continue  # "all were unharmed" for "none was hurt"
        if other > _CLEARLY * same and other > 0.0:
            return word.text
    return None


def _share(word: Word, words: Sequence[Word]) -> int | None:
    place = words.index(word)
    before = words[place - 1].token if place else ""
    after = words[place + 1].token if place + 1 < len(words) else ""
    if word.token == "some" and (after[:1].isdigit() or after in NUMBERS):
        return None  # "some 3,200 passengers"
    if word.token == "all" and after == "but":
        return 4  # "all but two"
    if word.token == "half" and (after == "time" or before in ("first", "second")):
        return None  # of a match
    if word.token == "most" and (before in ("the", "at") or after in ("likely", "probably")):
        return None  # a comparison
    if word.token in ("all", "both", "few", "little") and before in ("at", "a", "not"):
        return None
    return next((n for n, share in enumerate(_SHARES) if word.token in share), None)
