"""What the coverage hands out: scopes, hits, stored passages, rows of the list, figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.article import Passage, Published


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles a question may use.

    as_of: nothing published later; an article of unknown date is kept.
    since, until: the days a question asks about, both included; unknown dates are left out.
    outlets, bylines, sections: only these as they are stored, None for all.
    only: ids of the articles that may be used, None for all.
    exclude: ids of articles that are kept out.
    once: without passages whose words stand in a copy before theirs that is in scope, too.
    """

    as_of: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    outlets: frozenset[str] | None = None
    bylines: frozenset[str] | None = None
    sections: frozenset[str] | None = None
    only: frozenset[str] | None = None
    exclude: frozenset[str] = frozenset()
    once: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether all that was published by a day is in scope, but for what is kept out."""
        narrow = (self.since, self.outlets, self.bylines, self.sections, self.only)
        return all(part is None for part in narrow)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found.

    published_day: ordinal of the day, None when unknown.
    score: higher is better; bm25 (> 0) for words, cosine similarity (-1..1) for vectors.
    """

    key: str
    article_id: str
    published_day: int | None
    score: float


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it is stored, with its search terms in order."""

    key: str
    passage: Passage
    terms: tuple[str, ...]
    title_terms: tuple[str, ...]
    published_day: int | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place where the text of an article stands."""

    article_id: str
    url: str | None
    title: str
    outlet: str | None
    published: Published | None


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said before.

    replaced: when its next version was stored, aware.
    """

    title: str
    published: Published | None
    updated: Published | None
    replaced: dt.datetime
    text: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A line of the list of articles."""

    id: str
    url: str | None
    title: str
    outlet: str | None
    published: Published | None
    passages: int
    source: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """How an article begins: its headline, "" for none, and the first characters of its text."""

    article: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """Who the articles are by, as they tell it.

    outlets: each with the web address of one of its articles, if any has one. newest: the last
    day of which there is an article, None if none has a day.
    """

    outlets: dict[str, str | None]
    bylines: tuple[str, ...]
    sections: tuple[str, ...]
    newest: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CoverageStats:
    """What is in the coverage.

    oldest, newest: of the articles whose day is known; None when there is none.
    last_ingest: when an ingest last changed something, aware.
    """

    articles: int
    passages: int
    outlets: int
    oldest: dt.date | None
    newest: dt.date | None
    last_ingest: dt.datetime | None
    generation: int


def passage_key(article_id: str, digest: str, ordinal: int) -> str:
    """The key of a passage in the catalogue, the lexical index and the vectors alike."""
    return f"{article_id}-{digest[:8]}-{ordinal}"
