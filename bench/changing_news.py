"""A folder of news that changes as real ones do: articles new, updated, removed, killed, copied."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

_SUBJECTS = "council ferry bridge harbour school museum orchard tramway library reservoir".split()
_DONE = "approved delayed inspected repaired closed reopened painted measured sold leased".split()
_PLACES = "Alder Brook Cairn Dunmore Elmfield Fenwick Garrow Holm Inverlea Kestrel".split()
_SENTENCES = 30
_LINES = 12


@dataclass
class ChangingNews:
    """The folder ``folder``; each call of ``change`` is one day of a newsroom.

    files: version of each Markdown article that is there, by number. Every third has no address.
    wire: version of each item of the wire that was not killed. lines: those of the one JSON Lines
    file, in order, number and version.
    """

    folder: Path
    chance: random.Random
    files: dict[int, int] = field(default_factory=dict)
    wire: dict[int, int] = field(default_factory=dict)
    lines: list[tuple[int, int]] = field(default_factory=list)
    _next: int = 0
    _version: int = 1

    def begin(self) -> None:
        """The first day: 24 files, 10 items of the wire, 12 lines."""
        (self.folder / "wire").mkdir(parents=True)
        for _ in range(24):
            self._write(self._fresh(), 1)
        for _ in range(10):
            self._file_item(self._fresh(), 1)
        self.lines = [(self._fresh(), 1) for _ in range(_LINES)]
        self._write_lines()

    def change(self) -> None:
        """Three new, four updated, three removed, a line each; one item killed, one corrected."""
        self._version += 1
        for number in self.chance.sample(sorted(self.files), 4):
            self._write(number, self._version)
        for _ in range(3):
            self._write(self._fresh(), self._version)
        for number in self.chance.sample(sorted(self.files), 3):
            del self.files[number]
            self._path(number).unlink()
        killed, corrected = self.chance.sample(sorted(self.wire), 2)
        self._kill(killed)
        self._file_item(corrected, self._version)
        self._file_item(self._fresh(), self._version)
        # What stands on a line below moves up, as in any export.
        del self.lines[self.chance.randrange(len(self.lines))]
        at = self.chance.randrange(len(self.lines))
        self.lines[at] = (self.lines[at][0], self._version)
        self.lines.append((self._fresh(), self._version))
        self._write_lines()

    def _fresh(self) -> int:
        self._next += 1
        return self._next

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:05d}.md"

    def _write(self, number: int, version: int) -> None:
        """A Markdown file; every fourth tells what the one before it told, as copies do."""
        self.files[number] = version
        told = (number - 1, 1) if number % 4 == 0 else (number, version)
        address = "" if number % 3 == 0 else f"url: https://n{number}.example/{number}\n"
        # Moved into place at once, as editors do it.
        draft = self._path(number).with_suffix(".draft")
        draft.write_text(
            f"---\ntitle: {headline(*told)}\n{address}outlet: Outlet {number % 5}\n"
            f"published: 2020-06-{1 + number % 28:02d}\n---\n\n{text(*told)}\n\n"
            f"Version {version}.\n",
            "utf-8",
        )
        draft.replace(self._path(number))

    def _file_item(self, number: int, version: int) -> None:
        self.wire[number] = version
        self._write_json(
            self.folder / "wire" / f"{number:05d}.json",
            {
                "uri": f"urn:wire:{number}",
                "headline": headline(number, version),
                "versioncreated": _moment(version, 9),
                "firstcreated": _moment(1, 8),
                "pubstatus": "usable",
                "copyrightholder": "TideWire",
                "body_text": text(number, version),
            },
        )

    def _kill(self, number: int) -> None:
        """A notice beside the item, which stays where it is."""
        del self.wire[number]
        self._write_json(
            self.folder / "wire" / f"{number:05d}-kill.json",
            {
                "uri": f"urn:wire:{number}",
                "versioncreated": _moment(self._version, 12),
                "pubstatus": "canceled",
            },
        )

    def _write_json(self, path: Path, record: dict[str, str]) -> None:
        path.write_text(json.dumps(record), "utf-8")

    def _write_lines(self) -> None:
        records = (
            {
                "url": f"https://lines.example/{number}",
                "title": headline(number, version),
                "published": f"2020-07-{1 + number % 28:02d}",
                "text": text(number, version),
            }
            for number, version in self.lines
        )
        (self.folder / "export.jsonl").write_text(
            "".join(json.dumps(record) + "\n" for record in records), "utf-8"
        )


def headline(number: int, version: int) -> str:
    """A headline that no other article has."""
    chance = random.Random(number)
    return f"{chance.choice(_PLACES)} {chance.choice(_SUBJECTS)} story {number}, take {version}"


def text(number: int, version: int) -> str:
    """Some three passages; most of it stays when the version changes."""
    chance = random.Random(number)
    own = f"q{number}w"
    told = [
        f"The {chance.choice(_SUBJECTS)} of {chance.choice(_PLACES)} was {chance.choice(_DONE)} for"
        f" {own}{chance.choice(_DONE)} on day {chance.randrange(900)}."
        for _ in range(_SENTENCES)
    ]
    told[version % _SENTENCES] = f"In take {version} the {own} figure was {1000 + version}."
    return "\n\n".join(" ".join(told[i : i + 5]) for i in range(0, _SENTENCES, 5))


def _moment(version: int, hour: int) -> str:
    """A later one for each version, more than a day apart."""
    month, day = divmod(version, 28)
    return f"{2020 + month // 12}-{1 + month % 12:02d}-{1 + day:02d}T{hour:02d}:00:00Z"
