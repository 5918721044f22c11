"""What the news was: the stories that most outlets told, by how an article on each begins.

"What happened this week?" names nothing that could be looked for, so what is told is not what holds
its words, but what most was written about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from bot.absolute_days import first_days_told
from bot.answer import RankedPassage
from bot.article import Article, as_day
from bot.corrections import is_note
from bot.coverage.openings import Opening
from bot.finding import Finding
from bot.library import Library
from bot.narrowing import By, Narrowing
from bot.open_questions import is_bare
from bot.periods import day_label
from bot.pleas import is_plea
from bot.question import Kind, Question
from bot.reader import Evidence
from bot.retriever import Retrieval
from bot.same_event import grouped
from bot.scoping import scope_of
from bot.timing import NEWEST
from bot.words import STOP_WORDS, stem, terms

_OF_ANY_NEWS = frozenset(
    terms(
        "change happen occur news new latest report story article cover coverage write publish"
        " written announce tell told say said event development update important main top headline"
        " go summarise summarize summary overview give please"
    )
)
"""What could be asked of any day and of any outlet."""
_NAMES_NOTHING = _OF_ANY_NEWS | frozenset(map(stem, STOP_WORDS))
_ASKS = re.compile(
    r"(?i)(?:(?:and|but|so|please|can you|could you|give me)\b,? )*(?:what|tell me|summari[sz]e"
    r"|any|(?:a |the )?(?:summary|overview|news|headlines|latest|top stories))\b"
)
_LATEST_DAYS = 7
"""How much of the coverage is the latest news."""
_LOOKED_AT = 2_000
"""So many articles are looked at, the latest."""
_MOST = 20
_OF_A_STORY = 10
"""Of so many articles on one story one is told."""
SURE = 0.9
"""That is what was reported, whatever the reader may have meant by news."""
_SHORTEST = 6
"""A sentence of fewer words is no lead, but a heading or a dateline."""
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")


def asks_for_news(question: Question) -> bool:
    """Whether it asks what happened, or was reported, at some time or by some outlet."""
    narrowed = any(n.by in (By.TIME, By.OUTLET, By.SECTION) for n in question.narrowings)
    return (
        narrowed
        and question.kind is Kind.THING
        and _NAMES_NOTHING.union(*map(_called, question.narrowings)).issuperset(question.terms)
        and (_ASKS.match(question.text) is not None or is_bare(question.text))
    )


def _called(narrowing: Narrowing) -> list[str]:
    return terms(" ".join((narrowing.label, *narrowing.values)))


def digest(
    library: Library, question: Question, exclude: frozenset[str]
) -> tuple[Retrieval, Evidence]:
    """The first passages of the articles to tell, and their leads; none when nothing is in.

    exclude: ids of articles to leave out.
    """
    # "This week" prefers where something is looked for; here it is all that is asked.
    times = tuple(replace(n, soft=False) if n.since or n.until else n for n in question.narrowings)
    asked = replace(question, narrowings=times)
    stories = _told(library, asked, exclude)
    articles = library.coverage.articles([id for story in stories for id in story])
    days = _days_asked(question)
    begun = [
        [b for id in story if (b := _begun(library, articles.get(id), place)) is not None]
        for place, story in enumerate(stories)
    ]
    # News of a day is also published on the days after, and then next to other news.
    of_it = [b for story in begun for b in story if _day_of(b[1]) in days]
    told = of_it or [story[0] for story in begun if story]
    passages = tuple(ranked for ranked, _ in told)
    findings = tuple(lead for _, lead in told)
    note = None if findings else _nothing(question)
    found = Retrieval(question, note, passages, (), True, {}, np.zeros(0, dtype=np.float32))
    return found, Evidence(findings, (), SURE if findings else 0.0)


def _days_asked(question: Question) -> set[dt.date | None]:
    """The single days that ``question`` asks of."""
    return {n.since for n in question.narrowings if n.since and n.label == day_label(n.since)}


def _begun(
    library: Library, article: Article | None, place: int
) -> tuple[RankedPassage, Finding] | None:
    """The first passage of ``article`` and its lead; None without one. place: of its story."""
    if article is None:
        return None
    for stored in library.coverage.passages_of(article.id)[:1]:
        ranked = RankedPassage(article, stored.passage, -float(place))
        for finding in islice(openings_told(ranked), 1):
            return ranked, finding
    return None


def _day_of(finding: Finding) -> dt.date | None:
    """The day that the sentence tells of; that of its article where it tells none."""
    published = finding.article.published
    first, _ = first_days_told(finding.text, published) or (as_day(published), None)
    return first


def _told(library: Library, question: Question, exclude: frozenset[str]) -> list[tuple[str, ...]]:
    """Ids of the articles on each story, the most typical first.

    The stories that most outlets told come first, then the latest.
    """
    scope = scope_of(library.coverage, question, exclude)
    openings = library.coverage.openings(scope, _LOOKED_AT)
    if openings and any(n.label == NEWEST for n in question.narrowings):
        before = openings[0].day - _LATEST_DAYS
        openings = [o for o in openings if o.day > before]
    groups = sorted(grouped(openings), key=lambda g: _weight(openings, g.members), reverse=True)
    in_groups = {n for g in groups for n in g.members}
    alone = [(o.article,) for n, o in enumerate(openings) if n not in in_groups]
    stories = [
        tuple(openings[n].article for n in dict.fromkeys((g.centre, *g.members)))[:_OF_A_STORY]
        for g in groups
    ]
    return [*stories, *alone][:_MOST]


def _nothing(question: Question) -> str:
    return f"Nothing is in for {' and '.join(n.label for n in question.narrowings)}."


def _weight(openings: Sequence[Opening], members: Sequence[int]) -> tuple[int, int, int]:
    outlets = len({openings[n].outlet for n in members})
    return outlets, len(members), max(openings[n].day for n in members)


def openings_told(ranked: RankedPassage) -> Iterator[Finding]:
    """The sentences of ``ranked`` that can stand for its article, in their order.

    Not headings, datelines, what an editor notes, nor what asks the reader to sign up.
    """
    text = ranked.article.text
    if is_note(ranked.article.title):
        return
    for sentence in ranked.passage.sentences:
        words = text[sentence.start : sentence.end]
        if is_note(words) or is_plea(words):
            continue
        if len(words.split()) >= _SHORTEST and _ENDS.search(words):
            yield Finding(ranked.article, sentence.start, sentence.end, None, 0.0, 0.0, 1.0)
