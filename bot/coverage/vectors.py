"""The vectors, in Chroma: written in short turns by one process, read by many.

Chroma's local client is not safe between processes: one that is open keeps an old state in memory
and may write it back. So every process opens it inside a turn (``locks.turn``), a writer closes it
before the turn ends, and a reader, whose first query may write, too, keeps it for nothing but
further queries until the catalogue's generation moves.
"""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from bot.coverage.catalogue import Catalogue
from bot.coverage.locks import turn
from bot.coverage.records import Hit, Scope
from bot.coverage.schema import has_few_handles, is_about_the_folder, store_error
from bot.coverage.seals import seal, unsealed
from bot.coverage.undo import SYNCED_AFTER, undone_unless_ended
from bot.errors import CoverageError, IndexBusy, IndexDamaged, StoreError

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

Vector: TypeAlias = "NDArray[np.float32]"

_COLLECTION = "passages"
# Searched with three times the effort of building, so half as many neighbours would find 0.998 of
# the nearest (docs/benchmarks.md), but now and then leave a vector of many alike that no other
# leads to; so may threads that add at the same moment. Every opening replays what has not been
# synced: at most 256 vectors, some tenths of a second.
CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {
        "space": "cosine",
        "max_neighbors": 48,
        "ef_construction": 100,
        "ef_search": 300,
        "num_threads": 1,
        "sync_threshold": SYNCED_AFTER,
    }
}
_GET_AT_ONCE = 2000
_GET_COST = 7
"""Fetching a vector by its key takes about as long as finding that many neighbours."""
_BRIEF_WAIT = 1.0
_NO_ROOM = 2_000_000


class VectorReader:
    """Search in the vectors of ``folder``; opened at the first search. Safe for many threads."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._one_at_a_time = threading.Lock()
        self._client: Client | None = None
        self._collection: Collection | None = None
        self._generation = -1

    def search(self, vector: Vector, limit: int, scope: Scope) -> list[Hit]:
        """The passages in ``scope`` nearest to the unit ``vector``, the best first.

        Raises IndexDamaged, or IndexBusy when another process is writing for very long.
        """
        inside, everything = self._catalogue.count_in_scope(scope)
        if limit < 1 or not inside:
            return []
        enough = min(limit, inside)
        neighbours = limit if inside == everything else limit * everything * 5 // (inside * 4) + 16
        while neighbours < inside * _GET_COST:
            with self._open() as collection:
                keys, scores = _nearest(collection, vector, min(neighbours, everything))
            hits = self._hits(keys, scores, scope)
            if len(hits) >= enough:
                return hits[:limit]
            if neighbours >= everything:
                break
            neighbours *= 4
        keys, scores = self._compare(vector, self._catalogue.keys_in_scope(scope))
        return self._hits(keys, scores, scope)[:limit]

    def get(self, keys: Sequence[str]) -> dict[str, Vector]:
        """The vectors of those ``keys`` that have one."""
        import numpy as np  # an ingest that finds nothing new does without

        found: dict[str, Vector] = {}
        for first in range(0, len(keys), _GET_AT_ONCE):
            with self._open() as collection:
                some = collection.get(
                    ids=list(keys[first : first + _GET_AT_ONCE]), include=["embeddings"]
                )
            rows = np.asarray(some["embeddings"], dtype=np.float32)
            found.update(zip(some["ids"], rows, strict=True))
        return found

    def keys(self) -> set[str]:
        """The keys of all vectors, also of those that no article has."""
        with self._open() as collection:
            return set(collection.get(include=[])["ids"])

    def close(self) -> None:
        """Let go of the files; a later search opens them again."""
        with self._one_at_a_time:
            if self._client is not None:
                self._client.close()
            self._client = self._collection = None
            self._generation = -1

    def _compare(self, vector: Vector, keys: Sequence[str]) -> tuple[list[str], list[float]]:
        import numpy as np

        found = self.get(keys)
        if not found:
            return [], []
        names = list(found)
        scores = np.stack([found[k] for k in names]) @ vector
        order = np.argsort(-scores, kind="stable")
        return [names[i] for i in order], [float(scores[i]) for i in order]

    def _hits(self, keys: Sequence[str], scores: Sequence[float], scope: Scope) -> list[Hit]:
        known = self._catalogue.in_scope(keys, scope)
        return [Hit(k, *known[k], s) for k, s in zip(keys, scores, strict=True) if k in known]

    @contextmanager
    def _open(self) -> Iterator[Collection]:
        """The collection as of the catalogue's generation, for this thread alone."""
        with self._one_at_a_time, _explained(self._folder):
            if self._catalogue.generation() != self._generation:
                try:
                    with turn(self._folder, **self._patience()):
                        self._reopen()
                except IndexBusy:
                    if self._collection is None:
                        raise
            assert self._collection is not None
            yield self._collection

    def _patience(self) -> dict[str, float]:
        # Rather yesterday's vectors than a reader who waits; words find the news meanwhile.
        return {"wait": _BRIEF_WAIT} if self._collection is not None else {}

    def _reopen(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None
        # Read again: only now can no one else be writing.
        generation, name, expected = self._catalogue.vectors_meta()
        with undone_unless_ended(self._folder / name, 0), unsealed(self._folder / name):
            self._client, collection = _existing(self._folder / name)
            _check_count(self._folder, collection, expected)
            # The first query is the one that may write.
            sample = collection.get(limit=1, include=["embeddings"])["embeddings"]
            if sample is not None and len(sample):
                _nearest(collection, cast("Vector", sample[0]), 1)
        self._collection, self._generation = collection, generation


@contextmanager
def writing(folder: Path, name: str, expected: int, changes: int) -> Iterator[Collection]:
    """The collection in ``folder / name``, to be changed, in one turn: wholly or not at all.

    It is made if there is none, unless ``expected`` vectors should be in it.
    changes: how many vectors may be added and deleted.
    """
    path = folder / name
    with (
        turn(folder),
        _explained(folder),
        undone_unless_ended(path, changes),
        unsealed(path),
    ):
        client = _client(path)
        try:
            collection = client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration=CONFIGURATION
            )
            _check_count(folder, collection, expected)
            yield collection
        finally:
            client.close()


@contextmanager
def building(folder: Path, name: str) -> Iterator[Collection]:
    """A new collection in ``folder / name``, of which no other process knows yet: no turn."""
    with _explained(folder):
        client = _client(folder / name)
        try:
            yield client.create_collection(
                _COLLECTION, embedding_function=None, configuration=CONFIGURATION
            )
        finally:
            client.close()
        seal(folder / name)


def _existing(path: Path) -> tuple[Client, Collection]:
    # Chroma would make an empty one.
    if not (path / "chroma.sqlite3").is_file():
        raise _damaged(path.parent, "they are not there")
    client = _client(path)
    try:
        return client, client.get_collection(_COLLECTION, embedding_function=None)
    except BaseException:
        client.close()
        raise


def _check_count(folder: Path, collection: Collection, expected: int) -> None:
    if collection.count() < expected:
        raise _damaged(folder, f"of {expected} only {collection.count()} are there")


def _client(path: Path) -> Client:
    # Chroma takes a second to import; an ingest that finds nothing new does without.
    import chromadb
    from chromadb.config import Settings

    return cast(
        "Client", chromadb.PersistentClient(str(path), Settings(anonymized_telemetry=False))
    )


def _nearest(collection: Collection, vector: Vector, count: int) -> tuple[list[str], list[float]]:
    found = collection.query(
        query_embeddings=vector[None, :], n_results=count, include=["distances"]
    )
    distances = found["distances"] or [[]]
    return found["ids"][0], [1.0 - d for d in distances[0]]


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Every failure inside Chroma as one of our errors."""
    try:
        yield
    except (CoverageError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except OSError as error:
        raise store_error(folder, error) from error
    except ImportError as error:
        # Nothing is damaged: a rebuild would only fail as this has.
        raise StoreError(
            f"This program is not installed whole ({error}): install it again with make, or"
            " pip install -r requirements.txt."
        ) from error
    except BaseException as error:  # a panic of Chroma's Rust core is no Exception
        # Chroma does not always say why it could not write.
        full = shutil.disk_usage(folder).free < _NO_ROOM
        if full or is_about_the_folder(error):
            cause = OSError(errno.ENOSPC, "no space left") if full else error
            raise store_error(folder, cause) from error
        if has_few_handles():
            raise store_error(folder, OSError(errno.EMFILE, "too many open files")) from error
        raise _damaged(folder, str(error)) from error


def _damaged(folder: Path, reason: str) -> IndexDamaged:
    return IndexDamaged(
        f"The vectors in {folder} cannot be used ({reason}): mend them with"
        " python ingest.py --rebuild."
    )
