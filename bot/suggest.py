"""Questions that the coverage can answer, made from how its articles begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from bot.coverage.records import Beginning
from bot.sentences import sentences_of
from bot.words import query_terms

_LATEST = 400
_WORDS = range(5, 15)
_TELLING = 3
_LEAD_WORDS = 7
_LOOKED_AT = 4
_POPULAR = 6
_DAY = (
    r"(?:(?:on|late|early)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday)\s+"
    r"(?:(?:night|morning|evening|afternoon)\s+)?"
)
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
_DATELINE = r"(?:[A-Z]{3,}[\w ,.()]*\s[—–−-]+\s|\(CNN\)\s?[—–−-]*\s?)?"
_LEAD = re.compile(rf"^{_DATELINE}(?P<who>{_SUBJECT})\s(?:{_DAY})?(?P<verb>{_VERB})\s(?P<rest>.+)$")
_NUMBER = r"(?:\d[\d,.]*(?:\s(?:million|billion|thousand))?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix)"
_COUNTED = re.compile(
    rf"^{_DATELINE}(?:(?:More than|Over|At least|Nearly|Almost|About|Around|Some)\s)?"
    rf"(?P<many>{_NUMBER})\s(?P<what>(?:[\w’'-]+\s){{1,3}}?)"
    r"(?P<verb>(?:were|have been|have)\s[a-z]+(?:ed|en|ne|ld|ft)|died|left|voted|marched|signed)\s"
    rf"(?:{_DAY})?(?P<rest>.+)$"
)
_STOPS = re.compile(
    r",(?!\d)|[;:—–“”\"()]|\s(?:until|after|because|saying|as|when|while|which|who|that|but|if|since)\s"
)
_NO_DEED = re.compile(
    r"^(?:(?:has|is|will)\s)?(?:announced|added|warned|accused|asked|named|called|continued|be|been"
    r"|expected|based|born|killed|injured|wounded|charged|convicted|saddled|found)\b"
)
_NOBODY = re.compile(r"^(?:Hurricane|Typhoon|Cyclone|Tropical|Storm)\b")
_POINTS_BACK = re.compile(r"\b(?:he|she|they|it|this|these|those|here|there|you|we|us|your|our)\b")
_CUT_OFF = re.compile(
    r"(?:’s|'s|\b(?:an?|the|to|of|from|in|on|at|by|for|with|about|around|and|or|their|his|her|its)"
    r"|\b(?:about|around|at) \d+)$"
)
_NO_SUBJECT = frozenset({"a", "an", "the", "we", "you", "they", "it", "i", "who", "what", "this"})
_NAMED = re.compile(r"\s[A-Z]\w|\d")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that an article answers; answer: the words of it that do."""

    question: str
    article: str
    answer: str


class Shelf(Protocol):
    """What a suggestion is made from: the coverage, or its catalogue alone."""

    def beginnings(self, limit: int) -> list[Beginning]:
        """How the latest articles begin, the newest first."""
        ...


def suggestions(shelf: Shelf, limit: int = 4) -> tuple[Suggestion, ...]:
    """At most ``limit`` questions, each answered by the first sentence of another article.

    Those come first that are about what most of the latest articles are about, and that name
    somebody or something; no two ask nearly the same.
    """
    beginnings = shelf.beginnings(_LATEST)
    asked = [s for b in beginnings if (s := suggestion_of(b.article, b.text))]
    told = (
        [frozenset(query_terms(f"{b.title} {b.text[:200]}")) for b in beginnings] if asked else []
    )

    def interest(suggestion: Suggestion) -> float:
        own = set(query_terms(f"{suggestion.answer} {suggestion.question}"))
        on_it = sum(len(own & other) >= _TELLING for other in told)
        named = 2.0 * bool(_NAMED.search(suggestion.question))
        return min(on_it, _POPULAR) + named - 0.2 * len(suggestion.question.split())

    chosen: list[Suggestion] = []
    for suggestion in sorted(asked, key=interest, reverse=True):
        if not any(_alike(suggestion, other) for other in chosen):
            chosen.append(suggestion)
        if len(chosen) == limit:
            break
    return tuple(chosen)


def suggestion_of(article: str, text: str) -> Suggestion | None:
    """A question that the first sentence of ``text`` answers, bylines aside, or None."""
    for sentence in islice(sentences_of(text), _LOOKED_AT):
        first = " ".join(text[sentence.start : sentence.end].split())
        if len(first.split()) >= _LEAD_WORDS:
            found = _asked(article, first)
            return found if found and _is_name(found.answer, text) else None
    return None


def _asked(article: str, first: str) -> Suggestion | None:
    if counted := _COUNTED.match(first):
        asked, answer = f"How many {counted['what']}{counted['verb']}", counted["many"]
        rest = counted["rest"]
    elif (lead := _LEAD.match(first)) and not _NO_DEED.match(lead["verb"]):
        asked, answer, rest = f"Who {lead['verb']}", lead["who"], lead["rest"]
    else:
        return None
    rest = _STOPS.split(rest)[0].rstrip(" .?")
    rest = re.sub(rf"\s*\b{_DAY}", " ", f"{rest} ").strip()
    question = f"{asked} {rest}?"
    good = (
        len(question.split()) in _WORDS
        and len(query_terms(question)) >= _TELLING
        and not _POINTS_BACK.search(question)
        and not _CUT_OFF.search(rest)
    )
    return Suggestion(question, article, answer) if good else None


def _is_name(answer: str, text: str) -> bool:
    """Whether ``answer`` is no common word that is capital at the beginning alone."""
    if _NOBODY.match(answer):
        return False
    if " " in answer or answer[0].isdigit():
        return True
    inside = re.search(rf"[\w,;] {re.escape(answer)}\b", text)
    return answer.lower() not in _NO_SUBJECT and (answer.isupper() or inside is not None)


def _alike(one: Suggestion, other: Suggestion) -> bool:
    """Whether they ask nearly the same, or about the same."""
    own, others = set(query_terms(one.question)), set(query_terms(other.question))
    same = set(query_terms(one.answer)) & set(query_terms(other.answer))
    return len(own & others) > len(own) / 2 or bool(same and own & others)
