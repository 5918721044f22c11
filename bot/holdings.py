"""Who the coverage is by: its outlets, bylines and sections, and how people call them."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.hosts import site_of_host
from bot.words import fold

if TYPE_CHECKING:
    from bot.coverage.records import Held

_NICKNAMES = {
    "associated press": ("ap",),
    "bbc news": ("bbc", "beeb"),
    "financial times": ("ft",),
    "fox news": ("fox",),
    "los angeles times": ("la times", "l.a. times"),
    "new york times": ("nyt", "ny times"),
    "wall street journal": ("wsj",),
    "washington post": ("wapo",),
}
"""Short names in general use, by the folded name without its article."""
_SHORTEST, _ALIKE = 5, 0.86
"""A name of so many letters may differ by a slip of the finger or two (difflib's ratio)."""
_SUFFIXES = re.compile(r" (?:news|online|\.com)$")


@dataclass(frozen=True, slots=True)
class Names:
    """Names as stored, and how they are called.

    called: folded call -> the names as stored; one call may mean several that are one.
    """

    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def meant(self, words: str, *, typos: bool = False) -> tuple[str, ...]:
        """The stored names that ``words`` means, with ``typos`` also nearly; empty for none."""
        key = plain(words)
        if found := self.called.get(key):
            return found
        if not typos or len(key) < _SHORTEST:
            return ()
        # A slip changes letters, not the number of words.
        spaces = key.count(" ")
        calls = [c for c in self.called if len(c) >= _SHORTEST and c.count(" ") == spaces]
        near = difflib.get_close_matches(key, calls, n=1, cutoff=_ALIKE)
        return self.called[near[0]] if near else ()


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds, at one moment. newest: the last day of which it has an article."""

    outlets: Names = Names()
    bylines: Names = Names()
    sections: Names = Names()
    newest: dt.date | None = None


def plain(words: str) -> str:
    """A name for comparison: folded, no article, no possessive, single spaces."""
    bare = re.sub(r"['’]s?(?=\s|$)", "", fold(words).strip(' .,;:?!"“”'))
    return re.sub(r"^the ", "", " ".join(bare.split()))


def holdings_of(held: Held) -> Holdings:
    """The names that the coverage holds, ready to be looked up."""
    return Holdings(
        outlets_named(held.outlets), _people(held.bylines), _exactly(held.sections), held.newest
    )


def outlets_named(outlets: Mapping[str, str | None]) -> Names:
    """outlets: names as stored, each with a web address of one of its articles, or None."""
    calls: list[tuple[str, str]] = []
    loose: list[tuple[str, str]] = []
    for name, url in outlets.items():
        bare = plain(name)
        calls.append((bare, name))
        calls += [(nick, name) for nick in _NICKNAMES.get(bare, ())]
        host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
        if host:
            site = site_of_host(host) or ".".join(host.split(".")[-2:])
            calls += [(host, name), (site, name)]
            loose.append((site.split(".")[0], name))
        words = bare.split()
        loose.append((_SUFFIXES.sub("", bare), name))
        if len(words) > 1:
            loose.append((words[-1], name))
        if len(words) > 2:
            loose.append(("".join(w[0] for w in words), name))
    return _named(calls, loose)


def _people(bylines: Iterable[str]) -> Names:
    calls: list[tuple[str, str]] = []
    loose: list[tuple[str, str]] = []
    for byline in bylines:
        for person in re.split(r"(?i)\s*(?:,|;|&|\band\b|\bwith\b)\s*", byline):
            bare = re.sub("^by ", "", plain(person))
            if bare:
                calls.append((bare, byline))
                if " " in bare:
                    loose.append((bare.split()[-1], byline))
    return _named(calls, loose)


def _exactly(names: Iterable[str]) -> Names:
    return _named([(plain(name), name) for name in names], [])


def _named(calls: list[tuple[str, str]], loose: list[tuple[str, str]]) -> Names:
    """calls: sure ones. loose: those that count only where they could mean but one name."""
    called: dict[str, list[str]] = {}
    for call, name in calls:
        if call and name not in called.setdefault(call, []):
            called[call].append(name)
    distinct: dict[str, set[str]] = {}
    for call, name in loose:
        distinct.setdefault(call, set()).add(name)
    meant = Counter({call: len({plain(n) for n in names}) for call, names in distinct.items()})
    for call, names in distinct.items():
        if call and meant[call] == 1 and call not in called:
            called[call] = sorted(names)
    return Names({call: tuple(names) for call, names in called.items()})
