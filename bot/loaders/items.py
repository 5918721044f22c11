"""What a loader yields besides articles: kill notices, notes, and dates yet to be understood."""

from __future__ import annotations

from dataclasses import dataclass

from bot.article import Article, Published
from bot.errors import LoadError


@dataclass(frozen=True, slots=True)
class Removal:
    """A kill notice: its provider withdraws an article, which must not be shown any more.

    source: where the notice was read.
    guid, url: what the article is called by; one of the two may be None.
    moment: when it was withdrawn; None, if not told, is for good.
    """

    source: str
    guid: str | None
    url: str | None
    moment: Published | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the user should know and that is no failure, in one sentence."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """An article whose dates are written in numbers alone, as 25/12/2023 or 03/04/2023.

    published, updated: as written, "" where it is not in numbers; how the outlet writes its other
    dates tells what the ambiguous ones mean (``dateorder``).
    """

    article: Article
    published: str
    updated: str


Read = Article | LoadError | Removal | Note
"""What a loader hands to the ingest."""

Item = Read | Numbered
"""What a reader of one file may yield."""
