"""The name, or the thing, in a span: whole, without what leads to it and what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.question import Kind
from bot.same_thing import ROLES
from bot.spans import spans_of
from bot.words import STOP_WORDS, tokens

_Place = tuple[int, int]
_PRONOUNS = frozenset(
    """he she it they we i you him her them us me his hers its their theirs who whom which that this
    these those one ones someone somebody anyone anybody everyone everybody nobody others another
    here there
    """.split()
)
_GENERIC = frozenset(
    """company companies firm firms group groups organization organizations agency agencies
    department official officials authority authorities government administration man men woman
    women person people individual individuals boy girl child children family couple pair victim
    victims suspect suspects spokesman spokeswoman spokesperson spokespeople representative
    representatives leader leaders member members critic critics expert experts analyst analysts
    source sources judge mayor president governor senator minister chief executive director officer
    officers lawyer lawyers author authors researcher researchers team teams player players party
    side sides thing things something anything nothing everything way ways part parts place places
    area areas country city state town home time times year years day days said says say told tell
    added wrote announced many several few
    """.split()
)
"""Words that stand for somebody or something that only the text around them names."""
_PLACES_IN_WORDS = frozenset("here there home abroad elsewhere".split())
_DEMONYM = re.compile(r"\w+(?:ish|ese|ican|eian|lian|nian|rian|sian|tian)")
_NOT_A_PLACE = re.compile(
    r"(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august"
    r"|september|october|november|december)\b"
)
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
    r"|wrote|added|announced|is|was|are|were|has|have|had|will))+$"
)
_SAID = re.compile(
    r",?[”\"]?\s(?:(?:he|she|it|they|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)\s)?"
    r"(?:said|says|told|wrote|added|announced)\b.*$"
)
_CLAUSE = re.compile(
    r",\s(?:who|whom|whose|which|where|while|because|although|though|after|before|but|when)\b.*$"
)
_CLAUSE_OF_A_NAME = re.compile(
    r",?\s(?:who|whom|whose|which|that|while|because|when|has|have)\b.*$"
)
_NOT_POSSESSIVE = frozenset(
    "mcdonald wendy macy lowe kohl levi moody sotheby christie domino denny".split()
)
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ('"', '"'))
_CONNECTS = re.compile(r"(?:,|,? and|,? or| of| of the| for| for the| the| de| &|/)? ?")
_LONG = 8
"""Words; what is longer and names nobody is no short answer to "who"."""
_SHORT = 4


def named(sentence: str, place: _Place, kind: Kind) -> _Place | None:
    """Where the answer to a question of ``kind`` WHO, WHERE or THING stands, or None."""
    start, end = _trimmed(sentence, *place, kind)
    if kind is not Kind.THING:
        for span in spans_of(sentence):
            if span.kind is Kind.WHEN and start < span.start < end:
                start, end = _trimmed(sentence, start, span.start, kind)  # "Detroit in May 2018"
        start, end = _whole(sentence, start, end)
        if kind is Kind.WHO:
            start, end = _names_only(sentence, start, end)
    return (start, end) if _answers(sentence, start, end, kind) else None


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


def _whole(sentence: str, start: int, end: int) -> _Place:
    """A name that was cut, in full: "Smith" in "Microsoft President Brad Smith" is Brad Smith."""
    for first, last in _names(sentence):
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return start, end


def _names(sentence: str) -> Iterator[_Place]:
    """Each name, those that "and" joins apart, without the roles before it."""
    for span in spans_of(sentence):
        if span.kind is not Kind.WHO:
            continue
        for piece in re.finditer(
            r"\S.*?(?=$|\s(?:and|&|for)\s|(?<!Bank)(?<!University)\sof\s)", span.text
        ):
            text = re.sub(r"^(?:and|&|for|of|the)\s(?:the\s)?", "", piece.group())
            first = span.start + piece.end() - len(text)
            words = list(re.finditer(r"\S+", text))
            roles = [n for n, w in enumerate(words[:-1]) if w.group().lower().strip(".") in ROLES]
            if roles:
                first += words[roles[-1] + 1].start()
            yield first, span.start + piece.end()


def _names_only(sentence: str, start: int, end: int) -> _Place:
    """The first run of names, where there is one that is not only part of what is meant."""
    inside = [(a, b) for a, b in _names(sentence) if start <= a and b <= end]
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


def _answers(sentence: str, start: int, end: int, kind: Kind) -> bool:
    text = sentence[start:end]
    words = tokens(text)
    telling = [w for w in words if w not in _PRONOUNS | STOP_WORDS | _GENERIC]
    if not telling and not re.fullmatch(r"[A-Z]{2,}|(?:[A-Z]\.)+", text):
        return False
    if kind is Kind.THING:
        return True
    if (telling and all(w[0].isdigit() for w in telling)) or _NOT_A_PLACE.fullmatch(text):
        return False
    if kind is Kind.WHERE:
        return words[0] not in _PLACES_IN_WORDS and _DEMONYM.fullmatch(text) is None
    return re.search(r"[A-Z]", text) is not None or len(words) <= _LONG
