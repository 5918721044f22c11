"""The stories in the coverage: articles that tell of the same event, by whichever outlet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bot.coverage.catalogue import Catalogue
from bot.coverage.openings import Opening
from bot.coverage.records import Scope
from bot.same_event import grouped

MOST = 100_000
"""So many articles are looked at, the latest: each takes about a kilobyte of memory meanwhile."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event.

    articles: their ids, by day. centre: the one that is most like the rest, after which the story
    is called. outlets: how many there are, unknown ones aside. since, until: first and last day.
    """

    articles: tuple[str, ...]
    centre: str
    outlets: int
    since: dt.date
    until: dt.date


class Stories:
    """All stories, the latest first, each found by any of its articles."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self.latest = tuple(
            sorted(stories, key=lambda s: (s.until, s.since, s.centre), reverse=True)
        )
        self._by_article = {article: s for s in self.latest for article in s.articles}

    def of(self, article: str) -> Story | None:
        """The story that the article of that id tells, if others tell it, too."""
        return self._by_article.get(article)


def stories_in(catalogue: Catalogue) -> Stories:
    """The stories among the latest articles of known day that may be shown by now."""
    openings = openings_in(catalogue)
    return Stories(
        Story(
            articles=tuple(openings[n].article for n in group.members),
            centre=openings[group.centre].article,
            outlets=len({openings[n].outlet for n in group.members} - {None}),
            since=dt.date.fromordinal(openings[group.members[0]].day),
            until=dt.date.fromordinal(openings[group.members[-1]].day),
        )
        for group in grouped(openings)
    )


def openings_in(catalogue: Catalogue) -> list[Opening]:
    """How each of the latest articles of known day begins: its headline and first passage."""
    return catalogue.openings(Scope(), MOST)
