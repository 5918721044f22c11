"""Texts -> vectors: all-MiniLM-L6-v2 in sentence-transformers, as LangChain embeddings."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from bot.errors import ModelError
from bot.model_files import EMBEDDER, READS_TOKENS, check_weights
from bot.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
"""(n, 384), each of unit length."""

_BATCH = 8
"""Several small batches at a time, one a core, are faster than large ones over all cores."""
_lock = threading.Lock()
_loaded: dict[tuple[str, int], Embedder] = {}


class Embedder(Embeddings):
    """The model, loaded. Make one with ``load_embedder``; safe to use from several threads."""

    name, digest = EMBEDDER
    dimensions = 384

    def __init__(self, model: SentenceTransformer, threads: int) -> None:
        self._model = model
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="embedding")
        self._tokenizing = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts`` in order, (n, 384) float32 of unit length.

        A text longer than ``READS_TOKENS`` counts with its beginning.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        # Similar lengths together: padding is work, too.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        batches = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
        result = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for batch, vectors in zip(
            batches,
            self._pool.map(lambda b: self._forward([texts[i] for i in b]), batches),
            strict=True,
        ):
            result[batch] = vectors
        result /= np.linalg.norm(result, axis=1, keepdims=True)
        return result

    def _forward(self, texts: list[str]) -> Vectors:
        import torch

        with self._tokenizing:  # a tokenizer keeps state while it pads
            features = self._model.preprocess(texts)
        with torch.inference_mode():
            vectors = self._model(features)["sentence_embedding"]
        return np.asarray(vectors.float().numpy(), dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for ``encode``."""
        return [[float(x) for x in row] for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self.embed_documents([text])[0]


def load_embedder(settings: Settings) -> Embedder:
    """The embedder of this process, loaded once (about 5 s).

    Raises ModelError when the weights are missing or not the published ones.
    """
    key = (settings.precision, settings.threads)
    with _lock:
        if key not in _loaded:
            _loaded[key] = _load(settings)
        return _loaded[key]


def _load(settings: Settings) -> Embedder:
    folder = check_weights()
    # Before the import: these libraries read it once, and would ask a hub at every start.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        import torch
        from sentence_transformers import SentenceTransformer
        from threadpoolctl import threadpool_limits
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(1)  # each batch has one of our own
        # numpy's small products gain nothing from a second core, and its threads keep it busy
        # for a while after each: 70 of 160 ms of a question.
        threadpool_limits(1, user_api="blas")
        arguments: dict[str, Any] = {"dtype": _dtype(settings.precision)}
        model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs=arguments
        )
    except (ImportError, OSError, RuntimeError) as error:
        raise ModelError(f"The embedding model cannot be loaded: {error}.") from error
    model.max_seq_length = READS_TOKENS
    model.eval()
    return Embedder(model, settings.threads or os.cpu_count() or 1)


def _dtype(precision: str) -> str:
    """bfloat16 where this processor multiplies it faster than float32.

    Measured, since no flag tells: of two processors that list avx512_bf16, one multiplies it
    twice as fast as float32 and the other half as fast.
    """
    if precision != "auto":
        return precision
    return min(("float32", "bfloat16"), key=_layer_seconds)


def _layer_seconds(dtype: str) -> float:
    """The shortest of five multiplications by one layer of the model, of a batch of texts."""
    import torch

    kind = torch.float32 if dtype == "float32" else torch.bfloat16
    batch, layer = torch.ones((_BATCH * READS_TOKENS, 384), dtype=kind), torch.nn.Linear(384, 1536)
    layer.to(kind)
    seconds = []
    with torch.inference_mode():
        for _ in range(5):
            started = time.perf_counter()
            layer(batch)
            seconds.append(time.perf_counter() - started)
    return min(seconds)
