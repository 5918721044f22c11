"""What in the words of a question narrows it, and what is left to look for."""

from __future__ import annotations

import datetime as dt
import re

from bot.holdings import Holdings
from bot.narrowing import By, Filters, Narrowing
from bot.sources_asked import sources_in
from bot.timing import NEWEST, times_in
from bot.words import STOP_WORDS, tokens

_QUOTED = re.compile(r"“([^”“]+)”|\"([^\"]+)\"|«\s*([^»]+?)\s*»|„([^“”]+)[“”]")
_ABOUT_SOURCES = re.compile(
    r"(?i)\b(?:compare[ds]?|coverage|cover(?:s|ed)?|reports?|reported|reporting|wrote|writes?"
    r"|written|articles?|stor(?:y|ies)|pieces?|accounts?|difference|differ(?:s|ed)?|published"
    r"|publish(?:es)?|described?|according to|versus)\b"
)
"""Words that serve to name a source, and tell nothing of what is looked for."""


_PUBLISHED = re.compile(
    r"(?i)\b(?:published|reported|reports?|wrote|written|coverage|covered|articles?|stor(?:y|ies)"
    r"|news|headlines?)\b"
)
"""With these a date tells when something was published."""
_LONG_PHRASE = 3
"""Words; shorter quotations are as often a name or a doubt as somebody's exact words."""


def narrowings_in(
    text: str, as_of: dt.date, holdings: Holdings
) -> tuple[tuple[Narrowing, ...], str]:
    """What narrows ``text``, asked on ``as_of``, and the text without the words for it."""
    found: list[Narrowing] = []
    cut: list[tuple[int, int]] = []
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for match in _QUOTED.finditer(text):
        phrase = next(g for g in match.groups() if g).strip(" .,;:?!")
        if len(tokens(phrase)) >= _LONG_PHRASE:
            found.append(Narrowing(By.PHRASE, f"“{phrase}”", (phrase,)))
    for source in sources_in(text, holdings):
        label = _label(source.values)
        if not _inside(source.start, quoted):
            found.append(Narrowing(source.by, label, source.values))
            cut.append((source.start, source.end))
    times = times_in(text, as_of, holdings.newest)
    loose = any(t.soft and t.label != NEWEST for t in times)
    for time in times:
        if _inside(time.start, quoted) or any(a < time.end and time.start < b for a, b in cut):
            continue  # "USA Today" tells no day
        # A date may tell when something happens, long before or after it is reported.
        hard = not time.soft and (_PUBLISHED.search(text) or (time.dated and not loose))
        found.append(
            Narrowing(By.TIME, time.label, since=time.since, until=time.until, soft=not hard)
        )
        if time.label != NEWEST:  # "now" and "still" stand where they are needed
            cut.append((time.start, time.end))
    rest = text
    for start, end in sorted(cut, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    if any(n.by in (By.OUTLET, By.BYLINE, By.SECTION) for n in found):
        rest = _ABOUT_SOURCES.sub(" ", rest)
    rest = re.sub(r"\s+([?.,;:!])", r"\1", " ".join(rest.split())).strip(" ,")
    if not any(t not in STOP_WORDS for t in tokens(rest)):
        rest = text
    return tuple({n.key: n for n in found}.values()), rest


def filtered(narrowings: tuple[Narrowing, ...], filters: Filters | None) -> tuple[Narrowing, ...]:
    """``narrowings`` as a user set them: those chosen beside the words come on top."""
    if filters is None:
        return narrowings
    kept = [n for n in (*filters.chosen, *narrowings) if n.key not in filters.without]
    return tuple({n.key: n for n in kept}.values())


def _label(values: tuple[str, ...]) -> str:
    return re.sub("(?i)^by ", "", min(values, key=len))


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
