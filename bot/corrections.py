"""What was corrected or changed in a cited sentence: by a note, a notice, or a new version.

An article's own note stands in its text ("Correction, March 6: An earlier version of this article
misstated …"); a notice is an article of the same outlet that quotes the headline of the one that it
corrects; and what an article said before is kept. Only what touches the cited words is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer import Citation, Correction
from bot.article import Article, as_day, in_words
from bot.coverage.library import Coverage
from bot.coverage.records import Version
from bot.periods import mentions_in
from bot.sentences import paragraphs_of, sentences_of
from bot.words import STOP_WORDS, terms

_LABEL = re.compile(
    r"\W*(?:corrections?(?: (?:and|&) clarifications?)?|clarifications?|editor[’']?s[’']? note"
    r"|for the record)\s*(?:[:;.(—–-]|, \w+\.? \d)",
    re.IGNORECASE,
)
_OWN_NOTE = re.compile(
    r"(?:earlier|previous|prior|original) version of (?:this|the) (?:article|story|report|piece)"
    r"|this (?:article|story|report|piece) (?:was|has been) (?:amended|corrected)",
    re.IGNORECASE,
)
_ERRING = re.compile(
    r"\b(?:misstated|misspelled|misspelt|misidentified|mistakenly|erroneously|incorrect(?:ly)?"
    r"|wrong(?:ly)?|inaccurate(?:ly)?|in error|said that|correct(?:ed)?|should have|in fact"
    r"|rather than|instead of|not)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\b(?:correct|should have|in fact|rather than|instead of|not)\b", re.IGNORECASE
)
"""What a sentence holds that says how it is, and not only how it was told."""
_OPENING = 160
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATES = re.compile(
    rf"\b(?:{_MONTHS}) \d{{1,2}}\b|\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:19|20)\d\d\b", re.IGNORECASE
)
_SHORT = 4
_FEWEST = 2
"""So many telling words a note of no figures shares with the sentence that it touches."""
_ALIKE = 0.5
"""A sentence with so much of the words of another is that one, changed."""
_LATER = dt.timedelta(days=330)
"""A day without a year is one of so many days after publication."""


def is_note(text: str) -> bool:
    """Whether a sentence or paragraph begins as a note on the article does, not as news."""
    return bool(_LABEL.match(text) or _OWN_NOTE.search(text[:_OPENING]))


def tells_an_error(article: Article, sentence: str) -> bool:
    """Whether it is a notice's sentence that says what was wrong, and not how it is."""
    if not is_note(article.title):
        return False
    return bool(_ERRING.search(sentence)) and not _RIGHT.search(sentence)


def corrected(coverage: Coverage, citations: Sequence[Citation], as_of: dt.date) -> list[Citation]:
    """The ``citations``, with what was corrected in each by the day ``as_of``."""
    articles = coverage.articles({c.article_id for c in citations})
    found = []
    for citation in citations:
        article = articles.get(citation.article_id)
        correction = _of_citation(coverage, article, citation) if article else None
        if correction and (correction.day or as_of) <= as_of:
            citation = replace(citation, correction=correction)
        found.append(citation)
    return found


def note_of(citations: Sequence[Citation]) -> str | None:
    """A sentence for an answer whose cited words a note corrects; None if there is none."""
    told = [
        f"What [{number}] says was corrected{f' on {day}' if (day := in_words(c.day)) else ''}:"
        f" “{c.note}”"
        for number, citation in enumerate(citations, start=1)
        if (c := citation.correction) and c.by_note
    ]
    return " ".join(told) or None


def _of_citation(coverage: Coverage, article: Article, citation: Citation) -> Correction | None:
    """The outlet's own words first: they say what was wrong."""
    for paragraph in own_notes(article):
        if note := _touching(paragraph, citation.quote, article.title):
            return Correction(True, _day_in(paragraph, article), note)
    for notice in coverage.notices(article):
        if note := _touching(notice.text, citation.quote, article.title):
            return Correction(True, notice.published_day, note)
    return _changed(article, citation.quote, coverage.versions(article.id))


def own_notes(article: Article) -> list[str]:
    """The paragraphs of ``article`` that correct what it said before."""
    paragraphs = (article.text[p.start : p.end] for p in paragraphs_of(article.text))
    return [
        p
        for p in paragraphs
        if (_LABEL.match(p) and _ERRING.search(p)) or _OWN_NOTE.search(p[:_OPENING])
    ]


def _touching(note: str, quote: str, title: str) -> str | None:
    """The sentence of ``note`` that corrects what ``quote`` says; None if it is about other words.

    Where the note is about a figure, the quote must hold it.
    """
    sentences = _sentences(note)
    # A short note is about nothing else.
    erring = [s for s in sentences if len(sentences) <= _SHORT or _ERRING.search(s)]
    told = {t for s in erring for t in _telling(s.replace(title, " ") if title else s)}
    figures = {term for term in told if term[0].isdigit()}
    shared = _telling(quote) & told
    about = set(terms(title))
    if figures:
        if not shared & figures or not shared - figures:
            return None
    elif len(shared - about) < _FEWEST:
        return None
    return max(erring, key=lambda s: (_RIGHT.search(s) is not None, len(_telling(s) & shared)))


def _telling(text: str) -> set[str]:
    """The terms of ``text`` without those of days and without such as tell nothing."""
    return {t for t in terms(_DATES.sub(" ", text)) if t not in _EMPTY}


_EMPTY = STOP_WORDS | set(terms("version article story report piece correction misstated wrong"))


def _sentences(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in sentences_of(text)]


def _day_in(note: str, article: Article) -> dt.date | None:
    """The day that a note of ``article`` tells of itself; else that of its last update."""
    updated, published = as_day(article.updated), article.published_day
    known = updated or (published + _LATER if published else None)
    for mention in mentions_in(note[:_OPENING], known or dt.date.today()):
        if mention.first == mention.last and (mention.dated or known):
            return mention.first
    return updated


def _changed(article: Article, quote: str, versions: Iterable[Version]) -> Correction | None:
    """How the sentence that holds ``quote`` read before, if it stood in an earlier version."""
    quoted = " ".join(quote.split())
    day = as_day(article.updated)
    for version in versions:
        before = _sentences(version.text)
        if quoted not in " ".join(before):
            alike = max(before, key=lambda s: _alike(s, quoted), default="")
            if _alike(alike, quoted) < _ALIKE:
                return None
            return Correction(False, day or version.replaced.date(), alike)
        day = as_day(version.updated)
    return None


def _alike(one: str, other: str) -> float:
    """The share of their terms that two sentences have in common."""
    first, second = set(terms(one)), set(terms(other))
    return len(first & second) / max(1, len(first | second))
