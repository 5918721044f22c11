"""Content: most of what a sentence says must stand, in these or like words, in what it cites."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.checking.days import days_in
from bot.checking.figures import figures_in
from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.names import names_in
from bot.related import nearness, vector_of

_ENOUGH = 0.45
"""The share that must be held with the headline, the outlet and what a pronoun stands for."""
_BY_THE_TEXT, _WITHOUT_ITS_NAME = 0.3, 0.75
"""The share that the cited words must hold by themselves; the second where only the headline or
the outlet holds a name, since nothing else says that the two belong together."""
_LIKE = 0.52
"""From there on two texts are so alike as a whole that their words may differ; a sentence beside
another one of its article than its own reaches 0.51 in 500."""
_UNRELATED, _ALIKE = 0.25, 0.5
_FREE = frozenset(
    """report reported reports according article coverage announce announced announcement state
    stated include including includes call called make made take took use used using say said told
    add added write wrote note noted name named know known become became put set get got give gave
    go goes went gone part way time people person first one two""".split()
)
"""Words so general that they need no support."""


def unsupported(sentence: str, grounds: Grounds) -> str | None:
    """How little of the content of ``sentence`` is held, in words, where that is too little."""
    text = [w for w in grounds.words if w.content]
    about = [w for w in (*grounds.about, *grounds.spoken_of) if w.content]
    stems = {w.stem for w in (*text, *about)}
    ours = _content(sentence, grounds, stems)
    if not ours:
        return None
    held = _held(ours, [*text, *about])
    alone = _held(ours, text)
    named = {w.start for run in names_in(sentence, grounds) for w in run}
    near = {w.stem for w in (*text, *grounds.around)}
    borrowed = [
        w.start in named and w.stem not in near and h == 1.0
        for w, h in zip(ours, held, strict=True)
    ]
    least = _WITHOUT_ITS_NAME if any(borrowed) else _BY_THE_TEXT
    # Numbers and dates have been checked: where they stand in both, both tell of one thing.
    sure = len(figures_in(sentence)) + len(days_in(sentence))
    own = [a for a, b in zip(alone, borrowed, strict=True) if not b] or [0.0]
    share = (sum(held) + sure) / (len(ours) + sure)
    by_text = (sum(own) + sure) / (len(own) + sure)
    if share >= _ENOUGH and by_text >= least:
        return None
    if not any(borrowed) and _likeness(words_of(sentence), grounds.words) >= _LIKE:
        return None
    return f"{min(share, by_text):.0%} of it"


def _likeness(ours: Sequence[Word], theirs: Sequence[Word]) -> float:
    """Cosine of the means of both texts' words of content, as the word table has them, -1..1."""
    means = [
        np.mean([vector_of(w.token) for w in words], axis=0)
        for some in (ours, theirs)
        if (words := [w for w in some if w.content])
    ]
    if len(means) < len((ours, theirs)):
        return 0.0
    one, other = means
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) or 1.0))


def _held(ours: Sequence[Word], theirs: Sequence[Word]) -> list[float]:
    """How far each word is held, 0..1."""
    stems = {w.stem for w in theirs}
    near = nearness([w.token for w in ours], list(dict.fromkeys(w.token for w in theirs)))
    held = []
    for word, row in zip(ours, near, strict=True):
        like = (float(row.max()) - _UNRELATED) / (_ALIKE - _UNRELATED) if row.size else 0.0
        held.append(1.0 if word.stem in stems else min(1.0, max(0.0, like)))
    return held


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
