from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_fixtures import QUICK, an_article, entry_of

from bot.article import Article
from bot.coverage import CoverageWriter
from bot.coverage.catalogue import Catalogue
from bot.coverage.stories import Stories, Story
from bot.errors import IndexDamaged
from bot.ui.found_stories import FoundStories
from bot.ui.shelf_address import Shelf
from bot.ui.story_view import story_item, story_view, told_by, when

DAY = dt.date(2020, 6, 10)


def told(number: int, outlet: str | None, day: int = 0, text: str = "") -> Article:
    return an_article(
        text or f"The river Alder broke its banks at Pinewater, report number {number} said.",
        title=f"Flood {number}",
        outlet=outlet,
        published=DAY + dt.timedelta(day),
        url=f"https://flood.example/{number}",
    )


def story_of(*articles: Article) -> Story:
    days = [a.published_day or DAY for a in articles]
    outlets = len({a.outlet for a in articles} - {None})
    return Story(tuple(a.id for a in articles), articles[0].id, outlets, min(days), max(days))


def test_a_story_stands_by_day_and_by_outlet_with_a_link_to_each_article() -> None:
    articles = [told(1, "Post"), told(2, "Globe"), told(3, "Globe", day=1), told(4, None, day=1)]
    view = story_view(articles, Shelf(story=articles[0].id, article=articles[1].id))
    assert [(d["day"], [t["title"] for t in d["told"]]) for d in view["days"]] == [
        ("10 June 2020", ["Flood 1", "Flood 2"]),
        ("11 June 2020", ["Flood 3", "Flood 4"]),
    ]
    assert [(a["outlet"], len(a["told"])) for a in view["accounts"]] == [
        ("Globe", 2),
        ("Post", 1),
        ("Outlet unknown", 1),
    ]
    first = view["days"][0]["told"][0]
    assert first["href"] == f"?story={articles[0].id}&article={articles[0].id}"
    assert [t["current"] for t in view["days"][0]["told"]] == [False, True]


def test_an_outlet_that_told_much_shows_some_and_says_how_much_more_there_is() -> None:
    (account,) = story_view([told(n, "Post") for n in range(5)], Shelf())["accounts"]
    assert [bool(t["opening"]) for t in account["told"]] == [True] * 3
    assert account["more"] == "2 articles more, above"


def test_bylines_are_no_opening_and_long_openings_are_cut_between_words() -> None:
    text = "Anna Bell Staff Writer\n\n" + "Water stood in the streets of all the town. " * 3
    (account,) = story_view([told(1, "Post", text=text)], Shelf())["accounts"]
    assert account["told"][0]["opening"] == " ".join(
        ["Water stood in the streets of all the town."] * 2
    )
    long = "Water and " * 80 + "more water stood in the streets."
    (account,) = story_view([told(1, "Post", text=long)], Shelf())["accounts"]
    assert account["told"][0]["opening"].endswith(("Water …", "and …"))
    assert len(account["told"][0]["opening"]) < 430


def test_a_story_in_a_list_is_called_after_its_centre() -> None:
    articles = [told(1, "Post"), told(2, "Globe", day=2)]
    story = story_of(*articles)
    item = story_item(story, {a.id: a for a in articles}, Shelf(stories=True))
    assert item["title"] == [("Flood 1", False)]
    assert item["about"] == "2 articles by 2 outlets · 10–12 June 2020"
    assert item["snippet"] == [("Post, Globe", False)]
    assert item["href"] == f"?list=stories&story={articles[0].id}"
    # The centre may have been removed since.
    assert story_item(story, {articles[1].id: articles[1]}, Shelf())["title"][0][0] == "Flood 2"
    assert (told_by(story_of(told(1, None))), when(story)) == ("1 article", "10–12 June 2020")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    put(tmp_path, told(1, "Post"), told(2, "Globe"))
    catalogue = Catalogue(tmp_path)
    yield catalogue
    catalogue.close()


def put(folder: Path, *articles: Article) -> None:
    with CoverageWriter.open(folder, embedder=QUICK) as writer:
        writer.put([entry_of(article) for article in articles])


def awaited(found: FoundStories, catalogue: Catalogue, articles: int) -> Stories:
    for _ in range(600):
        stories = found.of(catalogue, catalogue.generation())
        if stories and sum(len(s.articles) for s in stories.latest) == articles:
            return stories
        threading.Event().wait(0.1)
    raise AssertionError(f"no stories of {articles} articles")


def test_stories_are_found_in_the_background_and_again_when_the_coverage_changes(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    found = FoundStories()
    assert found.of(catalogue, catalogue.generation()) is None
    awaited(found, catalogue, 2)
    put(tmp_path, told(3, "Dispatch", day=1))
    awaited(found, catalogue, 3)
    found.forget()
    assert found.of(catalogue, catalogue.generation()) is None


def test_what_keeps_stories_from_being_found_is_told_to_who_asks(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    with catalogue.reading() as db:
        db.execute("DROP TABLE terms")
        db.commit()
    found = FoundStories()
    with pytest.raises(IndexDamaged):
        awaited(found, catalogue, 2)
