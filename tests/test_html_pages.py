"""Pages of the shapes that news sites have, and the body that a reader would copy from each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bench.html import PAGES, mean, ours, share, shares
from bot.article import Article
from bot.loaders import load

FOUND = shares(ours)


def _read(name: str) -> Article:
    [article] = load(str(PAGES / f"{name}.html"))
    assert isinstance(article, Article)
    return article


def test_there_are_pages_of_many_shapes() -> None:
    assert len(FOUND) >= 15
    assert mean(FOUND).precision >= 0.995
    assert mean(FOUND).recall == 1.0


@pytest.mark.parametrize("page", sorted(FOUND))
def test_the_body_of_a_page_is_whole_and_little_else_is_taken_for_it(page: str) -> None:
    assert FOUND[page].recall == 1.0
    assert FOUND[page].precision >= 0.96


@pytest.mark.parametrize("page", sorted(set(FOUND) - {"right-to-left"}))
def test_the_body_is_told_paragraph_by_paragraph(page: str) -> None:
    wanted = (PAGES / f"{page}.txt").read_text("utf-8").strip()
    told = "\n\n".join(" ".join(p.split()) for p in _read(page).text.split("\n\n"))
    assert told == wanted


def test_words_are_counted_as_often_as_they_stand_there() -> None:
    both = share("Rain rain fell on Leeds", "rain fell, rain on Leeds today")
    assert (both.precision, round(both.recall, 3)) == (1.0, 0.833)
    assert share("港の倉庫", "港の船").precision == 0.5
    assert share("", "rain").f1 == 0.0


def test_captions_of_a_gallery_are_kept_beside_its_text() -> None:
    captions = _read("gallery").captions
    assert len(captions) == 5
    assert captions[2].startswith("Maud Penhale, 91, has walked every year since 1974.")


@pytest.mark.parametrize(
    ("page", "title", "byline", "published"),
    [
        ("two-dates", "Clinic to close its night ward in June",
         "Petra Lindqvist and Sam Oyelaran", dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)),
        ("no-date-tables", "Weekly Star: Miller's dog finds Roman coins", "Ned Hartley", None),
        ("divs", "Two towns, one bridge, no toll", "Greta Solheim",
         dt.datetime(2020, 7, 19, 9, tzinfo=dt.UTC)),
        ("gallery", "In pictures: the lantern night of Port Ellery", None, dt.date(2022, 12, 22)),
    ],
)  # fmt: skip
def test_what_a_page_tells_of_itself_is_taken_and_no_more(
    page: str, title: str, byline: str | None, published: dt.date | None
) -> None:
    article = _read(page)
    assert (article.title, article.byline, article.published) == (title, byline, published)


def test_a_page_with_two_dates_has_both() -> None:
    assert _read("two-dates").updated == dt.datetime(2024, 3, 6, 15, 30, tzinfo=dt.UTC)


def test_a_sentence_that_asks_for_nothing_is_no_plea(tmp_path: Path) -> None:
    long = "The council sat for three hours and put off the bridge for another year. "
    body = f"<p>{long * 3}</p><p>Ann Lee is the mayor.</p><p>Subscribers voted.</p><p>{long}</p>"
    (tmp_path / "a.html").write_text(f"<title>Bridge</title><article>{body}</article>", "utf-8")
    [article] = load(str(tmp_path / "a.html"))
    assert isinstance(article, Article)
    assert "Ann Lee is the mayor." in article.text
    assert "Subscribers voted." in article.text
