"""Words -> Question: what is asked for, on which day, about what."""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass, replace

from bot.holdings import Holdings
from bot.narrowing import Filters, Narrowing
from bot.understanding import filtered, narrowings_in
from bot.wording import as_read
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

    text: as it is read, which of a follow-up is not all that is looked for: see ``wording``.
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
    read = as_read(flat)
    return part_of(
        Question(read, as_of, kind_of(read), (), (), flat, filtered(narrowings, filters)), core
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


# "Which big city", "what tech companies"; but not "what did the company" and "what of the city".
_WHICH = (
    r"(?:what|which)(?: (?!(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should"
    r"|may|might|must|the|an?|of|in|on|to|at|for|by|from|with|about)\b)[\w.’'-]+)??"
)
_SPENDS = r"cost|costs|pay|paid|sell|sold|spend|spent|earn|earned|owe|owed|charge|charged|worth"
_KINDS = [
    (
        Kind.PERCENT,
        r"(what|which|how many) (percent|percentage|share|proportion)\b|percentage of",
    ),
    (
        Kind.DURATION,
        r"how (long|old)\b|how many (years|months|weeks|days|hours|minutes)\b|what length of\b",
    ),
    (
        Kind.MONEY,
        rf"how much (money|in (dollars|pounds|euros)|[a-z]+ (.* )?({_SPENDS}))\b"
        r"|(what|at what|for what) price\b|how many (dollars|pounds|euros|cents)\b"
        r"|what (did|does|do|will|would) .* cost\b|what (is|was|are|were) .* worth\b"
        r"|what (is|was) the (price|cost|fee|fine|salary)\b",
    ),
    (
        Kind.COUNT,
        r"how (many|much|often|far|high|tall|big|large|fast)\b|(what|which) number\b",
    ),
    (
        Kind.WHEN,
        r"when\b|(what|which) (years?|months?|days?|dates?|weeks?|decades?|century|season)\b"
        r"|since when|how soon|(at )?what time\b(?! of)",
    ),
    (
        Kind.WHERE,
        rf"where\b|{_WHICH} (countr(y|ies)|cit(y|ies)|states?|towns?|nations?|continents?|places?"
        r"|regions?|count(y|ies)|provinces?|islands?|locations?|villages?|neighbou?rhoods?"
        r"|u\.?s\.? states?)\b",
    ),
    (
        Kind.WHO,
        rf"who(m|se|['’]s|['’]d)?\b|{_WHICH} (compan(y|ies)|(person|actor|actress"
        r"|singer|president|politician|team|player|author|director|senator|group|firm"
        r"|celebrity|star|artist|musician|band|rapper|billionaire|executive|leader|organi[sz]ation"
        r"|lawmaker|judge|bank|airline|newspaper|official|republican|democrat)s?"
        r"|agenc(y|ies)|celebrities|people)\b",
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
    earlier true false approximately roughly nearly about almost
    """.split()
)
