"""What was fetched before, so that a server need not send again what has not changed.

It can be lost without harm: everything is then fetched once more. So damage is met by beginning
anew, and a crash may cost the last rows.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.coverage.schema import is_about_the_folder, store_error
from bot.errors import IndexDamaged, StoreError
from bot.web.fetching import Fetched, Validators

FILE = "fetched.sqlite"
_FORMAT = 1
_BUSY_SECONDS = 30.0
_KEPT_DAYS = 400
_SCHEMA = """
CREATE TABLE IF NOT EXISTS fetched (
    url TEXT PRIMARY KEY,   -- as it was asked for
    final TEXT NOT NULL,    -- where its redirects ended
    etag TEXT,
    modified TEXT,
    day INTEGER NOT NULL,   -- when it was last met, as a date's ordinal
    article TEXT,           -- a page: id and digest of the article it was read as
    digest TEXT,
    stamp TEXT,             -- when the feed or sitemap said that the page was updated
    media_type TEXT,        -- a feed or sitemap: what it is, and all of it, packed
    body BLOB
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A page or a list as it was when last fetched.

    article, digest: of the article that the page was read as. body: of a list.
    """

    validators: Validators
    article: str | None
    digest: str | None
    stamp: str | None
    media_type: str
    body: bytes | None


class Memory:
    """The table in a data folder; to be used as a context manager.

    keeping: whether what is fetched now is remembered in the folder, too.
    """

    def __init__(self, folder: Path, *, keeping: bool = True) -> None:
        self._folder = folder
        path = folder / FILE
        if not keeping:
            self._db = _copied(path)
            return
        try:
            self._db = _open(path)
        except sqlite3.DatabaseError as error:
            if is_about_the_folder(error) or "locked" in str(error):
                raise store_error(folder, error) from error
            path.unlink(missing_ok=True)
            self._db = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def recall(self, url: str) -> Remembered | None:
        """What came from ``url`` last time; None also where that is damaged."""
        row = self._run(
            "SELECT final, etag, modified, article, digest, stamp, media_type, body FROM fetched"
            " WHERE url = ?",
            (url,),
        ).fetchone()
        if row is None:
            return None
        final, etag, modified, article, digest, stamp, media_type, packed = row
        try:
            body = zlib.decompress(packed) if packed else None
        except zlib.error:
            return None
        return Remembered(
            Validators(final, etag, modified),
            article,
            digest,
            stamp,
            media_type or "",
            body,
        )

    def page(self, url: str, found: Fetched, article: str, digest: str, stamp: str | None) -> None:
        """Remember that ``url`` was read as that article."""
        self._put(url, found.validators, article=article, digest=digest, stamp=stamp)

    def listing(self, url: str, found: Fetched, body: bytes) -> None:
        """Remember a feed or sitemap."""
        packed = zlib.compress(body)
        self._put(url, found.validators, media_type=found.media_type, body=packed)

    def met(self, url: str, stamp: str | None) -> None:
        """Note that ``url`` is as it was, and what its list now says of it."""
        self._run(
            "UPDATE fetched SET day = ?, stamp = coalesce(?, stamp) WHERE url = ?",
            (_today(), stamp, url),
        )

    def _put(self, url: str, validators: Validators, **columns: str | bytes | None) -> None:
        row = {
            "url": url,
            "final": validators.url,
            "etag": validators.etag,
            "modified": validators.modified,
            "day": _today(),
            **columns,
        }
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self._run(f"INSERT OR REPLACE INTO fetched ({names}) VALUES ({marks})", tuple(row.values()))

    def _run(self, sql: str, values: tuple[str | bytes | int | None, ...]) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            told = store_error(self._folder, error)
            if isinstance(told, IndexDamaged):  # of the catalogue that would be
                told = StoreError(
                    f"{self._folder / FILE} cannot be read ({error}): delete it, and run it again."
                )
            raise told from error


def _copied(path: Path) -> sqlite3.Connection:
    """What is remembered, in memory; nothing if it cannot be read."""
    copy = _open(Path(":memory:"))
    if path.is_file():
        original = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            original.backup(copy)
        except sqlite3.DatabaseError:
            copy.close()
            copy = _open(Path(":memory:"))
        finally:
            original.close()
    return copy


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        if db.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
            db.executescript(f"DROP TABLE IF EXISTS fetched; PRAGMA user_version = {_FORMAT};")
        db.execute(_SCHEMA)
        db.execute("DELETE FROM fetched WHERE day < ?", (_today() - _KEPT_DAYS,))
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _today() -> int:
    return dt.datetime.now(dt.UTC).date().toordinal()
