"""What a loader yields besides articles: removals that a source orders, and notes for the user."""

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


Item = Article | LoadError | Removal | Note
"""Whatever a loader may yield."""
