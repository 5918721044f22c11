"""A relative date in an article is told with the day it means, counted from its publication."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.absolute_days import absolute, told_with_day

PUBLISHED = dt.date(2020, 6, 11)
"""A Thursday."""


@pytest.mark.parametrize(
    ("expression", "day"),
    [
        ("Wednesday", "2020-06-10"),
        ("on Wednesday", "2020-06-10"),
        ("wednesday", "2020-06-10"),
        ("Monday night", "2020-06-08"),
        ("9 a.m. on Monday", "2020-06-08"),
        ("Friday", "2020-06-05"),
        ("Thursday", "2020-06-11"),
        ("last Thursday", "2020-06-04"),
        ("last Monday", "2020-06-08"),
        ("next Friday", "2020-06-12"),
        ("next Thursday", "2020-06-18"),
        ("today", "2020-06-11"),
        ("tonight", "2020-06-11"),
        ("this morning", "2020-06-11"),
        ("yesterday", "2020-06-10"),
        ("last night", "2020-06-10"),
        ("tomorrow", "2020-06-12"),
        ("three days ago", "2020-06-08"),
        ("10 days ago", "2020-06-01"),
        ("June 8", "2020-06-08"),
        ("on June 11", "2020-06-11"),
        ("Friday, June 5", "2020-06-05"),
        ("11 June", "2020-06-11"),
        ("June 12", "2020-06-12"),
        ("Dec. 24", "2019-12-24"),
        ("July 4", "2020-07-04"),
        ("Feb. 29", "2020-02-29"),
        ("Oct. 3, 2018", "2018-10-03"),
    ],
)
def test_a_day_is_counted_from_the_day_of_publication(expression: str, day: str) -> None:
    wanted = dt.date.fromisoformat(day)
    assert absolute(expression, PUBLISHED) == (wanted, wanted)


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("this week", "2020-06-08", "2020-06-14"),
        ("last week", "2020-06-01", "2020-06-07"),
        ("next week", "2020-06-15", "2020-06-21"),
        ("this month", "2020-06-01", "2020-06-30"),
        ("last month", "2020-05-01", "2020-05-31"),
        ("next month", "2020-07-01", "2020-07-31"),
        ("earlier this year", "2020-01-01", "2020-12-31"),
        ("last year", "2019-01-01", "2019-12-31"),
        ("Sunday, March 8 this year", "2020-03-08", "2020-03-08"),
        ("in March of last year", "2019-03-01", "2019-03-31"),
        ("summer next year", "2021-06-01", "2021-08-31"),
        ("last June", "2019-06-01", "2019-06-30"),
        ("last May", "2020-05-01", "2020-05-31"),
        ("in March", "2020-03-01", "2020-03-31"),
        ("March", "2020-03-01", "2020-03-31"),
        ("late May", "2020-05-01", "2020-05-31"),
        ("in October", "2019-10-01", "2019-10-31"),
        ("July 2018", "2018-07-01", "2018-07-31"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("this summer", "2020-06-01", "2020-08-31"),
        ("last fall", "2019-09-01", "2019-11-30"),
    ],
)
def test_a_period_is_told_by_its_first_and_last_day(expression: str, first: str, last: str) -> None:
    days = absolute(expression, PUBLISHED)
    assert days == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("expression", "sentence", "day"),
    [
        ("Friday", "The council will vote on Friday.", "2020-06-12"),
        ("on Friday", "On Friday, the council will vote.", "2020-06-12"),
        ("Thursday", "The board is expected to decide on Thursday.", "2020-06-11"),
        ("Monday", "The law takes effect on Monday.", "2020-06-15"),
        ("May 26", "The meeting is set for May 26.", "2021-05-26"),
        ("March 1", "The rule takes effect on March 1.", "2021-03-01"),
        ("Monday", "He said on Monday that the law will pass.", "2020-06-08"),
        ("Wednesday", "It will not sell any, its president said on Wednesday.", "2020-06-10"),
        ("Tuesday", "The company, which will appeal, was sued on Tuesday.", "2020-06-09"),
        ("July 4", "He was arrested on July 4 at his home.", "2019-07-04"),
    ],
)
def test_the_clause_tells_whether_the_day_is_yet_to_come(
    expression: str, sentence: str, day: str
) -> None:
    wanted = dt.date.fromisoformat(day)
    assert absolute(expression, PUBLISHED, sentence) == (wanted, wanted)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "soon",
        "recently",
        "earlier",
        "two years ago",
        "two days earlier",
        "three days later",
        "the following Monday",
        "the day before",
        "every Monday",
        "Mondays",
        "Tuesday and Wednesday",
        "March 6 to March 12",
        "the 1990s",
        "one year",
        "Microsoft",
        "45 days ago",
    ],
)
def test_what_tells_no_one_day_is_left_as_it_is(expression: str) -> None:
    assert absolute(expression, PUBLISHED) is None
    assert told_with_day(expression, PUBLISHED) == expression


@pytest.mark.parametrize("expression", ["Wednesday", "yesterday", "last week", "June 11"])
def test_without_a_day_of_publication_nothing_is_told(expression: str) -> None:
    assert absolute(expression, None) is None
    assert told_with_day(expression, None) == expression


def test_a_moment_counts_as_the_day_in_its_own_zone() -> None:
    late = dt.datetime(2020, 6, 10, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-7)))
    assert told_with_day("Wednesday", late) == "Wednesday (10 June 2020)"


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("on Wednesday", "on Wednesday (10 June 2020)"),
        ("last week", "last week (1–7 June 2020)"),
        ("this month", "this month (June 2020)"),
        ("last year", "last year (2019)"),
        ("earlier this year", "earlier this year (2020)"),
        ("June 11", "June 11 (2020)"),
        ("Friday, June 5", "Friday, June 5 (2020)"),
        ("in March", "in March (2020)"),
        ("last June", "last June (2019)"),
        ("last summer", "last summer (2019)"),
        ("June 11, 2020", "June 11, 2020"),
        ("July 2018", "July 2018"),
        ("in 2018", "in 2018"),
    ],
)
def test_only_what_the_words_leave_out_is_told(expression: str, told: str) -> None:
    assert told_with_day(expression, PUBLISHED) == told


@settings(max_examples=100, deadline=None)
@given(
    expression=st.text(max_size=20)
    | st.sampled_from(["Friday", "last week", "June 30", "Feb. 29", "next year", "3 days ago"]),
    published=st.dates(),
    sentence=st.text(max_size=40),
)
def test_any_words_on_any_day_are_told_or_left(
    expression: str, published: dt.date, sentence: str
) -> None:
    days = absolute(expression, published, sentence)
    assert days is None or days[0] <= days[1]
    assert told_with_day(expression, published, sentence).startswith(expression)
