from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from rich.console import Console
from store_fixtures import QuickEncoder, an_article, entry_of, write_article

from bot import doctor
from bot.backup import back_up
from bot.coverage import CoverageWriter
from bot.coverage.schema import connect
from bot.coverage.vectors import writing
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest
from bot.model_files import EMBEDDER
from bot.settings import load_settings


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder, data = tmp_path / "news", tmp_path / "data"
    folder.mkdir()
    for number in range(5):
        write_article(folder, number)
    with CoverageWriter.open(data, embedder=EMBEDDER) as writer:
        ingest(writer, [str(folder)], QuickEncoder, Outcome())
    return data


def _report(data: Path) -> doctor.Report:
    return doctor.run(load_settings(data=data))


def _wrong(data: Path) -> tuple[str, str | None]:
    report = _report(data)
    assert not report.healthy
    (wrong,) = (f for f in report.findings if f.level == "error")
    return wrong.what, wrong.remedy


def test_a_sound_index_is_called_so(data: Path) -> None:
    report = _report(data)
    assert report.healthy
    assert {f.level for f in report.findings} == {"ok"}
    out = io.StringIO()
    doctor.render(report, Console(file=out, width=200))
    assert "5 articles, 20 passages, 1 outlets, 2020-06-02 to 2020-06-02" in out.getvalue()
    assert "The last ingest ended less than a minute ago." in out.getvalue()


def test_no_index_is_told_with_what_to_do(tmp_path: Path) -> None:
    what, _ = _wrong(tmp_path / "nothing")
    assert "run python ingest.py" in what


def test_missing_vectors_are_found(data: Path) -> None:
    _, key = _a_passage(data)
    with writing(data, "vectors", 0, 1) as collection:
        collection.delete(ids=[key])
    what, _ = _wrong(data)
    assert what.endswith("--rebuild.")


def test_vectors_of_no_article_are_a_warning(data: Path) -> None:
    with writing(data, "vectors", 0, 1) as collection:
        collection.add(ids=["stray-0"], embeddings=QuickEncoder().encode(["stray"]))
    report = _report(data)
    assert report.healthy
    (found,) = (f for f in report.findings if f.level == "warning")
    assert found.what.startswith("1 vectors belong to no article")


def test_a_lexical_index_that_disagrees_is_found(data: Path) -> None:
    connect(data).execute("UPDATE terms SET terms = 'something else' WHERE passage = 1")
    assert _wrong(data) == (
        "The lexical index does not agree with the catalogue.",
        "python ingest.py --rebuild",
    )


def test_passages_beyond_their_article_are_found(data: Path) -> None:
    number, _ = _a_passage(data)
    connect(data).execute('UPDATE passages SET "end" = 999999 WHERE no = ?', (number,))
    what, _ = _wrong(data)
    assert "1 passages reach beyond their articles" in what


def test_an_index_of_another_model_is_found(data: Path) -> None:
    connect(data).execute("UPDATE meta SET value = 'other' WHERE name = 'embedder'")
    what, _ = _wrong(data)
    assert "other" in what
    assert "--rebuild" in what


def test_what_a_stopped_ingest_left_is_a_warning(data: Path) -> None:
    connect(data).execute("INSERT INTO unsettled VALUES ('gone-0')")
    report = _report(data)
    assert report.healthy
    (found,) = (f for f in report.findings if f.level == "warning")
    assert found.remedy == "run the ingest again, which also cleans up"


def test_the_report_can_be_read_by_a_program(data: Path) -> None:
    plain = _report(data).as_json()
    assert plain["healthy"] is True
    assert isinstance(plain["findings"], list)


def _a_passage(data: Path) -> tuple[int, str]:
    number, key = connect(data).execute("SELECT no, key FROM passages LIMIT 1").fetchone()
    return number, key


def test_an_article_that_may_not_be_shown_yet_is_no_fault(data: Path, tmp_path: Path) -> None:
    late = an_article(
        "Rain is to fall on Leeds.", published=dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    )
    with CoverageWriter.open(data, embedder=EMBEDDER) as writer:
        writer.put([entry_of(late)])
    assert {f.level for f in _report(data).findings} == {"ok"}
    assert back_up(data, tmp_path / "kept.backup").vectors == 21
