"""Articles over time: days -> bars of a width that suits, and a chart to choose days in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.ui.wording import count_words, day_words

_DAYS, _WEEKS, _MONTHS, _QUARTERS = 62, 550, 3700, 18_500
"""Up to so many days are shown by day, by week, by month, by quarter; more by year."""
_INK = {"light": "#1B1D22", "dark": "#ECEAE4"}
_SOFT = {"light": "#5A5E66", "dark": "#A3A7AE"}
_DAY = dt.timedelta(days=1)
_HEIGHT = 132

Range = tuple[dt.date | None, dt.date | None]
"""A first and a last day; None for open."""


@dataclass(frozen=True, slots=True)
class Bar:
    """So many articles were published from ``since`` to ``until``, both included."""

    since: dt.date
    until: dt.date
    count: int


def bars_of(days: Sequence[tuple[dt.date, int]]) -> tuple[str, list[Bar]]:
    """What one bar is, such as "week", and the bars that hold any of ``days``, which are in order.

    Raises IndexError if there are none.
    """
    span = (days[-1][0] - days[0][0]).days
    sizes = (("day", _DAYS), ("week", _WEEKS), ("month", _MONTHS), ("quarter", _QUARTERS))
    unit = next((name for name, most in sizes if span <= most), "year")
    counts: dict[tuple[dt.date, dt.date], int] = {}
    for day, count in days:
        bar = _around(day, unit)
        counts[bar] = counts.get(bar, 0) + count
    return unit, [Bar(since, until, count) for (since, until), count in counts.items()]


def chart_of(bars: Sequence[Bar], unit: str, chosen: Range, theme: str) -> dict[str, Any]:
    """A chart of Vega-Lite in which one can draw over days ("brush") or click a bar ("bar").

    chosen: the days that are chosen to begin with. theme: "light" or "dark".
    """
    since, until = chosen
    brush: dict[str, Any] = {"name": "brush", "select": {"type": "interval", "encodings": ["x"]}}
    if since or until:
        drawn = [_ms(since or bars[0].since), _ms((until or bars[-1].until) + _DAY)]
        brush["value"] = {"x": drawn}
    click = {"type": "point", "fields": ["start"], "toggle": False, "clear": "dblclick"}
    rows = [
        {
            "start": _ms(bar.since),
            "end": _ms(bar.until + _DAY),
            "articles": bar.count,
            "when": _named(bar, unit),
        }
        for bar in bars
    ]
    return {
        # As SVG what is drawn over it would be a picture without a description.
        "usermeta": {"embedOptions": {"renderer": "canvas"}},
        "data": {"values": rows},
        "height": _HEIGHT,
        "mark": {
            "type": "bar",
            "orient": "vertical",
            "color": _INK[theme],
            "cursor": "pointer",
            "binSpacing": 1,
        },
        "params": [brush, {"name": "bar", "select": click}],
        "encoding": {
            "x": {
                "field": "start",
                "type": "temporal",
                "scale": {"type": "utc", "nice": False},
                "axis": {
                    "title": None,
                    "grid": False,
                    "tickCount": 6,
                    "labelColor": _SOFT[theme],
                    # Of longer times Vega names the months and the years.
                    **({"format": "%-d %b"} if unit == "day" else {}),
                },
            },
            "x2": {"field": "end"},
            "y": {
                "field": "articles",
                "type": "quantitative",
                "axis": {
                    "title": None,
                    "tickCount": 3,
                    "tickMinStep": 1,
                    "format": ",d",
                    "labelColor": _SOFT[theme],
                },
            },
            "y2": {"datum": 0},
            "opacity": {"condition": {"param": "brush", "value": 0.82}, "value": 0.22},
            "tooltip": [
                {"field": "when", "type": "nominal", "title": "Published"},
                {"field": "articles", "type": "quantitative", "title": "Articles", "format": ","},
            ],
        },
    }


def days_chosen(selection: Mapping[str, Any], unit: str) -> Range:
    """The first and the last day of the bars that a selection in the chart touches."""
    drawn = (selection.get("brush") or {}).get("start") or ()
    if len(drawn) == 2:
        return _around(_day(min(drawn)), unit)[0], _around(_day(max(drawn) - 1), unit)[1]
    clicked = selection.get("bar") or ()
    if clicked and "start" in clicked[0]:
        return _around(_day(clicked[0]["start"]), unit)
    return None, None


def told(bars: Sequence[Bar], unit: str) -> str:
    """The chart in a sentence, for who cannot see it."""
    most = max(bars, key=lambda b: b.count)
    return (
        f"Articles a {unit} from {day_words(bars[0].since)} to {day_words(bars[-1].until)};"
        f" the most, {count_words(most.count, 'article')}, in {_named(most, unit)}."
    )


def _around(day: dt.date, unit: str) -> tuple[dt.date, dt.date]:
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - _DAY * day.weekday()
        return monday, monday + 6 * _DAY
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = (day.month - 1) // months * months
    after = day.year * 12 + first + months
    return day.replace(month=first + 1, day=1), dt.date(after // 12, after % 12 + 1, 1) - _DAY


def _named(bar: Bar, unit: str) -> str:
    if unit == "day":
        return day_words(bar.since)
    if unit == "week":
        return f"the week of {day_words(bar.since)}"
    if unit == "month":
        return f"{bar.since:%B %Y}"
    return f"{bar.since:%Y}" if unit == "year" else f"{bar.since:%B} to {bar.until:%B %Y}"


def _ms(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)) // _DAY * 86_400_000


def _day(ms: float) -> dt.date:
    return dt.date(1970, 1, 1) + _DAY * int(ms // 86_400_000)
