"""The page of what is in: over time, by outlet and section, searched, each article to open."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

import streamlit as st

from bot.coverage.browsing import Browser, Seen, latest
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import CoverageStats, Scope
from bot.sought import among, sought_in
from bot.ui import components, days_chart, parts
from bot.ui.address import Address, Quote
from bot.ui.components import Item
from bot.ui.desk import Desk
from bot.ui.navigation import link_to_ask
from bot.ui.present import about
from bot.ui.shelf_address import Shelf
from bot.ui.wording import count_words, coverage_words, day_words

PAGE = 20

_BROWSER, _CHART, _DRAWN = "browser", "chart-number", "chart-drawn"
_WORDS, _OUTLETS, _SECTIONS, _DAYS = "shelf-words", "shelf-outlets", "shelf-sections", "shelf-days"


def draw(desk: Desk) -> None:
    """The page, as its URL says."""
    catalogue = desk.catalogue()
    stats = catalogue.stats() if catalogue else None
    if catalogue is None or stats is None or not stats.articles:
        parts.nothing_yet(desk)
        return
    query = st.query_params
    shelf = Shelf.read(query, {name: query.get_all(name) for name in query})
    browser = _browser(catalogue, stats.generation, shelf)
    with st.container(key="coverage"):
        _head(catalogue, stats, shelf)
        _chart(browser, shelf)
        components.search(_WORDS, "Search headlines and text", shelf.words, on_type=_typed(shelf))
        _filters(browser, stats, shelf)
        _list(browser, shelf)
    if shelf.article:
        address = Address(None, shelf.article, shelf.quote)
        parts.reader(catalogue, shelf.article, address, (), partial(_open, shelf))


def _browser(catalogue: Catalogue, generation: int, shelf: Shelf) -> Browser:
    """What is searched, kept while neither the words nor the coverage change."""
    asked = (id(catalogue), generation, shelf.words, shelf.fresh)
    kept = st.session_state.get(_BROWSER)
    if kept is None or kept[0] != asked:
        kept = (asked, Browser(catalogue, sought_in(shelf.words), shelf.fresh))
        st.session_state[_BROWSER] = kept
    return cast(Browser, kept[1])


def _head(catalogue: Catalogue, stats: CoverageStats, shelf: Shelf) -> None:
    told = " · ".join(coverage_words(stats, dt.datetime.now(dt.UTC)))
    st.html(f'<h1 class="title">Coverage</h1><p class="quiet">{html.escape(told)}</p>')
    before = components.seen_before(latest(catalogue))
    fresh = Browser(catalogue, fresh=before).count(Scope()) if before is not None else 0
    if fresh and shelf.fresh is None:
        st.button(
            f"{count_words(fresh, 'article')} new since your last visit",
            key="fresh",
            on_click=show,
            args=(Shelf(fresh=before),),
        )


def _chart(browser: Browser, shelf: Shelf) -> None:
    days = browser.by_day(replace(_scope(shelf), since=None, until=None))
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


def _filters(browser: Browser, stats: CoverageStats, shelf: Shelf) -> None:
    scope = _scope(shelf)
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


def _list(browser: Browser, shelf: Shelf) -> None:
    scope = _scope(shelf)
    total = browser.count(scope)
    last = max(1, -(-total // PAGE))
    page = min(shelf.page, last)
    _line(browser, shelf, total)
    found = browser.page(scope, (page - 1) * PAGE, PAGE, best=shelf.best)
    items = [_item(seen, browser, shelf) for seen in found]
    components.shelf("articles", "Articles", items, on_open=partial(_open, shelf))
    if last > 1:
        _pager(shelf, page, last)


def _line(browser: Browser, shelf: Shelf, total: int) -> None:
    """How many there are, and what can be done with them."""
    told = count_words(total, "article") if total else "No article is like that"
    with st.container(key="shelf-line", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="told" role="status">{told}</p>')
        if browser.sought and total > 1:
            first, other = ("Newest first", False) if shelf.best else ("Best match first", True)
            target = replace(shelf, best=other, page=1)
            st.button(first, key="order", type="tertiary", on_click=show, args=(target,))
        if shelf.filtered():
            st.button("Clear", key="clear-shelf", type="tertiary", on_click=show, args=(Shelf(),))
        if total and (shelf.outlets or shelf.sections or shelf.since or shelf.until):
            link_to_ask("Ask about these", shelf.asked())
    if not total:
        st.html('<p class="quiet">Fewer words or filters show more.</p>')


def _pager(shelf: Shelf, page: int, last: int) -> None:
    with st.container(key="pager", horizontal=True, vertical_alignment="center"):
        _turn("Previous", shelf, page - 1, disabled=page == 1)
        st.html(f'<p class="quiet">Page {page:,} of {last:,}</p>')
        _turn("Next", shelf, page + 1, disabled=page == last)


def _turn(label: str, shelf: Shelf, page: int, *, disabled: bool) -> None:
    target = replace(shelf, page=page)
    st.button(label, key=f"{label}-page", disabled=disabled, on_click=show, args=(target,))


def _scope(shelf: Shelf) -> Scope:
    return Scope(
        since=shelf.since,
        until=shelf.until,
        outlets=frozenset(shelf.outlets) or None,
        sections=frozenset(shelf.sections) or None,
    )


def _item(seen: Seen, browser: Browser, shelf: Shelf) -> Item:
    quote = Quote(seen.start, seen.end) if seen.snippet else None
    return Item(
        title=among(seen.title, browser.sought),
        about=about(seen.outlet, day_words(seen.published), seen.section or ""),
        snippet=among(seen.snippet, browser.sought),
        tag="",
        tone="",
        href=Address(None, seen.id, quote).href(),
        article=seen.id,
        span=str(quote or ""),
        current=seen.id == shelf.article,
    )


def show(shelf: Shelf) -> None:
    """Have the URL say ``shelf``; the browser's Back returns from there."""
    st.query_params.from_dict(shelf.parameters())


def _typed(shelf: Shelf) -> Callable[[str], None]:
    return lambda words: show(replace(shelf, words=words, page=1))


def _open(shelf: Shelf, article: str, span: str) -> None:
    show(shelf.at(article, span))
