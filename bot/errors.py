"""Every error that a user can meet, each carrying one sentence that says what to do.

    CoverageError
    ├── InputError            what was given cannot be used (a file, a URL, a question)
    │   └── LoadError         one file or item of an ingest; the rest goes on
    ├── SettingsError         a COVERAGE_* variable, .env or coverage.toml is wrong
    ├── StoreError            the data folder
    │   ├── IndexMissing      nothing has been ingested yet
    │   ├── IndexMismatch     made with another embedding model or a newer version
    │   ├── IndexDamaged      a part cannot be read; says how to mend it
    │   └── IndexBusy         another process holds it for longer than we wait
    ├── ModelError            the embedding model is missing or altered
    ├── WriterError           the language model that is set cannot be used
    ├── NotAllowed            who asked for it may not have it
    └── TooMany               more than is answered at once or in an hour

The command line and the page show ``str(error)`` and nothing else; the log has the traceback.
"""


class CoverageError(Exception):
    """Base of all errors that are shown to a user; its text is one sentence."""


class InputError(CoverageError):
    """What the user gave cannot be used."""


class LoadError(InputError):
    """One source could not be read as an article.

    source: the file, line or URL, as the user can find it.
    reason: a clause without a full stop, such as "the file is empty".
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class SettingsError(CoverageError):
    """A setting has an unknown name or a bad value."""


class StoreError(CoverageError):
    """Base of what can be wrong with the data folder."""


class IndexMissing(StoreError):
    """Nothing has been ingested into the data folder."""


class IndexMismatch(StoreError):
    """The data folder was made with another model or by a newer version."""


class IndexDamaged(StoreError):
    """A part of the data folder cannot be read."""


class IndexBusy(StoreError):
    """Another process holds the data folder."""


class ModelError(CoverageError):
    """The embedding model is missing, altered or cannot be loaded."""


class WriterError(CoverageError):
    """The language model of COVERAGE_MODEL cannot be used."""


class NotAllowed(CoverageError):
    """Whoever asked for it may not have it; says what he may do instead."""


class TooMany(CoverageError):
    """More was asked for than is given in a time; says how long to wait."""
