"""Where a round happens, and what its processes have told."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.fault_news import Shelf
from bot.conversations import Conversations


@dataclass
class Looked:
    """What a look at the whole index told.

    advised: what the doctor calls an error, with its advice. wrong: what must never be.
    held: versions by id. left_over: vectors of no article.
    """

    advised: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    left_over: int = 0


class Place:
    """A folder with a small disk for the data, the news, a backup, and what processes tell."""

    articles = 30

    def __init__(self, folder: Path) -> None:
        self.disk = folder / "disk"
        self.data = self.disk / "data"
        self.news = folder / "news"
        self.backup = folder / "kept.backup"
        self.told = folder / "told"
        self._before = folder / "before"
        self.news.mkdir()
        self.told.touch()
        self.shelf = Shelf(self.news)
        self.sentences: Counter[str] = Counter()
        self._asked: dict[str, int] = {}

    def snapshot(self) -> Path:
        """A copy of the data as they are; returns where."""
        shutil.rmtree(self._before, ignore_errors=True)
        return Path(shutil.copytree(self.data, self._before, copy_function=_copied))

    def hear(self) -> list[str]:
        """Note what processes have told since; returns what they must not, a sentence each."""
        acknowledged: set[str] = set()
        wrong = []
        for kind, rest in self._lines():
            if kind == "in":
                acknowledged.add(rest)
            elif kind == "asked":
                conversation, turn = rest.split()
                self._asked[conversation] = int(turn)
            elif kind in ("crash", "wrong"):
                wrong.append(f"{kind}: {rest}")
            else:
                self.sentences[_shape(f"{kind} {rest}")] += 1
        self.shelf.acknowledged(acknowledged)
        return wrong

    def looked(self) -> Looked:
        """What a look has told; to be heard right after it."""
        looked = Looked()
        for kind, rest in self._lines():
            if kind == "error":
                looked.advised.append(rest)
            elif kind in ("crash", "wrong"):
                looked.wrong.append(f"{kind}: {rest}")
            elif kind == "held":
                looked.held = json.loads(rest)
            elif kind == "over":
                looked.left_over = int(rest)
            elif kind == "asked":
                conversation, turn = rest.split()
                self._asked[conversation] = int(turn)
        return looked

    def forget_questions(self) -> None:
        """What was asked may be lost: a disk that lies, or a restore."""
        self._asked.clear()

    def lost_questions(self) -> list[str]:
        """Which conversations are shorter than was said, a sentence each."""
        kept = Conversations(self.data)
        return [
            f"{name} was told that {turn} questions are kept, {found} are"
            for name, turn in self._asked.items()
            if (found := len(kept.turns(name))) < turn
        ]

    def _lines(self) -> list[tuple[str, str]]:
        text = self.told.read_text()
        self.told.write_text("")
        lines = (line.partition(" ") for line in text.splitlines())
        return [(kind, rest) for kind, _, rest in lines]


def _copied(source: str, target: str) -> None:
    # SQLite takes its own files away while they are looked at.
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)


def _shape(sentence: str) -> str:
    """``sentence`` without what differs from one time to the next."""
    return re.sub(r"/\S+|\d+", "…", sentence)[:160]
