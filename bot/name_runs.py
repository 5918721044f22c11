"""The name, or the thing, in a span: whole, without what leads to it and what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers_kind import answers
from bot.question import Kind
from bot.same_thing import ROLES
from bot.spans import spans_of

_Place = tuple[int, int]
_MARKS = " \t\n,;:.!?–—-…“”\"‘’'()[]"
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|St)\.$")
_LEADS = re.compile(
    r"(?:(?:and|but|or|that|as|in|on|by|of|at|from|for|with|than|including|because of)\b\s+)+"
)
_LEADS_A_NAME = re.compile(r"(?:(?:to|into|near the|inside|outside of)\b\s+)")
_ARTICLE = re.compile(r"(?:the|an?)\s+")
_FIRST_ARTICLE = re.compile(r"(?:The|An?)\s+(?!Hague\b)")
_ENDS = re.compile(
    r"(?:\s+(?:and|but|or|that|as|in|on|by|of|at|from|for|with|to|the|an?|who|which|said|says|told"
    r"|wrote|added|announced|all))+$"
)
_SAID = re.compile(
    r",?[”\"]?\s(?:(?:he|she|it|they|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)\s)?"
    r"(?:said|says|told|wrote|added|announced)\b.*$"
)
_CLAUSE = re.compile(
    r",\s(?:who|whom|whose|which|where|while|because|although|though|after|before|but|when)\b.*$"
)
_CLAUSE_OF_A_NAME = re.compile(
    r",?\s(?:who|whom|whose|which|that|while|because|when|is|was|are|were|has|have|had|will|would"
    r"|did|does)\b.*$"
)
_BASED = re.compile(r"(?:\w+\s){0,2}(?:based|located|headquartered|born|held|found)\s(?:in|at)\s")
_NOT_POSSESSIVE = frozenset(
    "mcdonald wendy macy lowe kohl levi moody sotheby christie domino denny".split()
)
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ('"', '"'))
_CONNECTS = re.compile(r",?(?: and| or| &)?(?: of| for| from)?(?: the| de)?[ /]")
_PARTICLE = re.compile(r"(?<!\w)(?:al|el|bin|ibn|van|von)[ -]$")
_RANKS = ROLES | frozenset("lt sgt capt col cpl pvt maj adm rev st mt ft prof hon".split())
_NAME_BEHIND = re.compile(r"\.?(?: [^\W\d_a-z][\w’'-]*){1,3}")
_SHORT = 4
_TWO = re.compile(r"(?i)\b(?:which|what|name) (?:the )?two\b")


def asks_for_two(question: str) -> bool:
    """Whether two things are asked for: "Which two countries …?"."""
    return _TWO.search(question) is not None


def both(sentence: str, place: _Place, context: str) -> _Place:
    """``place``, or all of "USC and UCLA" where it is one of the two."""
    for span in spans_of(sentence, context):
        joined = len(re.findall(r" (?:and|&) ", span.text))
        if (
            span.kind is Kind.WHO
            and span.start <= place[0]
            and place[1] <= span.end
            and joined == 1
        ):
            return span.start, span.end
    return place


def named(sentence: str, place: _Place, kind: Kind, context: str) -> _Place | None:
    """Where the answer to a question of ``kind`` WHO, WHERE or THING stands, or None.

    context: the text that the sentence is from, which tells whether its first word is a name.
    """
    if based := _BASED.match(sentence, *place):
        place = based.end(), place[1]
    start, end = _trimmed(sentence, *place, kind)
    names: list[_Place] = []
    if kind is not Kind.THING:
        for span in spans_of(sentence):
            if span.kind is Kind.WHEN and start < span.start < end:
                start, end = _trimmed(sentence, start, span.start, kind)  # "Detroit in May 2018"
        names = list(_names(sentence, context))
        start, end = _whole(names, start, end)
        if kind is Kind.WHO:
            start, end = _names_only(sentence, names, start, end)
    start, end = _with_its_parts(sentence, start, end)
    return (start, end) if answers(sentence, names, start, end, kind) else None


def _with_its_parts(sentence: str, start: int, end: int) -> _Place:
    """With the small word that begins a name ("al Qaeda"), and the name behind a bare "Lt."."""
    if (lead := _PARTICLE.search(sentence[:start])) and sentence[start].isupper():
        start = lead.start()
    rank = sentence[start:end].strip(".").lower()
    if rank in _RANKS and (name := _NAME_BEHIND.match(sentence, end)):
        end = name.end()
    return start, end


def _trimmed(sentence: str, start: int, end: int, kind: Kind) -> _Place:
    before = (-1, -1)
    while (start, end) != before:
        before = start, end
        for pattern in (_SAID, _CLAUSE, *((_CLAUSE_OF_A_NAME,) if kind is not Kind.THING else ())):
            if match := pattern.search(sentence[start:end]):
                end = start + match.start() if match.start() else end
        start, end = _unmarked(sentence, start, end)
        leads = [_LEADS, _ARTICLE] if kind is Kind.THING else [_LEADS, _LEADS_A_NAME, _ARTICLE]
        if not re.search(r"\w", sentence[:start]):
            leads.append(_FIRST_ARTICLE)
        for pattern in leads:
            if (match := pattern.match(sentence, start, end)) and match.end() < end:
                start = match.end()
        if (match := _ENDS.search(sentence, start, end)) and match.start() > start:
            end = match.start()
        owner = re.search(r"(\w+)['’]s$", sentence[start:end])
        if owner and owner[1].lower() not in _NOT_POSSESSIVE:
            end -= 2
    return start, end


def _unmarked(sentence: str, start: int, end: int) -> _Place:
    """Without marks at the ends, but for the full stop of "U.S." and marks that stand in pairs."""
    while start < end and sentence[start] in _MARKS and not _pairs(sentence, start, end):
        start += 1
    while end > start and sentence[end - 1] in _MARKS:
        if _ABBREVIATED.search(sentence[start:end]) or _pairs(sentence, start, end):
            break
        end -= 1
    text = sentence[start:end]
    for opening, closing in _PAIRS:
        if opening != closing and text.count(opening) != text.count(closing):
            if text.startswith(opening):
                start += 1
            elif text.endswith(closing):
                end -= 1
    return start, end


def _pairs(sentence: str, start: int, end: int) -> bool:
    """Whether a bracket that the span ends in is opened in it: "Rep. Smith (D., Wash.)"."""
    text = sentence[start:end]
    return text.endswith(")") and text.find("(") > 0 and text.count("(") == text.count(")")


def _whole(names: list[_Place], start: int, end: int) -> _Place:
    """A name that was cut, in full: "Smith" in "Microsoft President Brad Smith" is Brad Smith."""
    for first, last in names:
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return start, end


def _names(sentence: str, context: str) -> Iterator[_Place]:
    """Each name, those that "and" joins apart, without the roles before it."""
    for span in spans_of(sentence, context):
        if span.kind is not Kind.WHO:
            continue
        for piece in re.finditer(
            r"\S.*?(?=$|\s(?:and|for)\s|(?<!Bank)(?<!University)\sof\s)", span.text
        ):
            text = re.sub(r"^(?:and|for|of|the)\s(?:the\s)?", "", piece.group())
            first = span.start + piece.end() - len(text)
            words = list(re.finditer(r"\S+", text))
            roles = [n for n, w in enumerate(words[:-1]) if _role(w.group()) in ROLES]
            if roles:
                first += words[roles[-1] + 1].start()
            yield first, span.start + piece.end()


def _role(word: str) -> str:
    return word.lower().strip(".").removesuffix("s")


def _names_only(sentence: str, names: list[_Place], start: int, end: int) -> _Place:
    """The first run of names, where there is one that is not only part of what is meant."""
    inside = [(a, b) for a, b in names if start <= a and b <= end]
    # "Amazon’s chief executive" is not Amazon.
    inside = [(a, b) for a, b in inside if not (sentence[b:end].startswith(("’s ", "'s ")))]
    if not inside:
        return start, end
    tail = sentence[inside[-1][1] : end]
    if len(sentence[start:end].split()) <= _SHORT and re.fullmatch(r" [a-z]+(?<!ed)", tail):
        return start, end  # "the Detroit police"
    first, last = inside[0]
    for a, b in inside[1:]:
        if _CONNECTS.fullmatch(sentence[last:a]):
            last = b
    return first, last
