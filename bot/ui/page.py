"""The pages of the app: the URL says what is shown, and what is clicked changes the URL."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

import streamlit as st

from bot.accounts import Account, Role, local_account
from bot.errors import CoverageError
from bot.settings import load_settings
from bot.ui import (
    add_page,
    ask_page,
    coverage_page,
    login_page,
    mounting,
    navigation,
    parts,
    preferences,
    usage_page,
)
from bot.ui.answering import UNEXPECTED
from bot.ui.desk import Desk
from bot.ui.exposure import warning
from bot.ui.login import Login, logged_in, login_of
from bot.ui.navigation import NAME, Place
from bot.ui.seat import Seat

_ACCOUNT = "account"
_PATHS = ("", "coverage", "add", "usage")

logger = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def _desk() -> Desk:
    return Desk(load_settings())


@st.cache_resource(show_spinner=False)
def _login() -> Login | None:
    return login_of(_desk().settings)


@st.cache_resource(show_spinner=False)
def _warning() -> str:
    login = _login()
    return warning(st.get_option("server.address"), login.redirect_uri if login else None)


def main() -> None:
    """Draw the page once, as Streamlit asks for at every click."""
    st.set_page_config(
        navigation.title(), mounting.ASSETS / "icon.svg", initial_sidebar_state="collapsed"
    )
    st.html(f"<style>{mounting.read('page.css', 'devices.css')}</style>")
    try:
        seat = _seat()
        if isinstance(seat, Seat):
            preferences.begin(preferences.of_browser if seat.account.is_local else seat.preferences)
    except CoverageError as error:
        seat = partial(parts.trouble, str(error))
    st.html(f"<style>html {{ font-size: {preferences.text_percent()}% !important; }}</style>")
    if isinstance(seat, Seat):
        navigation.run(_places(seat))
    else:
        navigation.titled("")
        navigation.run([Place(seat, NAME, path, listed=False) for path in _PATHS])


def _seat() -> Seat | Callable[[], None]:
    """Who is at the page; what draws the way in when nobody is who may read here."""
    desk, login = _desk(), _login()
    if login is None:
        return Seat(desk, _local())
    account = logged_in(login)
    if account is None or not Seat(desk, account).may(Role.READER):
        return partial(login_page.draw, desk, login, account)
    if st.session_state.get(_ACCOUNT) != account.id:
        # Nothing that another has left in this session is this one's.
        st.session_state.clear()
        st.session_state[_ACCOUNT] = account.id
        desk.users.welcome(account)
    return Seat(desk, account)


@st.cache_resource(show_spinner=False)
def _local() -> Account:
    return local_account()


def _places(seat: Seat) -> list[Place]:
    """The pages; those that are not for ``seat`` say why."""
    local = seat.account.is_local
    edits, sees = seat.may(Role.EDITOR), seat.may(Role.ADMIN) and not local
    add = (
        add_page.draw
        if edits
        else partial(login_page.not_for, needed=Role.EDITOR, what="Add articles")
    )
    usage = (
        usage_page.draw if sees else partial(login_page.not_for, needed=Role.ADMIN, what="Usage")
    )
    places = [
        Place(partial(_shown, seat, _draw_ask), "Ask", "", sidebar=True),
        Place(partial(_shown, seat, _draw_coverage), "Coverage", "coverage", sidebar=not local),
        Place(partial(_shown, seat, add), "Add articles", "add", sidebar=not local, listed=edits),
    ]
    if not local:
        places.append(Place(partial(_shown, seat, usage), "Usage", "usage", True, listed=sees))
    return places


def _shown(seat: Seat, draw: Callable[[Seat], None]) -> None:
    try:
        draw(seat)
    except CoverageError as error:
        parts.trouble(str(error))
    except Exception:
        logger.exception("The page could not be drawn")
        parts.trouble(UNEXPECTED)
    if not seat.account.is_local:
        login_page.menu(seat)


def _draw_ask(seat: Seat) -> None:
    ask_page.draw(seat, _warning())


def _draw_coverage(seat: Seat) -> None:
    if _is_empty(seat.desk):
        parts.nothing_yet(seat.desk, editor=seat.may(Role.EDITOR))
    else:
        coverage_page.draw(seat.desk)


def _is_empty(desk: Desk) -> bool:
    catalogue = desk.catalogue()
    return catalogue is None or not catalogue.stats().articles
