"""Short articles whose words are their own, and what is known of which of them are in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from bot.article import Article

_LETTERS = "bdfghklmnp"
_FIRST = dt.date(2020, 1, 1)


def word(number: int, version: int) -> str:
    """A word that only this version of this article has."""
    return "zu" + "".join(_LETTERS[int(d)] for d in f"{number:03d}{version:04d}") + "q"


def text_of(number: int, version: int) -> str:
    """Two paragraphs, each with the word."""
    own = word(number, version)
    return f"The {own} council met on Monday.\n\nIt adjourned at noon, the {own} clerk said."


def article_id(number: int) -> str:
    """The id under which article ``number`` is stored, whatever its version."""
    return Article.new(text="", source="", url=_url(number)).id


def version_of(article: Article) -> int:
    """Which version of itself ``article`` says it is."""
    day = article.published_day
    return (day - _FIRST).days if day else 0


def _url(number: int) -> str:
    return f"https://news.example/{number}"


@dataclass
class Shelf:
    """The articles in ``folder``, and which version of each may be in by now.

    offered: the newest version, by number. held: the versions that may be in; 0: not in.
    kept: those that a backup holds.
    """

    folder: Path
    offered: dict[int, int] = field(default_factory=dict)
    held: dict[int, set[int]] = field(default_factory=dict)
    kept: dict[int, set[int]] = field(default_factory=dict)

    def write(self, numbers: list[int], version: int) -> None:
        """Write version ``version`` of these articles."""
        for number in numbers:
            path = self.folder / f"{number:03d}.md"
            draft = path.with_suffix(".draft")
            day = _FIRST + dt.timedelta(version)
            draft.write_text(
                f"---\ntitle: The {word(number, version)} affair\nurl: {_url(number)}\n"
                f"outlet: Example\npublished: {day}\n---\n\n{text_of(number, version)}\n"
            )
            draft.replace(path)
            self.offered[number] = version

    def begun(self) -> None:
        """An ingest may have taken in what is offered."""
        for number, version in self.offered.items():
            self.held.setdefault(number, {0}).add(version)

    def acknowledged(self, ids: set[str]) -> None:
        """An ingest said that these articles are in."""
        for number, version in self.offered.items():
            if article_id(number) in ids:
                self.held[number] = {version}

    def may_be_gone(self, numbers: list[int]) -> None:
        """A removal of these has begun."""
        for number in numbers:
            self.held.setdefault(number, {0}).add(0)

    def backed_up(self) -> None:
        """What is in now is what a backup holds."""
        self.kept = {number: set(versions) for number, versions in self.held.items()}

    def may_be_put_back(self) -> None:
        """A restore has begun."""
        for number, versions in self.held.items():
            versions |= self.kept.get(number, {0})

    def settle(self, found: dict[str, int], *, lying: bool) -> list[str]:
        """``found``, versions by id, is what is in; returns what must not be so, a sentence each.

        lying: the disk has lost what it said it had, so that any earlier version may be in.
        """
        wrong = []
        for number, newest in self.offered.items():
            version = found.get(article_id(number), 0)
            allowed = set(range(newest + 1)) if lying else self.held.get(number, {0})
            if version not in allowed:
                wrong.append(f"article {number} is in version {version}, not {sorted(allowed)}")
            self.held[number] = {version}
        return wrong
