"""Narrowings -> the scope of a search, and which of them to drop when it is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.coverage import Coverage, Scope
from bot.narrowing import By, Narrowing
from bot.question import Question
from bot.words import fold, terms

_DROPPED = (By.PHRASE, By.TIME, By.BYLINE, By.SECTION, By.OUTLET, By.ARTICLE)
"""What is dropped first when nothing fits: what people remember least exactly."""
_CALLED = {
    By.PHRASE: "the exact words",
    By.TIME: "the date",
    By.BYLINE: "the byline",
    By.SECTION: "the section",
    By.OUTLET: "the outlet",
    By.ARTICLE: "the article",
}
_PHRASE_ARTICLES = 500


def scope_of(coverage: Coverage, question: Question, exclude: frozenset[str]) -> Scope:
    """Where ``question`` is looked for: what its narrowings allow, each text once."""
    hard = [n for n in question.narrowings if not n.soft]
    times = [n for n in hard if n.by is By.TIME]
    scope = Scope(
        as_of=question.as_of,
        since=max((n.since for n in times if n.since), default=None),
        until=min((n.until for n in times if n.until), default=None),
        outlets=_values(hard, By.OUTLET),
        bylines=_values(hard, By.BYLINE),
        sections=_values(hard, By.SECTION),
        only=_values(hard, By.ARTICLE),
        exclude=exclude,
        once=True,
    )
    phrases = [value for n in hard if n.by is By.PHRASE for value in n.values]
    if not phrases:
        return scope
    only = frozenset.intersection(
        *(_holding(coverage, p, scope) for p in phrases), *([scope.only] if scope.only else [])
    )
    return replace(scope, only=only)


def ways_out(narrowings: Sequence[Narrowing]) -> Iterator[tuple[Narrowing, ...]]:
    """``narrowings``, then with ever more of the hard ones dropped: each kind alone, then all."""
    yield tuple(narrowings)
    kinds = [by for by in _DROPPED if any(n.by is by and not n.soft for n in narrowings)]
    drops = [{by} for by in kinds] + [set(kinds[:count]) for count in range(2, len(kinds) + 1)]
    for drop in drops:
        yield tuple(n for n in narrowings if n.soft or n.by not in drop)


def without_note(asked: Sequence[Narrowing], used: Sequence[Narrowing]) -> str | None:
    """A sentence for the reader when some of what was ``asked`` for is not ``used``."""
    dropped = [n for n in asked if n not in used]
    if not dropped:
        return None
    told = ", ".join(n.label for n in asked if not n.soft)
    kinds = [_CALLED[by] for by in _DROPPED if any(n.by is by for n in dropped)]
    left_out = " and ".join(kinds)
    return f"Nothing was found for {told}, so this leaves {left_out} aside."


def _values(hard: Sequence[Narrowing], by: By) -> frozenset[str] | None:
    """What all of that kind allow; None when there is none of it."""
    values = [n.values for n in hard if n.by is by]
    return frozenset(v for some in values for v in some) if values else None


def _holding(coverage: Coverage, phrase: str, scope: Scope) -> frozenset[str]:
    """Ids of the articles in ``scope`` that hold ``phrase`` word for word, case and marks aside."""
    found = coverage.with_phrase(terms(phrase), _PHRASE_ARTICLES, scope)
    wanted = _even(phrase)
    articles = coverage.articles(found)
    return frozenset(a.id for a in articles.values() if wanted in _even(f"{a.title}\n{a.text}"))


def _even(text: str) -> str:
    """``text`` for comparison: folded, marks typed in one way, single spaces around words."""
    plain = re.sub(r"[’‘]", "'", fold(text))
    plain = re.sub(r"[–—-]", " ", plain)
    words = re.sub(r"[^\w\s'$£€%.,]", " ", plain)
    return f" {' '.join(w.strip('.,') for w in words.split())} "
