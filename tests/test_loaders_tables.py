"""What CSV, TSV and JSON files become, and how dates in numbers are understood."""

import datetime as dt
import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import json_files, load
from bot.loaders.context import Context
from bot.loaders.dateorder import settled
from bot.loaders.items import Note, Numbered, Read

TEXT = "The council voted to mend the bridge, which will cost $4 million, the mayor said."


def read(folder: Path, name: str, data: str | bytes, **columns: str) -> list[Read]:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(load(str(file), Context(columns=columns)))


def reasons(items: list[Read]) -> list[str]:
    return [item.reason for item in items if isinstance(item, LoadError)]


def dates(items: list[Read]) -> list[object]:
    return [item.published for item in items if isinstance(item, Article)]


def test_a_row_becomes_exactly_this_article(tmp_path: Path) -> None:
    table = (
        "Link,Headline,Date,Body,Source,Author,Section,Id\r\n"
        f'https://a.example/1,"Bridge, vote",2025-03-04,"{TEXT}\r\n\r\nIt is ""late"".",'
        "The Tide,Ann Lee,Local,7\r\n"
        "\r\n"
        "https://a.example/2,Short,2025-03-05,Too short.,,,,\r\n"
    )
    first, second = read(tmp_path, "a.csv", table)
    assert first == Article.new(
        url="https://a.example/1",
        title="Bridge, vote",
        outlet="The Tide",
        byline="Ann Lee",
        published=dt.date(2025, 3, 4),
        section="Local",
        text=f'{TEXT}\n\nIt is "late".',
        source=f"{tmp_path / 'a.csv'}:2",
    )
    assert str(second) == f"{tmp_path / 'a.csv'}:4: too little text for an article (10 characters)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_whatever_its_delimiter_and_encoding(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = TEXT.replace(",", "") + " Café – “naïve” señor, über façade."
    table = f'title{delimiter}text\nBridge{delimiter}"{text}"\n'
    [article] = read(tmp_path, "a.tsv", table.encode(encoding))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Bridge", text)


def test_columns_of_other_names_are_named_by_the_user(tmp_path: Path) -> None:
    table = f"Head,Story text\nBridge,{TEXT.replace(',', '')}\n"
    [error] = reasons(read(tmp_path, "a.csv", table))
    assert error == (
        "no column for the text; there are: Head, Story text. Name it with --columns text=NAME"
    )
    [article] = read(tmp_path, "a.csv", table, text="Story text", title="Head")
    assert isinstance(article, Article)
    assert article.title == "Bridge"
    [error] = reasons(read(tmp_path, "a.csv", table, text="Story"))
    assert error == "no column is called Story (for text); there are: Head, Story text"


def test_a_table_of_many_odd_columns_is_told_in_one_short_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"{n} {'x' * 60}" for n in range(30)) + "\n1,2\n")
    [error] = load(str(path))
    assert isinstance(error, LoadError)
    assert error.reason.startswith("no column for the text; there are: 0 xxx")
    assert error.reason.endswith("…. Name it with --columns text=NAME")
    assert len(error.reason) < 300


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (b"", "the file is empty"),
        (b"title,text\n", "it has a row of names, but no article below it"),
        (b"\x89PNG\0\0\n", "binary data, not text"),
        (b'text\n"' + b"x" * 25_000_000, "damaged ("),
    ],
)
def test_a_table_without_articles_is_told(tmp_path: Path, table: bytes, told: str) -> None:
    [error] = reasons(read(tmp_path, "a.csv", table))
    assert error.startswith(told)


RECORD = {"link": "https://a.example/1", "headline": "Bridge", "body": TEXT, "date": "2025-03-04"}
ARTICLE = {
    "url": "https://a.example/1",
    "title": "Bridge",
    "outlet": "a.example",
    "published": dt.date(2025, 3, 4),
    "text": TEXT,
}


def test_one_object_or_a_list_of_them_becomes_articles(tmp_path: Path) -> None:
    file = str(tmp_path / "a.json")
    assert read(tmp_path, "a.json", json.dumps(RECORD)) == [
        Article.new(**ARTICLE, source=file)  # type: ignore[arg-type]
    ]
    several = read(tmp_path, "a.json", json.dumps([RECORD, {"title": "x"}, 5, RECORD], indent=1))
    assert [type(item) for item in several] == [Article, LoadError, LoadError, Article]
    assert reasons(several) == [
        "text: missing",
        "not a JSON object with url, title, published and text",
    ]
    assert several[3] == Article.new(**ARTICLE, source=f"{file}:4")  # type: ignore[arg-type]


def test_a_long_list_is_read_as_a_stream_and_kept_to_where_it_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_files, "_CHUNK", 300)
    records = [RECORD | {"link": f"https://a.example/{n}", "body": TEXT * n} for n in range(1, 30)]
    whole = json.dumps(records)
    assert len([a for a in read(tmp_path, "a.json", whole) if isinstance(a, Article)]) == 29
    *articles, last = read(tmp_path, "a.json", whole[: len(whole) // 2])
    assert len(articles) > 10
    assert isinstance(last, LoadError)
    assert last.reason.startswith("damaged after item ")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "the file is empty"),
        (b"[]", "the list in it is empty"),
        (b"{", "not valid JSON: "),
        (b"[" * 100_000, "not valid JSON: nested too deep"),
        (b'{"a":' * 100_000, "not valid JSON: nested too deep"),
        (b"[\xff\xfe]", "not UTF-8"),
        (b'"text"', "not a JSON object"),
    ],
)
def test_json_without_articles_is_told(tmp_path: Path, raw: bytes, told: str) -> None:
    [error] = reasons(read(tmp_path, "a.json", raw))
    assert error.startswith(told)


def rows(*written: str, outlet: str = "The Tide") -> str:
    lines = [f'"{TEXT} {n}",{date},{outlet}' for n, date in enumerate(written)]
    return "\n".join(["text,date,outlet", *lines]) + "\n"


def test_a_date_that_can_be_read_in_two_ways_is_read_as_the_others_of_its_file(
    tmp_path: Path,
) -> None:
    march, june = dt.date(2023, 4, 3), dt.date(2023, 6, 25)
    assert sorted(map(str, dates(read(tmp_path, "a.csv", rows("03/04/2023", "25/06/2023"))))) == [
        str(march), str(june),
    ]  # fmt: skip
    american = read(tmp_path, "a.csv", rows("06/25/2023", "03/04/2023"))
    assert dates(american) == [june, dt.date(2023, 3, 4)]
    assert not [item for item in american if isinstance(item, Note)]


def test_the_digest_tells_of_the_date(tmp_path: Path) -> None:
    one, _ = read(tmp_path, "a.csv", rows("25/06/2023", "03/04/2023"))[1:], None
    two = read(tmp_path, "b.csv", rows("06/25/2023", "03/04/2023"))[1:]
    assert isinstance(one[0], Article)
    assert isinstance(two[0], Article)
    assert one[0].digest != two[0].digest


def test_the_same_outlet_in_another_file_tells_too(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(rows("25/06/2023"))
    (tmp_path / "c.csv").write_text(rows("06/25/2023", outlet="The Ebb"))
    (tmp_path / "d.csv").write_text(rows("05/04/2023", outlet="The Ebb"))
    (tmp_path / "a.csv").write_text(rows("03/04/2023"))
    found = {str(date) for date in dates(list(load(str(tmp_path))))}
    assert found == {"2023-04-03", "2023-06-25", "2023-05-04"}


@pytest.mark.parametrize(
    "written", [("03/04/2023",), ("03/04/2023", "25/06/2023", "06/25/2023", "03/04/2023")]
)
def test_a_date_that_nothing_decides_stays_unknown_and_is_told(
    tmp_path: Path, written: tuple[str, ...]
) -> None:
    items = read(tmp_path, "a.csv", rows(*written))
    assert None in dates(items)
    [note] = [item for item in items if isinstance(item, Note)]
    assert "a date that can be read in two ways" in note.text
    assert "here 03/04/2023" in note.text


def test_articles_of_undecided_dates_are_not_all_held(tmp_path: Path) -> None:
    def items() -> Iterator[Numbered]:
        for n in range(3000):
            yield Numbered(Article.new(text=f"{TEXT} {n}", source=f"a.csv:{n}"), "03/04/2023", "")

    read = settled(items())
    first = [next(read) for _ in range(1500)]
    assert all(isinstance(item, Article) for item in first)
    gc.collect()
    assert sum(type(each) is Numbered for each in gc.get_objects()) < 1100
    *_, note = read
    assert isinstance(note, Note)
    assert note.text.startswith("3,000 articles have a date that can be read in two ways")
