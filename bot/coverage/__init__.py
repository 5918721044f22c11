"""The library of what has been ingested: catalogue and vectors, kept one.

coverage = Coverage.open(folder, embedder_name=…, embedder_digest=…)
"""

from bot.coverage.library import Coverage
from bot.coverage.records import (
    ArticleRow,
    CoverageStats,
    Hit,
    Scope,
    StoredPassage,
    passage_key,
)
from bot.coverage.rows import Entry
from bot.coverage.writer import CoverageWriter

__all__ = [
    "ArticleRow",
    "Coverage",
    "CoverageStats",
    "CoverageWriter",
    "Entry",
    "Hit",
    "Scope",
    "StoredPassage",
    "passage_key",
]
