"""Of words that answer "Which company …?" or "What colour …?" those that are such a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.spans import NOT_NAMES
from bot.words import STOP_WORDS, tokens

_Place = tuple[int, int]
_ASKS = re.compile(r"(?i)\b(?:which|what)\b(?:['’]s)?((?: [^\W\d][\w.&'’-]*){1,5})")
_NO_NOUN = STOP_WORDS | frozenset(
    "did does do is are was were has have had will would can could should happened".split()
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\\."
)
_COLOURS = (
    "(?:light |dark |bright )?(?i:red|orange|yellow|green|blue|purple|violet|pink|brown|black"
    "|white|gr[ae]y|gold|silver|turquoise|magenta|maroon|crimson|scarlet|teal|navy|beige|indigo"
    "|lavender|cream|khaki)"
)
_ONLY = {
    "month": re.compile(rf"\b(?:{_MONTHS})(?!\w)"),
    "year": re.compile(r"\b(?:1[5-9]|20)\d\d\b"),
    "color": re.compile(rf"\b{_COLOURS}\b"),
    "colour": re.compile(rf"\b{_COLOURS}\b"),
}
"""What by its very form is such a thing."""
_OWN = frozenset(
    """company firm university college school city town state country nation bank airline
    newspaper network broadcaster retailer chain team club brand carmaker automaker organization
    organisation agency museum hospital
    """.split()
)
"""What has others and things of its own: the chief of a company is no company."""
_PLACES = frozenset({"country", "nation", "state"})
"""Their names have no such noun: "Iowa State" is something else."""
_OWNER = re.compile(
    r"((?:[^\W\d_a-z][\w.&-]*['’]?[\w&-]*)(?: (?:of |the )*[^\W\d_a-z][\w.&-]*)*)['’]s (.+)"
)
_LONGEST = 120
"""Characters; what is longer is no name."""
_CAPITALS = r"(?: [^\W\d_a-z][\w’'-]*)"


def things_asked(question: str) -> tuple[str, ...]:
    """The words behind the first "which" or "what", in small letters, of which one is the noun.

    >>> things_asked("Chris Licht stepped down as head of which media company this week?")
    ('media', 'company')
    """
    for asked in _ASKS.finditer(question):
        words: list[str] = []
        for word in asked[1].lower().split():
            if word in _NO_NOUN or word.endswith("ed"):
                break
            words.append(word)
        if words:
            return tuple(words)
    return ()


def thing_in(sentence: str, place: _Place, question: str) -> _Place:
    """Of ``sentence[start:end]``, which answers ``question``, what is the thing asked for.

    The month of "May 11", the company of "CNN’s chief executive", and more than the span where a
    name has that noun itself: "University of Virginia", "Pacific Ocean".
    """
    nouns = things_asked(question)
    for noun in nouns:
        if noun in _ONLY:
            only = _ONLY[noun].search(sentence, *place)
            return only.span() if only else place
    if not _OWN.isdisjoint(nouns):
        place = _owner(sentence, place, nouns, question)
    return place if not _PLACES.isdisjoint(nouns) else _whole_name(sentence, place, nouns)


def _owner(sentence: str, place: _Place, nouns: Sequence[str], question: str) -> _Place:
    owner = _OWNER.fullmatch(sentence, *place) if place[1] - place[0] <= _LONGEST else None
    if owner is None or owner[1].lower() in NOT_NAMES or set(nouns) & set(tokens(owner[2])):
        return place
    asked = set(tokens(question))
    others = [w for w in owner[2].split() if w[:1].isupper() and not w.isupper()]
    # "Elon Musk’s Twitter Inc." is Twitter.
    return place if any(not asked.issuperset(tokens(w)) for w in others) else owner.span(1)


def _whole_name(sentence: str, place: _Place, nouns: Sequence[str]) -> _Place:
    start, end = place
    text = sentence[start:end]
    if not text[:1].isupper() or set(nouns) & set(tokens(text)):
        return place
    name = "(?:" + "|".join(re.escape(noun.capitalize()) for noun in nouns) + ")"
    if nouns and (before := re.search(rf"\b{name} of (?:the )?$", sentence[:start])):
        return before.start(), end
    if nouns and (after := re.match(rf"{_CAPITALS}{{0,2}} {name}\b", sentence[end:])):
        return start, end + after.end()
    return place
