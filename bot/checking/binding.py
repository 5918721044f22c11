"""Who did what, and when: of several in what is cited, the one beside the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.checking.days import Day, days_in
from bot.checking.figures import Figure, figures_in
from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.likeness import same
from bot.checking.names import names_in
from bot.checking.quotations import quoted_in
from bot.sentences import sentences_of

Told = TypeVar("Told", Day, Figure)

_ACTS = (
    r"[A-Z][\w’']*(?:\s[A-Z][\w’']*)*"
    r"\s(?:has|had|have|is|was|are|were|will|would|said|told|\w+ed)\b"
)
_JOINED = re.compile(
    rf"(?:,\s(?:and|but|while)|\swhile|\sbut)\s(?=[A-Z]|(?:the|his|her|its|their)\s)|;\s|(?:,|\sand)\s(?={_ACTS})"
)
_ACT = re.compile(r"\b(?:has|had|have|is|was|are|were|will|would|said|told|[a-z]+(?:ed|s))\b")
_SOMEBODY = re.compile(r"(?i)(?:he|she|it|they|the (?:company|firm|group|agency|county))\b")
_LEAST = 2
"""Words of content that two parts must share to be about the same."""
_BESIDE = 2
"""Words of content on either side of a date or number that belong to it."""
_AS_NEAR = 0.7
"""The share of the best part's words that another must hold to be as near."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sentence that tells one thing: its names, dates, figures and other words.

    names, runs: the stems of the words of its names, and those of each name in order.
    open: whether it speaks of somebody whom the text does not name. quotes: whether it quotes
    anyone; who that is, is for the check of speakers.
    """

    names: frozenset[str]
    runs: tuple[tuple[str, ...], ...]
    open: bool
    quotes: bool
    words: tuple[Word, ...]
    days: tuple[Day, ...]
    figures: tuple[Figure, ...]


def wrong_doer(sentence: str, grounds: Grounds) -> str | None:
    """A name, date or number that, in the cited texts, only stands beside something else."""
    theirs = [part for g in grounds.each for part in _parts(g.text, grounds)]
    headline = frozenset(w.stem for w in grounds.about) - {w.stem for w in grounds.words}
    others = frozenset(w.stem for w in grounds.around if w.capital)
    for part in _parts(sentence, grounds):
        near = _nearest(part, theirs)
        if not near:
            continue
        beside = frozenset(n for p in near for n in p.names)
        elsewhere = others | frozenset(n for p in theirs for n in p.names)
        strangers = (part.names & elsewhere) - beside - headline
        closed = beside and not any(p.open for p in near)
        apart = part.names.isdisjoint(beside) or _namesake(part, near, strangers)
        if strangers and closed and not part.quotes and apart:
            return ", ".join(sorted(strangers))
        far = [p for p in theirs if p not in near]
        for day in part.days:
            told = [d for p in near for d in p.days]
            elsewhere_told = [(p, p.days) for p in far]
            if told and _only_far(day, sentence, told, elsewhere_told, Day.tells):
                return day.text
        for figure in part.figures:
            counted = [f for p in near for f in p.figures if _one_unit(f, figure)]
            elsewhere_counted = [(p, p.figures) for p in far]
            if counted and _only_far(figure, sentence, counted, elsewhere_counted, _equal):
                return figure.text
    return None


def _namesake(part: _Part, near: Sequence[_Part], strangers: frozenset[str]) -> bool:
    """Whether only the surname of one of ``strangers`` is near, as another's."""
    theirs = [run for p in near for run in p.runs if len(run) > 1]
    return any(
        run[0] in strangers and any(run[-1] == t[-1] and run[0] != t[0] for t in theirs)
        for run in part.runs
        if len(run) > 1
    )


def _nearest(part: _Part, theirs: Sequence[_Part]) -> list[_Part]:
    """The parts that share most words with ``part``; none when no part shares enough."""
    scores = [sum(any(same(w, o) for o in other.words) for w in part.words) for other in theirs]
    best = max(scores, default=0)
    if best < _LEAST:
        return []
    return [p for p, score in zip(theirs, scores, strict=True) if score >= _AS_NEAR * best]


def _only_far(
    ours: Told,
    sentence: str,
    near: Sequence[Told],
    far: Sequence[tuple[_Part, tuple[Told, ...]]],
    tells: Callable[[Told, Told], bool],
) -> bool:
    """Whether no near part tells ``ours``, and a far one does, beside other words than these."""
    holding = [part for part, some in far if any(tells(t, ours) for t in some)]
    if any(tells(t, ours) for t in near) or not holding:
        return False
    words = [w for w in words_of(sentence) if w.content and not w.token[0].isdigit()]
    beside = [w for w in words if w.end <= ours.start][-_BESIDE:]
    beside += [w for w in words if w.start >= ours.end][:_BESIDE]
    if isinstance(ours, Figure) and any(_tells_the_same(sentence, part) for part in holding):
        return False
    return not any(
        w.stem in part.names or any(same(w, o) for o in part.words)
        for part in holding
        for w in beside
    )


def _tells_the_same(sentence: str, part: _Part) -> bool:
    """Whether all the dates of ``part``, one at least, are told: merged from two sentences."""
    ours = days_in(sentence)
    return bool(part.days) and all(any(d.tells(o) for o in ours) for d in part.days)


def _equal(one: Figure, other: Figure) -> bool:
    return one.value == other.value and _one_unit(one, other)


def _one_unit(one: Figure, other: Figure) -> bool:
    often = {one.unit, other.unit} == {"", "time"}  # "scored twice", "scored two goals"
    return one.unit == other.unit or often


def _joints(text: str) -> Iterator[int]:
    """Where something else is told; not inside "A and B said", since "A" tells nothing."""
    start = 0
    for match in _JOINED.finditer(text):
        if _ACT.search(text, start, match.start()):
            start = match.end()
            yield start


def _parts(text: str, grounds: Grounds) -> Sequence[_Part]:
    begun = [s.start for s in sentences_of(text)]
    starts = sorted({0, *begun, *_joints(text)})
    ends = [*starts[1:], len(text)]
    runs = names_in(text, grounds)
    named = {w.start for run in runs for w in run}
    parts: list[_Part] = []
    before: frozenset[str] = frozenset()
    for start, end in zip(starts, ends, strict=True):
        inside = [w for w in words_of(text) if start <= w.start < end]
        names = frozenset(w.stem for w in inside if w.start in named)
        points_back = _SOMEBODY.match(text, start, end) is not None
        parts.append(
            _Part(
                names or (before if points_back else names),
                tuple(tuple(w.stem for w in r) for r in runs if start <= r[0].start < end),
                points_back and not before,
                bool(quoted_in(text[start:end])),
                tuple(w for w in inside if w.content and w.start not in named),
                days_in(text[start:end]),
                figures_in(text[start:end]),
            )
        )
        before = parts[-1].names
    return parts
