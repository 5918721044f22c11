"""Files read by processes of their own: in order, under limits, each costing only itself."""

import datetime as dt
import os
from pathlib import Path

import pytest
from file_samples import docx, packed

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import load
from bot.loaders.items import Item, Note, Numbered, Removal
from bot.loaders.passing import item_of, line_of
from bot.loaders.pool import Readers

BODY = "The ferry board voted on Tuesday to raise the fare from $8 to $9.50.\n"
LINE = '{"text": "The ferry board voted on Tuesday to raise the fare."}\n'
FULL = Article.new(
    text="One “two”\u2028three.",
    source="a\nb.md",
    title="T",
    url="https://a.example/1",
    outlet="O",
    byline="B",
    published=dt.datetime(2025, 3, 4, 8, tzinfo=dt.timezone(dt.timedelta(hours=-5))),
    updated=dt.date(2025, 3, 5),
    section="S",
    language="en",
    captions=("c", "d"),
    guid="urn:g",
)


@pytest.mark.parametrize(
    "item",
    [
        FULL,
        Article.new(text="One.", source="a"),
        Numbered(FULL, "03/04/2023", ""),
        Removal("s", "urn:g", None, dt.datetime(2025, 3, 4, 8, tzinfo=dt.UTC)),
        Removal("s", None, "https://a.example/1", None),
        Note("s", "told"),
    ],
)
def test_an_item_comes_back_as_it_went(item: Item) -> None:
    line = line_of(item)
    assert "\n" not in line
    back = item_of(line)
    assert back == item
    if isinstance(item, Article):
        assert isinstance(back, Article)
        assert back.guid == item.guid


def test_a_failure_comes_back_as_it_went() -> None:
    back = item_of(line_of(LoadError("s", "r")))
    assert isinstance(back, LoadError)
    assert (back.source, back.reason) == ("s", "r")


def test_a_folder_is_read_as_without_processes(tmp_path: Path) -> None:
    for n in range(8):
        (tmp_path / f"{n}.md").write_text(BODY * (n + 1))
        (tmp_path / f"{n}.jsonl").write_text(LINE)
        (tmp_path / f"{n}.zip").write_bytes(packed({"a.txt": BODY, "b.xyz": "x"}))
    (tmp_path / "9.txt").write_text("short")
    (tmp_path / "photo.jpg").write_text("x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\n\xff.md")).write_text(BODY)
    expected = list(map(str, load(str(tmp_path))))
    assert len(expected) == 27
    with Readers(processes=3) as readers:
        for _ in range(2):
            assert list(map(str, readers.load(str(tmp_path)))) == expected


def test_what_a_user_calls_the_columns_reaches_the_processes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"Head,Story\nFares,{BODY}")
    with Readers({"text": "Story", "title": "Head"}, processes=1) as readers:
        [article] = readers.load(str(tmp_path))
    assert isinstance(article, Article)
    assert article.title == "Fares"


def test_a_file_that_takes_too_long_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BODY)
    with Readers(processes=1, seconds=0.001) as readers:  # less than a process takes to start
        [error] = readers.load(str(tmp_path))
    assert isinstance(error, LoadError)
    assert error.reason == "it took longer than 0.001 seconds to read"


def test_a_file_that_needs_too_much_memory_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BODY)
    (tmp_path / "b.docx").write_bytes(docx("<w:p/>" * 4_000_000))
    (tmp_path / "c.md").write_text(BODY)
    with Readers(processes=1, megabytes=400) as readers:
        items = list(readers.load(str(tmp_path)))
    assert [type(item) for item in items] == [Article, LoadError, Article]
    assert "memory" in str(items[1])


def test_what_a_crash_leaves_unread_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    many = {f"{n:04}.md": BODY * 300 for n in range(200)}
    (tmp_path / "a.zip").write_bytes(packed(dict(many)))
    (tmp_path / "b.md").write_text(BODY)
    with Readers(processes=1) as readers:
        items = readers.load(str(tmp_path))
        assert isinstance(next(items), Article)
        [process] = readers._processes
        assert process._running is not None
        process._running.kill()
        rest = list(items)
    assert 0 < sum(isinstance(item, Article) for item in rest) < 200
    [error] = [item for item in rest if isinstance(item, LoadError)]
    assert (
        str(error) == f"{tmp_path / 'a.zip'}: the parser crashed on it, or it needs too much memory"
    )
    assert str(tmp_path / "b.md") in {item.source for item in rest}


def test_an_answer_that_is_cut_off_in_a_line_costs_only_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(BODY)
    (tmp_path / "b.jsonl").write_text(LINE)
    # As one that the system kills for its memory in the midst of writing.
    killed = tmp_path / "killed"
    killed.write_text('#!/bin/sh\nread request\nprintf \'%s\' \'{"article": {"id": "12\'\n')
    killed.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(killed))
    with Readers(processes=1) as readers:
        error, article, _ = readers.load(str(tmp_path))
    assert isinstance(article, Article)
    assert str(error).endswith("a.md: the parser crashed on it, or it needs too much memory")


def test_who_stops_listening_leaves_no_process_behind(tmp_path: Path) -> None:
    many = {f"{n:04}.md": BODY * 300 for n in range(200)}
    (tmp_path / "a.zip").write_bytes(packed(dict(many)))
    with Readers(processes=1) as readers:
        items = readers.load(str(tmp_path))
        next(items)
        [process] = readers._processes
        running = process._running
    assert running is not None
    assert running.returncode is not None


def test_a_system_that_starts_no_process_is_told_and_the_rest_goes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(BODY)
    (tmp_path / "b.jsonl").write_text(LINE)
    monkeypatch.setattr("sys.executable", str(tmp_path / "missing"))
    with Readers(processes=1) as readers:
        error, article = readers.load(str(tmp_path))
    assert isinstance(article, Article)
    assert str(error).endswith(
        "no process can be started to read it (No such file or directory); try it again"
    )
