"""Lines of plain text that tell about an article: "By NAME", "Published: DATE", a dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from bot.article import Published
from bot.loaders.dates import date_or_none
from bot.loaders.outlets import web_address

_MAX_LINE = 120
_BYLINE = re.compile(
    r"[Bb]y:? (?P<names>(?:[A-Z][\w.’'-]*|and|de|del|der|van|von|da|di|la|bin|al)"
    r"(?:(?:, | )(?:[A-Z][\w.’'-]*|and|de|del|der|van|von|da|di|la|bin|al|of|the|for))+)"
    r"|BY (?P<capitals>[A-Z][A-Z.’'-]+(?:,? [A-Z.’'-]+)+)"
)
_PUBLISHED = re.compile(
    r"(?:Originally |First )?(?:Published|Posted|Publication date|Date)(?: on)?:?\s+(.+)",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:Last )?(?:Updated|Modified)(?: on)?:?\s+(.+)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?:URL|Source|Link):\s*)?(https?://\S+)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|•·]\s+")
_BEFORE_A_DATE = re.compile(r",\s+|\s+[–—-]\s+|\s+on\s+")
_DATELINE = re.compile(
    r"[A-Z][A-Z.’'-]+(?:[ /][A-Z.’'-]+)*(?:, [A-Z][\w. ]{1,20})?(?:,| \(|\s[—–-]{1,2})\s*"
    r"(?P<date>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?),? \d{4})\)?"
    r"(?:\s*\([^()]{2,30}\))?\s*[—–:-]{1,2}\s"
)


@dataclass(frozen=True, slots=True)
class About:
    """What lines told; None where they told nothing."""

    byline: str | None = None
    published: Published | None = None
    updated: Published | None = None
    url: str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def filled_from(self, other: About) -> About:
        """These, and where these tell nothing, the other's."""
        return About(
            self.byline or other.byline,
            self.published or other.published,
            self.updated or other.updated,
            self.url or other.url,
        )


def about_in(line: str, *, labelled: bool = False) -> About:
    """What a line that says nothing else tells; nothing if any part of it may be body text.

    labelled: only a date with a label counts, as at the end of an article.
    """
    if len(line) > _MAX_LINE:
        return About()
    told = About()
    for piece in _SEPARATOR.split(line.strip()):
        found = _about_in_piece(piece, labelled=labelled)
        if not found:
            return About()
        told = told.filled_from(found)
    return told


def dateline_date(paragraph: str) -> Published | None:
    """The full date in the dateline that opens a paragraph: "SEATTLE, June 11, 2020 —"."""
    match = _DATELINE.match(paragraph)
    return date_or_none(match["date"]) if match else None


def _about_in_piece(piece: str, *, labelled: bool) -> About:
    if match := _PUBLISHED.fullmatch(piece):
        return About(published=date_or_none(match[1]))
    if match := _UPDATED.fullmatch(piece):
        return About(updated=date_or_none(match[1]))
    if labelled:
        return About()
    if match := _BYLINE.fullmatch(piece):
        return About(byline=match["names"] or match["capitals"])
    if match := _ADDRESS.fullmatch(piece):
        return About(url=web_address(match[1]))
    return _byline_and_date(piece) or About(published=date_or_none(piece))


def _byline_and_date(piece: str) -> About:
    """What "By NAME, DATE" tells."""
    for between in _BEFORE_A_DATE.finditer(piece):
        byline = _BYLINE.fullmatch(piece, 0, between.start())
        if byline and (day := date_or_none(piece[between.end() :])):
            return About(byline["names"] or byline["capitals"], day)
    return About()
