"""What a source can yield beside articles and errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.errors import LoadError


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A stored article whose page is as it was, as its server or its list says."""

    source: str
    article_id: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A page that was not fetched: too old for what was asked, or met already in this run."""

    source: str
    why: Literal["older", "duplicate"]


class GonePage(LoadError):
    """A page that its server no longer has."""
