"""Whether words name somebody, some place or something, and do not only point at it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.question import Kind
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
    added wrote announced many several few sen sens rep reps gov
    """.split()
)
"""Words that stand for somebody or something that only the text around them names."""
_PLACES = frozenset(
    """airport apartment bar base beach border bridge building camp capital church clinic coast
    court courthouse downtown factory field garage hall highway hospital hotel house island jail
    lawn library mall mosque museum online park plant port prison restaurant river road school
    shop square stadium station store street theater theatre university
    """.split()
)
"""Words that tell a place which has no name."""
_PEOPLE = re.compile(
    r"(?!(?:number|order|matter|paper|letter|power|other|another|answer|center|chapter|computer"
    r"|corner|danger|error|factor|floor|former|further|later|layer|longer|master|never|offer|over"
    r"|quarter|rather|river|summer|tower|under|water|weather|whether|winter|color|labor|door|major"
    r"|minor|poor|want|content|extent|recent|present|different|current|event|moment|percent|spent"
    r"|\w+ments?)$)\w+(?:ers?|ors?|ists?|ants?|ents?|ians?|m[ae]n|women)"
    r"|police|army|troops|jury|wife|husband|sons?|uncle|aunt|cousins?|friends?|judges?|chiefs?"
    r"|executives?|officials?|colleagues?|crew|nurses?|guards?|athletes?"
)
"""Who somebody is that has no name, by the form of the word."""
_DEMONYM = re.compile(r"\w+(?:ish|ese|ican|eian|lian|nian|rian|sian|tian)")
_NOT_A_PLACE = re.compile(
    r"(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august"
    r"|september|october|november|december)\b"
)
_PARTY = re.compile(r"\(?[RDI]-[A-Z][\w.]*(?: [A-Z][\w.]*)?\)?")
"""What stands behind a lawmaker's name: "R-Calif."."""
_LONG = 8
"""Words; what is longer and names nobody is no short answer to "who"."""
_IN_A_PHRASE = frozenset(
    "the a an his her their its our your own other few some more most of in from at on with".split()
)


def answers(sentence: str, names: Sequence[_Place], start: int, end: int, kind: Kind) -> bool:
    """Whether ``sentence[start:end]`` answers a question of ``kind`` WHO, WHERE or THING.

    names: where names stand in the sentence.
    """
    text = sentence[start:end]
    words = tokens(text)
    telling = [w for w in words if w not in _PRONOUNS | STOP_WORDS | _GENERIC]
    if _PARTY.fullmatch(text):
        return False
    if not telling and not re.fullmatch(r"[A-Z]{2,}|(?:[A-Z]\.)+", text):
        return False
    if kind is Kind.THING:
        return True
    if (telling and all(w[0].isdigit() for w in telling)) or _NOT_A_PLACE.fullmatch(text):
        return False
    if any(
        sp.kind is Kind.WHEN and sp.start <= start and end <= sp.end for sp in spans_of(sentence)
    ):
        return False
    named_there = any(a < end and start < b for a, b in names)
    if named_there or all(w[0].isupper() for w in text.split()):
        return kind is Kind.WHO or _DEMONYM.fullmatch(text) is None
    head = re.split(r" (?:of|in|from|at|on|near|with|to) ", text.lower())[0].split()[-1]
    if kind is Kind.WHERE:
        return any(w in _PLACES for w in words)
    if any(w in STOP_WORDS - _IN_A_PHRASE for w in words):
        return False
    return len(words) <= _LONG and _PEOPLE.fullmatch(head) is not None
