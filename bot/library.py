"""What one process needs to answer: the index, the model and the settings, opened together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.coverage import Coverage
    from bot.embedder import Embedder
    from bot.reading_model import Reader


@dataclass(frozen=True, slots=True)
class Library:
    """Open with ``Library.open``; safe to share between threads, keep one a process."""

    settings: Settings
    coverage: Coverage
    embedder: Embedder

    @classmethod
    def open(cls, settings: Settings) -> Library:
        """Load the model and open the index: some seconds.

        Raises ModelError, IndexMissing, IndexMismatch or IndexDamaged.
        """
        from bot.coverage import Coverage
        from bot.embedder import Embedder, load_embedder

        # The index first: what is wrong with it is told at once, before the model is loaded.
        coverage = Coverage.open(
            settings.data, embedder_name=Embedder.name, embedder_digest=Embedder.digest
        )
        return cls(settings, coverage, load_embedder(settings))

    @property
    def reading(self) -> Reader:
        """What reads passages, loaded at first use (our own: some 0.3 s). Raises ModelError."""
        from bot.cross_encoder import load_reader

        return load_reader(self.settings.cross_encoder, self.settings.threads)
