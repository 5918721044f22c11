"""Whether two articles are one text in two places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from bot.weighing import english_rank

_COMMON = 1000
"""So many of the commonest words of English tell nothing of what a text is about."""

_WORDS, _RUNS, _BOTH, _NAMES = 0.48, 0.62, 1.20, 0.30
"""What copies share at least: of all telling words, of runs in the longer one, of both together,
of all names. Chosen on one half of the set of docs/duplicates.md."""
_BOTH_OF_ONE_SITE = 1.80
"""The same site, another day: the piece brought up to date, unless next to nothing has changed."""
_RUN, _RUN_HELD = 12, 0.35
"""A run of words is held by the other text if so much of its pairs of neighbours is."""
_FEWEST_NAMES = 8
_REPEATED_RUNS, _REPEATED_NAMES = 0.80, 0.75
"""How much of a passage another text holds that tells all that it tells; and all its figures."""

_NAME = re.compile(r"(?<=[^\W\d_A-Z][ ,;:’'\-])[^\W\d_a-z]\w+|\b\d[\d.,]*")


@dataclass(frozen=True)
class Likeness:
    """What of a text is compared.

    terms: of ``bot.words``, in order; text: as it is written. site: whose it is, None if unknown;
    day: ordinal of its day, None if unknown.
    """

    terms: Sequence[str]
    text: str
    site: str | None = None
    day: int | None = None

    @cached_property
    def telling(self) -> Counter[str]:
        """The terms that are not common in English, counted."""
        return Counter(t for t in self.terms if english_rank(t) > _COMMON)

    @cached_property
    def names(self) -> Counter[str]:
        """Words with a capital inside of sentences, and figures, counted."""
        return Counter(n.rstrip(".,") for n in _NAME.findall(self.text))

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """Terms that stand beside each other."""
        return set(zip(self.terms, self.terms[1:], strict=False))

    def is_of_one_text_with(self, other: Likeness) -> bool:
        """Whether one is an edited copy of the other.

        Another report of the same event shares words but no runs of them, a live blog's next
        version only some of its runs, and a form filled in anew no names.
        """
        words = _shared(self.telling, other.telling)
        if words < _WORDS:
            return False
        short, long = sorted((self, other), key=lambda one: len(one.terms))
        runs = _runs_held(long.terms, short.pairs)
        of_one_site = self.site == other.site is not None
        is_later = None not in (self.day, other.day) and self.day != other.day
        if runs < _RUNS or words + runs < (
            _BOTH_OF_ONE_SITE if of_one_site and is_later else _BOTH
        ):
            return False
        names = (self.names, other.names)
        return min(n.total() for n in names) < _FEWEST_NAMES or _shared(*names) >= _NAMES

    def holds(self, passage: Likeness) -> bool:
        """Whether this tells all that ``passage`` tells, in nearly the same words."""
        if _runs_held(passage.terms, self.pairs) < _REPEATED_RUNS:
            return False
        own, wanted = self.names.keys(), passage.names.keys()
        missing = [name for name in wanted if name not in own]
        if any(name[0].isdigit() for name in missing):
            return False
        return len(missing) <= (1 - _REPEATED_NAMES) * len(wanted)


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Jaccard similarity of two counted sets."""
    return (one & other).total() / max(1, (one | other).total())


def _runs_held(terms: Sequence[str], pairs: Set[tuple[str, str]]) -> float:
    """The share of the runs of ``terms`` that stand, more or less, in the text of ``pairs``."""
    runs = held = 0
    for first in range(0, len(terms) - 1, _RUN):
        run = terms[first : first + _RUN]
        if len(run) < 2:
            break
        runs += 1
        found = sum(pair in pairs for pair in zip(run, run[1:], strict=False))
        held += found >= _RUN_HELD * (len(run) - 1)
    return held / max(1, runs)
