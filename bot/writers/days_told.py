"""The day that a cited sentence tells of, counted from the day of its article."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.absolute_days import first_days_told
from bot.answer import Citation
from bot.article import as_day
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
    if days := first_days_told(citation.quote, citation.published):
        return DayTold(*days, told=True)
    return DayTold(published, published, told=False)
