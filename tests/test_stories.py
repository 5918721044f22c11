"""Articles on the same event are found, and nothing else is taken for one."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from store_fixtures import QUICK, an_article, entry_of

from bench.clusters import crowded, pairs_of
from bot import same_event
from bot.coverage import CoverageWriter
from bot.coverage.catalogue import Catalogue
from bot.coverage.openings import Opening
from bot.coverage.stories import Story, stories_in
from bot.library import Library
from bot.same_event import grouped
from bot.words import terms

FLOOD = (
    "The river Alder broke its banks at Pinewater and four hundred people left their homes.",
    "Four hundred people had to leave their homes in Pinewater when the Alder flooded the town.",
    "Homes in Pinewater were flooded by the river Alder, the fire service said.",
)
TRIAL = (
    "A jury in Leeds found the banker Anna Bell guilty of fraud after a trial of nine weeks.",
    "The banker Anna Bell was found guilty of fraud by a jury in Leeds on Friday.",
)
OTHERS = (
    "Scientists counted forty-three otters in the harbor, more than in any year before.",
    "The council approved a budget that closes two libraries and opens a swimming pool.",
    "A comet will be seen by the naked eye in the western sky until the end of the month.",
)


def opening(name: str, text: str, day: int) -> Opening:
    return Opening(name, f"Outlet of {name}", day, "", " ".join(terms(text)))


def all_openings() -> list[Opening]:
    told = [(f"flood{n}", text, 100 + n) for n, text in enumerate(FLOOD)]
    told += [(f"trial{n}", text, 101) for n, text in enumerate(TRIAL)]
    told += [(f"other{n}", text, 101) for n, text in enumerate(OTHERS)]
    return [opening(*each) for each in told]


def named(openings: list[Opening], **more: float) -> set[tuple[str, ...]]:
    return {tuple(openings[n].article for n in g.members) for g in grouped(openings, **more)}


def test_articles_on_one_event_are_one_group_by_day_whatever_their_order() -> None:
    expected = {("flood0", "flood1", "flood2"), ("trial0", "trial1")}
    openings = all_openings()
    assert named(openings) == expected
    random.Random(3).shuffle(openings)
    assert named(openings) == expected


def test_the_same_words_much_later_are_another_event() -> None:
    openings = all_openings()
    later = [replace(o, article=f"{o.article}-later", day=o.day + 40) for o in openings]
    assert named(openings + later) == named(openings) | named(later)


def test_the_centre_is_of_the_group_and_most_like_the_rest() -> None:
    openings = [opening(f"flood{n}", text, 100) for n, text in enumerate(FLOOD)]
    openings += [opening("flood3", FLOOD[0] + " " + FLOOD[1] + " " + FLOOD[2], 100)]
    (group,) = grouped(openings)
    assert set(group.members) == {0, 1, 2, 3}
    assert openings[group.centre].article == "flood3"


def test_nothing_and_little_are_no_story() -> None:
    assert grouped([]) == []
    assert grouped([opening("a", FLOOD[0], 100)]) == []
    assert grouped([opening("a", "", 100), opening("b", "", 100)]) == []


def test_how_much_is_held_in_memory_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = named(all_openings())
    monkeypatch.setattr(same_event, "_AT_ONCE", 1)
    assert named(all_openings()) == expected


def test_what_hangs_together_by_the_hundred_is_taken_apart_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(same_event, "_WHOLE", 3)
    # All hang together at this threshold, which no group of all would reach on average.
    bridge = opening("bridge", " ".join(FLOOD + TRIAL), 101)
    found = named([*all_openings(), bridge], least=0.1)
    assert {"trial0", "trial1"} <= set().union(*found)
    assert all(len(members) <= 4 for members in found)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    def article(text: str, day: int, outlet: str | None) -> object:
        published = dt.date(2020, 6, day)
        return an_article(text, title=text[:30], outlet=outlet, published=published)

    articles = [article(text, 4 - n, f"Outlet {n % 2}") for n, text in enumerate(FLOOD)]
    articles += [article(text, 9, None) for text in TRIAL]
    articles += [article(text, 5, "Outlet 1") for text in OTHERS]
    articles.append(an_article(FLOOD[0] + " Nobody knows when.", title="Undated"))
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(hours=30)
    for text in FLOOD[:2]:
        articles.append(an_article(text + " Embargoed.", title="Embargoed", published=tomorrow))
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(article) for article in articles])  # type: ignore[arg-type]
    catalogue = Catalogue(tmp_path)
    yield catalogue
    catalogue.close()


def test_the_stories_of_a_coverage_are_told_the_latest_first(catalogue: Catalogue) -> None:
    trial, flood = stories_in(catalogue).latest
    assert (trial.since, trial.until, trial.outlets) == (dt.date(2020, 6, 9),) * 2 + (0,)
    assert (flood.since, flood.until, flood.outlets) == (
        dt.date(2020, 6, 2),
        dt.date(2020, 6, 4),
        2,
    )
    texts = [a.text for a in catalogue.articles(flood.articles).values()]
    assert texts == [*reversed(FLOOD)]
    assert flood.centre in flood.articles


def test_a_story_is_found_by_any_of_its_articles(catalogue: Catalogue) -> None:
    stories = stories_in(catalogue)
    for story in stories.latest:
        assert all(stories.of(article) == story for article in story.articles)
    alone = {row.id for row in catalogue.rows()} - {a for s in stories.latest for a in s.articles}
    assert len(alone) == len(OTHERS) + 1
    assert all(stories.of(article) is None for article in alone)


def test_three_outlets_tell_one_story_of_the_corpus(library: Library) -> None:
    catalogue = Catalogue(library.settings.data)
    stories = stories_in(catalogue)
    story = next(s for s in stories.latest if s.outlets == 3)
    titles = [a.title for a in catalogue.articles(story.articles).values()]
    catalogue.close()
    assert isinstance(story, Story)
    assert len(titles) == 3
    assert all("Seattle" in title for title in titles)


def test_pairs_are_counted_by_halves_where_one_of_an_event_is_judged() -> None:
    events = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z"}
    groups = [["a", "b", "c"], ["d", "e"]]
    everything = pairs_of(groups, events)
    assert (everything.right, everything.made, everything.true) == (1, 4, 2)
    assert everything.f1 == pytest.approx(2 / 6)
    only = pairs_of(groups, events, lambda event: event == "x")
    assert (only.right, only.made, only.true) == (1, 2, 1)


def test_crowded_events_keep_their_own_pace() -> None:
    openings = all_openings()
    events = {o.article: o.article[:5] for o in openings}
    moved = crowded(openings, events)
    for event in set(events.values()):
        before = [o.day for o in openings if events[o.article] == event]
        after = [o.day for o in moved if events[o.article] == event]
        assert [d - before[0] for d in before] == [d - after[0] for d in after]
