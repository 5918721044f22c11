"""What one process needs to answer: the index, the model and the settings, opened together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.coverage import Coverage
    from bot.embedder import Embedder
    from bot.reading_model import Reader
    from bot.writers.llm import LlmWriter


@dataclass(frozen=True, slots=True)
class Library:
    """Open with ``Library.open``; safe to share between threads, keep one a process.

    writer: the language model that writes the answers; None: they are taken from the articles.
    """

    settings: Settings
    coverage: Coverage
    embedder: Embedder
    writer: LlmWriter | None = None

    @classmethod
    def open(cls, settings: Settings) -> Library:
        """Load the model and open the index: some seconds.

        Raises ModelError, WriterError, IndexMissing, IndexMismatch or IndexDamaged.
        """
        from bot.coverage import Coverage
        from bot.embedder import Embedder, load_embedder

        # The index first: what is wrong with it is told at once, before the model is loaded.
        coverage = Coverage.open(
            settings.data, embedder_name=Embedder.name, embedder_digest=Embedder.digest
        )
        writer = None
        if settings.model:
            # Not before it is wanted: nobody waits for LangChain who has set no model.
            from bot.models import writer_of

            writer = writer_of(settings)
        return cls(settings, coverage, load_embedder(settings), writer)

    @property
    def reading(self) -> Reader:
        """What reads passages, loaded at first use (our own: some 0.3 s). Raises ModelError."""
        from bot.cross_encoder import load_reader

        return load_reader(self.settings.cross_encoder, self.settings.threads)
