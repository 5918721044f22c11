"""What narrows the list of the coverage page: a chart to draw days in, outlets, sections, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from bot.coverage.browsing import Browser
from bot.coverage.records import CoverageStats, Scope
from bot.ui import days_chart
from bot.ui.shelf_address import Shelf

_CHART, _DRAWN = "chart-number", "chart-drawn"
_OUTLETS, _SECTIONS, _DAYS = "shelf-outlets", "shelf-sections", "shelf-days"


def show(shelf: Shelf) -> None:
    """Have the URL say ``shelf``; the browser's Back returns from there."""
    st.query_params.from_dict(shelf.parameters())


def scope_of(shelf: Shelf) -> Scope:
    """Which articles the filters leave."""
    return Scope(
        since=shelf.since,
        until=shelf.until,
        outlets=frozenset(shelf.outlets) or None,
        sections=frozenset(shelf.sections) or None,
    )


def chart(browser: Browser, shelf: Shelf) -> None:
    """The articles over time, to draw days in; nothing where no day is known."""
    days = browser.by_day(replace(scope_of(shelf), since=None, until=None))
    if not days:
        return
    unit, bars = days_chart.bars_of(days)
    # A chart keeps what is drawn over it; days that were chosen otherwise need another.
    if st.session_state.get(_DRAWN) != (shelf.since, shelf.until):
        st.session_state[_DRAWN] = (shelf.since, shelf.until)
        st.session_state[_CHART] = (
            st.session_state.get(_CHART, (0,))[0] + 1,
            (shelf.since, shelf.until),
        )
    number, first = st.session_state[_CHART]
    key = f"chart-{number}"

    def choose() -> None:
        since, until = days_chart.days_chosen(st.session_state[key].selection, unit)
        st.session_state[_DRAWN] = (since, until)
        show(replace(shelf, since=since, until=until, page=1))

    hint = f"Articles a {unit}. Drag over the chart to choose days, or click a bar."
    st.html(f'<p class="quiet hint">{hint}</p>')
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.vega_lite_chart(
        spec=days_chart.chart_of(bars, unit, first, theme),
        key=key,
        on_select=choose,
        alt=days_chart.told(bars, unit),
    )


def filters(browser: Browser, stats: CoverageStats, shelf: Shelf) -> None:
    """Outlets and sections, each with how many articles the rest of it leaves, and days."""
    scope = scope_of(shelf)
    outlets = browser.by_outlet(replace(scope, outlets=None))
    sections = browser.by_section(replace(scope, sections=None))
    with st.container(key="shelf-filters", horizontal=True):
        _names("Outlets", _OUTLETS, outlets, shelf.outlets, lambda n: replace(shelf, outlets=n))
        if sections or shelf.sections:
            _names(
                "Sections",
                _SECTIONS,
                sections,
                shelf.sections,
                lambda n: replace(shelf, sections=n),
            )
        if stats.oldest and stats.newest:
            _published(stats.oldest, stats.newest, shelf)


def _names(
    label: str,
    key: str,
    counts: dict[str, int],
    chosen: tuple[str, ...],
    then: Callable[[tuple[str, ...]], Shelf],
) -> None:
    st.session_state[key] = list(chosen)
    st.multiselect(
        label,
        [*counts, *(name for name in chosen if name not in counts)],
        key=key,
        format_func=lambda name: f"{name} ({counts.get(name, 0):,})",
        placeholder=f"All {label.lower()}",
        on_change=lambda: show(replace(then(tuple(st.session_state[key])), page=1)),
    )


def _published(oldest: dt.date, newest: dt.date, shelf: Shelf) -> None:
    newest = max(newest, oldest + dt.timedelta(1))
    days = (shelf.since or oldest, shelf.until or newest) if shelf.since or shelf.until else ()
    # Between the clicks on a first and on a last day nothing may come.
    if len(st.session_state.get(_DAYS) or ()) != 1 or shelf.until or not shelf.since:
        st.session_state[_DAYS] = tuple(min(max(day, oldest), newest) for day in days)

    def choose() -> None:
        days = tuple(st.session_state[_DAYS] or ())
        since, until = days[0] if days else None, days[1] if len(days) > 1 else None
        show(replace(shelf, since=since, until=until, page=1))

    st.date_input(
        "Published",
        min_value=oldest,
        max_value=newest,
        key=_DAYS,
        format="DD/MM/YYYY",
        on_change=choose,
    )
