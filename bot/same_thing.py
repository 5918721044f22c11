"""Whether two short answers name the same thing: "$1.9bn" is "$1.9 billion", "Smith" Brad Smith."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.known_places import country_of
from bot.periods import Mention, mentions_in, years_on
from bot.quantities import quantity_of
from bot.words import STOP_WORDS, terms, tokens

_ANY_DAY = dt.date(2100, 1, 1)
_WEEKDAYS = frozenset(name.lower() for name in calendar.day_name)
ROLES = frozenset(
    """mr mrs ms dr sir president vice chairman chairwoman chief executive ceo founder director
    manager mayor governor gov senator sen sens representative rep reps congressman congresswoman
    councilor councilors councillor councilman councilwoman commissioner supervisor justice judge
    attorney secretary minister premier chancellor king queen prince princess pope captain general
    gen officer sheriff police spokesman spokeswoman professor coach actor actress singer author
    lawyer billionaire leader nominee candidate speaker archbishop bishop pastor
    """.split()
)
"""What stands before a person's name and is not of it."""
_SUFFIXES = frozenset("inc corp corporation co ltd llc plc company com org net".split())
_GENERIC = frozenset(
    """university college department court council city county state company house bank police
    office institute agency center group party union association school church hospital
    committee board commission press times post news island river lake street park
    """.split()
)
"""What many names end in and that is none alone."""
_PART_OF_A_PLACE = frozenset(
    "new north south east west san santa los las saint st fort port el la central upper".split()
)
_SMALL = frozenset("of the and for in on at to a an de la & van von".split())
_TAIL = re.compile(r",\s*|\s+(?:of|from|for|at|in)\s+(?:the\s+)?(?=[A-Z])")


def same_thing(a: str, b: str) -> bool:
    """Whether ``a`` and ``b``, answers to one question, tell the same.

    What one leaves untold does not part them: a surname is the full name's, a date without its year
    that date's. An abbreviation is known by its letters alone.
    """
    number, another = quantity_of(a), quantity_of(b)
    one, other = _date(a), _date(b)
    if one and other:
        return _same_date(one, other)
    if number and another:
        return number.agrees(another)
    if _content(a) == _content(b) or (country_of(a) and country_of(a) == country_of(b)):
        return True
    return not (number or another or one or other) and _same_name(a, b)


def _content(text: str) -> list[str]:
    return [t for t in terms(text) if t not in _SMALL] or [text.strip()]


@lru_cache(maxsize=10_000)
def _date(text: str) -> Mention | None:
    """The date or period that ``text`` tells, if it tells nothing else."""
    led = f"in {text}"
    found = [m for m in mentions_in(led, _ANY_DAY) if not m.soft]
    dates = [m for m in found if not _WEEKDAYS.intersection(led[m.start : m.end].lower().split())]
    if len(dates) != 1:
        return None
    rest = led[: dates[0].start] + led[dates[0].end :]
    loose = {"early", "late", "mid", "around", *_WEEKDAYS}
    left = set(tokens(rest)) - STOP_WORDS - loose
    return dates[0] if not left else None


def _same_date(a: Mention, b: Mention) -> bool:
    """Whether one lies in the other, as far as both tell."""
    if a.dated != b.dated:
        dated, other = (a, b) if a.dated else (b, a)
        if dated.last - dated.first > dt.timedelta(days=31):
            return False  # a year and a day of any year
        moved = dated.first.year - other.first.year
        return _within(
            (dated.first, dated.last), (years_on(other.first, moved), years_on(other.last, moved))
        )
    return _within((a.first, a.last), (b.first, b.last))


def _within(a: tuple[dt.date, dt.date], b: tuple[dt.date, dt.date]) -> bool:
    return (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart: "Portland, Oregon" is Portland, and oregon the tail."""

    words: tuple[str, ...]
    tail: frozenset[str]


def _same_name(a: str, b: str) -> bool:
    if _abbreviates(a, b) or _abbreviates(b, a):
        return True
    one, other = _name(a), _name(b)
    if not one.words or not other.words:
        return False
    if one.tail and other.tail and not one.tail & other.tail:
        return False
    return one.words == other.words or (
        _is_end_of(one.words, other.words)
        or _is_end_of(other.words, one.words)
        or _is_fuller(one.words, other.words)
        or _is_fuller(other.words, one.words)
    )


def _name(text: str) -> _Name:
    head, *tail = _TAIL.split(text.strip(" .,;:“”\"'’"))
    words = _bare(head)
    if len(words) < 2 and tail and "," not in text:
        # The tail is what names it: "Bank of America", "University of Oregon".
        return _Name(tuple(_bare(text)), frozenset())
    places = [t for t in tail if t[:1].isupper()]
    return _Name(tuple(words), frozenset(w for t in places for w in _bare(t)))


def _bare(text: str) -> list[str]:
    """The words of a name, without roles before it and forms of business behind it."""
    if not re.search(r"[A-Z]", text):
        return []
    words = [w for w in tokens(text) if w not in _SMALL or w in ("new", "la")]
    roles = [n for n, w in enumerate(words[:-1]) if w in ROLES]
    words = words[roles[-1] + 1 :] if roles else words
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words


def _is_end_of(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether ``short`` is the surname, or the end of a name that is one by itself."""
    if len(short) >= len(long) or tuple(long[-len(short) :]) != tuple(short):
        return False
    before = long[-len(short) - 1]
    return before not in _PART_OF_A_PLACE and not (len(short) == 1 and short[0] in _GENERIC)


def _is_fuller(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether ``long`` only adds names between the first and the last, "Richard A. Jones"."""
    if len(short) != 2 or not 2 <= len(long) <= 4 or short[-1] != long[-1]:
        return False
    first, full = sorted((short[0], long[0]), key=len)
    return first == full or (len(first) == 1 and full.startswith(first))


def _abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` is the initials of ``long``: "IBM", "U.S."."""
    letters = re.sub(r"[.\s]", "", short.removeprefix("the ").removeprefix("The "))
    if not 2 <= len(letters) <= 8 or not letters.isalpha() or not letters.isupper():
        return False
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", long)
    every = "".join(w[0] for w in words)
    capital = "".join(w[0] for w in words if w[0].isupper() and w != "The")
    return len(words) >= 2 and letters in (every.upper(), capital)
