"""Asked what happened at a time or was reported by an outlet, the main stories are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_fixtures import QUICK, an_article, entry_of

from bot.answer import Answer
from bot.chat import answer_to
from bot.coverage import CoverageWriter, Scope
from bot.coverage.catalogue import Catalogue
from bot.digest import asks_for_news
from bot.library import Library
from bot.question import understood

DAY = dt.date(2020, 6, 12)


def told(library: Library, question: str, day: dt.date = DAY) -> Answer:
    return answer_to(library, question, as_of=day)


@pytest.mark.parametrize(
    "question",
    [
        "What happened this week?",
        "What's new today?",
        "What is new?",
        "What’s in the news?",
        "news",
        "What is the latest news?",
        "And what changed in May 2021?",
        "What did the Northgate Dispatch report?",
        "What has the Harbor Ledger written in 2020?",
        "Any news this week?",
        "Please summarise the news of June 2020",
    ],
)
def test_what_names_nothing_but_a_time_or_an_outlet_asks_for_news(
    library: Library, question: str
) -> None:
    assert asks_for_news(understood(question, DAY, library.coverage.holdings()))


@pytest.mark.parametrize(
    "question",
    [
        "What happened in Seattle this week?",
        "What happened?",
        "Who was in the news this week?",
        "How many articles did the Harbor Ledger publish?",
        "What did the Harbor Ledger report about Amazon?",
        "When did the Harbor Ledger report it?",
        "Is there any news today?",
        "What is new about Amazon?",
        "Fox News",
    ],
)
def test_what_names_something_else_does_not(library: Library, question: str) -> None:
    assert not asks_for_news(understood(question, DAY, library.coverage.holdings()))


def test_the_stories_of_most_outlets_are_told_each_by_how_an_article_begins(
    library: Library,
) -> None:
    answer = told(library, "What happened in June 2020?", dt.date(2021, 1, 1))
    assert not answer.abstained
    assert answer.short_answer is None
    # Three outlets tell of the judge; no other story has as many.
    assert "Seattle" in answer.sentences[0].text
    assert len({c.article_id for c in answer.citations}) == len(answer.citations)
    catalogue = Catalogue(library.settings.data)
    for citation in answer.citations:
        article = catalogue.articles([citation.article_id])[citation.article_id]
        assert article.published_day is not None
        assert (article.published_day.year, article.published_day.month) == (2020, 6)
        assert article.text.index(citation.quote) < 200
        assert not article.title.startswith("Correction")
    catalogue.close()


def test_only_what_was_out_by_that_day_is_told(library: Library) -> None:
    answer = told(library, "What happened this week?", dt.date(2020, 6, 9))
    assert [s.text.startswith("IBM") for s in answer.sentences] == [True]


def test_of_a_time_without_news_nothing_is_told_and_it_is_said_why(library: Library) -> None:
    answer = told(library, "What happened this week?", dt.date(2030, 6, 1))
    assert answer.abstained
    assert answer.note == "Nothing is in for this week."


def test_of_a_day_what_happened_on_it_is_told_and_no_other_news(library: Library) -> None:
    day = dt.date(2020, 7, 1)
    tenth = [c.title for c in told(library, "What happened on June 10?", day).citations]
    assert "Amazon halts police use of its facial recognition for one year" in tenth
    assert not any("judge" in title.lower() or "ACLU" in title for title in tenth)
    # One of them is the typical article of its story, the other is not; a correction is neither.
    twenty_fourth = [c.title for c in told(library, "What happened on June 24?", day).citations]
    assert sorted(twenty_fourth) == [
        "Boston council votes to ban city use of facial recognition",
        "Michigan man was arrested after facial recognition named the wrong person",
    ]


def test_of_one_outlet_only_its_articles_are_told(library: Library) -> None:
    answer = told(library, "What did the Northgate Dispatch report?", dt.date(2022, 1, 1))
    assert {c.outlet for c in answer.citations} == {"Northgate Dispatch"}
    assert len(answer.sentences) >= 2


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    def article(number: int, day: int) -> object:
        text = f"Otter {number} was seen in the harbour of Pinewater on the day {day}."
        return an_article(text, title=f"Otter {number}", published=dt.date(2022, 3, day))

    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(article(n, n + 1)) for n in range(9)])  # type: ignore[arg-type]
    catalogue = Catalogue(tmp_path)
    yield catalogue
    catalogue.close()


def test_openings_are_of_the_scope_and_the_latest_first(catalogue: Catalogue) -> None:
    days = [o.day for o in catalogue.openings(Scope(since=dt.date(2022, 3, 4)), 4)]
    last = dt.date(2022, 3, 9).toordinal()
    assert days == [last, last - 1, last - 2, last - 3]
    assert len(catalogue.openings(Scope(until=dt.date(2022, 3, 2)), 4)) == 2
