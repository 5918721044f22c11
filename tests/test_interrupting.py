"""Ctrl-C ends an ingest at once: with what is in, in, and without waiting for what is computed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from store_fixtures import QUICK, QuickEncoder, open_quick, write_article

from bot.coverage import CoverageWriter
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest
from bot.ingest.storing import is_computing


class _Slow(QuickEncoder):
    """Makes vectors of the first texts, and then of none before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.let_go = threading.Event(), threading.Event()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if any("0001" in text for text in texts):
            self.reached.set()
            assert self.let_go.wait(60)
        return super().encode(texts)


def test_an_interrupted_ingest_waits_for_no_vectors_and_keeps_what_is_in(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    first = write_article(folder, 0)
    encoder = _Slow()

    def interrupted(outcome: Outcome) -> None:
        if encoder.reached.is_set():
            raise KeyboardInterrupt

    with CoverageWriter.open(tmp_path / "data", embedder=QUICK) as writer:
        ingest(writer, [str(first)], lambda: encoder, Outcome())
        late = folder / "late.txt"
        late.write_text(
            "Number 0001 of the ships came in late, the harbour master said on Monday.", "utf-8"
        )
        try:
            with pytest.raises(KeyboardInterrupt):
                ingest(writer, [str(late)], lambda: encoder, Outcome(), watch=interrupted)
            assert is_computing()
        finally:
            encoder.let_go.set()
    coverage = open_quick(tmp_path / "data")
    assert [row.source for row in coverage.rows()] == [str(first)]
