"""The page of what is in: over time, by outlet and section, searched, its articles and stories."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

import streamlit as st

from bot.coverage.browsing import Browser, latest
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import CoverageStats, Scope
from bot.sought import sought_in
from bot.ui import controls, parts, shelf_filters, shelf_lists, story_page
from bot.ui.address import Address
from bot.ui.controls import Choice
from bot.ui.desk import Desk
from bot.ui.shelf_address import Shelf
from bot.ui.shelf_filters import show
from bot.ui.wording import count_words, coverage_words, unbroken

_BROWSER, _WORDS = "browser", "shelf-words"


def draw(desk: Desk) -> None:
    """The page, as its URL says."""
    catalogue = desk.catalogue()
    stats = catalogue.stats() if catalogue else None
    if catalogue is None or stats is None or not stats.articles:
        parts.nothing_yet(desk)
        return
    query = st.query_params
    shelf = Shelf.read(query, {name: query.get_all(name) for name in query})
    with st.container(key="coverage"):
        if shelf.story:
            story_page.draw(desk, catalogue, stats.generation, shelf)
        else:
            _lists(desk, catalogue, stats, shelf)
    if shelf.article:
        address = Address(None, shelf.article, shelf.quote)
        open_at = partial(shelf_lists.open_at, shelf)
        story = desk.story_of(catalogue, stats.generation, shelf.article)
        parts.reader(catalogue, shelf.article, address, (), open_at, story)


def _lists(desk: Desk, catalogue: Catalogue, stats: CoverageStats, shelf: Shelf) -> None:
    browser = _browser(catalogue, stats.generation, shelf)
    _head(catalogue, stats, shelf)
    shelf_filters.chart(browser, shelf)
    controls.search(_WORDS, "Search headlines and text", shelf.words, on_type=_typed(shelf))
    shelf_filters.filters(browser, stats, shelf)
    _which(shelf)
    if shelf.stories:
        story_page.listed(desk, catalogue, stats.generation, browser, shelf)
    else:
        shelf_lists.articles(browser, shelf)


def _browser(catalogue: Catalogue, generation: int, shelf: Shelf) -> Browser:
    """What is searched, kept while neither the words nor the coverage change."""
    asked = (id(catalogue), generation, shelf.words, shelf.fresh)
    kept = st.session_state.get(_BROWSER)
    if kept is None or kept[0] != asked:
        kept = (asked, Browser(catalogue, sought_in(shelf.words), shelf.fresh))
        st.session_state[_BROWSER] = kept
    return cast(Browser, kept[1])


def _head(catalogue: Catalogue, stats: CoverageStats, shelf: Shelf) -> None:
    told = unbroken(coverage_words(stats, dt.datetime.now(dt.UTC)))
    st.html(f'<h1 class="title">Coverage</h1><p class="quiet">{html.escape(told)}</p>')
    before = controls.seen_before(latest(catalogue))
    fresh = Browser(catalogue, fresh=before).count(Scope()) if before is not None else 0
    if fresh and shelf.fresh is None:
        st.button(
            f"{count_words(fresh, 'article')} new since your last visit",
            key="fresh",
            on_click=show,
            args=(Shelf(fresh=before),),
        )


def _which(shelf: Shelf) -> None:
    """Links to the list of articles and to that of stories."""
    targets = [replace(shelf, stories=stories, page=1) for stories in (False, True)]
    items = [
        Choice(text=name, note="", href=target.href(), current=target.stories == shelf.stories)
        for name, target in zip(("Articles", "Stories"), targets, strict=True)
    ]
    controls.choices("lists", "tabs", "Lists", items, on_pick=lambda n: show(targets[n]))


def _typed(shelf: Shelf) -> Callable[[str], None]:
    return lambda words: show(replace(shelf, words=words, page=1))
