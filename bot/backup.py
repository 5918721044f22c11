"""One file that holds a whole data folder as it was at one moment, made while all of it is in use.

    catalogue.sqlite, conversations.sqlite, journal.sqlite   each as SQLite's own backup copies it
    vectors.json, vectors.f32                                keys of passages, and their vectors
    backup.json                                              what the file is, and how much it holds

A vector that an ingest took away while the file was made is left out, and made again at a restore.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot import conversation_store
from bot.coverage.catalogue import Catalogue
from bot.coverage.faults import faults
from bot.coverage.schema import CATALOGUE, connect, is_about_the_folder, store_error, using
from bot.coverage.vectors import Vector, VectorReader
from bot.errors import IndexDamaged, InputError
from bot.ingest import journal_file

FORMAT = 1
DATABASES = (CATALOGUE, conversation_store.FILE, journal_file.FILE)
KEYS, VECTORS, CARD = "vectors.json", "vectors.f32", "backup.json"
_NO_BACKUP = (
    *(zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError, EOFError),
    *(NotImplementedError, RuntimeError),  # a zip of a kind that backup does not write
)
_AT_ONCE = 2000
_BUSY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Card:
    """What a backup says of itself; made: a moment in UTC, ISO 8601."""

    format: int
    made: str
    articles: int
    passages: int
    vectors: int


def back_up(folder: Path, file: Path) -> Card:
    """Write all that is in the data folder ``folder`` to ``file``, which appears whole or not.

    Raises IndexMissing, IndexDamaged (what is damaged is no backup), StoreError, InputError when
    ``file`` is to be in a folder that is not there.
    """
    if not file.parent.is_dir():
        raise InputError(f"There is no folder {file.parent} to write {file.name} into.")
    connect(folder).close()  # which says what is wrong
    try:
        # A place of its own: another backup may be made to the same file at the same moment.
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as room:
            copy, draft = Path(room) / "copy", Path(room) / "packed"
            copy.mkdir()
            for name in DATABASES:
                if (folder / name).is_file():
                    _copy(folder / name, copy / name)
            with _catalogue(copy) as catalogue:
                if wrong := faults(catalogue):
                    raise IndexDamaged(
                        f"The catalogue in {folder} is damaged ({wrong[0]}): mend it with"
                        " python ingest.py --rebuild before you back it up."
                    )
                stats = catalogue.stats(embargoed=True)
                keys = _write_vectors(folder, catalogue.every_key(), copy)
            made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            card = Card(FORMAT, made, stats.articles, stats.passages, len(keys))
            (copy / CARD).write_text(json.dumps(asdict(card)))
            _pack(copy, draft)
            draft.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise store_error(file.parent, error) from error
    return card


@contextmanager
def unpacked(file: Path, room: Path) -> Iterator[Card]:
    """The files of the backup ``file``, in the folder ``room``, which is made and taken away.

    Raises InputError when it is none, is damaged, or was made by a newer version; StoreError.
    """
    shutil.rmtree(room, ignore_errors=True)
    try:
        yield _unpack(file, room)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _unpack(file: Path, room: Path) -> Card:
    if not file.is_file():
        raise InputError(f"There is no file {file}.")
    try:
        room.mkdir(parents=True)
        with zipfile.ZipFile(file) as pack:
            card = Card(**json.loads(pack.read(CARD)))
            if card.format > FORMAT:
                raise InputError(f"{file} was made by a newer version: update the program.")
            for name in (*DATABASES, KEYS, VECTORS):
                if name in pack.namelist():
                    with pack.open(name) as packed, (room / name).open("wb") as plain:
                        shutil.copyfileobj(packed, plain)
    except _NO_BACKUP as error:
        raise InputError(f"{file} is no backup, or is damaged ({error}).") from error
    except OSError as error:
        raise store_error(room.parent, error) from error
    return card


def vectors_in(room: Path) -> dict[str, Vector]:
    """The vectors of an unpacked backup, by key."""
    if not (room / KEYS).is_file():
        return {}
    with using(room.parent):
        keys = json.loads((room / KEYS).read_text())
        if not keys:
            return {}
        rows = np.fromfile(room / VECTORS, dtype="<f4").reshape(len(keys), -1)
    return dict(zip(keys, rows.astype(np.float32), strict=True))


def put_back(copy: Path, live: Path) -> None:
    """Put the database ``copy`` in the place of ``live``, of which other processes may read on."""
    try:
        _copy(copy, live)
    except sqlite3.DatabaseError as error:
        if is_about_the_folder(error) or "locked" in str(error):
            raise store_error(live.parent, error) from error
        # What is there cannot be opened; it is laid aside.
        with using(live.parent):
            for path in (live, *live.parent.glob(f"{live.name}-*")):
                path.replace(path.with_name(f"{path.name}.damaged"))
        _copy(copy, live)


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source, timeout=_BUSY_SECONDS)) as one,
        closing(sqlite3.connect(target, timeout=_BUSY_SECONDS)) as other,
    ):
        one.backup(other)


@contextmanager
def _catalogue(folder: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(folder)
    try:
        yield catalogue
    finally:
        catalogue.close()


def _write_vectors(folder: Path, keys: list[str], copy: Path) -> list[str]:
    """Write the vectors of ``keys`` that are there; returns whose they are."""
    written: list[str] = []
    with _catalogue(folder) as catalogue, (copy / VECTORS).open("wb") as stream:
        reader = VectorReader(folder, catalogue)
        try:
            for first in range(0, len(keys), _AT_ONCE):
                found = reader.get(keys[first : first + _AT_ONCE])
                written += found
                for vector in found.values():
                    stream.write(vector.astype("<f4").tobytes())
        except IndexDamaged:
            written.clear()  # they are made from the catalogue again
        finally:
            reader.close()
        if not written:
            stream.truncate(0)
    (copy / KEYS).write_text(json.dumps(written))
    return written


def _pack(room: Path, file: Path) -> None:
    with open(file, "wb", opener=_private) as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
            for path in sorted(room.iterdir()):
                # Vectors hardly shrink.
                stored = path.name == VECTORS
                pack.write(path, path.name, zipfile.ZIP_STORED if stored else None)
        stream.flush()
        os.fsync(stream.fileno())


def _private(path: str, flags: int) -> int:
    """Conversations are in it, so it is nobody else's to read."""
    return os.open(path, flags, 0o600)
