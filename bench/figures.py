"""Rows of figures, as every measurement returns them, and how they are shown."""

from __future__ import annotations

from collections.abc import Sequence

Figures = dict[str, str | float]
"""A row, by column."""


def table(rows: Sequence[Figures]) -> str:
    """The rows as Markdown."""
    names = list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(str(row[name]) for name in names) + " |" for row in rows]
    return "\n".join(lines)
