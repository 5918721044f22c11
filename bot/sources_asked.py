"""Which outlets, bylines and sections a question asks for, by the words around their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.holdings import Holdings, Names
from bot.narrowing import By

_LONGEST_NAME = 5
"""Words."""
_WORD = re.compile(r"[\w.&’'/-]*[\w/]")
_SAYS = (
    r"(?:says?|said|reports?|reported|writes?|wrote|written|covers?|covered|tells?|told"
    r"|describes?|described|publish(?:es|ed)?|carry|carried|find|found)"
)
_PIECES = r"(?:articles?|stor(?:y|ies)|reports?|reporting|coverage|pieces?|columns?|accounts?)"
_AFTER_OUTLET = re.compile(
    rf"(?i)\b(?:according to|as (?:reported|covered|told) (?:by|in)|reported (?:by|in)"
    rf"|covered (?:by|in)|published (?:by|in)|read in|{_PIECES} (?:from|by|in|of|on)"
    rf"|(?:^|only |just )(?:in|from)|difference between|how)(?: both)? +(?:the )?$"
)
_BEFORE_OUTLET = re.compile(rf"(?i)^(?:['’]s?)? (?:has |have |had |is )?(?:{_SAYS}|{_PIECES})\b")
_FIRST = re.compile(r"(?i)\W*(?:the )?")
_ALONE = re.compile(r"(?i)\W*$| (?:on|about) ")
"""What follows a name at the beginning that is all that was typed, or says of what it wrote."""
_ASKED_OUTLET = re.compile(
    r"(?i)\b(?:what|how|why|when|where|which|who)\b.*\b(?:did|does|do|has|have|had)"
    r"(?: both)? +(?:the )?$"
)
_AFTER_BYLINE = re.compile(
    rf"(?i)\b(?:(?:written|reported|articles?|stor(?:y|ies)|pieces?|columns?|anything|bylined?)"
    rf"|{_PIECES}) (?:is |are |was |were )?by +$|\bbylined? +$|^by +$"
)
_WRITES = re.compile(r"(?i)^ (?:has |have |had )?(?:write|wrote|written|report(?:ed)?)\b")
_OWN_PIECES = re.compile(rf"(?i)^['’]s? (?:latest |last )?{_PIECES}\b")
_DID = re.compile(r"(?i)\b(?:did|does|has|have|had) +$")
_AFTER_SECTION = re.compile(r"(?i)\b(?:section|under|pages?|filed (?:under|in)) +(?:the )?[\"“]?$")
_BEFORE_SECTION = re.compile(
    r"(?i)^[\"”]? (?:section|pages?|desk|news|stories|articles|coverage|pieces|columns)\b"
)
_ALSO = re.compile(r"(?i)^(?:,| and| or|, and| &| versus| vs\.?)+ +(?:the )?$")


@dataclass(frozen=True, slots=True)
class SourceAsked:
    """A source that a question asks for; start, end: offsets of its name and of what cues it."""

    by: By
    values: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Named:
    by: By
    values: tuple[str, ...]
    start: int
    end: int


def sources_in(text: str, holdings: Holdings) -> tuple[SourceAsked, ...]:
    """The sources that ``text`` asks for, in order.

    A name narrows nothing by itself ("Who bought CNN?"): something must say that it is a source,
    or it is all there is ("CNN"), or all before what it wrote of ("CNN on Uvalde").
    """
    found: list[SourceAsked] = []
    for by, names, cue, leads in (
        (By.OUTLET, holdings.outlets, _outlet_cue, (_AFTER_OUTLET, _ASKED_OUTLET)),
        (By.BYLINE, holdings.bylines, _byline_cue, (_AFTER_BYLINE, _DID)),
        (By.SECTION, holdings.sections, _section_cue, (_AFTER_SECTION,)),
    ):
        named = [n for n in _names(text, by, names, leads) if not _taken(n, found)]
        found += _cued(text, named, cue)
    return tuple(sorted(found, key=lambda s: s.start))


def _cued(
    text: str, named: list[_Named], cue: Callable[[str, int, int], tuple[int, int] | None]
) -> Iterator[SourceAsked]:
    """Those of ``named`` that something cues, or that stand in a row with one that is."""
    cues = [cue(text, n.start, n.end) for n in named]
    for i, one in enumerate(named):
        span = cues[i]
        if span is None:
            joined = (
                (j, text[min(one.end, named[j].end) : max(one.start, named[j].start)])
                for j in (i - 1, i + 1)
                if 0 <= j < len(named)
            )
            if not any(cues[j] and _ALSO.match(between) for j, between in joined):
                continue
            span = cues[i] = (one.start, one.end)
        yield SourceAsked(one.by, one.values, *span)


def _names(text: str, by: By, names: Names, leads: tuple[re.Pattern[str], ...]) -> list[_Named]:
    """Where ``text`` holds one of ``names``, none twice; with a typo only after ``leads``."""
    if not names.called:
        return []
    words = [m.span() for m in _WORD.finditer(text)]
    led = {start for start, _ in words if any(lead.search(text[:start]) for lead in leads)}
    found: list[_Named] = []
    for length in range(_LONGEST_NAME, 0, -1):
        for first in range(len(words) - length + 1):
            start, end = words[first][0], words[first + length - 1][1]
            end -= len(re.search(r"(?:['’]s?)?$", text[start:end]).group())  # type: ignore[union-attr]
            values = names.meant(text[start:end], typos=start in led)
            if values and not any(n.start < end and start < n.end for n in found):
                found.append(_Named(by, values, start, end))
    return sorted(found, key=lambda n: n.start)


def _taken(named: _Named, found: list[SourceAsked]) -> bool:
    return any(s.start < named.end and named.start < s.end for s in found)


def _outlet_cue(text: str, start: int, end: int) -> tuple[int, int] | None:
    before, after = text[:start], text[end:]
    if "." in text[start:end].strip("."):  # a web address
        return start, end
    if match := _AFTER_OUTLET.search(before):
        # "how CNN covered it", but not "how CNN lost its chief".
        if not match.group().lower().startswith("how"):
            return match.start(), end
        if re.search(rf"(?i)\b{_SAYS}\b", after):
            return start, end
    if _ASKED_OUTLET.search(before) and re.search(rf"(?i)^.{{0,60}}?\b{_SAYS}\b", after):
        return start, end
    if _BEFORE_OUTLET.match(after) or (_FIRST.fullmatch(before) and _ALONE.match(after)):
        return start, end
    return None


def _byline_cue(text: str, start: int, end: int) -> tuple[int, int] | None:
    before, after = text[:start], text[end:]
    if match := _AFTER_BYLINE.search(before):
        return match.start(), end
    if _DID.search(before) and _WRITES.match(after):
        return start, end + _WRITES.match(after).end()  # type: ignore[union-attr]
    if match := (_OWN_PIECES.match(after) or re.match(r"(?i)^ (?:wrote|writes)\b", after)):
        return start, end + match.end()
    return None


def _section_cue(text: str, start: int, end: int) -> tuple[int, int] | None:
    if match := _BEFORE_SECTION.match(text[end:]):
        led = re.search(r"(?i)(?:\b(?:in|from|on|of)(?: the)? |\bthe )?[\"“]?$", text[:start])
        return led.start() if led else start, end + match.end()
    if match := _AFTER_SECTION.search(text[:start]):
        return match.start(), end
    return None
