"""The lists of the coverage page: how many there are, what can be done with them, page by page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from bot.coverage.browsing import Browser, Seen
from bot.sought import among
from bot.ui import components
from bot.ui.address import Address, Quote
from bot.ui.components import Item
from bot.ui.navigation import link_to_ask
from bot.ui.present import about
from bot.ui.shelf_address import Shelf
from bot.ui.shelf_filters import scope_of, show
from bot.ui.wording import count_words, day_words

PAGE = 20


def articles(browser: Browser, shelf: Shelf) -> None:
    """The articles that the filters leave."""
    scope = scope_of(shelf)
    total = browser.count(scope)
    line(shelf, count_words(total, "article") if total else "No article matches", total)
    found = browser.page(scope, first_on(shelf, total), PAGE, best=shelf.best)
    items = [_item(seen, browser, shelf) for seen in found]
    components.shelf(
        "articles",
        "Articles",
        items,
        on_open=partial(open_at, shelf),
        page=page_of(shelf, total),
    )
    pager(shelf, total)


def line(shelf: Shelf, told: str, total: int) -> None:
    """``told``, which says how many there are, and what can be done with them."""
    with st.container(key="shelf-line", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="told" role="status">{told}</p>')
        if shelf.words and total > 1 and not shelf.stories:
            first, other = ("Newest first", False) if shelf.best else ("Best match first", True)
            target = replace(shelf, best=other, page=1)
            st.button(first, key="order", type="tertiary", on_click=show, args=(target,))
        if shelf.filtered():
            target = shelf.cleared()
            st.button("Clear", key="clear-shelf", type="tertiary", on_click=show, args=(target,))
        if total and shelf.asked():
            link_to_ask("Ask about these", shelf.asked())
    if not total and shelf.filtered():
        st.html('<p class="quiet">Fewer words or filters show more.</p>')


def first_on(shelf: Shelf, total: int) -> int:
    """The place in the list of the first that stands on the page that is shown."""
    return (page_of(shelf, total) - 1) * PAGE


def pager(shelf: Shelf, total: int) -> None:
    """What leads to the pages before and after, if there are any."""
    page, last = page_of(shelf, total), _pages(total)
    if last == 1:
        return
    with st.container(key="pager", horizontal=True, vertical_alignment="center"):
        _turn("Previous", shelf, page - 1, disabled=page == 1)
        st.html(f'<p class="quiet">Page {page:,} of {last:,}</p>')
        _turn("Next", shelf, page + 1, disabled=page == last)


def open_at(shelf: Shelf, article: str, span: str) -> None:
    """Open an article beside what is shown; "" for both closes it."""
    show(shelf.at(article, span))


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE))


def page_of(shelf: Shelf, total: int) -> int:
    """Which page of the list is shown, from 1."""
    return min(shelf.page, _pages(total))


def _turn(label: str, shelf: Shelf, page: int, *, disabled: bool) -> None:
    target = replace(shelf, page=page)
    st.button(label, key=f"{label}-page", disabled=disabled, on_click=show, args=(target,))


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
