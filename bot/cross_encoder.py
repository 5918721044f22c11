"""A cross-encoder that a user names, in place of our reader's judgement of relevance."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import ModelError
from bot.reading_model import Read, Reader, load_reading_model

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class CrossEncoderReader:
    """Reads as ``ReadingModel`` does, but for relevance, which the named model judges.

    Its scores may be on any scale: they are put on that of our own, by mean and spread over the
    passages of the question. Spans and whether a passage answers stay ours.
    """

    def __init__(self, own: Reader, model: CrossEncoder) -> None:
        self._own = own
        self._model = model

    def read(self, question: str, texts: Sequence[tuple[str, str]]) -> list[Read]:
        """What each (headline, passage) of ``texts`` holds for ``question``, in their order."""
        reads = self._own.read(question, texts)
        if len(reads) < 2:
            return reads
        pairs = [(question, f"{title}\n{passage}") for title, passage in texts]
        judged = np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float64)
        judged = judged.reshape(len(reads), -1)[:, -1]
        ours = np.array([r.relevance for r in reads])
        spread = float(judged.std()) or 1.0
        scores = (judged - judged.mean()) / spread * ours.std() + ours.mean()
        return [replace(r, relevance=float(s)) for r, s in zip(reads, scores, strict=True)]


_lock = threading.Lock()
_loaded: dict[tuple[str, int], CrossEncoderReader] = {}


def load_reader(name: str, threads: int) -> Reader:
    """Our reader, or with a ``name`` the cross-encoder called so beside it; loaded once.

    name: a folder, or what sentence-transformers finds in its cache or its hub. threads: of our
    reader, 0 for all cores. Raises ModelError when either cannot be loaded.
    """
    own = load_reading_model(threads)
    if not name:
        return own
    with _lock:
        if (name, threads) not in _loaded:
            _loaded[name, threads] = _open(name, own)
        return _loaded[name, threads]


def _open(name: str, own: Reader) -> CrossEncoderReader:
    try:
        from sentence_transformers import CrossEncoder

        return CrossEncoderReader(own, CrossEncoder(name))
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        first = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
        raise ModelError(
            f"The cross-encoder {name} (setting cross_encoder) cannot be loaded: {first}."
        ) from error
