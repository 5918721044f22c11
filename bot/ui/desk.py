"""What all pages of one server share: catalogue, conversations, library, answers, intake."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

from bot.conversations import Conversations
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import Held
from bot.coverage.schema import CATALOGUE, store_error
from bot.intake import Intake
from bot.library import Library
from bot.model_names import NONE
from bot.narrowing import Filters
from bot.settings import Settings
from bot.suggest import suggestions
from bot.ui.answering import Answering
from bot.ui.loading import Loader


class Desk:
    """One for each process; nothing heavy is loaded before ``warm``."""

    def __init__(
        self, settings: Settings, load: Callable[[Settings], Library] | None = None
    ) -> None:
        self.folder = settings.data
        self.settings = settings
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._opened: tuple[int, int] | None = None
        self._suggested: tuple[int, tuple[str, ...]] | None = None
        self._held: tuple[int, Held] | None = None
        self._library = Loader(lambda: (load or _opened)(settings))
        self.conversations = Conversations(settings.data)
        self.intake = Intake(settings.data)
        self.answering = Answering(self.conversations, self._library)

    def catalogue(self) -> Catalogue | None:
        """The catalogue; None when nothing is in. Raises other CoverageErrors."""
        with self._lock:
            file = self._file()
            if file != self._opened:
                # Another file than the one that is open: the data folder was deleted, or replaced.
                if self._catalogue:
                    self._catalogue.close()
                    self._catalogue = self._suggested = self._held = None
                    self._library.forget()
                self._catalogue = Catalogue(self.folder) if file else None
                self._opened = file
            return self._catalogue

    def warm(self) -> None:
        """Begin to load the library, in the background."""
        self._library.warm()

    def suggested(self, catalogue: Catalogue, generation: int) -> tuple[str, ...]:
        """Questions that this coverage answers, made anew when it changes."""
        kept = self._suggested
        if kept is None or kept[0] != generation:
            kept = self._suggested = (generation, suggestions(catalogue))
        return kept[1]

    def held(self, catalogue: Catalogue, generation: int) -> Held:
        """Who the coverage is by, read anew when it changes."""
        kept = self._held
        if kept is None or kept[0] != generation:
            kept = self._held = (generation, catalogue.held())
        return kept[1]

    def _file(self) -> tuple[int, int] | None:
        try:
            stat = (self.folder / CATALOGUE).stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise store_error(self.folder, error) from error
        return stat.st_dev, stat.st_ino


def _opened(settings: Settings) -> Library:
    """The library with all that a first question would have to wait for."""
    from bot.chat import answer_to

    library = Library.open(settings)
    # No model is asked: nobody has asked anything.
    answer_to(library, "What has happened?", filters=Filters(model=NONE))
    # What has been loaded stays: the collector need not walk through it time and again.
    gc.collect()
    gc.freeze()
    return library
