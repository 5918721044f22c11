"""What a list of articles, a feed or a sitemap, tells of each of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.article import Published, as_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a list tells of one article; None or "" where it does not.

    url: of its page, None when there is none. outlet: who published it first, where that is told.
    """

    url: str | None = None
    title: str = ""
    byline: str | None = None
    published: Published | None = None
    updated: Published | None = None
    section: str | None = None
    language: str | None = None
    outlet: str | None = None

    @property
    def day(self) -> dt.date | None:
        """The last day that is told of the article."""
        days = [as_day(self.published), as_day(self.updated)]
        return max((day for day in days if day), default=None)

    @property
    def stamp(self) -> str | None:
        """The moment of the last change; a day alone could hide a second change."""
        return self.updated.isoformat() if isinstance(self.updated, dt.datetime) else None
