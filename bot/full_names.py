"""A surname -> the full name, as the article itself gives it where it first names somebody."""

from __future__ import annotations

import re

from bot.checking.naming import likeness_to_names
from bot.same_thing import ROLES
from bot.spans import NOT_NAMES
from bot.words import STOP_WORDS

_NO_GIVEN_NAME = ROLES | NOT_NAMES | STOP_WORDS
_NAMELIKE = 0.2
"""So like a name a word must be to be a given name: "Former" is none."""
_GIVEN = r"[^\W\d_a-z][^\W\d_A-Z]+(?:-[^\W\d_a-z][^\W\d_A-Z]+)?(?: [A-Z]\.)?"


def in_full(name: str, text: str) -> str:
    """``name`` with the given name that ``text``, of an article, puts before it at its first place.

    As it is where it is no single word, or where the text begins with it alone ("Amazon"), or puts
    several names before it.
    """
    if not re.fullmatch(r"[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z][\w’'-]*", name):
        return name
    found = re.search(rf"(?<![\w’'-])(?P<given>{_GIVEN} )?{re.escape(name)}(?![\w-])", text)
    if found is None or not found["given"]:
        return name
    given = found["given"].strip()
    if not _may_be_given(given.split()[0]) or _leads(text, found.start()):
        return name
    others = re.findall(rf"(?<![\w’'-])([^\W\d_a-z][\w-]+) {re.escape(name)}(?![\w-])", text)
    if any(o not in given and _may_be_given(o) for o in others):
        return name
    return f"{given} {name}"


def _may_be_given(word: str) -> bool:
    return word.lower() not in _NO_GIVEN_NAME and likeness_to_names(word.lower()) >= _NAMELIKE


def _leads(text: str, start: int) -> bool:
    """Whether the word at ``start`` has its capital as the first of a sentence, or is in a name."""
    before = text[:start].rstrip(" ")
    return bool(re.search(r"[^\W\d_a-z][\w’'-]*$", before)) and not _is_role(before)


def _is_role(before: str) -> bool:
    return re.split(r"[\s.]+", before.rstrip("."))[-1].lower() in ROLES
