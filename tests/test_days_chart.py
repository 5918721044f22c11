from __future__ import annotations

import datetime as dt

import pytest

from bot.ui.days_chart import bars_of, chart_of, days_chosen, told


def days(first: str, last: str) -> list[tuple[dt.date, int]]:
    return [(dt.date.fromisoformat(first), 2), (dt.date.fromisoformat(last), 3)]


def ms(day: str) -> int:
    return int(dt.datetime.fromisoformat(f"{day}T00:00+00:00").timestamp() * 1000)


@pytest.mark.parametrize(
    ("first", "last", "unit", "until"),
    [
        ("2020-06-10", "2020-06-10", "day", "2020-06-10"),
        ("2020-06-10", "2020-07-30", "day", "2020-06-10"),
        ("2020-06-10", "2021-06-10", "week", "2020-06-14"),
        ("2020-02-10", "2025-06-10", "month", "2020-02-29"),
        ("2000-12-10", "2025-06-10", "quarter", "2000-12-31"),
        ("1900-12-10", "2025-06-10", "year", "1900-12-31"),
    ],
)
def test_bars_are_as_wide_as_the_time_that_is_covered_asks_for(
    first: str, last: str, unit: str, until: str
) -> None:
    found, bars = bars_of(days(first, last))
    assert found == unit
    assert bars[0].since <= dt.date.fromisoformat(first) <= bars[0].until
    assert bars[0].until.isoformat() == until
    assert sum(bar.count for bar in bars) == 5


def test_what_is_drawn_over_chooses_the_whole_bars_it_touches() -> None:
    drawn = {"brush": {"start": [ms("2020-02-20") + 5.5, ms("2020-04-01")]}}
    assert days_chosen(drawn, "month") == (dt.date(2020, 2, 1), dt.date(2020, 3, 31))
    assert days_chosen({"brush": {}, "bar": []}, "month") == (None, None)


def test_a_click_chooses_one_bar() -> None:
    clicked = {"brush": {}, "bar": [{"start": ms("2020-02-01")}]}
    assert days_chosen(clicked, "quarter") == (dt.date(2020, 1, 1), dt.date(2020, 3, 31))


def test_chosen_days_are_drawn_to_begin_with_and_nothing_is_fetched() -> None:
    unit, bars = bars_of(days("2020-06-10", "2020-06-20"))
    chart = chart_of(bars, unit, (dt.date(2020, 6, 12), None), "dark")
    assert chart["params"][0]["value"] == {"x": [ms("2020-06-12"), ms("2020-06-21")]}
    assert "value" not in chart_of(bars, unit, (None, None), "light")["params"][0]
    assert "url" not in chart["data"]
    assert chart["encoding"]["x"]["axis"]["format"] == "%-d %b"
    unit, bars = bars_of(days("2020-02-10", "2025-06-10"))
    assert "format" not in chart_of(bars, unit, (None, None), "light")["encoding"]["x"]["axis"]


def test_the_chart_is_told_in_a_sentence() -> None:
    unit, bars = bars_of(days("2020-06-10", "2021-06-10"))
    assert told(bars, unit) == (
        "Articles a week from 8 June 2020 to 13 June 2021; the most, 3 articles, in the week of"
        " 7 June 2021."
    )
