"""The pages, and the quiet links that lead from one to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from bot.article import first_words
from bot.ui import controls
from bot.ui.controls import Choice

NAME = "Ask the Coverage"
_LAST_ASKED, _PICKED, _TITLE = "last-asked", "page-picked", "title"
_TITLE_CHARS = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A page: what draws it, its name, and its part of the URL, "" for the first.

    sidebar: whether it has one, in which the links stand, too. listed: whether a link leads there;
    those that are not come last.
    """

    draw: Callable[[], None]
    name: str
    path: str
    sidebar: bool = False
    listed: bool = True


def run(places: list[Place]) -> None:
    """Draw the links, and below them the page that the URL names; the first is the default."""
    pages = [
        st.Page(place.draw, title=place.name, url_path=place.path, default=not place.path)
        for place in places
    ]
    current = st.navigation(pages, position="hidden")
    picked = st.session_state.pop(_PICKED, None)
    if picked is not None:
        path, parameters = picked
        place = next(n for n, place in enumerate(places) if place.path == path)
        st.switch_page(pages[place], query_params=parameters)
    here = next((p for p in places if p.path == current.url_path), places[0])
    if here.path:
        titled(here.name)
    places = [place for place in places if place.listed]
    if not places:
        current.run()
        return
    with st.container(key="nav"):
        _links("pages", "bar", places, here)
    if here.sidebar:
        with st.sidebar, st.container(key="nav-side"):
            _links("pages-side", "list", places, here)
    current.run()


def titled(what: str) -> None:
    """Have the tab and the history of the browser say ``what`` is shown; "": only where."""
    words = first_words(what, _TITLE_CHARS)
    st.session_state[_TITLE] = f"{words} · {NAME}" if words else NAME
    st.set_page_config(title())


def title() -> str:
    """What they said last."""
    return str(st.session_state.get(_TITLE, NAME))


def remember(conversation: str | None) -> None:
    """Note which conversation the link to the first page leads back to."""
    st.session_state[_LAST_ASKED] = conversation


def go_to(path: str, parameters: Mapping[str, str | list[str]]) -> None:
    """Show the page ``path`` next, at ``parameters``; for use in callbacks."""
    st.session_state[_PICKED] = (path, dict(parameters))


def link_to_ask(label: str, parameters: Mapping[str, str | list[str]]) -> None:
    """A link to the first page, narrowed by ``parameters``."""
    href = f"./?{urlencode(parameters, doseq=True)}"
    item = Choice(text=label, note="", href=href, current=False)

    controls.choices("ask-about", "link", label, [item], on_pick=lambda _: go_to("", parameters))


def _links(key: str, kind: str, places: list[Place], here: Place) -> None:
    # Every page is as deep as every other, so that these hold under any base path.
    items = [Choice(text=p.name, note="", href=f"./{p.path}", current=p is here) for p in places]
    controls.choices(key, kind, "Pages", items, on_pick=lambda n: _pick(places[n].path))


def _pick(path: str) -> None:
    back = None if path else st.session_state.get(_LAST_ASKED)
    go_to(path, {"c": back} if back else {})
