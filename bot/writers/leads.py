"""What stands before a sentence in a timeline or in who said what: its day, its speaker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Citation, CitedSentence
from bot.article import Article
from bot.styles import Style
from bot.writers.days_told import DayTold, day_told
from bot.writers.sayings import speaker_in


def lead_of(style: Style, text: str, cited: Sequence[Citation], article: Article) -> str | None:
    """The lead of the sentence ``text``; "" in a style without, None if it has none to show.

    article: that of the first citation. A day is told by what is cited; a speaker by the sentence
    itself.
    """
    if style is Style.TIMELINE:
        told = day_of(cited)
        return told.shown if told else None
    if style is Style.SAYINGS:
        return speaker_in(text, article.text)
    return ""


def day_of(cited: Sequence[Citation]) -> DayTold | None:
    """The first day that the citations tell; where none tells any, the first day of report."""
    days = [told for citation in cited if (told := day_told(citation))]
    return min(days, key=lambda d: (not d.told, d.first), default=None)


def in_order(
    sentences: Sequence[CitedSentence], citations: Sequence[Citation]
) -> tuple[tuple[CitedSentence, ...], tuple[Citation, ...]]:
    """The sentences of a timeline by their days, with the citations numbered anew."""

    def first_day(sentence: CitedSentence) -> dt.date:
        told = day_of([citations[n - 1] for n in sentence.citations])
        return told.first if told else dt.date.max

    ordered = sorted(sentences, key=first_day)
    numbers: dict[int, int] = {}
    for sentence in ordered:
        for number in sentence.citations:
            numbers.setdefault(number, len(numbers) + 1)
    return (
        tuple(
            replace(s, citation=numbers[s.citation], others=tuple(numbers[n] for n in s.others))
            for s in ordered
        ),
        tuple(citations[number - 1] for number in numbers),
    )
