"""The reader's network: question and passages -> relevance, whether each answers, and where."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import ModelError
from bot.pairs import Pair, pairs_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = Path(__file__).with_name("reader_weights")
WEIGHTS = FOLDER / "reader.onnx"
CARD = FOLDER / "reader.json"
"""The digest of ``WEIGHTS``, as ``bench.train_reader`` wrote it."""

SPANS = 4
"""The best spans of a passage that are kept."""
_SPAN_TOKENS = 24

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """Words of a passage that may answer: ``passage[start:end]``; ``share``: how likely of all."""

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class Read:
    """What the network made of one passage.

    relevance, answers: logits; higher: nearer to the question, and likelier to answer it.
    spans: the best, at most ``SPANS``, likeliest first.
    begins: (tokens,), how likely the answer begins at each token, sums to 1; offsets: (tokens, 2),
    where each stands, in characters of the passage.
    """

    relevance: float
    answers: float
    spans: tuple[ReadSpan, ...]
    begins: Array
    offsets: NDArray[np.int32]

    def share(self, start: int, end: int) -> float:
        """How likely the answer begins in ``passage[start:end]``, 0..1."""
        inside = (self.offsets[:, 0] >= start) & (self.offsets[:, 0] < end)
        return float(self.begins[inside].sum())


class Reader(Protocol):
    """Whatever reads passages together with a question."""

    def read(self, question: str, texts: Sequence[tuple[str, str]]) -> list[Read]:
        """What each (headline, passage) of ``texts`` holds for ``question``, in their order."""
        ...


class ReadingModel:
    """The network, loaded. Make one with ``load_reading_model``; safe for several threads."""

    def __init__(self, session: InferenceSession, threads: int) -> None:
        self._session = session
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reading")

    def read(self, question: str, texts: Sequence[tuple[str, str]]) -> list[Read]:
        """What each (headline, passage) of ``texts`` holds for ``question``, in their order."""
        # One by one, as many at a time as there are cores: faster than batches, whose padding is
        # work, too, and what is read does not depend on what is read beside it.
        return list(self._pool.map(self._read, pairs_of(question, texts)))

    def _read(self, pair: Pair) -> Read:
        size = len(pair.ids)
        types = np.zeros((1, size), dtype=np.int64)
        types[0, pair.asked :] = 1
        judged, spans = self._session.run(
            ["judged", "spans"],
            {
                "ids": np.array([pair.ids], dtype=np.int64),
                "types": types,
            },
        )
        return _read(pair, judged[0], spans[0, pair.first : pair.first + len(pair.offsets)])


def _read(pair: Pair, judged: Array, spans: Array) -> Read:
    begins, ends = _shares(spans[:, 0]), _shares(spans[:, 1])
    offsets = np.array(pair.offsets, dtype=np.int32).reshape(-1, 2)
    return Read(float(judged[0]), float(judged[1]), _best(begins, ends, offsets), begins, offsets)


def _shares(logits: Array) -> Array:
    if not logits.size:
        return logits
    odds = np.exp(logits - logits.max())
    return np.asarray(odds / odds.sum(), dtype=np.float32)


def _best(begins: Array, ends: Array, offsets: NDArray[np.int32]) -> tuple[ReadSpan, ...]:
    """The likeliest spans of at most ``_SPAN_TOKENS`` tokens that do not overlap."""
    joint = np.triu(np.outer(begins, ends))
    joint -= np.triu(joint, _SPAN_TOKENS)
    best: list[ReadSpan] = []
    for flat in np.argsort(-joint, axis=None)[: 20 * SPANS]:
        first, last = divmod(int(flat), joint.shape[1])
        start, end = int(offsets[first, 0]), int(offsets[last, 1])
        if joint[first, last] <= 0 or len(best) == SPANS:
            break
        if not any(start < b.end and b.start < end for b in best):
            best.append(ReadSpan(start, end, float(joint[first, last])))
    return tuple(best)


_lock = threading.Lock()
_loaded: dict[int, ReadingModel] = {}


def load_reading_model(threads: int) -> ReadingModel:
    """The network of this process, loaded once (about 0.3 s); threads: 0 for all cores.

    Raises ModelError when its file is missing, altered or cannot be loaded.
    """
    with _lock:
        if threads not in _loaded:
            _loaded[threads] = open_reading_model(
                _checked(WEIGHTS, CARD), threads or os.cpu_count() or 1
            )
        return _loaded[threads]


def open_reading_model(weights: Path, threads: int) -> ReadingModel:
    """The network in the file ``weights``, unchecked."""
    return ReadingModel(_session(weights), threads)


def _checked(weights: Path, card: Path) -> Path:
    mend = "reinstall the program, or check its files out again"
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        wanted = json.loads(card.read_text("utf-8"))["sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The reader's model cannot be read ({error}): {mend}.") from error
    if found != wanted:
        raise ModelError(f"The reader's model {weights} is not the one that was shipped: {mend}.")
    return weights


def _session(weights: Path) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # each passage has a thread of our own
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(weights),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # on CPUs slower than its two parts
    )
