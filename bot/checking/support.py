"""Content: most of what a sentence says must stand, in these or like words, in what it cites."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.days import days_in
from bot.checking.figures import figures_in
from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.names import names_in
from bot.related import nearness

_ENOUGH = 0.6
_BY_THE_TEXT = 0.4
"""The share that the cited words must hold by themselves, without their headline."""
_UNRELATED, _ALIKE = 0.25, 0.5
_FREE = frozenset(
    """report reported reports according article coverage announce announced announcement state
    stated include including includes call called make made take took use used using say said told
    add added write wrote note noted name named know known become became put set get got give gave
    part way time people person first one two""".split()
)
"""Words so general that they need no support."""


def support(sentence: str, grounds: Grounds, *, headline: bool = True) -> float:
    """The share of the content of ``sentence`` that what it cites holds, 0..1.

    headline: whether those of the articles count, too.
    """
    about = grounds.about if headline else ()
    theirs = [w for w in (*grounds.words, *about) if w.content]
    stems = {w.stem for w in theirs}
    ours = _content(sentence, grounds, stems)
    if not ours:
        return 1.0
    near = nearness([w.token for w in ours], list(dict.fromkeys(w.token for w in theirs)))
    held = 0.0
    for word, row in zip(ours, near, strict=True):
        like = (float(row.max()) - _UNRELATED) / (_ALIKE - _UNRELATED) if row.size else 0.0
        held += 1.0 if word.stem in stems else min(1.0, max(0.0, like))
    return held / len(ours)


def unsupported(sentence: str, grounds: Grounds) -> str | None:
    """How little is held, in words, where that is too little."""
    share = support(sentence, grounds)
    alone = support(sentence, grounds, headline=False)
    return None if share >= _ENOUGH and alone >= _BY_THE_TEXT else f"{min(share, alone):.0%} of it"


def _content(sentence: str, grounds: Grounds, stems: set[str]) -> Sequence[Word]:
    """What needs support; a name that is held in another form has been checked as a name."""
    named = {w.start for run in names_in(sentence, grounds) for w in run}
    told = [(d.start, d.end) for d in days_in(sentence)]
    numbers = {t for f in figures_in(sentence) for t in f.text.lower().split()}
    return [
        w
        for w in words_of(sentence)
        if w.content
        and (w.start not in named or w.stem in stems)
        and not any(s <= w.start < e for s, e in told)
        and w.token not in _FREE
        and w.text.lower() not in numbers
        and not w.token[0].isdigit()
    ]
