"""Which articles tell of the same event: by the words that they begin with, and by their days.

An article's words are weighted by how few articles begin with them; two are the less alike the
more days lie between. Groups are joined, the most alike first, while their articles are alike on
average (average linkage): what is alike in its subject alone stays apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Not where they are used: a thread that loads a part of scipy while another loads sentence
# transformers, which begin at another part, finds modules half loaded.
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from bot.coverage.openings import Opening
from bot.words import STOP_WORDS, stem

LEAST = 0.18
"""What the articles of two groups must have in common on average, 0..1, to be of one event."""
_FADES_DAYS = 5.0
_TITLE = 2
_TELLING = 60
"""So many words of an article count, those that fewest others begin with."""
_AT_ONCE = 1_000_000
"""Comparisons that are held in memory at a time, four bytes each."""
_WHOLE = 2_000
"""More articles that hang together are taken apart first, where they hang together least."""
_STRICTER = 0.04
Numbers = NDArray[np.int32]
_STOPS = frozenset(map(stem, STOP_WORDS))


@dataclass(frozen=True, slots=True)
class Group:
    """Places of articles on one event, by day; centre: of the one that is most like the rest."""

    members: tuple[int, ...]
    centre: int


def grouped(openings: Sequence[Opening], least: float = LEAST) -> list[Group]:
    """The groups of two articles or more, as places in ``openings``."""
    if len(openings) < 2:
        return []
    order = sorted(range(len(openings)), key=lambda n: (openings[n].day, openings[n].article))
    weights = _weights([openings[n] for n in order])
    days = np.array([openings[n].day for n in order])
    groups = [
        members
        for places in _hanging_together(weights, days, least)
        for members in _averaged(weights, days, places, least)
        if len(members) > 1
    ]
    return [
        Group(tuple(order[n] for n in members), order[_centre(weights, members)])
        for members in groups
    ]


def _hanging_together(
    weights: csr_array, days: NDArray[np.int64], least: float
) -> Iterator[NDArray[np.int64]]:
    """The places that pairs that are alike enough lead to from one another, in order."""
    ones: list[NDArray[np.int64]] = []
    others: list[NDArray[np.int64]] = []
    # With more days between than this not even the same words are enough.
    for first, last, low in _blocks(days, int(_FADES_DAYS * math.log(1 / least))):
        one, other = np.nonzero(_likeness(weights, days, (first, last), (low, last)) >= least)
        ones.append(one + first)
        others.append(other + low)
    one, other = np.concatenate(ones), np.concatenate(others)
    pairs = coo_array((np.ones(len(one), dtype=bool), (one, other)), shape=(len(days),) * 2)
    _, group_of = connected_components(pairs, directed=False)
    by_group = np.argsort(group_of, kind="stable")
    for places in np.split(by_group, np.flatnonzero(np.diff(group_of[by_group])) + 1):
        if 1 < len(places) <= _WHOLE:
            yield places
        elif len(places) > _WHOLE:
            for some in _hanging_together(weights[places], days[places], least + _STRICTER):
                yield places[some]


def _averaged(
    weights: csr_array, days: NDArray[np.int64], places: NDArray[np.int64], least: float
) -> list[list[int]]:
    """``places`` in the groups that average linkage makes of them, each in order."""
    everything = (0, len(places))
    unlike = 1 - _likeness(weights[places], days[places], everything, everything)
    above = np.triu_indices(len(places), 1)
    tree = linkage(np.clip(unlike[above], 0, None), "average")
    members: dict[int, list[int]] = {}
    for place, group in zip(places, fcluster(tree, 1 - least, "distance"), strict=True):
        members.setdefault(int(group), []).append(int(place))
    return list(members.values())


def _likeness(
    weights: csr_array, days: NDArray[np.int64], some: tuple[int, int], others: tuple[int, int]
) -> NDArray[np.float32]:
    """How alike the articles of two ranges are, 0..1: (length of some, length of others)."""
    one, other = slice(*some), slice(*others)
    common: NDArray[np.float32] = (weights[one] @ weights[other].T).toarray()
    apart = np.abs(days[one, None] - days[None, other])
    common *= np.exp(-apart / _FADES_DAYS).astype(np.float32)
    return common


def _blocks(days: NDArray[np.int64], reach: int) -> Iterator[tuple[int, int, int]]:
    """First and last of some articles in a row, and the first that they may have to do with."""
    first = 0
    while first < len(days):
        low = int(np.searchsorted(days, days[first] - reach))
        # As many as are held at once; those before them are ``first - low``.
        before = first - low
        room = int((math.sqrt(before * before + 4 * _AT_ONCE) - before) / 2)
        last = min(len(days), first + max(1, room))
        yield first, last, low
        first = last


def _centre(weights: csr_array, places: Sequence[int]) -> int:
    own = weights[list(places)]
    return places[int(np.argmax(own @ own.sum(axis=0)))]


def _weights(openings: Sequence[Opening]) -> csr_array:
    """The words of each article, in unit length: (len(openings), number of words)."""
    numbers: dict[str, int] = {}
    counts = [_counted(opening, numbers) for opening in openings]
    spread = np.bincount(np.concatenate([words for words, _ in counts]), minlength=len(numbers))
    rarity = np.log1p(len(openings) / np.maximum(spread, 1)) * (spread > 1)
    kept = [_most_telling(words, times, rarity) for words, times in counts]
    ends = np.cumsum([0, *(len(words) for words, _ in kept)])
    return csr_array(
        (np.concatenate([w for _, w in kept]), np.concatenate([n for n, _ in kept]), ends),
        shape=(len(openings), len(numbers)),
    )


def _counted(opening: Opening, numbers: dict[str, int]) -> tuple[Numbers, Numbers]:
    """The words of an article, each once, by ``numbers``, which learns them; how often each is."""
    told = opening.words.split() + opening.title.split() * _TITLE
    known = [numbers.setdefault(word, len(numbers)) for word in told if word not in _STOPS]
    words, times = np.unique(np.array(known, dtype=np.int32), return_counts=True)
    return words, times.astype(np.int32)


def _most_telling(
    words: Numbers, times: Numbers, rarity: NDArray[np.float64]
) -> tuple[Numbers, NDArray[np.float32]]:
    """Some of ``words``, and how much each tells; together of length one."""
    telling = (1 + np.log(times)) * rarity[words]
    best = np.argsort(-telling, kind="stable")[:_TELLING]
    best = best[telling[best] > 0]
    length = math.sqrt(float(telling[best] @ telling[best])) or 1.0
    return words[best], (telling[best] / length).astype(np.float32)
