"""What PDF, DOCX, ODT, RTF, mail and saved pages become."""

import datetime as dt
from pathlib import Path

import pytest
from file_samples import Placed, column, docx, odt, packed, pdf, word

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import load

FIRST = "The ferry board voted on Tuesday to raise the fare from $8 to $9.50."
SECOND = "The new fare begins in July, the board’s chair, Rosa Quill, said."
LEFT = [
    *("The ferry board voted on Tuesday", "to raise the fare from $8 to $9.50,"),
    *("its chair, Rosa Quill, said in a state-", "ment that she read to reporters.", ""),
    *("Riders will pay more from July, and", "children will still ride for nothing, as"),
]
RIGHT = [
    *("they do today, she added.", ""),
    *("The harbour master, Tom Vale, said", "the money would mend the piers,"),
    *("which storms damaged in 2024.",),
]
COLUMNS = (
    "The ferry board voted on Tuesday to raise the fare from $8 to $9.50, its chair, Rosa Quill,"
    " said in a statement that she read to reporters.\n\n"
    "Riders will pay more from July, and children will still ride for nothing, as they do today,"
    " she added.\n\n"
    "The harbour master, Tom Vale, said the money would mend the piers, which storms damaged in"
    " 2024."
)
HEAD: list[Placed] = [(60, 740, 20, "Ferry fares rise in July"), (60, 712, 11, "By Ann Lee")]


def the_article(folder: Path, name: str, data: bytes | str) -> Article:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    [article] = load(str(file))
    assert isinstance(article, Article), article
    return article


def the_error(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    [error] = load(str(folder / name))
    assert isinstance(error, LoadError)
    return error.reason


def rows(left: list[str], right: list[str]) -> list[Placed]:
    """Two columns as many programs write them: line by line across the page."""
    placed = [*column(60, left), *column(320, right)]
    return sorted(placed, key=lambda line: (-line[1], line[0]))


@pytest.mark.parametrize("body", [column(60, LEFT) + column(320, RIGHT), rows(LEFT, RIGHT)])
def test_a_pdf_in_columns_becomes_exactly_this_article(tmp_path: Path, body: list[Placed]) -> None:
    clock = "/CreationDate (D:20260101000000Z) /ModDate (D:20260101000000Z)"
    data = pdf([HEAD + body], f"/Title (Microsoft Word - ferry.doc) /Author (user1) {clock}")
    assert the_article(tmp_path, "a.pdf", data) == Article.new(
        title="Ferry fares rise in July",
        byline="Ann Lee",
        text=COLUMNS,
        source=str(tmp_path / "a.pdf"),
    )


def test_what_a_pdf_says_of_itself_is_believed_where_it_can_be(tmp_path: Path) -> None:
    page = column(60, [FIRST.replace("$", "$"), "", "It is a long way, she said, to the pier."])
    told = "/Title (Ferry fares rise) /Author (Ann Lee)"
    article = the_article(tmp_path, "a.pdf", pdf([page], told))
    assert (article.title, article.byline, article.published) == (
        "Ferry fares rise", "Ann Lee", None,
    )  # fmt: skip


def test_page_numbers_and_running_heads_of_a_pdf_are_not_its_text(tmp_path: Path) -> None:
    pages = [
        [(60, 770, 9, "THE TIDE GAZETTE"), *column(60, lines), (300, 30, 9, str(number))]
        for number, lines in enumerate([LEFT, RIGHT, ["It ended well, all seven said."]], start=1)
    ]
    assert the_article(tmp_path, "a.pdf", pdf(pages)).text == (
        f"{COLUMNS}\n\nIt ended well, all seven said."
    )


@pytest.mark.parametrize("head", ["THE TIDE GAZETTE - Page {}", "{} THE TIDE GAZETTE"])
def test_a_running_head_with_the_number_of_its_page_is_no_text(tmp_path: Path, head: str) -> None:
    pages = [
        [(60, 770, 9, head.format(number)), *column(60, lines)]
        for number, lines in enumerate([LEFT, RIGHT], start=1)
    ]
    assert the_article(tmp_path, "a.pdf", pdf(pages)).text == COLUMNS


def test_a_byline_without_room_below_it_is_no_text_of_a_pdf(tmp_path: Path) -> None:
    page = [HEAD[0], *column(60, ["By Ann Lee, March 4, 2025", *LEFT, *RIGHT])]
    article = the_article(tmp_path, "a.pdf", pdf([page]))
    assert (article.byline, article.published) == ("Ann Lee", dt.date(2025, 3, 4))
    assert article.text == COLUMNS


def test_a_pdf_without_text_or_that_is_none_is_told(tmp_path: Path) -> None:
    scanned = the_error(tmp_path, "a.pdf", pdf([[]]))
    assert scanned.startswith("there is no text in it, only pictures of text")
    assert the_error(tmp_path, "d.pdf", pdf([[]] * 201)).startswith("it has more than 200 pages")
    assert the_error(tmp_path, "b.pdf", b"%PDF-1.4 nothing").startswith("not a PDF")
    assert the_error(tmp_path, "c.pdf", b"<html>").startswith("not a PDF")


def test_a_docx_becomes_exactly_this_article(tmp_path: Path) -> None:
    gone = "<w:p><w:del><w:r><w:delText>A deleted sentence.</w:delText></w:r></w:del></w:p>"
    body = "".join(
        (word("Ferry fares rise", "Title"), word("By Ann Lee"), word("March 4, 2025"), gone,
         word(FIRST), word("A ferry leaves. Photo: Kim Roe", "Caption"), word(SECOND))
    )  # fmt: skip
    assert the_article(tmp_path, "a.docx", docx(body)) == Article.new(
        title="Ferry fares rise",
        byline="Ann Lee",
        published=dt.date(2025, 3, 4),
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        captions=("A ferry leaves. Photo: Kim Roe",),
        source=str(tmp_path / "a.docx"),
    )


def test_an_odt_becomes_exactly_this_article(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>A deleted sentence.</text:p></text:tracked-changes>"
        '<text:h text:outline-level="1">Ferry fares rise</text:h>'
        "<text:p>By Ann Lee</text:p>"
        f"<text:p>{FIRST[:9]}<text:s/>{FIRST[10:]}<text:note><text:p>A note.</text:p></text:note>"
        f"</text:p><text:list><text:list-item><text:p>{SECOND}</text:p></text:list-item></text:list>"
    )
    assert the_article(tmp_path, "a.odt", odt(body)) == Article.new(
        title="Ferry fares rise",
        byline="Ann Lee",
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        source=str(tmp_path / "a.odt"),
    )


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_a_package_that_is_none_is_told(tmp_path: Path, name: str) -> None:
    assert the_error(tmp_path, name, b"PK\x03\x04 cut").startswith("damaged, or not a document")
    assert "is missing" in the_error(tmp_path, name, packed({"a.txt": "b"}))
    inner = "word/document.xml" if name == "a.docx" else "content.xml"
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "entities of its own" in the_error(tmp_path, name, packed({inner: bomb}))


def test_an_rtf_becomes_exactly_this_article(tmp_path: Path) -> None:
    second = SECOND.replace("’", r"\rquote ")
    rtf = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\*\generator x;}"
        rf"\b Ferry fares rise\b0\par\par By Ann Lee\par {FIRST}\par {second}\par}}"
    )
    assert the_article(tmp_path, "a.rtf", rtf) == Article.new(
        title="Ferry fares rise",
        byline="Ann Lee",
        text=f"{FIRST}\n\n{SECOND}",
        source=str(tmp_path / "a.rtf"),
    )
    assert the_error(tmp_path, "b.rtf", b"plain text").startswith("not RTF")


HEADERS = (
    'From: "The Tide Gazette" <news@tidegazette.example>\r\nTo: reader@example.org\r\n'
    "Subject: =?utf-8?q?Ferry_fares_rise_=E2=80=93_again?=\r\nMessage-ID: <114@tide.example>\r\n"
    "Date: Tue, 4 Mar 2025 09:30:00 +0100\r\nMIME-Version: 1.0\r\n"
)
LETTER = (
    '<html><body><div style="display:none">A preview.</div><table><tr><td>'
    f"<p>View this email in your browser</p><p>{FIRST}</p><p>{SECOND}</p>"
    '<p>You received this because you asked. <a href="https://x.example/u">Unsubscribe</a></p>'
    "</td></tr></table><script>track()</script></body></html>"
)


def test_a_newsletter_becomes_exactly_this_article(tmp_path: Path) -> None:
    mail = (
        f'{HEADERS}Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee the web version.\r\n"
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{LETTER}\r\n--b--\r\n"
    )
    article = the_article(tmp_path, "a.eml", mail)
    assert article == Article.new(
        guid="114@tide.example",
        title="Ferry fares rise – again",
        outlet="The Tide Gazette",
        published=dt.datetime(2025, 3, 4, 8, 30, tzinfo=dt.UTC),
        text=f"{FIRST}\n\n{SECOND}",
        source=str(tmp_path / "a.eml"),
    ).dated(article.published, None)
    assert article.published == dt.datetime(2025, 3, 4, 8, 30, tzinfo=dt.UTC)


def test_a_mail_whose_clock_is_years_ahead_has_no_day(tmp_path: Path) -> None:
    ahead = HEADERS.replace("2025", "2125")
    mail = f"{ahead}Content-Type: text/plain; charset=utf-8\r\n\r\n{FIRST}\r\n\r\n{SECOND}\r\n"
    assert "2125" in mail
    assert the_article(tmp_path, "a.eml", mail).published is None


def test_a_mail_of_plain_text_is_read_too(tmp_path: Path) -> None:
    mail = f"{HEADERS}Content-Type: text/plain; charset=utf-8\r\n\r\n{FIRST}\r\n\r\n{SECOND}\r\n"
    assert the_article(tmp_path, "a.eml", mail).text == f"{FIRST}\n\n{SECOND}"
    assert the_error(tmp_path, "b.eml", b"no mail at all\n").startswith("not a mail")


def test_a_saved_page_becomes_an_article_at_its_address(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Ferry fares rise</title></head><body><article><h1>Ferry fares rise</h1>"
        f"<p>{FIRST} {SECOND}</p><p>{SECOND} {FIRST}</p></article></body></html>"
    ).replace("=", "=3D")
    mhtml = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tidegazette.example/ferry\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n'
        "\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--b--\r\n"
    )
    article = the_article(tmp_path, "a.mhtml", mhtml)
    assert (article.title, article.url, article.outlet) == (
        "Ferry fares rise", "https://tidegazette.example/ferry", "tidegazette.example",
    )  # fmt: skip
    assert article.text == f"{FIRST} {SECOND}\n\n{SECOND} {FIRST}"
