"""The stories as the pages of one server get them: in the background, while others load."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_fixtures import QUICK, an_article, entry_of

from bot.coverage import CoverageWriter
from bot.coverage.catalogue import Catalogue
from bot.coverage.stories import Stories
from bot.ui.found_stories import FoundStories

RACE = """
import sys, threading
from bot.ui.desk import Desk
from bot.coverage.openings import Opening
from bot.same_event import grouped

def load():
    import sentence_transformers

loading = threading.Thread(target=load)
loading.start()
words = "harbour tug strike ends after nine days"
openings = [Opening(str(n), None, 737_000, words, words) for n in range(3)]
before = {name for name in sys.modules if name.startswith("scipy")}
print(len(grouped(openings)))
loading.join()
import scipy.cluster.hierarchy, scipy.sparse, scipy.sparse.csgraph
wanted = {"scipy.cluster.hierarchy", "scipy.sparse", "scipy.sparse.csgraph"}
print(sorted(wanted - before))
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(an_article(published=dt.date(2022, 6, 10)))])
    catalogue = Catalogue(tmp_path)
    yield catalogue
    catalogue.close()


def soon(look: Callable[[], Stories | None]) -> Stories:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if (found := look()) is not None:
            return found
        time.sleep(0.01)
    raise AssertionError("no stories within a minute")


def test_what_finding_needs_is_loaded_before_anything_else_loads_beside_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RACE], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stdout.split("\n")[:2] == ["1", "[]"], done.stderr


def test_what_kept_stories_from_being_found_is_told_once_and_they_are_looked_for_again(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Catalogue) -> Stories:
        raise ImportError("half loaded")

    monkeypatch.setattr("bot.ui.found_stories.stories_in", broken)
    stories = FoundStories()
    with pytest.raises(ImportError, match="half loaded"):
        soon(lambda: stories.of(catalogue, 1))
    monkeypatch.undo()
    assert soon(lambda: stories.of(catalogue, 1)).latest == ()
