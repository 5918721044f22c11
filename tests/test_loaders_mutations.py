"""Samples of every format, cut, flipped, packed and misnamed: an article or a sentence, always.

``MUTATIONS=10000 python -m pytest tests/test_loaders_mutations.py -s`` tries more and tells how
each ended.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from file_samples import column, docx, odt, packed, parquet, pdf, warc, word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_loaders_archives import PAGE, tar
from test_loaders_documents import HEADERS, LETTER
from test_loaders_feeds import ATOM, JSON_FEED, RSS
from wire_samples import FIRST, NINJS_1, NINJS_2, NINJS_3, NITF, SECOND, news_item, news_message

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import SUFFIXES
from bot.loaders.items import Note, Removal
from bot.loaders.pool import Readers

EXAMPLES = int(os.environ.get("MUTATIONS", "200"))
TABLE = f'url,title,date,text\nhttps://a.example/1,Fares,03/04/2023,"{FIRST}"\n'
MARKDOWN = f"---\ntitle: Fares\ndate: 2025-03-04\n---\n# Fares\n\n{FIRST}\n\n> {SECOND}\n"
LINES = json.dumps({"text": FIRST, "url": "https://a.example/1"}) + "\n"
SAVED = (
    "Snapshot-Content-Location: https://a.example/1\r\nMIME-Version: 1.0\r\n"
    f'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
    f"{PAGE % ''}\r\n--b--\r\n"
)
MAIL = f"{HEADERS}Content-Type: text/html; charset=utf-8\r\n\r\n{LETTER}"
FILES: list[tuple[str, bytes | str]] = [
    (".md", MARKDOWN),
    (".txt", f"Fares rise again\n\nBy Ann Lee\n\n{FIRST}\n\n{SECOND}\n"),
    (".html", PAGE % ""),
    (".mhtml", SAVED),
    (".eml", MAIL),
    (".rtf", rf"{{\rtf1\ansi\ansicpg1252 \b Fares\b0\par {FIRST}\par \'93{SECOND[:20]}\'94\par}}"),
    (".pdf", pdf([[(60, 740, 20, "Fares rise"), *column(60, [FIRST, "", FIRST])]], "/Title (x)")),
    (".docx", docx(word("Fares", "Title") + word(FIRST))),
    (".odt", odt(f"<text:h>Fares</text:h><text:p>{FIRST}</text:p>")),
    (".xml", RSS),
    (".atom", ATOM),
    (".xml", NITF),
    (".xml", news_message(news_item(), news_item(status="stat:canceled", guid="urn:b"))),
    (".json", json.dumps(JSON_FEED)),
    (".json", json.dumps([NINJS_1, NINJS_2, NINJS_3, {"text": FIRST}])),
    (".jsonl", LINES * 3),
    (".csv", TABLE),
    (".parquet", parquet(text=[FIRST, SECOND], date=["2025-03-04", "03/04/2025"])),
    (".zip", packed({"a.md": MARKDOWN, "b.xml": RSS, "c.zip": packed({"d.txt": FIRST})})),
    (".tar.gz", tar({"a.md": MARKDOWN.encode(), "b.json": json.dumps(NINJS_2).encode()})),
    (".jsonl.gz", gzip.compress(LINES.encode() * 3)),
    (".xml.gz", gzip.compress(RSS.encode())),
    (".warc", warc(("https://a.example/1", b"200 OK", "text/html", (PAGE % "").encode()))),
]
SAMPLES = [(suffix, d if isinstance(d, bytes) else d.encode()) for suffix, d in FILES]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A suffix, and a sample with some harm done to it."""
    suffix, data = draw(st.sampled_from(SAMPLES))
    for harm in draw(st.lists(st.sampled_from(HARMS), min_size=1, max_size=3)):
        suffix, data = harm(draw, suffix, data)
    return suffix, data


def _cut(draw: st.DrawFn, suffix: str, data: bytes) -> tuple[str, bytes]:
    return suffix, data[: draw(st.integers(0, len(data)))]


def _flip(draw: st.DrawFn, suffix: str, data: bytes) -> tuple[str, bytes]:
    flipped = bytearray(data)
    if data:
        for _ in range(draw(st.integers(1, 20))):
            flipped[draw(st.integers(0, len(data) - 1))] ^= 1 << draw(st.integers(0, 7))
    return suffix, bytes(flipped)


def _repeat(draw: st.DrawFn, suffix: str, data: bytes) -> tuple[str, bytes]:
    """A piece of it many times over, as in tags that are nested deep."""
    start = draw(st.integers(0, len(data)))
    piece = data[start : start + draw(st.integers(1, 60))]
    return suffix, data[:start] + piece * draw(st.sampled_from([2, 50, 2000])) + data[start:]


def _insert(draw: st.DrawFn, suffix: str, data: bytes) -> tuple[str, bytes]:
    start = draw(st.integers(0, len(data)))
    return suffix, data[:start] + draw(st.binary(min_size=1, max_size=40)) + data[start:]


def _misname(draw: st.DrawFn, suffix: str, data: bytes) -> tuple[str, bytes]:
    return draw(st.sampled_from(sorted(set(SUFFIXES) - {".gz"}))), data


def _pack(draw: st.DrawFn, suffix: str, data: bytes) -> tuple[str, bytes]:
    how = draw(st.sampled_from(["zip", "gz", "tar.gz"]))
    if how == "gz":
        return suffix.removesuffix(".gz") + ".gz", gzip.compress(data, mtime=0)
    name = f"in/a{suffix}"
    # Without the time of day, which a gzip tells: what is drawn must be the same again.
    tarred = gzip.compress(tar({name: data}, "w"), mtime=0)
    return f".{how}", packed({name: data}) if how == "zip" else tarred


HARMS = (_cut, _flip, _repeat, _insert, _misname, _pack)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(processes=1) as readers:
        yield readers


@pytest.fixture(scope="module")
def endings() -> Iterator[Counter[str]]:
    endings = Counter[str]()
    yield endings
    print("", *(f"{count:6,}  {how}" for how, count in endings.most_common()), sep="\n")


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[
        *(HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large),
    ],
)
@given(file=mutated())
def test_no_harm_to_a_file_makes_more_than_a_sentence(
    tmp_path: Path, readers: Readers, endings: Counter[str], file: tuple[str, bytes]
) -> None:
    suffix, data = file
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    try:
        items = list(readers.load(str(path)))
    finally:
        path.unlink()
    assert items
    for item in items:
        if isinstance(item, Article):
            assert item.text.strip()
            assert item.source.startswith(str(path))
        elif isinstance(item, LoadError):
            assert 0 < len(item.reason) < 400
            assert "\n" not in item.reason
        else:
            assert isinstance(item, Removal | Note)
    endings["files"] += 1
    endings.update(
        re.sub(r"[\d.,]+", "#", item.reason)[:60] if isinstance(item, LoadError)
        else type(item).__name__
        for item in items[:3]
    )  # fmt: skip


@pytest.mark.parametrize(("suffix", "data"), SAMPLES, ids=[s for s, _ in SAMPLES])
def test_the_samples_themselves_are_read(
    tmp_path: Path, readers: Readers, suffix: str, data: bytes
) -> None:
    (tmp_path / f"a{suffix}").write_bytes(data)
    assert any(isinstance(item, Article) for item in readers.load(str(tmp_path)))
