"""The day that a cited sentence tells of, counted from the day of its article."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest

from bot.absolute_days import absolute
from bot.answer import Citation
from bot.article import as_day
from bot.question import Kind
from bot.spans import spans_of
from bot.timing import span_label


@dataclass(frozen=True, slots=True)
class DayTold:
    """A time that is told. first, last: its days. told: False where it is when it was reported."""

    first: dt.date
    last: dt.date
    told: bool

    @property
    def shown(self) -> str:
        """Such as "10 June 2020", "January 2019", or "Reported 11 June 2020"."""
        if not self.told:
            return f"Reported {span_label(self.first, self.first)}"
        next_day = self.last + dt.timedelta(1)
        if self.first.day == 1 and next_day.day == 1 and self.first.month == self.last.month:
            return f"{self.first:%B %Y}"
        if (self.first.month, self.first.day, next_day.month) == (1, 1, 1) and next_day.day == 1:
            return str(self.first.year)
        return span_label(self.first, self.last)


def day_told(citation: Citation) -> DayTold | None:
    """When what ``citation`` says was so: by its first words that tell a day; else when reported.

    None where the day of the article is unknown.
    """
    published = as_day(citation.published)
    if published is None:
        return None
    spans = sorted(
        (s for s in spans_of(citation.quote) if s.kind is Kind.WHEN), key=lambda s: s.start
    )
    for span, following in zip_longest(spans, spans[1:]):
        if following and following.start - span.end <= len(", "):
            continue  # "Wednesday, June 24, 2020": the weekday is of the date beside it
        days = absolute(span.text, citation.published, citation.quote)
        if days:
            return DayTold(*days, told=True)
    return DayTold(published, published, told=False)
