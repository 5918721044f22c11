"""What archives become; bombs, links, names that climb and locked members do no harm."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from file_samples import packed, warc
from wire_samples import NITF, news_item

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import context, file_of, load
from bot.loaders.items import Read

BODY = "The ferry board voted on Tuesday to raise the fare from $8 to $9.50.\n"
LINE = '{"text": "The ferry board voted on Tuesday to raise the fare."}\n'
PAGE = (
    "<html><head><title>Ferry fares</title>%s</head><body><article><h1>Ferry fares</h1>"
    f"<p>{BODY}{BODY}</p><p>It was a long debate, the chair said, and a close vote.</p>"
    "</article></body></html>"
)


def read(folder: Path, name: str, data: bytes) -> list[Read]:
    (folder / name).write_bytes(data)
    return list(load(str(folder / name)))


def told(items: list[Read], folder: Path) -> list[str]:
    """Each item's place in the folder, and the reason if it failed."""
    return [
        (item.source + (f" {item.reason}" if isinstance(item, LoadError) else "")).removeprefix(
            f"{folder}/"
        )
        for item in items
    ]


def tar(files: dict[str, bytes], mode: str = "w:gz", *special: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in special:
            archive.addfile(info)
    return out.getvalue()


def test_a_warc_whose_record_names_no_page_is_told_in_plain_words(tmp_path: Path) -> None:
    whole = warc(("https://a.example/1", b"200 OK", "text/html", (PAGE % "").encode()))
    (tmp_path / "a.warc").write_bytes(whole.replace(b"WARC-Target-URI", b"WARC-Target-URX"))
    [failed] = load(str(tmp_path / "a.warc"))
    assert isinstance(failed, LoadError)
    assert failed.reason.startswith("damaged, or not WARC")


def test_a_zip_is_read_in_order_and_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        **{"b/two.md": BODY, "a.txt": BODY + "Two.", "lines.jsonl": LINE * 2},
        **{"wire/n.xml": NITF, "deep.zip": packed({"c.md": BODY, "d.txt.gz": gzip.compress(b"x")})},
        **{"__MACOSX/a.txt": BODY, ".git/x.md": BODY, "~$a.docx": b"x", "README.md": BODY},
        **{"photo.jpg": b"x", ".DS_Store": b"x"},
    }
    assert told(read(tmp_path, "a.zip", packed(files)), tmp_path) == [
        *("a.zip:b/two.md", "a.zip:a.txt", "a.zip:lines.jsonl:1", "a.zip:lines.jsonl:2"),
        *("a.zip:wire/n.xml", "a.zip:deep.zip:c.md"),
        "a.zip:deep.zip:d.txt.gz too little text for an article (1 characters)",
    ]


def test_the_file_of_what_was_in_an_archive_is_the_archive() -> None:
    assert file_of("in/a.zip:deep.tar.gz:b/c.jsonl:3") == "in/a.zip"
    assert file_of("in/a.warc.gz:https://x.example/a.zip") == "in/a.warc.gz"
    assert file_of("feed.xml:urn:x") == "feed.xml"
    assert file_of("in/a.md") == "in/a.md"


@pytest.mark.parametrize(
    ("name", "mode"), [("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar", "w")]
)
def test_a_tar_is_read_and_its_links_are_not(tmp_path: Path, name: str, mode: str) -> None:
    link = tarfile.TarInfo("link.md")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard = tarfile.TarInfo("hard.md")
    hard.type, hard.linkname = tarfile.LNKTYPE, "a.md"
    device = tarfile.TarInfo("null.md")
    device.type = tarfile.CHRTYPE
    data = tar({"a.md": BODY.encode(), "../../up.md": BODY.encode()}, mode, link, hard, device)
    before = sorted(tmp_path.parent.iterdir())
    assert told(read(tmp_path, name, data), tmp_path) == [f"{name}:a.md", f"{name}:../../up.md"]
    assert sorted(tmp_path.parent.iterdir()) == before


def test_links_in_a_zip_are_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.md", BODY)
    assert told(read(tmp_path, "a.zip", out.getvalue()), tmp_path) == ["a.zip:a.md"]


def test_a_gzip_of_any_format_is_read(tmp_path: Path) -> None:
    for name, data in {"a.md.gz": BODY, "b.xml.gz": news_item(), "c.html.gz": PAGE % ""}.items():
        [article] = read(tmp_path, name, gzip.compress(data.encode()))
        assert isinstance(article, Article)
        assert article.source == str(tmp_path / name)


def test_bombs_are_told_early(tmp_path: Path) -> None:
    zeros = b" " * 60_000_000
    zipped = packed({"a.jsonl": zeros})
    times = "it unpacks to more than 200 times its size, so it is not read on"
    assert told(read(tmp_path, "a.zip", zipped), tmp_path) == [f"a.zip {times}"]
    assert told(read(tmp_path, "a.json.gz", gzip.compress(b"[" + zeros)), tmp_path) == [
        f"a.json.gz {times}"
    ]
    assert told(read(tmp_path, "a.tar.gz", tar({"a.jsonl": zeros})), tmp_path) == [
        f"a.tar.gz {times}"
    ]


def test_an_archive_that_says_it_is_small_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context.Budget.__init__, "__defaults__", (3, 1_000))
    many = {f"{n}.md": BODY for n in range(9)}
    *articles, error = told(read(tmp_path, "a.zip", packed(dict(many))), tmp_path)
    assert articles == ["a.zip:0.md", "a.zip:1.md", "a.zip:2.md"]
    assert error.startswith("a.zip it holds more than")
    long = packed({"a.md": BODY * 2, "b.md": BODY * 50})
    assert [type(i) for i in read(tmp_path, "b.zip", long)] == [Article, LoadError]


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    inner = packed({"a.md": BODY})
    for _ in range(5):
        inner = packed({"in.zip": inner})
    [error] = read(tmp_path, "a.zip", inner)
    assert isinstance(error, LoadError)
    assert error.reason == (
        "archives are packed more than 3 deep in each other, so it is not read on"
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.zip", b"PK\x03\x04", "damaged, or not a zip"),
        ("a.zip", packed({}), "it is empty"),
        ("a.zip", packed({"a.jpg": b"x"}), "none of its files is in a format that is read"),
        ("a.tar", b"x" * 600, "damaged, or not a tar"),
        ("a.tar.gz", b"x" * 600, "damaged, or not a tar"),
        ("a.md.gz", b"x" * 600, "damaged, or not a gzip"),
        ("a.warc", b"x" * 600, "damaged, or not WARC"),
        ("a.warc", b"", "there is no page in it"),
    ],
)
def test_an_archive_without_articles_is_told(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    [error] = read(tmp_path, name, data)
    assert isinstance(error, LoadError)
    assert error.reason.startswith(reason)


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(packed({"a.md": BODY, "b.md": BODY}, zipfile.ZIP_STORED))
    data[data.index(b"ferry")] ^= 1
    items = read(tmp_path, "a.zip", bytes(data))
    assert [type(item) for item in items] == [LoadError, Article]


def test_every_page_of_a_warc_becomes_an_article_at_its_address(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="%s">'
    data = warc(
        ("https://tide.example/1?x=2", b"200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("https://tide.example/2", b"404 Not Found", "text/html", PAGE.encode()),
        ("https://tide.example/p.jpg", b"200 OK", "image/jpeg", b"\xff\xd8"),
        ("https://tide.example/3", b"200 OK", "text/html",
         (PAGE % (canonical % "https://tide.example/")).encode()),
        ("https://m.tide.example/4", b"200 OK", "text/html",
         (PAGE % (canonical % "https://tide.example/4")).encode()),
        ("https://tide.example/5", b"200 OK", "text/html", b""),
    )  # fmt: skip
    # In a WARC each record is packed for itself.
    records = [b"WARC/1.0" + record for record in data.split(b"WARC/1.0")[1:]]
    packed_data = b"".join(map(gzip.compress, records))
    for name, written in {"a.warc": data, "a.warc.gz": packed_data}.items():
        items = read(tmp_path, name, written)
        assert [item.url for item in items if isinstance(item, Article)] == [
            *("https://tide.example/1?x=2", "https://tide.example/3", "https://tide.example/4"),
        ]
        assert told(items, tmp_path)[0] == f"{name}:https://tide.example/1?x=2"
        assert told(items, tmp_path)[-1] == f"{name}:https://tide.example/5 the page is empty"
