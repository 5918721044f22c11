"""Files and folders: what is read, in what order, and the sentence for what cannot be."""

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import SUFFIXES, count_hint, files, formats, load
from bot.loaders.context import Context
from bot.loaders.items import Note
from bot.loaders.pool import Readers

BODY = "The ferry board voted on Tuesday to raise the fare from $8 to $9.50.\n"
LINE = '{"text": "The ferry board voted on Tuesday to raise the fare."}\n'
NOBODY = 65534


def the_error(path: Path | str) -> str:
    [error] = load(str(path))
    assert isinstance(error, LoadError)
    assert error.source == str(path)
    assert "\n" not in str(error)
    return error.reason


def sources(folder: Path) -> list[str]:
    return [os.path.relpath(item.source, folder) for item in load(str(folder))]


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """The superuser may read everything, so permissions are tested as someone else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_is_read_in_order_and_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    for name in [
        *("b.md", "a.txt", "sub/c.MD", "sub/deep/d.markdown", "z.txt"),
        *("README.md", "LICENSE.txt", "Changelog.md", ".hidden.md", "photo.jpg", "notes"),
        *(".coverage/x.md", ".venv/x.md", "node_modules/x.md", "sub/.git/x.md"),
        *("__MACOSX/x.md", "~$z.docx", "._z.txt", ".DS_Store", "z.txt~", "z.tmp", "b.PNG"),
    ]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BODY)
    (tmp_path / "lines.jsonl").write_text(LINE * 2)
    assert sources(tmp_path) == [
        *("a.txt", "b.md", "lines.jsonl:1", "lines.jsonl:2"),
        *("sub/c.MD", "sub/deep/d.markdown", "z.txt", "."),
    ]
    assert count_hint(str(tmp_path)) == 7
    *_, note = load(str(tmp_path))
    assert note == Note(
        str(tmp_path),
        "passed over, since their formats are not read: 1 .jpg, 1 without a suffix, 1 .png",
    )


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(BODY)
    [article] = load(str(tmp_path / "README.md"))
    assert isinstance(article, Article)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BODY)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.md").write_text(BODY)
    assert [type(item) for item in load(str(tmp_path))] == [Article, LoadError, Article]


def test_nothing_is_read_from_a_missing_path(tmp_path: Path) -> None:
    assert the_error(tmp_path / "none.md") == "there is no such file or folder"
    assert the_error("") == "there is no such file or folder"
    assert the_error("a\0b") == "not a path that can be opened"
    assert count_hint(str(tmp_path / "none.md")) is None


def test_a_format_that_is_not_read_is_told_with_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text(BODY)
    assert ".md" in the_error(tmp_path / "a.xyz")
    assert ".jsonl.gz" in the_error(tmp_path)
    assert count_hint(str(tmp_path / "a.xyz")) is None


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ".jsonl"])
def test_an_empty_file_is_told(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(b" \n")
    assert the_error(file) == "the file is empty"


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, bytes(range(1, 32)) * 20], ids=["png", "controls"]
)
def test_a_binary_with_the_name_of_a_text_is_told(tmp_path: Path, suffix: str, raw: bytes) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(raw)
    assert the_error(file) == "binary data, not text"


def test_too_little_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A line.\n")
    assert the_error(tmp_path / "a.txt") == "too little text for an article (7 characters)"


def test_a_file_too_large_for_an_article_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MAX_BYTES", 1_000_000)
    (tmp_path / "a.txt").write_text("word " * 300_000)
    assert the_error(tmp_path / "a.txt") == "larger than 1 MB, so not one article"


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".txt", ".xml", ".html"])
def test_a_line_of_two_gigabytes_is_told_before_it_is_held(tmp_path: Path, suffix: str) -> None:
    """A real one, of which most is a hole; memory is limited as it is for every parser."""
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        file.write(LINE.encode()[:30])
        file.truncate(2_000_000_000)
    with Readers(processes=1) as readers:
        [item] = readers.load(str(path))
    assert isinstance(item, LoadError)


def test_a_folder_of_too_many_files_is_told_before_any_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 20)
    for number in range(21):
        place = tmp_path / f"{number % 4}"
        place.mkdir(exist_ok=True)
        (place / f"{number}.txt").write_text(f"Fares rise\n\n{BODY * 3}")
    (tmp_path / "round").symlink_to(tmp_path)
    assert the_error(tmp_path).startswith("it holds more than 20 files, so none is read: name")
    assert count_hint(str(tmp_path)) == 1
    (tmp_path / "0" / "0.txt").unlink()
    assert len(sources(tmp_path)) == 20


def test_links_that_lead_round_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BODY)
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "round.md").symlink_to(tmp_path / "round.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "none.md")
    assert sources(tmp_path) == ["a.md", "gone.md", "round.md"]
    assert the_error(tmp_path / "round.md") == "a symbolic link that leads back to itself"


def test_a_socket_or_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a file" in the_error(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening, tempfile.TemporaryDirectory() as short:
        listening.bind(f"{short}/s.md")
        assert "not a file" in the_error(f"{short}/s.md")


def test_what_may_not_be_read_is_told_and_the_rest_goes_on() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for inside in ("a.md", "locked/b.md", "locked.md"):
            (folder / inside).parent.mkdir(exist_ok=True)
            (folder / inside).write_text(BODY)
        (folder / "locked").chmod(0)
        (folder / "locked.md").chmod(0)
        with as_an_ordinary_user():
            items = list(load(name))
            alone = the_error(folder / "locked")
        (folder / "locked").chmod(0o755)
    assert [type(item) for item in items] == [Article, LoadError, LoadError]
    assert [Path(item.source).name for item in items] == ["a.md", "locked", "locked.md"]
    assert alone == "it may not be read by this user; check its permissions"


def test_a_name_that_is_not_text_is_shown_as_text(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md"))
    file.write_text(BODY)
    [article] = load(str(tmp_path))
    assert article.source == f"{tmp_path}/\ufffd.md"


BEGINNINGS = {
    ".md": [b"---\ntitle: ", b"# ", b"|a|\n|-|\n", b"> " * 40, b"<script>"],
    ".txt": [b"FILE \xe2\x80\x94 ", b"SEATTLE, June 11, 2020 - ", b"By Ann Lee\n"],
    ".html": [
        b"<html><article><p>" + b"Words and more words. " * 20,
        b'<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "',
        b'<?xml version="1.0" encoding="utf-7"?><html>',
        b'<meta charset="',
    ],
    ".jsonl": [b'{"text": "', b'{"text": "' + b"word " * 20 + b'", "url": "http://', b"[" * 9000],
    ".jsonl.gz": [b"\x1f\x8b\x08\0\0\0\0\0\0\xff"],
}


@pytest.mark.parametrize("suffix", BEGINNINGS)
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_bytes_make_a_loader_raise(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    beginning = data.draw(st.sampled_from([b"", *BEGINNINGS[suffix]]))
    rest = data.draw(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(_utf8)))
    file = tmp_path / f"any{suffix}"
    file.write_bytes(beginning + rest)
    with file.open("rb") as stream:
        direct = list(SUFFIXES[suffix](stream, str(file), Context()))
    assert direct
    assert all(isinstance(item, Article | LoadError) for item in direct)
    for item in direct:
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode()


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
