"""What one process needs to answer: the index, the model and the settings, opened together."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.arenas import limit_arenas
from bot.errors import WriterError
from bot.kept_answers import KeptAnswers
from bot.model_names import NONE, choices
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.coverage import Coverage
    from bot.embedder import Embedder
    from bot.reading_model import Reader
    from bot.writers.llm import LlmWriter

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Library:
    """Open with ``Library.open``; safe to share between threads, keep one a process.

    writer: the language model that writes the answers; None: they are taken from the articles.
    kept: answers that need not be made again. spare: whether the articles answer, with a note,
    while the model that is set cannot be had.
    """

    settings: Settings
    coverage: Coverage
    embedder: Embedder
    writer: LlmWriter | None = None
    kept: KeptAnswers = field(default_factory=lambda: KeptAnswers(0))
    spare: bool = False

    @classmethod
    def open(cls, settings: Settings, *, spare: bool = False) -> Library:
        """Load the model and open the index: some seconds.

        spare: whether to open without the language model that is set where it cannot be had now;
        each question then tries it again. Raises ModelError, IndexMissing, IndexMismatch,
        IndexDamaged or, unless ``spare``, WriterError.
        """
        from bot.coverage import Coverage
        from bot.embedder import Embedder, load_embedder

        limit_arenas()
        # The index first: what is wrong with it is told at once, before the model is loaded.
        coverage = Coverage.open(
            settings.data, embedder_name=Embedder.name, embedder_digest=Embedder.digest
        )
        writer = None
        if settings.model:
            # Not before it is wanted: nobody waits for LangChain who has set no model.
            from bot.models import writer_of

            try:
                writer = writer_of(settings)
            except WriterError as error:
                if not spare:
                    raise
                logger.warning("The articles answer: %s", error)
        kept = KeptAnswers(settings.cache)
        return cls(settings, coverage, load_embedder(settings), writer, kept, spare)

    def writer_for(self, name: str | None) -> LlmWriter | None:
        """The writer that is set as ``name``: None for the usual one; None back for no model.

        One that has not been used yet is made. Raises WriterError, also for a name that is not
        set: a model that somebody chose is never replaced by another one.
        """
        if name == NONE:
            return None
        name = name or self.settings.model
        if name is None or (name == self.settings.model and (self.writer or not self.spare)):
            return self.writer
        if name not in [c.setting for c in choices(self.settings)]:
            raise WriterError(f"The model {name} is not set any more: see COVERAGE_MODELS.")
        from bot.models import writer_named

        return writer_named(self.settings, name)

    @property
    def reading(self) -> Reader:
        """What reads passages, loaded at first use (our own: some 0.3 s). Raises ModelError."""
        from bot.cross_encoder import load_reader

        return load_reader(self.settings.cross_encoder, self.settings.threads)
