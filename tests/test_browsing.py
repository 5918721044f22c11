from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_fixtures import QUICK, an_article, entry_of

from bot.coverage import CoverageWriter, Scope
from bot.coverage.browsing import Browser, latest
from bot.coverage.catalogue import Catalogue
from bot.sought import sought_in

ALL = Scope()


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    articles = [
        an_article(
            f"Rain fell on day {day}. {'The mayor of Leeds spoke.' if day % 2 else 'It was mild.'}",
            title=f"Weather {day}",
            outlet="The Post" if day < 4 else "The Globe",
            section="Weather" if day < 3 else None,
            published=dt.date(2020, 6, day),
        )
        for day in range(1, 6)
    ]
    articles.append(an_article("A mayor, undated. Facial recognition is here.", title="Mayors"))
    articles.append(
        an_article(
            "Rain is foretold.",
            title="Embargoed",
            published=dt.datetime.now(dt.UTC) + dt.timedelta(hours=5),
        )
    )
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(article) for article in articles])
    catalogue = Catalogue(tmp_path)
    yield catalogue
    catalogue.close()


def titles(browser: Browser, scope: Scope = ALL, *, best: bool = False) -> list[str]:
    return [seen.title for seen in browser.page(scope, 0, 20, best=best)]


def test_articles_come_page_by_page_the_newest_first_and_the_undated_last(
    catalogue: Catalogue,
) -> None:
    browser = Browser(catalogue)
    assert browser.count(ALL) == 6
    pages = [seen.title for first in (0, 2, 4) for seen in browser.page(ALL, first, 2)]
    assert pages == [*(f"Weather {day}" for day in range(5, 0, -1)), "Mayors"]
    assert browser.page(ALL, 6, 2) == []


def test_what_is_under_an_embargo_is_not_shown(catalogue: Catalogue) -> None:
    assert "Embargoed" not in titles(Browser(catalogue))
    assert "Embargoed" not in titles(Browser(catalogue, sought_in("rain ")), best=True)


def test_every_word_must_be_in_the_article_and_the_snippet_shows_the_most(
    catalogue: Catalogue,
) -> None:
    browser = Browser(catalogue, sought_in("leeds rain "))
    assert titles(browser) == ["Weather 5", "Weather 3", "Weather 1"]
    assert browser.count(ALL) == 3
    seen = browser.page(ALL, 0, 1)[0]
    article = catalogue.articles([seen.id])[seen.id]
    assert article.text[seen.start : seen.end] == seen.snippet
    assert titles(Browser(catalogue, sought_in('"mayor of leeds"'))) == titles(browser)
    assert titles(Browser(catalogue, sought_in('"leeds mayor"'))) == []
    assert titles(Browser(catalogue, sought_in("recogn"))) == ["Mayors"]


def test_the_best_match_comes_first_if_that_is_wanted(catalogue: Catalogue) -> None:
    browser = Browser(catalogue, sought_in("mayor "))
    assert titles(browser)[-1] == "Mayors"
    assert titles(browser, best=True)[0] == "Mayors"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('" OR 1', 0),
        ("title_terms:rain", 0),
        ("NEAR(rain", 0),
        ("rain*", 5),
        ("-rain ^", 5),
        ("rain NOT rain ", 5),
        ("'; DROP", 0),
        ("\0mayor", 4),
    ],
)
def test_what_is_typed_is_no_syntax(catalogue: Catalogue, typed: str, found: int) -> None:
    assert Browser(catalogue, sought_in(typed)).count(ALL) == found


def test_days_outlets_and_sections_are_counted_within_the_scope(catalogue: Catalogue) -> None:
    browser = Browser(catalogue, sought_in("rain "))
    assert browser.by_outlet(ALL) == {"The Post": 3, "The Globe": 2}
    assert browser.by_section(ALL) == {"Weather": 2}
    some = Scope(since=dt.date(2020, 6, 2), outlets=frozenset({"The Post"}))
    assert browser.by_day(some) == [(dt.date(2020, 6, 2), 1), (dt.date(2020, 6, 3), 1)]
    assert browser.count(some) == 2


def test_what_is_new_is_what_was_stored_since(catalogue: Catalogue, tmp_path: Path) -> None:
    before = latest(catalogue)
    assert Browser(catalogue, fresh=before).count(ALL) == 0
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(an_article("Hail fell.", title="Hail"))])
    assert titles(Browser(catalogue, fresh=before)) == ["Hail"]
