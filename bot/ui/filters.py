"""The filters of the sidebar: what they offer, and what they narrow the next question to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from bot.coverage.records import CoverageStats, Held
from bot.narrowing import By, Filters, Narrowing
from bot.timing import span_label
from bot.ui.preferences import threshold
from bot.ui.shelf_address import Shelf

_OUTLETS, _SECTIONS, _DAYS = "filter-outlets", "filter-sections", "filter-days"
_ARTICLE = "filter-article"
_NAMED, _TAKEN = ("outlet", "section", "since", "until"), "filters-taken"


def chosen_now() -> tuple[Narrowing, ...]:
    """What the filters are set to in this session."""
    found = [Narrowing(By.OUTLET, name, (name,)) for name in _picked(_OUTLETS)]
    found += [Narrowing(By.SECTION, name, (name,)) for name in _picked(_SECTIONS)]
    days = tuple(st.session_state.get(_DAYS) or ())
    if days:
        since, until = days[0], days[-1] if len(days) > 1 else None
        found.append(Narrowing(By.TIME, span_label(since, until), since=since, until=until))
    if article := st.session_state.get(_ARTICLE):
        found.append(Narrowing(By.ARTICLE, f"“{article[1]}”", article[0]))
    return tuple(found)


def filters_now() -> Filters:
    """All that holds for the next question beside its words."""
    return Filters(chosen_now(), threshold=threshold())


def only_articles(articles: Sequence[str], headline: str) -> None:
    """Ask about the articles of these ids alone, which are shown under ``headline``."""
    clear()
    st.session_state[_ARTICLE] = (tuple(articles), headline)


def clear() -> None:
    """Set all filters to nothing."""
    st.session_state[_OUTLETS] = []
    st.session_state[_SECTIONS] = []
    st.session_state[_DAYS] = ()
    st.session_state.pop(_ARTICLE, None)


def take(held: Held, stats: CoverageStats) -> None:
    """Set the filters as the URL's query says, once for each time that it comes to say so."""
    query = st.query_params
    said = {name: query.get_all(name) for name in _NAMED if name in query}
    if said == st.session_state.get(_TAKEN, {}):
        return
    st.session_state[_TAKEN] = said
    if not said or not stats.oldest or not stats.newest:
        return
    asked = Shelf.read(query, said)
    st.session_state[_OUTLETS] = [name for name in asked.outlets if name in held.outlets]
    st.session_state[_SECTIONS] = [name for name in asked.sections if name in held.sections]
    since = asked.since or (stats.oldest if asked.until else None)
    days = [min(max(day, stats.oldest), stats.newest) for day in (since, asked.until) if day]
    st.session_state[_DAYS] = tuple(days)


def draw(held: Held, stats: CoverageStats) -> None:
    """The filters, where the page is being drawn."""
    st.html('<h2 class="wordmark">Only from</h2>')
    st.multiselect("Outlets", sorted(held.outlets), key=_OUTLETS, placeholder="All outlets")
    if held.sections:
        st.multiselect("Sections", held.sections, key=_SECTIONS, placeholder="All sections")
    if stats.oldest and stats.newest:
        st.session_state.setdefault(_DAYS, ())
        st.date_input(
            "Published",
            min_value=stats.oldest,
            max_value=max(stats.newest, stats.oldest + dt.timedelta(days=1)),
            key=_DAYS,
            format="DD/MM/YYYY",
            help="The first and the last day; the first alone means since then.",
        )


def _picked(key: str) -> list[str]:
    return list(st.session_state.get(key) or ())
