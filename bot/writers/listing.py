"""The evidence as a list, without a model: more sentences, a timeline, or who said what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.answer import Citation
from bot.question import Question
from bot.reader import Evidence
from bot.styles import Style
from bot.writers.days_told import day_told
from bot.writers.extractive import Draft, alike, cited, overlap, write
from bot.writers.sayings import speaker_in

MOST = {Style.BULLETS: 6, Style.TIMELINE: 8, Style.SAYINGS: 6}
_FALL = {Style.BULLETS: 2.0, Style.TIMELINE: 3.0, Style.SAYINGS: 4.0}
"""How much lower than the best a sentence may score (its odds: e to that) and still be listed."""
_OF_ONE_SPEAKER = 2
NOBODY = "Nobody is quoted on that by name: this is what the articles say."


def listed(question: Question, evidence: Evidence, style: Style) -> Draft:
    """What ``write`` tells, and what more of the evidence fits ``style``, each verbatim.

    A timeline is in the order of the days that its sentences tell. In who said what each sentence
    names who says it; where none does, it is what ``write`` tells, with a note.
    """
    brief = write(question, evidence)
    if style is Style.BRIEF:
        return brief
    kept = _fitting(style, brief, evidence)
    if style is Style.SAYINGS and not kept:
        return Draft(brief.sentences, brief.short, NOBODY)
    if style is Style.TIMELINE:
        kept.sort(key=_first_day)
    short = brief.short if style is Style.BULLETS else None
    return Draft(tuple((" ".join(c.quote.split()), c) for c in kept), short, brief.note)


def _fitting(style: Style, brief: Draft, evidence: Evidence) -> list[Citation]:
    kept: list[Citation] = []
    speakers: list[str] = []
    articles = {f.article.id: f.article.text for f in evidence.findings}
    for citation in _candidates(brief, evidence, _FALL[style]):
        if any(overlap(citation, other) or alike(citation.quote, other.quote) for other in kept):
            continue
        if style is Style.SAYINGS:
            speaker = speaker_in(citation.quote, articles[citation.article_id])
            if speaker is None or speakers.count(speaker) == _OF_ONE_SPEAKER:
                continue
            speakers.append(speaker)
        elif style is Style.TIMELINE and day_told(citation) is None:
            continue
        kept.append(citation)
        if len(kept) == MOST[style]:
            break
    return kept


def _candidates(brief: Draft, evidence: Evidence, fall: float) -> Iterator[Citation]:
    yield from (citation for _, citation in brief.sentences)
    least = max((f.score for f in evidence.findings), default=0.0) - fall
    yield from (cited(f) for f in evidence.findings if f.score >= least)


def _first_day(citation: Citation) -> dt.date:
    told = day_told(citation)
    return told.first if told else dt.date.max
