"""What JSON Lines become, line by line."""

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import count_hint, file_of, jsonl, load
from bot.loaders.items import Read

TEXT = "The council voted to mend the bridge.\n\nIt will cost $4 million, the mayor said."
RECORD = {
    "url": "https://eu.usatoday.com/story/1",
    "title": "Bridge vote",
    "published": "2022-07-01",
    "text": TEXT,
}
LONG = "https://" + "a." * 500_000


def lines(*records: object) -> bytes:
    return b"".join(r if isinstance(r, bytes) else json.dumps(r).encode() + b"\n" for r in records)


def read(folder: Path, *records: object) -> list[Read]:
    file = folder / "a.jsonl"
    file.write_bytes(lines(*records))
    return list(load(str(file)))


def reason(folder: Path, record: object) -> str:
    [error] = read(folder, record)
    assert isinstance(error, LoadError)
    assert error.source == f"{folder / 'a.jsonl'}:1"
    return error.reason


def test_a_line_becomes_exactly_this_article(tmp_path: Path) -> None:
    more = {"byline": "Ann Lee", "section": "Local", "updated": "2022-07-02T10:00:00Z", "tags": [1]}
    assert read(tmp_path, RECORD | more) == [
        Article.new(
            url="https://eu.usatoday.com/story/1",
            title="Bridge vote",
            outlet="USA Today",
            byline="Ann Lee",
            published=dt.date(2022, 7, 1),
            updated=dt.datetime(2022, 7, 2, 10, tzinfo=dt.UTC),
            section="Local",
            text=TEXT,
            source=f"{tmp_path / 'a.jsonl'}:1",
        )
    ]


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    items = read(tmp_path, RECORD, b"{broken\n", b"\n", RECORD | {"text": ""}, RECORD)
    assert [type(item) for item in items] == [Article, LoadError, LoadError, Article]
    assert str(items[1]).startswith(f"{tmp_path / 'a.jsonl'}:2: not valid JSON: ")
    assert str(items[2]) == f"{tmp_path / 'a.jsonl'}:4: text: empty"


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ([RECORD], "not a JSON object with url, title, published and text"),
        ({"title": "no text"}, "text: missing"),
        (RECORD | {"text": None}, "text: missing"),
        (RECORD | {"text": "  \n "}, "text: empty"),
        (RECORD | {"text": "\u200b"}, "there is no text in it"),
        (RECORD | {"text": 5}, "text: a text is expected"),
        (RECORD | {"text": "Too short."}, "too little text for an article (10 characters)"),
        (RECORD | {"title": ["a"]}, "title: a text is expected, not a list"),
        (RECORD | {"outlet": True}, "outlet: a text is expected, not true or false"),
        (RECORD | {"published": 1656633600}, "published: a text is expected, not a number"),
        (RECORD | {"published": "2022-13-01"}, "published: not a date I can read: 2022-13-01"),
        (RECORD | {"updated": "soon"}, "updated: not a date I can read: soon"),
        (RECORD | {"url": "data:text/html,x"}, "url: not a web address: data:text/html,x"),
        (RECORD | {"url": LONG}, f"url: not a web address: {LONG[:59]}…"),
        (b"\xff\xfe\n", "not UTF-8"),
        (b"[" * 100_000, "not valid JSON: nested too deep, or a number too long"),
    ],
)
def test_a_line_that_is_no_article_is_told_by_its_number_and_field(
    tmp_path: Path, record: object, told: str
) -> None:
    assert reason(tmp_path, record) == told


def test_the_text_keeps_every_visible_character(tmp_path: Path) -> None:
    odd = "Cafe\u0301 “q” ﬁ\u200b\u00ad \u202ax\u202c\x07 and\u00a0so\r\nforth,  for long enough."
    [article] = read(tmp_path, RECORD | {"text": odd})
    assert isinstance(article, Article)
    assert article.text.split() == odd.split()


def test_what_no_file_can_hold_is_replaced(tmp_path: Path) -> None:
    [article] = read(
        tmp_path, b'{"text": "' + b"x" * 40 + b'\\ud800 \\u0000", "title": "\\ud800"}\n'
    )
    assert isinstance(article, Article)
    assert article.text == "x" * 40 + "\ufffd \ufffd"
    assert article.title == "\ufffd"


def test_a_gzip_is_read_as_a_stream(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl.gz"
    file.write_bytes(gzip.compress(lines(RECORD) * 500))
    stream = load(str(file))
    first = next(stream)
    assert isinstance(first, Article)
    assert first.source == f"{file}:1"
    assert 1 + sum(1 for _ in stream) == count_hint(str(file)) == 500


def test_what_was_read_before_a_gzip_breaks_stays(tmp_path: Path) -> None:
    file = tmp_path / "cut.jsonl.gz"
    records = [RECORD | {"title": str(n), "text": f"{TEXT} {n * 7919}"} for n in range(9000)]
    packed = gzip.compress(lines(*records))
    file.write_bytes(packed[: len(packed) // 2])
    *articles, last = load(str(file))
    assert len(articles) > 1000
    assert all(isinstance(a, Article) for a in articles)
    assert isinstance(last, LoadError)
    assert last.reason.startswith("damaged after line ")
    assert count_hint(str(file)) is None


def test_a_gzip_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "plain.jsonl.gz"
    file.write_bytes(lines(RECORD))
    [error] = load(str(file))
    assert "Not a gzipped file" in str(error)


def test_a_line_of_20_mb_is_told_and_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", 1_000_000)
    items = read(tmp_path, RECORD | {"text": "x" * 3_000_000}, RECORD)
    assert str(items[0]).endswith("a.jsonl:1: the line is longer than 1 MB")
    assert isinstance(items[1], Article)
    assert items[1].source.endswith(":2")


def test_binary_and_empty_files_are_told(tmp_path: Path) -> None:
    assert [str(e) for e in read(tmp_path, b"\0\1\2\n" * 50)] == [
        f"{tmp_path / 'a.jsonl'}: binary data, not JSON Lines"
    ]
    assert [str(e) for e in read(tmp_path, b" \n\n")] == [
        f"{tmp_path / 'a.jsonl'}: the file is empty"
    ]


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("in/a.jsonl:17", "in/a.jsonl"),
        ("a.JSONL.gz:1", "a.JSONL.gz"),
        ("a.ndjson:3", "a.ndjson"),
        ("a.md", "a.md"),
        ("notes:12", "notes:12"),
    ],
)
def test_the_file_of_a_source_is_told(source: str, file: str) -> None:
    assert file_of(source) == file
