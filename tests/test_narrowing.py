"""Questions with a time, an outlet, a byline, a section or a phrase find what they ask for."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from bot.chat import answer_to
from bot.coverage.records import Held
from bot.holdings import Holdings, holdings_of
from bot.library import Library
from bot.narrowing import By, Filters, Narrowing
from bot.parts import parts_of
from bot.question import understood
from bot.retriever import Retrieval, retrieve
from bot.understanding import narrowings_in

SET = Path(__file__).parent / "data" / "constrained.jsonl"
CASES = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
DAY = dt.date(2021, 6, 1)
FIRST = 5


def found(library: Library, question: str, as_of: dt.date = DAY) -> Retrieval:
    return retrieve(library, understood(question, as_of, library.coverage.holdings()))


def files(retrieval: Retrieval) -> list[str]:
    """The articles found, each once, the best first, by the names of their files."""
    return list(dict.fromkeys(Path(p.article.source).stem for p in retrieval.passages))


def test_the_set_is_large_and_of_every_kind() -> None:
    assert len(CASES) >= 60
    assert len({case["question"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["question"])[:60])
def test_what_must_come_comes_and_what_must_not_does_not(
    library: Library, case: dict[str, Any]
) -> None:
    retrieval = found(library, case["question"], dt.date.fromisoformat(case["as_of"]))
    told = files(retrieval)
    assert set(case["must"]) <= set(told[:FIRST])
    assert not set(case["must_not"]) & set(told)
    assert (retrieval.note is not None) == case["note"]


NAMES = holdings_of(
    Held(
        outlets={
            "CNN": "https://edition.cnn.com/a",
            "USA Today": "https://eu.usatoday.com/a",
            "BBC News": "https://www.bbc.co.uk/a",
            "The Washington Post": "https://www.washingtonpost.com/a",
            "The New York Times": None,
            "Time": None,
        },
        bylines=("June Adderley-Holt", "By Tobias Renwick-Lund and Ines Vargassy"),
        sections=("Opinion", "Technology", "Business"),
    )
)


def keys(question: str, holdings: Holdings = NAMES) -> list[str]:
    return [n.key for n in narrowings_in(question, DAY, holdings)[0]]


@pytest.mark.parametrize(
    "question",
    [
        "Who bought CNN?",
        "Why did the BBC suspend its presenter?",
        "How did CNN lose its chief?",
        "Who works for the New York Times?",
        "At what time did it happen?",
        "Who was fired by CNN?",
        "Who resigned from the BBC?",
        "Which technology companies quit?",
        "Which business closed?",
        "What is the opinion of the court?",
        "What happened to June Adderley-Holt?",
        "Who won the 2020 election?",
        "What happened before the ban was extended?",
        "May a city sue?",
        "What did Microsoft say?",
        "Who delivers the post?",
        "How many people watch CNN?",
        "Which times suit the court?",
        "What does it cost?",
        "Who halted police sales?",
        "Is it Brad Smith’s or Norma Smith's?",
    ],
)
def test_a_name_alone_narrows_nothing(question: str) -> None:
    assert keys(question) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("According to CNN, who quit?", ["outlet:CNN"]),
        ("according to cnn, who quit", ["outlet:CNN"]),
        ("What did the Post report about Amazon?", ["outlet:The Washington Post"]),
        ("What does cnn.com say about it?", ["outlet:CNN"]),
        ("What did NYT write about it?", ["outlet:The New York Times"]),
        ("What did the Washingtn Post say?", ["outlet:The Washington Post"]),
        ("Who quit, according to both CNN and USA Today?", ["outlet:CNN", "outlet:USA Today"]),
        ("Compare how CNN and the BBC covered it", ["outlet:CNN", "outlet:BBC News"]),
        ("What did June Adderley-Holt write?", ["byline:June Adderley-Holt"]),
        ("stories by Ines Vargassy", ["byline:Tobias Renwick-Lund and Ines Vargassy"]),
        ("What is in the Opinion section?", ["section:Opinion"]),
        ("technology stories about Amazon", ["section:Technology"]),
        ("Who said “it is over”?", ["phrase:“it is over”"]),
        ("What did the BBC report this week?", ["outlet:BBC News", "time:this week"]),
    ],
)
def test_a_cue_makes_a_name_a_source(question: str, told: list[str]) -> None:
    assert keys(question) == told


def test_what_only_narrows_is_not_looked_for() -> None:
    asked = understood("According to CNN, who quit in June 2020?", DAY, NAMES)
    assert asked.terms == ("quit",)
    assert asked.text == "According to CNN, who quit in June 2020?"


def test_a_filter_narrows_like_words_and_one_taken_away_does_not(library: Library) -> None:
    outlet = "The Harbor Ledger"
    chosen = Filters(chosen=(Narrowing(By.OUTLET, outlet, (outlet,)),))
    asked = understood("What did Amazon decide?", DAY, library.coverage.holdings(), chosen)
    retrieval = retrieve(library, asked)
    assert {p.article.outlet for p in retrieval.passages} == {outlet}
    without = Filters(without=frozenset({f"outlet:{outlet}"}))
    text = "According to the Harbor Ledger, what did Amazon decide?"
    free = understood(text, DAY, library.coverage.holdings(), without)
    assert free.narrowings == ()
    assert len({p.article.outlet for p in retrieve(library, free).passages}) > 1


def test_what_is_dropped_is_told_and_no_longer_in_force(library: Library) -> None:
    answer = answer_to(library, "Who banned tear gas in winter 2018?", as_of=DAY)
    assert answer.narrowings == ()
    assert answer.note is not None
    assert "winter 2018" in answer.note
    assert "the date" in answer.note


def test_an_answer_tells_what_narrowed_it(library: Library) -> None:
    question = "According to the Northgate Dispatch, what did Amazon halt in June 2020?"
    answer = answer_to(library, question, as_of=DAY)
    assert [n.key for n in answer.narrowings] == ["outlet:Northgate Dispatch", "time:June 2020"]
    assert not answer.abstained
    assert {c.outlet for c in answer.citations} == {"Northgate Dispatch"}


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who quit first, IBM or Amazon?", ("Who quit first, IBM?", "Who quit first, Amazon?")),
        ("Did IBM or Amazon quit?", ("Did IBM quit?", "Did Amazon quit?")),
        ("What did IBM do? When did Amazon stop?", ("What did IBM do?", "When did Amazon stop?")),
        ("Who halted police sales?", ()),
        ("Who said so and why?", ()),
        ("Is it red or blue?", ()),
    ],
)
def test_a_question_in_two_parts_is_taken_apart(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


def test_each_part_has_its_evidence_among_the_first_ten(library: Library) -> None:
    retrieval = found(library, "Who sponsored the ban in Boston and who was arrested in Detroit?")
    first = {Path(p.article.source).stem[:30] for p in retrieval.passages[:10]}
    assert {"2020-06-24-harbor-ledger-bosto", "2020-06-24-alder-street-courie"} <= first


@pytest.mark.parametrize(
    ("asked", "newest", "since"),
    [
        ("What happened on June 10?", "2021-05-18", "2020-06-10"),
        ("What happened in March?", "2021-05-18", "2021-03-01"),
        ("What happened on June 10?", "2026-11-20", "2026-06-10"),
        ("What happened on November 25?", "2026-11-20", "2026-11-25"),
        ("What happened on June 10, 2025?", "2021-05-18", "2025-06-10"),
        ("What happened on June 10?", None, "2026-06-10"),
        ("What happened on June 10?", "9999-12-31", "2026-06-10"),
    ],
)
def test_a_day_without_a_year_is_one_that_the_coverage_reaches(
    asked: str, newest: str | None, since: str
) -> None:
    day = dt.date.fromisoformat(newest) if newest else None
    found, _ = narrowings_in(asked, dt.date(2026, 11, 30), Holdings(newest=day))
    assert [n.since for n in found] == [dt.date.fromisoformat(since)]


def test_last_month_is_that_of_the_question_however_old_the_coverage() -> None:
    held = Holdings(newest=dt.date(2021, 5, 18))
    found, _ = narrowings_in("What happened last month?", dt.date(2026, 11, 30), held)
    assert [n.since for n in found] == [dt.date(2026, 10, 1)]


def test_what_is_held_tells_its_newest_day(library: Library) -> None:
    assert library.coverage.holdings().newest == dt.date(2021, 5, 18)
