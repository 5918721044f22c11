"""Who holds an office: "Who is the chief executive of IBM?", by the sentences that name both."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.answer import RankedPassage
from bot.finding import Finding
from bot.known_places import country_of, names_of
from bot.question import Kind
from bot.spans import Span

_CHIEF = r"chief executive(?: officer)?|CEO|C\.E\.O\."
_ROLES = {
    "chief executive officer": _CHIEF,
    "chief executive": _CHIEF,
    "ceo": _CHIEF,
    "police chief": r"police chief|chief of police|police commissioner",
    "chief of police": r"police chief|chief of police|police commissioner",
    "vice president": r"vice president",
    "president": r"(?<!vice )president",
    "prime minister": r"prime minister",
    "chancellor": r"chancellor",
    "mayor": r"mayor",
    "governor": r"governor|gov\.",
    "sheriff": r"sheriff",
    "attorney general": r"attorney general",
    "district attorney": r"district attorney",
    "secretary of state": r"secretary of state",
    "director": r"(?:executive )?director",
    "chairman": r"chair(?:man|woman|person)?",
    "chairwoman": r"chair(?:man|woman|person)?",
    "chair": r"chair(?:man|woman|person)?",
    "founder": r"(?:co-)?founder",
    "head coach": r"(?:head )?coach",
    "coach": r"(?:head )?coach",
    "head": r"head|director|chief",
    "editor": r"editor(?: in chief)?",
}
"""An office as one asks for it, and as news writes it."""
_LEADS = rf"{_CHIEF}|mayor|governor|gov\.|(?<!vice )president|prime minister|executive director"
"""The office of whoever runs something."""
_HEAD_OF_STATE = r"(?<!vice )president|prime minister|chancellor"
_OFFICE = "|".join(sorted(map(re.escape, _ROLES), key=len, reverse=True))
_WORDS = sorted({word for role in _ROLES for word in role.split()})
_LONG, _MISTYPED = 5, 0.85
_ASKS = (
    re.compile(
        rf"(?i)^(?:(?:and|so|but),? )?(?:who(?: is|[’']s| was)|what is the name of) (?:the )?"
        rf"(?:current |new )?(?P<role>{_OFFICE}) (?:of|at|for|in) (?:the )?(?P<of>[^?,]+?)\W*$"
    ),
    re.compile(
        rf"(?i)^(?:(?:and|so|but),? )?who(?: is|[’']s| was) (?:the )?(?P<of>[^?,]+?)(?:[’']s?)? "
        rf"(?:current |new )?(?P<role>{_OFFICE})\W*$"
    ),
    re.compile(
        r"(?i)^(?:(?:and|so|but),? )?who (?:runs|leads|heads|is in charge of) (?:the )?"
        r"(?P<of>[^?,]+?)\W*$"
    ),
)
_MOST_WORDS = 4
_POINTS = re.compile(
    r"(?i)\b(?:it|he|she|they|this|that|these|those|which|who|his|her|its|their|our|my|you|we)\b"
)
_KIND_OF_PLACE = re.compile(r"(?i) (?:state|city|county)$")
_WORD = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[^\W\d_a-z](?:[\w-]|[’'](?!s\b))*"
_GIVEN_AND_LAST = rf"{_WORD}(?: [A-Z]\.)?(?: (?:de |van |von |al-?)?{_WORD}){{1,2}}(?: Jr\.)?"
_NAME = rf"(?<![\w’'-])(?P<name>{_GIVEN_AND_LAST})(?![\w-])"
_SMALL = (
    r"(?!(?:of|in|at|on|for|from|to|with|by|as|and|who|which|that|is|was|were|be|has|had|have|said"
    r"|says|told)\b)[a-z][\w-]*"
)
_PLAIN = rf"(?:(?:{_SMALL}|Republican|Democratic) ){{0,3}}"
_IS_OF_A_PLACE = "mayor|governor|gov|police chief|sheriff|attorney"
_NOT_IT = re.compile(
    r"(?i)\b(?:former|formerly|ex|then|acting|interim|deputy|vice|assistant|late)[ -]"
)
_BEFORE = 12
_LONGEST = 600
"""Characters of a sentence that are looked at: hostile ones would take the patterns for ever."""
_NEAR_THE_TOP = 400
"""Characters; what an article names there it is about."""


@dataclass(frozen=True, slots=True)
class Office:
    """``role``: a pattern of what news calls the office; ``of``: the name of what it is of.

    words: the office as one asks for it, to look for. past: whether who held it answers, too.
    """

    role: str
    of: str
    words: str
    past: bool = False


def office_asked(question: str) -> Office | None:
    """The office whose holder ``question`` asks for; None if it asks for none.

    >>> office_asked("Who runs IBM?").of
    'IBM'
    """
    text = " ".join(map(_spelt, question.split()))
    for pattern in _ASKS:
        match = pattern.match(text)
        if match is None or len(match["of"].split()) > _MOST_WORDS or _POINTS.search(match["of"]):
            continue
        role = match.groupdict().get("role")
        of, past = _KIND_OF_PLACE.sub("", match["of"]), " was " in text
        if role is None and country_of(of):
            return Office(_HEAD_OF_STATE, of, "president prime minister", past)
        if role is None or _ROLES[role.lower()] == _CHIEF:
            return Office(_CHIEF if role else _LEADS, of, "CEO chief executive", past)
        return Office(_ROLES[role.lower()], of, role, past)
    return None


def _spelt(word: str) -> str:
    """``word``, or that of an office that was meant by it: "govenor"."""
    if len(word) < _LONG or not word.isalpha():
        return word
    return next(iter(get_close_matches(word.lower(), _WORDS, n=1, cutoff=_MISTYPED)), word)


def held(office: Office, sentence: str, about: str = "") -> Span | None:
    """Who is said to hold ``office`` in ``sentence``, if anybody is.

    about: the headline and the beginning of the article, which say of what "the mayor" is one.
    """
    role, of = rf"(?i:\b(?:{office.role}))", _called(office.of)
    was, whole = "is|was|became" if office.past else "is|became", rf"{of}(?![’']s)"
    ways = (
        # "Microsoft President Brad Smith", "Twitter CEO and new owner Elon Musk"
        rf"{of}(?:[’']s)? {_PLAIN}{role}(?: and(?: [a-z-]+){{1,3}})?,? {_NAME}",
        rf"{_NAME}, (?:who (?:{was}) )?(?:the )?{_PLAIN}{role} (?:of|at|for) (?:the )?{whole}",
        rf"{_NAME}, {of}[’']s {_PLAIN}{role}",
        rf"{role} (?:of|at|for) (?:the )?{of},? {_NAME}",
        rf"{role} {_NAME} of {whole}",
        rf"{_NAME} (?:{was}) (?:the )?{_PLAIN}{role} (?:of|at) (?:the )?{whole}",
        # "IBM has left the business, its chief executive, Arvind Krishna, said."
        rf"^(?:The )?{of}\b.*\b(?:its|the [a-z]+[’']s) {_PLAIN}{role}, {_NAME}",
    )
    for way in ways:
        if found := _told(way, sentence, office.role):
            return found
    at_home = country_of(office.of) == "United States" and "president" in office.role
    kind = re.compile("president" if at_home else _IS_OF_A_PLACE)
    local = [role for role in office.role.split("|") if kind.search(role)]
    if local and (at_home or re.search(of, about)):
        # "On Friday Mayor Jenny Durkan said", of an article on Seattle.
        alone = rf"(?<![’']s )(?<!\w)(?P<alone>(?i:\b(?:{'|'.join(local)}))) {_NAME}(?! of )"
        return _told(alone, sentence, office.role)
    return None


def _called(name: str) -> str:
    """A pattern of ``name``, for a country of all of its names and of what is of it: "Cuban"."""
    country = country_of(name) or country_of(name.title()) or country_of(name.upper())
    names = names_of(country) if country else [name]
    return rf"\b(?i:{'|'.join(map(re.escape, names))})(?!\w)"


def _told(way: str, sentence: str, office: str) -> Span | None:
    for match in re.finditer(way, sentence[:_LONGEST]):
        around = sentence[max(0, match.start() - _BEFORE) : match.start("name")]
        alone = match.groupdict().get("alone")
        of_another = alone and re.search(rf"{_WORD} $", sentence[: match.start()])
        before = re.sub(rf"(?i){office}", "", around + match.group())
        if of_another or _NOT_IT.search(before):
            continue
        return Span(Kind.WHO, *match.span("name"), match["name"])
    return None


def holders(office: Office, passages: Iterable[RankedPassage]) -> list[tuple[Finding, Span]]:
    """Who is said to hold ``office``, with the sentence that says so, the newest first."""
    found: list[tuple[Finding, Span]] = []
    for ranked in passages:
        article = ranked.article
        for sentence in ranked.passage.sentences:
            finding = Finding(article, sentence.start, sentence.end, None, 0.0, 0.0, 1.0)
            if name := holder_in(office, finding):
                found.append((finding, name))
    return sorted(found, key=lambda f: f[0].article.published_day or dt.date.min, reverse=True)


def holder_in(office: Office, finding: Finding) -> Span | None:
    """``held`` of a sentence of an article."""
    article = finding.article
    return held(office, finding.text, f"{article.headline}\n{article.text[:_NEAR_THE_TOP]}")


def names_both(office: Office, ranked: RankedPassage) -> bool:
    """Whether a sentence of the passage names the office and of what it is one, in whatever way."""
    role, of = re.compile(rf"(?i)\b(?:{office.role})"), re.compile(_called(office.of))
    texts = (ranked.article.text[s.start : s.end] for s in ranked.passage.sentences)
    return any(role.search(text) and of.search(text) for text in texts)
