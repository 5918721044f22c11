"""Words of time point at the days that a reader means, and other words at none."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.timing import NEWEST, span_label, times_in

AS_OF = dt.date(2020, 6, 15)  # a Monday


def one(text: str, as_of: dt.date = AS_OF) -> tuple[str | None, str | None, bool]:
    (timing,) = times_in(text, as_of)
    since = timing.since.isoformat() if timing.since else None
    until = timing.until.isoformat() if timing.until else None
    return since, until, timing.soft


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("What did it say on 11 June 2020?", "2020-06-11", "2020-06-14"),
        ("What did it say on June 11?", "2020-06-11", "2020-06-14"),
        ("What did it say on June 11th, 2020?", "2020-06-11", "2020-06-14"),
        ("what did it say on 2020-06-11", "2020-06-11", "2020-06-14"),
        ("Who left on Sept. 9, 2019?", "2019-09-09", "2019-09-12"),
        ("Who left on the 3rd of June?", "2020-06-03", "2020-06-06"),
        ("Who left on 20 December?", "2019-12-20", "2019-12-23"),
        ("Who left between 3 and 10 June?", "2020-06-03", "2020-06-13"),
        ("Who left from 3 June to 10 June 2020?", "2020-06-03", "2020-06-13"),
        ("Who left 3–10 June 2020?", "2020-06-03", "2020-06-13"),
        ("Who left between 28 December and 3 January 2020?", "2019-12-28", "2020-01-06"),
        ("Who left between March and May?", "2020-03-01", "2020-06-03"),
        ("Who left in March?", "2020-03-01", "2020-04-03"),
        ("who left in may", "2020-05-01", "2020-06-03"),
        ("Who left in November?", "2019-11-01", "2019-12-03"),
        ("Who left in February 2020?", "2020-02-01", "2020-03-03"),
        ("Who left in the summer of 2019?", "2019-06-01", "2019-09-03"),
        ("Who left last summer?", "2019-06-01", "2019-09-03"),
        ("Who left in winter 2018?", "2018-12-01", "2019-03-03"),
        ("Who left in 2019?", "2019-01-01", "2020-01-03"),
        ("Who left last month?", "2020-05-01", "2020-06-03"),
        ("Who left last year?", "2019-01-01", "2020-01-03"),
        ("Who left last Friday?", "2020-06-12", "2020-06-15"),
        ("Who left on Wednesday?", "2020-06-10", "2020-06-13"),
        ("Who left on Monday?", "2020-06-15", "2020-06-18"),
        ("Who has left since Friday?", "2020-06-12", None),
        ("Who has left since 5 June?", "2020-06-05", None),
        ("Who has left since Monday?", "2020-06-08", None),
        ("Who has left since May?", "2020-05-01", None),
        ("Who left after 11 June?", "2020-06-12", None),
        ("Who left before June 2020?", None, "2020-05-31"),
        ("Who left until 12 June?", None, "2020-06-12"),
    ],
)
def test_what_names_a_day_or_a_period_is_bounded(
    text: str, since: str | None, until: str | None
) -> None:
    assert one(text) == (since, until, False)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Who left today?", "2020-06-14"),
        ("Who left yesterday?", "2020-06-13"),
        ("Who left this week?", "2020-06-05"),
        ("Who left this month?", "2020-05-15"),
        ("Who left this year?", "2020-01-01"),
        ("Who left in the past three days?", "2020-06-12"),
        ("Who left over the last 2 weeks?", "2020-06-01"),
        ("Who left recently?", "2020-05-15"),
    ],
)
def test_what_is_loose_is_only_preferred(text: str, since: str) -> None:
    assert one(text) == (since, AS_OF.isoformat(), True)


def test_last_week_and_some_weeks_ago_lie_back() -> None:
    assert one("Who left last week?") == ("2020-06-08", "2020-06-17", True)
    assert one("Who left two weeks ago?") == ("2020-05-30", "2020-06-03", True)


@pytest.mark.parametrize("word", ["the latest", "newest", "now", "still", "currently"])
def test_some_words_ask_for_the_newest(word: str) -> None:
    (timing,) = times_in(f"Is {word} news good?", AS_OF)
    assert (timing.label, timing.since, timing.until, timing.soft) == (NEWEST, None, None, True)


@pytest.mark.parametrize(
    "text",
    [
        "What happened before the ban was extended?",
        "What happened after the vote?",
        "Who won the 2020 election?",
        "Who won the World Cup 2018?",
        "May a city sue?",
        "How many people may enter?",
        "Did March for Our Lives protest?",
        "Did prices fall in spring water?",
        "How did the fall of Kabul happen?",
        "What is Sunday school?",
        "What costs $2,020?",
        "How many of the 2019 people left?",
        "What does Section 2020 say?",
        "Who is the second in line?",
        "How long is a week?",
        "What did the officers march for?",
        "Who was in the front row?",
        "Who wrote The Day After Tomorrow?",
        "Who leads 60 Minutes?",
        "On 31 April who left?",
        "",
    ],
)
def test_what_tells_no_day_narrows_nothing(text: str) -> None:
    assert times_in(text, AS_OF) == ()


def test_a_year_begins_and_a_leap_day_is_kept() -> None:
    new_year = dt.date(2021, 1, 1)
    assert one("Who left last month?", new_year) == ("2020-12-01", "2021-01-03", False)
    assert one("Who left in December?", new_year) == ("2020-12-01", "2021-01-03", False)
    assert one("Who left in January?", new_year) == ("2021-01-01", "2021-02-03", False)
    assert one("Who left on 29 February?", new_year) == ("2020-02-29", "2020-03-03", False)
    assert one("Who left last year?", dt.date(2024, 2, 29))[0] == "2023-01-01"


def test_the_words_are_told_with_what_leads_them_in() -> None:
    text = "What happened in Seattle on 11 June 2020 at noon?"
    (timing,) = times_in(text, AS_OF)
    assert text[timing.start : timing.end] == "on 11 June 2020"
    assert timing.label == "11 June 2020"


def test_periods_are_labelled_as_readers_write_them() -> None:
    day = dt.date(2022, 6, 3)
    assert span_label(day, dt.date(2022, 6, 10)) == "3–10 June 2022"
    assert span_label(day, dt.date(2022, 7, 1)) == "3 June – 1 July 2022"
    assert span_label(day, dt.date(2023, 1, 1)) == "3 June 2022 – 1 January 2023"
    assert span_label(day, None) == "since 3 June 2022"
    assert span_label(None, day) == "until 3 June 2022"
    assert span_label(day, day) == "3 June 2022"
