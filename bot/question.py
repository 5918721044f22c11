"""Words -> Question: what is asked for, on which day, about what."""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass, replace

from bot.holdings import Holdings
from bot.narrowing import Filters, Narrowing
from bot.understanding import filtered, narrowings_in
from bot.words import STOP_WORDS, query_words, stem, tokens


class Kind(enum.Enum):
    """What sort of thing would answer; THING when the words do not tell."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone.

    as_of: the day it is asked; nothing published later is used.
    words: what the question is after, unstemmed, each once, in order; terms: their stems.
    core: the text without the words that only narrow it.
    narrowings: what narrows it, as understood from the words or chosen beside them.
    """

    text: str
    as_of: dt.date
    kind: Kind
    words: tuple[str, ...]
    terms: tuple[str, ...]
    core: str
    narrowings: tuple[Narrowing, ...] = ()


def understood(
    text: str,
    as_of: dt.date,
    holdings: Holdings | None = None,
    filters: Filters | None = None,
) -> Question:
    """The question as search sees it; any text will do, an empty one has no terms.

    holdings: the names that an outlet, a byline or a section can have; without them only times
    and quoted phrases are understood. filters: what a user set beside the words.
    """
    flat = " ".join(text.split())
    narrowings, core = narrowings_in(flat, as_of, holdings or Holdings())
    if filters and (switched_off := filters.without & {n.key for n in narrowings}):
        # Words that shall not narrow are words like any other.
        kept = tuple(n for n in narrowings if n.key not in switched_off)
        narrowings, core = kept, core if kept else flat
    return part_of(
        Question(flat, as_of, kind_of(flat), (), (), flat, filtered(narrowings, filters)), core
    )


def part_of(question: Question, text: str) -> Question:
    """What ``text`` asks, which is all or a part of ``question``, narrowed as that is."""
    words = query_words(text)
    return replace(
        question,
        words=tuple(words),
        terms=tuple(dict.fromkeys(stem(w) for w in words)),
        core=text,
    )


_KINDS = [
    (
        Kind.PERCENT,
        r"(what|which|how many) (percent|percentage|share|proportion)\b|percentage of",
    ),
    (Kind.DURATION, r"how (long|old)\b|for how many (years|months|weeks|days|hours)"),
    (
        Kind.MONEY,
        r"how much (money|did .* (cost|pay|sell)|will .* cost|does .* cost|is .* worth)"
        r"|(what|at what|for what) price|how many (dollars|pounds|euros)",
    ),
    (
        Kind.COUNT,
        r"how (many|much|often|far|high|tall|big|large|fast)\b|(what|which) number\b",
    ),
    (
        Kind.WHEN,
        r"when\b|(what|which) (year|month|day|date|week|decade|century|season)\b"
        r"|since when|how soon",
    ),
    (
        Kind.WHERE,
        r"where\b|(what|which) (country|city|state|town|nation|continent|place|region"
        r"|county|province|island|location|u\.?s\.? state)\b",
    ),
    (
        Kind.WHO,
        r"who(m|se|['’]s|['’]d)?\b|(what|which) (company|companies|person|actor|actress"
        r"|singer|president|politician|team|player|author|director|senator|group|firm"
        r"|celebrity|star|artist|musician|band|rapper|billionaire|executive|leader)s?\b",
    ),
]
_KIND_PATTERNS = [(kind, re.compile(rf"(?i)\b(?:{pattern})")) for kind, pattern in _KINDS]
_NAME = re.compile(r"(?<![\w.])(?:[^\W\d_a-z]|[a-z](?=[A-Z]))[\w.&'’-]*")


def kind_of(text: str) -> Kind:
    """The kind of the asking word that comes first."""
    found = [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(_KIND_PATTERNS)
        if (match := pattern.search(text))
    ]
    return min(found)[2] if found else Kind.THING


def understood_names(text: str) -> list[str]:
    """Terms of capitalised words, less the first word when it would be capitalised anyway."""
    names: list[str] = []
    for match in _NAME.finditer(text):
        for token in tokens(match.group()):
            first = match.start() == 0 and not match.group()[1:2].isupper()
            if token not in STOP_WORDS and not (first and len(text.split()) > 1 and _asks(token)):
                names.append(stem(token))
    return names


def _asks(token: str) -> bool:
    return token in _FIRST_WORDS


_FIRST_WORDS = frozenset(
    """name list compare give show explain describe find summarize summarise tell wildly last
    earlier true false
    """.split()
)
