"""A run can be undone: what it added goes, and what it updated says again what it said before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from store_fixtures import (
    article_id,
    assert_not_in,
    assert_wholly_in,
    open_quick,
    orphans,
    write_article,
)

from bot.ingest.command import main

pytestmark = pytest.mark.usefixtures("quick_embedder")


class Newsroom:
    """Articles in a folder, and the command on a data folder."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.news, self.data = place / "news", place / "data"
        self.news.mkdir()
        self._capsys = capsys

    def write(self, number: int, version: int = 1) -> None:
        write_article(self.news, number, version)

    def do(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit status, stdout and stderr."""
        self._capsys.readouterr()
        status = main([*map(str, arguments), "--data", str(self.data)])
        told = self._capsys.readouterr()
        return status, told.out, told.err

    def run(self) -> dict[str, object]:
        """The last run."""
        found: dict[str, object] = json.loads(self.do("log", "--json")[1].splitlines()[-1])
        return found

    def versions(self, number: int) -> int:
        return len(open_quick(self.data)._catalogue.versions(article_id(number)))


@pytest.fixture
def room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Newsroom:
    """Article 0 in its first version, then a run that adds article 1 and updates article 0."""
    room = Newsroom(tmp_path, capsys)
    room.write(0)
    room.do(room.news)
    room.write(0, 2)
    room.write(1)
    room.do(room.news)
    return room


def test_what_a_run_added_goes_and_what_it_updated_is_as_before(room: Newsroom) -> None:
    assert_wholly_in(open_quick(room.data), 0, 2)
    assert room.versions(0) == 1
    status, out, _ = room.do("undo", "2", "--yes")
    assert status == 0
    assert "1 updated" in out
    assert "1 forgotten" in out
    coverage = open_quick(room.data)
    assert_wholly_in(coverage, 0, 1)
    assert_not_in(coverage, 0, 2)
    assert_not_in(coverage, 1, 1)
    assert coverage.stats().articles == 1
    assert room.versions(0) == 0
    assert orphans(coverage) == set()
    assert room.run()["undone"] == 2


def test_what_would_be_undone_can_be_read_first_and_nothing_is_done(room: Newsroom) -> None:
    status, out, _ = room.do("undo", "2", "--dry-run")
    assert status == 0
    assert "will be forgotten" in out
    assert "will say what it said before" in out
    assert_wholly_in(open_quick(room.data), 0, 2)
    assert room.run()["run"] == 2


def test_without_an_answer_nothing_is_undone(room: Newsroom) -> None:
    status, _, err = room.do("undo", "2")
    assert status == 1
    assert err.endswith("Nothing was undone: add --yes to undo it.\n")
    assert_wholly_in(open_quick(room.data), 0, 2)


def test_what_a_later_run_changed_stays(room: Newsroom) -> None:
    room.write(1, 2)
    room.do(room.news)
    status, out, _ = room.do("undo", "2", "--yes", "--json")
    assert status == 0
    (note,) = json.loads(out)["notes"]
    assert note["text"].endswith("left as it is, for run 3 has changed it since")
    coverage = open_quick(room.data)
    assert_wholly_in(coverage, 0, 1)
    assert_wholly_in(coverage, 1, 2)


def test_runs_are_undone_one_after_the_other_back_to_nothing(room: Newsroom) -> None:
    for number in ("2", "1"):
        assert room.do("undo", number, "--yes")[0] == 0
    coverage = open_quick(room.data)
    assert coverage.stats().articles == 0
    assert orphans(coverage) == set()


def test_undone_articles_come_in_again(room: Newsroom) -> None:
    room.do("undo", "2", "--yes")
    room.do(room.news)
    coverage = open_quick(room.data)
    assert_wholly_in(coverage, 0, 2)
    assert_wholly_in(coverage, 1, 1)


def test_an_article_that_is_known_by_its_words_goes_back_to_its_old_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Newsroom(tmp_path, capsys)
    file = room.news / "note.md"
    for text in ("Rain fell on Leeds. " * 9, "Snow fell on Leeds. " * 9):
        file.write_text(f"---\ntitle: A note\n---\n\n{text}\n")
        assert room.do(room.news)[0] == 0
    assert [a.title for a in open_quick(room.data).rows()] == ["A note"]
    room.do("undo", "2", "--yes")
    coverage = open_quick(room.data)
    (row,) = coverage.rows()
    article = coverage.article(row.id)
    assert article is not None
    assert "Rain fell" in article.text
    assert room.do(room.news)[1].startswith("0 new, 1 updated")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("undo", "9", "--yes"), "No run 9 is remembered"),
        (("undo", "3", "--yes"), "Run 3 took nothing in, so there is nothing to undo."),
    ],
)
def test_what_cannot_be_undone_is_told_in_a_sentence(
    room: Newsroom, arguments: tuple[str, ...], sentence: str
) -> None:
    room.do("--remove", "https://news.example/1")
    status, _, err = room.do(*arguments)
    assert status == 1
    assert sentence in err


def test_undo_wants_the_number_of_a_run(room: Newsroom) -> None:
    with pytest.raises(SystemExit) as ended:
        room.do("undo")
    assert ended.value.code == 2


def test_of_a_run_with_a_note_the_unchanged_are_kept_too(room: Newsroom) -> None:
    room.do(room.news)
    assert json.loads(room.do("log", "3", "--json")[1])["articles"] == []
    room.do(room.news, "--note", "desk")
    told = json.loads(room.do("log", "4", "--json")[1])
    assert told["note"] == "desk"
    assert [a["what"] for a in told["articles"]] == ["unchanged"] * 2
