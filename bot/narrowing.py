"""What narrows a question: an outlet, a byline, a section, a time, a phrase; told or chosen.

And what else a user chooses beside the words: the style of the answer, and who writes it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.styles import Style


class By(enum.Enum):
    """What a narrowing goes by."""

    OUTLET = "outlet"
    BYLINE = "byline"
    SECTION = "section"
    TIME = "time"
    PHRASE = "phrase"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One thing that narrows where an answer is looked for.

    label: as it is shown, such as "CNN" or "3–10 June 2022".
    values: as stored, any of which will do: outlets, bylines, sections or ids of articles; for a
    phrase its words.
    since, until: days, both included, None for open; for TIME only.
    soft: what fits is preferred, the rest is not left out.
    """

    by: By
    label: str
    values: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    soft: bool = False

    @property
    def key(self) -> str:
        """What names this narrowing within a question."""
        return f"{self.by.value}:{self.label}"

    def as_json(self) -> dict[str, object]:
        """The inverse of ``from_json``."""
        return {
            "by": self.by.value,
            "label": self.label,
            "values": list(self.values),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "soft": self.soft,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Narrowing:
        """The inverse of ``as_json``."""
        values = kept["values"]
        return cls(
            By(kept["by"]),
            str(kept["label"]),
            tuple(map(str, values)) if isinstance(values, list) else (),
            _day(kept["since"]),
            _day(kept["until"]),
            bool(kept["soft"]),
        )


@dataclass(frozen=True, slots=True)
class Filters:
    """What a user sets beside the words.

    chosen: narrowings that hold although the question does not say them.
    without: keys of narrowings that the question says and that do not hold all the same.
    style: how to lay out the answer where the question does not say; None: as usual.
    model: the language model to write it, as it is set; None: the usual one.
    threshold: decline below this confidence, 0..1; None: as the settings say.
    """

    chosen: tuple[Narrowing, ...] = ()
    without: frozenset[str] = frozenset()
    style: Style | None = None
    model: str | None = None
    threshold: float | None = None

    def less(self, key: str) -> Filters:
        """These, with the narrowing ``key`` no longer in force, whether it was chosen or said."""
        chosen = tuple(n for n in self.chosen if n.key != key)
        return replace(self, chosen=chosen, without=self.without | {key})

    def as_json(self) -> dict[str, object]:
        """The inverse of ``from_json``."""
        return {
            "chosen": [n.as_json() for n in self.chosen],
            "without": sorted(self.without),
            "style": self.style.value if self.style else None,
            "model": self.model,
            "threshold": self.threshold,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Filters:
        """The inverse of ``as_json``."""
        style = kept.get("style")
        return cls(
            tuple(map(Narrowing.from_json, kept["chosen"])),
            frozenset(kept["without"]),
            Style(style) if style else None,
            kept.get("model"),
            kept.get("threshold"),
        )


UNFILTERED = Filters()
"""Nothing set beside the words."""


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None
