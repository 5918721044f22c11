"""The pages of the app: the URL says what is shown, and what is clicked changes the URL."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

import streamlit as st

from bot.errors import CoverageError
from bot.settings import load_settings
from bot.ui import components, filters, navigation, parts, thread
from bot.ui.add_page import draw as draw_add
from bot.ui.address import Address
from bot.ui.answering import UNEXPECTED
from bot.ui.coverage_page import draw as draw_coverage
from bot.ui.desk import Desk
from bot.ui.exposure import warning
from bot.ui.navigation import Place
from bot.ui.state import ask, take_notice, take_redraw

NAME = "Ask the Coverage"

logger = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def _desk() -> Desk:
    return Desk(load_settings())


@st.cache_resource(show_spinner=False)
def _warning() -> str:
    return warning(st.get_option("server.address"))


def main() -> None:
    """Draw the page once, as Streamlit asks for at every click."""
    st.set_page_config(NAME, components.ASSETS / "icon.svg", initial_sidebar_state="collapsed")
    st.html(components.ASSETS / "page.css")
    navigation.run(
        [
            Place(partial(_shown, _draw), "Ask", "", sidebar=True),
            Place(partial(_shown, draw_coverage), "Coverage", "coverage"),
            Place(partial(_shown, draw_add), "Add articles", "add"),
        ]
    )


def _shown(draw: Callable[[Desk], None]) -> None:
    try:
        draw(_desk())
    except CoverageError as error:
        parts.trouble(str(error))
    except Exception:
        logger.exception("The page could not be drawn")
        parts.trouble(UNEXPECTED)


def _draw(desk: Desk) -> None:
    take_redraw()
    catalogue = desk.catalogue()
    stats = catalogue.stats() if catalogue else None
    if catalogue is None or stats is None or not stats.articles:
        parts.nothing_yet(desk)
        return
    address = Address.read(st.query_params)
    turns = desk.conversations.turns(address.conversation) if address.conversation else ()
    notice = take_notice()
    if address.conversation and not turns:
        address = Address(None, address.article, address.quote)
        notice = notice or "That conversation is not kept here any more."
    navigation.remember(address.conversation)
    on_ask = partial(ask, desk, address)
    held = desk.held(catalogue, stats.generation)
    filters.take(held, stats)
    parts.sidebar(desk.conversations.recent(), address, held, stats, _warning())
    if turns:
        parts.bar()
        thread.draw(desk, address, turns)
    else:
        parts.welcome(desk.suggested(catalogue, stats.generation), desk.settings, on_ask)
    parts.foot(stats, desk.settings, notice, on_ask if turns else None)
    if address.article:
        parts.reader(catalogue, address.article, address, turns)
    desk.warm()
