"""What is damaged is told in one sentence, and a rebuild brings back all that the catalogue has."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from store_fixtures import (
    QuickEncoder,
    article_id,
    assert_wholly_in,
    word,
    write_article,
)

from bot import doctor
from bot.conversations import Conversations
from bot.coverage import Coverage, CoverageWriter, Scope
from bot.coverage.schema import CATALOGUE, connect
from bot.errors import CoverageError, IndexDamaged, IndexMismatch, StoreError
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest
from bot.ingest.rebuilding import rebuild
from bot.model_files import EMBEDDER
from bot.settings import load_settings
from bot.words import terms

ARTICLES = 24
PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    news = folder / "news"
    news.mkdir()
    for number in range(ARTICLES):
        write_article(news, number)
    _take_in(folder / "data", news)
    write_article(news, 0, 2)
    _take_in(folder / "data", news)
    return folder / "data"


@pytest.fixture
def data(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "data")


def _take_in(data: Path, news: Path) -> None:
    with CoverageWriter.open(data, embedder=EMBEDDER) as writer:
        ingest(writer, [str(news)], QuickEncoder, Outcome())


def _open(data: Path) -> Coverage:
    return Coverage.open(data, embedder_name=EMBEDDER[0], embedder_digest=EMBEDDER[1])


def _rebuilt(data: Path) -> Outcome:
    outcome = Outcome()
    rebuild(data, EMBEDDER, QuickEncoder, outcome)
    return outcome


def _errors(data: Path) -> list[doctor.Finding]:
    report = doctor.run(load_settings(data=data))
    return [f for f in report.findings if f.level == "error"]


def _version(number: int) -> int:
    return 2 if number == 0 else 1


def _assert_all_in(data: Path) -> None:
    coverage = _open(data)
    for number in range(ARTICLES):
        assert_wholly_in(coverage, number, _version(number))
    assert len(coverage._catalogue.versions(article_id(0))) == 1
    assert _errors(data) == []


def _delete(vectors: Path) -> None:
    shutil.rmtree(vectors)


def _truncate(vectors: Path) -> None:
    file = vectors / "chroma.sqlite3"
    file.write_bytes(file.read_bytes()[: 3 * PAGE + 100])


def _of_another_version(vectors: Path) -> None:
    with closing(sqlite3.connect(vectors / "chroma.sqlite3")) as db:
        db.execute("UPDATE migrations SET hash = 'ffff' WHERE rowid = 1")
        db.execute("ALTER TABLE collections RENAME TO collections_of_another_version")
        db.commit()


def _garble_graph(vectors: Path) -> None:
    for file in vectors.glob("*/*.bin"):
        file.write_bytes(random.Random(3).randbytes(file.stat().st_size))


@pytest.mark.parametrize("harm", [_delete, _truncate, _of_another_version, _garble_graph])
def test_vectors_that_cannot_be_used_are_told_in_a_sentence_and_made_anew(
    data: Path, harm: Callable[[Path], None]
) -> None:
    harm(data / "vectors")
    coverage = _open(data)
    with pytest.raises(IndexDamaged, match=r"with python ingest.py --rebuild\.$") as told:
        coverage.search_vectors(QuickEncoder().encode(["rain"])[0], 3, Scope())
    assert str(told.value).count("\n") == 0
    assert coverage.search_words(terms(word(3)), 3, Scope()), "words find on"
    assert _errors(data) != []
    assert _rebuilt(data).failed == []
    _assert_all_in(data)


def test_a_library_that_is_missing_is_no_damage_to_be_mended_by_a_rebuild(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the program is installed anew while it runs."""
    monkeypatch.setitem(sys.modules, "chromadb.config", None)
    with pytest.raises(StoreError, match=r"not installed whole.*pip install -r") as told:
        _open(data).search_vectors(QuickEncoder().encode(["rain"])[0], 3, Scope())
    assert not isinstance(told.value, IndexDamaged)
    assert not any("--rebuild" in f"{e.what} {e.remedy}" for e in _errors(data))
    with pytest.raises(StoreError, match="not installed whole"):
        _rebuilt(data)
    monkeypatch.undo()
    _assert_all_in(data)


@pytest.mark.parametrize("page", range(4, 60, 5))
def test_a_torn_page_of_the_catalogue_costs_what_stood_on_it_and_nothing_else(
    data: Path, page: int
) -> None:
    _tear(data / CATALOGUE, page)
    told = _errors(data)
    outcome = _rebuilt(data)
    assert _errors(data) == []
    lost = {str(error.source) for error in outcome.failed}
    assert len(lost) <= 3
    assert told or not lost, "the doctor had seen nothing"
    if told:
        assert "--rebuild" in f"{told[0].what} {told[0].remedy}"
    coverage = _open(data)
    for number in range(ARTICLES):
        if coverage.article(article_id(number)) is not None:
            assert_wholly_in(coverage, number, _version(number))
        else:
            assert any(f"{number:04d}.md" in source for source in lost), "lost and not told"


def _tear(catalogue: Path, page: int) -> None:
    """Half of the page is of another time, as a write that was cut off leaves it."""
    with catalogue.open("r+b") as file:
        file.seek(page * PAGE + PAGE // 2)
        file.write(random.Random(page).randbytes(PAGE // 2))


def test_all_articles_lost_are_told_and_the_damaged_catalogue_is_kept(data: Path) -> None:
    with closing(connect(data)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name='articles'").fetchone()
    _tear(data / CATALOGUE, root - 1)
    outcome = _rebuilt(data)
    assert {f"{n:04d}.md" for n in range(ARTICLES)} <= {Path(e.source).name for e in outcome.failed}
    (kept,) = outcome.notes
    assert Path(kept.source).stat().st_size > 50 * PAGE


def test_an_article_that_was_altered_from_outside_is_found_and_not_kept(data: Path) -> None:
    with closing(connect(data)) as db:
        db.execute(
            "UPDATE articles SET text = replace(text, 'council', 'cartels') WHERE id = ?",
            (article_id(5),),
        )
    (error,) = _errors(data)
    assert error.what == "The catalogue is damaged: 1 articles are not as they were stored."
    (lost,) = _rebuilt(data).failed
    assert lost.source.endswith("0005.md")
    assert _open(data).article(article_id(5)) is None
    assert _errors(data) == []


@pytest.mark.parametrize(
    "part", ["INDEX articles_by_day", "INDEX passages_by_article", "TABLE repeats", "TABLE words"]
)
def test_a_missing_index_or_table_is_found_and_made_anew(data: Path, part: str) -> None:
    with closing(connect(data)) as db:
        db.execute(f"DROP {part}")
    assert f"{part.split()[1]} is missing" in _errors(data)[0].what
    _rebuilt(data)
    _assert_all_in(data)


def test_an_open_reader_goes_on_after_a_damaged_catalogue_was_rebuilt(data: Path) -> None:
    coverage = _open(data)
    assert_wholly_in(coverage, 3, 1)
    with closing(connect(data)) as db:
        db.execute("DROP INDEX articles_by_day")
    _rebuilt(data)
    for number in (0, 3, ARTICLES - 1):
        assert_wholly_in(coverage, number, _version(number))


def test_a_catalogue_whose_first_page_is_gone_is_told_with_every_way_out(data: Path) -> None:
    with (data / CATALOGUE).open("r+b") as file:
        file.write(bytes(PAGE))
    with pytest.raises(IndexDamaged, match=r"--rebuild.*bot restore FILE.*ingest again\.$"):
        _open(data)
    with pytest.raises(CoverageError, match="cannot be read"):
        _rebuilt(data)


def test_a_rebuild_tells_when_kill_notices_are_lost(data: Path) -> None:
    with CoverageWriter.open(data, embedder=None) as writer:
        for number in range(300):  # which fill pages of their own
            writer.withdraw([f"urn:example:{number}:{'x' * 60}"], None)
    with closing(connect(data)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = db.execute(
            "SELECT pageno FROM dbstat WHERE name = 'names' AND path = '/001/'"
        ).fetchone() if _has_dbstat(db) else db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'names'"
        ).fetchone()  # fmt: skip
    _tear(data / CATALOGUE, root - 1)
    (lost,) = [e for e in _rebuilt(data).failed if "notices" in e.reason]
    assert "may take in what was withdrawn" in lost.reason


def _has_dbstat(db: sqlite3.Connection) -> bool:
    return ("ENABLE_DBSTAT_VTAB",) in db.execute("PRAGMA compile_options").fetchall()


def test_a_newer_catalogue_is_refused_by_all_and_left_as_it_is(data: Path) -> None:
    with closing(connect(data)) as db:
        db.execute("UPDATE meta SET value = '99' WHERE name = 'schema_version'")
    before = (data / CATALOGUE).read_bytes()
    for use in (_open, _rebuilt, lambda folder: _take_in(folder, folder)):
        with pytest.raises(IndexMismatch, match="update the program"):
            use(data)
    assert (data / CATALOGUE).read_bytes() == before


def test_newer_conversations_are_refused_and_left_as_they_are(data: Path) -> None:
    kept = Conversations(data)
    kept.ask("one", "Who halted police sales?")
    with closing(sqlite3.connect(data / "conversations.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"newer version.*update the program"):
        kept.turns("one")
    with pytest.raises(StoreError, match="newer version"):
        kept.ask("one", "And then?")


def test_damaged_conversations_are_told_in_a_sentence(data: Path) -> None:
    kept = Conversations(data)
    kept.ask("one", "Who halted police sales?")
    (data / "conversations.sqlite").write_bytes(b"This is no database." * 500)
    with pytest.raises(StoreError, match="check the folder, or move that file away"):
        kept.turns("one")
    (told,) = _errors(data)
    assert told.what.startswith(f"The conversations {data / 'conversations.sqlite'} are damaged (")
    assert told.remedy == "python -m bot restore FILE, or move that file away"
