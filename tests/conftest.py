"""What many tests share: the corpus, ingested once with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.coverage import CoverageWriter
from bot.embedder import Embedder, load_embedder
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest
from bot.library import Library
from bot.settings import Settings

ROOT = Path(__file__).parent.parent


def library_of(data: Path, *paths: Path) -> Library:
    settings = Settings(data=data)
    outcome = Outcome()
    with CoverageWriter.open(data, embedder=(Embedder.name, Embedder.digest)) as writer:
        ingest(writer, [str(p) for p in paths], lambda: load_embedder(settings), outcome)
    assert outcome.failed == []
    return Library.open(settings)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The eighteen articles of corpus/."""
    return library_of(tmp_path_factory.mktemp("corpus-index"), ROOT / "corpus")
