"""Questions that the coverage can answer, made from how its articles begin."""

from __future__ import annotations

import re
from typing import Protocol

from bot.article import Article
from bot.coverage.records import ArticleRow
from bot.sentences import sentences_of
from bot.words import query_terms

_LATEST = 200
_WORDS = range(5, 15)
_DAY = r"(?:(?:on|late|early)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday)\s+"
_NAME = r"(?:[A-Z][\w’'.&-]*)(?:\s(?:of|the|and|for)\s[A-Z][\w’'.&-]*|\s[A-Z][\w’'.&-]*)*"
_PEOPLE = (
    r"(?:police|supervisors|council|councillors|judges?|officials|lawmakers|senators|researchers"
    r"|scientists|court|government|voters|workers|employees|residents|prosecutors|regulators)"
)
_SUBJECT = rf"(?:{_NAME}(?:\s{_PEOPLE})?|(?:A|An|The)\s(?:[\w’'-]+\s){{0,3}}{_PEOPLE})"
_VERB = (
    r"(?:will(?:\snot)?\s[a-z]+|has(?:\snot)?\s[a-z]+(?:ed|en|ne|ld|ft)|is\s[a-z]+ing|[a-z]+ed"
    r"|won|sued|left|quit|held|struck|sold|bought|paid|made|took|gave|fell|rose|met|cut|led|put)"
)
_DATELINE = r"(?:[A-Z]{3,}[\w ,.]*\s[—–-]\s)?"
_LEAD = re.compile(rf"^{_DATELINE}(?P<who>{_SUBJECT})\s(?:{_DAY})?(?P<verb>{_VERB})\s(?P<rest>.+)$")
_STOPS = re.compile(
    r"[,;:—–“”\"()]|\s(?:until|after|because|saying|as|when|while|which|who|that|but|if|since)\s"
)
_SAYS = re.compile(
    r"^(?:(?:has|is|will)\s)?(?:announced|added|warned|accused|asked|named|called)\b"
)


class Shelf(Protocol):
    """What a suggestion is made from: the coverage, or its catalogue alone."""

    def rows(self, limit: int | None = None) -> list[ArticleRow]:
        """A line an article, the newest first."""
        ...

    def articles(self, ids: list[str]) -> dict[str, Article]:
        """Those articles, by id."""
        ...


def suggestions(shelf: Shelf, limit: int = 4) -> tuple[str, ...]:
    """At most ``limit`` questions, each answered by the first sentence of another article.

    Those come first whose subject the coverage has most about; no two ask nearly the same.
    """
    articles = list(shelf.articles([row.id for row in shelf.rows(_LATEST)]).values())
    asked = [q for a in articles if (q := question_of(a))]
    common: dict[str, int] = {}
    for question in asked:
        for term in query_terms(question):
            common[term] = common.get(term, 0) + 1

    def interest(question: str) -> float:
        terms = query_terms(question)
        return sum(common[t] for t in terms) / len(terms) - 0.2 * len(question.split())

    chosen: list[str] = []
    for question in sorted(asked, key=interest, reverse=True):
        own = set(query_terms(question))
        if all(len(own.intersection(query_terms(c))) <= len(own) / 2 for c in chosen):
            chosen.append(question)
        if len(chosen) == limit:
            break
    return tuple(chosen)


def question_of(article: Article) -> str | None:
    """A question that the first sentence of ``article`` answers, or None."""
    first = next(iter(sentences_of(article.text)), None)
    if first is None:
        return None
    lead = _LEAD.match(article.text[first.start : first.end])
    if not lead or _SAYS.match(lead["verb"]):
        return None
    rest = _STOPS.split(lead["rest"])[0].rstrip(" .")
    rest = re.sub(rf"\s*\b{_DAY}".rstrip(r"\s+") + r"\s*", " ", f"{rest} ").strip()
    question = f"Who {lead['verb']} {rest}?"
    return question if len(question.split()) in _WORDS else None
