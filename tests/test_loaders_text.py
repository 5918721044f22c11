"""What a plain text file becomes: what it tells, and nothing that it does not."""

import datetime as dt
import os
from pathlib import Path

import pytest

from bot.article import Article
from bot.loaders import decoding, load, text

DATA = Path(__file__).parent / "data"
FIRST = "The city library opened its map room again on Monday."
SECOND = "About 120 people came on the first morning, more than in any week before."


def read(written: str) -> Article:
    return text.article_of(written.encode(), "a.txt")


def test_a_text_file_becomes_exactly_this_article() -> None:
    source = str(DATA / "article.txt")
    assert list(load(source)) == [
        Article.new(
            title="Library opens its map room after two years",
            byline="Tomas Ridley",
            published=dt.date(2021, 3, 2),
            text=(
                "The city library opened its map room again on Monday, two years after a burst "
                "pipe soaked 340 sheets.\n\n"
                "“Every sheet was dried by hand,” said the librarian, Oona Marsh. "
                "“We lost none.”\n\n"
                "About 120 people came on the first morning."
            ),
            captions=(
                "FILE — A conservator lifts a wet map at the library, Jan. 8, 2019. The repair "
                "took two years. (Tomas Ridley/The Marblehall Monitor) MMX118",
            ),
            source=source,
        )
    ]


def test_a_bare_article_has_no_title_no_date_and_no_outlet(tmp_path: Path) -> None:
    file = tmp_path / "2020-06-11-cnn.txt"
    file.write_text(f"{FIRST}\n\n{SECOND}\n")
    os.utime(file, (1_600_000_000, 1_600_000_000))
    [article] = load(str(file))
    assert article == Article.new(text=f"{FIRST}\n\n{SECOND}", source=str(file))


@pytest.mark.parametrize(
    "caption",
    [
        "FILE — A map dries, Jan. 8, 2019. (Joe Marsh/The Agency) XNYT210",
        "FILE PHOTO: A map dries. REUTERS/Joe Marsh",
        "A map dries at the library in May. (AP Photo/Joe Marsh)",
        "Photo: Joe Marsh",
        "Photo by Joe Marsh for the Monitor",
        "In this June 8, 2020 photo, a map dries.",
        "A map dries. Joe Marsh/Getty Images",
        "XNYT210",
    ],
)
def test_a_caption_after_the_last_paragraph_is_kept_apart(caption: str) -> None:
    article = read(f"{FIRST}\n\n{SECOND}\n\n{caption}\n")
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.captions == (caption,)


def test_a_caption_glued_to_the_last_sentence_is_cut_off() -> None:
    caption = "FILE — A map dries. (Joe Marsh/The Agency) XNYT210"
    article = read(f"{FIRST}\n\n{SECOND}{caption}")
    assert (article.text, article.captions) == (f"{FIRST}\n\n{SECOND}", (caption,))


def test_a_paragraph_that_only_mentions_a_photo_stays() -> None:
    ending = "The photo by Marsh hangs there (see the catalogue), Reuters said in May."
    assert read(f"{FIRST}\n\n{ending}").text == f"{FIRST}\n\n{ending}"


@pytest.mark.parametrize(
    ("dateline", "published"),
    [
        ("SEATTLE, June 11, 2020 (Reuters) — ", dt.date(2020, 6, 11)),
        ("NEW YORK — June 11, 2020 — ", dt.date(2020, 6, 11)),
        ("LONDON, 11 June 2020 - ", dt.date(2020, 6, 11)),
        ("SEATTLE, June 11 (Reuters) — ", None),
        ("WASHINGTON (AP) — ", None),
        ("On Thursday, June 11, 2020 — at last — ", None),
    ],
)
def test_a_dateline_gives_the_date_only_if_it_has_the_year(
    dateline: str, published: dt.date | None
) -> None:
    article = read(f"{dateline}{FIRST}\n\n{SECOND}")
    assert article.published == published
    assert article.text.startswith(dateline + FIRST)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("By Ann Lee", {"byline": "Ann Lee"}),
        ("By Ann Lee and Bo van Dyk | June 11, 2020", {"byline": "Ann Lee and Bo van Dyk"}),
        (
            "By Ann Lee and Bo van Dyk, June 11, 2020",
            {"byline": "Ann Lee and Bo van Dyk", "published": dt.date(2020, 6, 11)},
        ),
        ("By Ann Lee — 11 June 2020", {"byline": "Ann Lee", "published": dt.date(2020, 6, 11)}),
        ("BY ANN LEE on 11 June 2020", {"byline": "ANN LEE", "published": dt.date(2020, 6, 11)}),
        ("June 11, 2020", {"published": dt.date(2020, 6, 11)}),
        ("Updated: 11 June 2020 14:30 EST", {"updated": dt.date(2020, 6, 11)}),
        ("https://edition.cnn.com/2020/06/11/a", {"outlet": "CNN"}),
    ],
)
def test_a_line_about_the_article_becomes_a_field(head: str, told: dict[str, object]) -> None:
    article = read(f"Map room opens\n{head}\n\n{FIRST}\n\n{SECOND}")
    assert article.title == "Map room opens"
    assert article.text == f"{FIRST}\n\n{SECOND}"
    for name, value in told.items():
        assert getattr(article, name) == value


@pytest.mark.parametrize(
    "first",
    [
        *("By the time it rained, all was dry", "By June 11, 2020, it was dry", "03/04/2023"),
        *("The maps are dry.", "“It is dry,”"),
    ],
)
def test_a_first_line_that_may_be_anything_stays_in_the_text(first: str) -> None:
    article = read(f"{first}\n{FIRST}\n\n{SECOND}")
    assert article.title == ""
    assert " ".join(article.text.split()) == f"{first} {FIRST} {SECOND}"
    assert article.published is None


def test_lines_that_each_end_a_sentence_are_paragraphs() -> None:
    assert read(f"{FIRST}\n{SECOND}\n{FIRST}").text == f"{FIRST}\n\n{SECOND}\n\n{FIRST}"


def test_nothing_visible_changes() -> None:
    odd = "Cafe\u0301 “quotes” ‘x’ ﬁne\u200b zero… ½ — \u202aleft\u202c"
    assert odd in read(f"{FIRST}\r\n\r\n{odd}\u00a0 and\tmore.\r\n").text
    assert read(f"{FIRST}\r\n\r\n{odd}\u00a0 and\tmore.").text.endswith(f"{odd} and more.")


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("cp1252", "The mayor’s office said “no” — twice — on Tuesday. It costs €5."),
        ("cp1251", "Городской совет проголосовал за ремонт моста, сообщил мэр журналистам."),
        ("utf-16", "The mayor’s office said “no” — twice — on Tuesday. It costs €5."),
        ("utf-8-sig", "The mayor’s office said “no” — twice — on Tuesday. It costs €5."),
    ],
)
def test_an_encoding_that_can_be_told_is_read(encoding: str, written: str) -> None:
    assert text.article_of(written.encode(encoding), "a.txt").text == written


@pytest.mark.parametrize("declared", [None, "windows-1251"])
def test_an_encoding_is_guessed_only_where_the_file_and_utf_8_do_not_tell(
    monkeypatch: pytest.MonkeyPatch, declared: str | None
) -> None:
    def guessed(raw: bytes) -> str:
        raise AssertionError("it was guessed")

    monkeypatch.setattr(decoding, "_detected", guessed)
    assert decoding.decoded("Мост открыт. Bridge".encode(), "a.txt", declared) == (
        "Мост открыт. Bridge"
    )
    assert decoding.decoded("Мост".encode("cp1251"), "a.txt", "windows-1251") == "Мост"
