"""What all pages of one server share: catalogue, library, answers, intake, users and the gate."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

from bot.conversations import Conversations
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import Held
from bot.coverage.schema import CATALOGUE, store_error
from bot.coverage.stories import Story
from bot.gate import Gate
from bot.intake import Intake
from bot.library import Library
from bot.model_names import NONE
from bot.narrowing import Filters
from bot.rates import Rates
from bot.settings import Settings
from bot.ui.answering import Answering
from bot.ui.found_stories import FoundStories
from bot.ui.loading import Loader
from bot.ui.suggested import Suggested
from bot.users import UserBook


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
        self._held: tuple[tuple[int, int], Held] | None = None
        self._library = Loader(lambda: (load or _opened)(settings))
        self.intake = Intake(settings.data)
        self.users = UserBook(settings.data)
        self.gate = Gate(self.users, settings.session_hours)
        self.rates = Rates(settings.questions_each, settings.questions_all)
        self.answering = Answering(Conversations(settings.data), self._library)
        self.stories = FoundStories()
        self._suggested = Suggested(self._library, self.answering)

    def catalogue(self) -> Catalogue | None:
        """The catalogue; None when nothing is in. Raises other CoverageErrors."""
        with self._lock:
            file = self._file()
            if file != self._opened:
                # Another file than the one that is open: the data folder was deleted, or replaced.
                if self._catalogue:
                    self._catalogue.close()
                    self._catalogue = self._held = None
                    self._suggested.forget()
                    self.stories.forget()
                    self._library.forget()
                self._catalogue = Catalogue(self.folder) if file else None
                self._opened = file
            return self._catalogue

    def warm(self) -> None:
        """Begin to load the library, in the background."""
        self._library.warm()
        self._suggested.check()

    def suggested(self, catalogue: Catalogue, generation: int) -> tuple[str, ...]:
        """Questions that this coverage answers, made anew when it changes."""
        return self._suggested.of(catalogue, generation)

    def held(self, catalogue: Catalogue, generation: int) -> Held:
        """Who the coverage is by, read anew when it changes, or an embargo ends."""
        state = (generation, catalogue.waiting())
        kept = self._held
        if kept is None or kept[0] != state:
            kept = self._held = (state, catalogue.held())
        return kept[1]

    def story_of(self, catalogue: Catalogue, generation: int, article: str) -> Story | None:
        """The story that an article tells, as far as that is known by now."""
        stories = self.stories.of(catalogue, generation)
        return stories.of(article) if stories else None

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

    library = Library.open(settings, spare=True)
    # No model is asked: nobody has asked anything.
    answer_to(library, "What has happened?", filters=Filters(model=NONE))
    # What has been loaded stays: the collector need not walk through it time and again.
    gc.collect()
    gc.freeze()
    return library
