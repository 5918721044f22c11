"""Conversations over corpus/: each turn finds its article, whatever it leaves unsaid.

python tests/test_followup_set.py [developing|judging] tells the misses and the score.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.followup import standalone
from bot.library import Library
from bot.question import understood
from bot.retriever import retrieve

SET = Path(__file__).parent / "data" / "followups.jsonl"
AS_OF = dt.date(2021, 6, 1)
FIRST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as it was looked for; place: of the first wanted article, from 0, or None."""

    name: str
    follows: bool
    question: str
    alone: str
    place: int | None

    @property
    def right(self) -> bool:
        return self.place is not None and self.place < FIRST


def turns_of(library: Library, half: str) -> Iterator[Turn]:
    for conversation in conversations(half):
        before: str | None = None
        for number, turn in enumerate(conversation["turns"]):
            alone = standalone(turn["question"], before)
            asked = understood(alone, AS_OF, library.coverage.holdings())
            found = retrieve(library, asked)
            files = list(dict.fromkeys(Path(p.article.source).stem for p in found.passages))
            places = [files.index(w) for w in turn["wanted"] if w in files]
            yield Turn(
                f"{conversation['id']}.{number + 1}",
                number > 0,
                turn["question"],
                alone,
                min(places, default=None),
            )
            before = alone


def conversations(half: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
    return [row for row in rows if row["half"] == half]


def share(turns: list[Turn]) -> float:
    return sum(t.right for t in turns) / len(turns)


def test_the_set_holds_eighty_conversations_of_two_to_five_turns() -> None:
    everything = [*conversations("developing"), *conversations("judging")]
    assert len(everything) >= 80
    assert all(2 <= len(c["turns"]) <= 5 for c in everything)


@pytest.mark.parametrize("half", ["developing", "judging"])
def test_a_wanted_article_is_among_the_first_three(library: Library, half: str) -> None:
    turns = list(turns_of(library, half))
    misses = [f"{t.name} {t.question} -> {t.alone}" for t in turns if not t.right]
    assert share(turns) >= 0.85, misses
    assert share([t for t in turns if t.follows]) >= 0.85, misses


def main(half: str, *, quiet: bool) -> None:
    import tempfile

    from conftest import ROOT, library_of

    with tempfile.TemporaryDirectory() as folder:
        turns = list(turns_of(library_of(Path(folder), ROOT / "corpus"), half))
    for turn in turns:
        if not turn.right and not quiet:
            print(f"{turn.name} {turn.place} {turn.question} -> {turn.alone}")
    follow = [t for t in turns if t.follows]
    print(f"{half}: {len(turns)} turns {share(turns):.3f}", end=", ")
    print(f"{len(follow)} of them follow-ups {share(follow):.3f}")


if __name__ == "__main__":
    import sys

    main(sys.argv[1], quiet="--quiet" in sys.argv)
