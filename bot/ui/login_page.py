"""What those see who are not logged in, and the menu of those who are."""

from __future__ import annotations

import html
from functools import partial

import streamlit as st

from bot.accounts import Account, Role
from bot.ui import controls
from bot.ui.desk import Desk
from bot.ui.login import Login
from bot.ui.navigation import link_to_ask
from bot.ui.seat import Seat
from bot.ui.state import noticing, take_notice

_WELCOME = """<div class="welcome"><h1>Ask the Coverage</h1>
<p>Ask what was reported, and see where it stands.</p></div>"""
_BACK = """<div class="welcome"><h1>Ask the Coverage</h1>
<p>Your session has ended. Log in to go on: what you have asked is kept.</p></div>"""
_STRANGER = """<div class="welcome"><h1>Ask the Coverage</h1>
<p>You are logged in as {name}, who may not read here. Whoever runs this page can let you in.</p>
</div>"""


def draw(desk: Desk, login: Login, account: Account | None) -> None:
    """The way in. account: of somebody whose login is over, or who may not read here."""
    take_notice()  # that the session has ended is said here
    with st.container(key="welcome"), st.container(key="login"):
        if account and desk.gate.is_in(account):
            st.html(_STRANGER.format(name=html.escape(account.known_as)))
            st.button("Log out", key="log-out", on_click=_log_out, args=(desk, account))
            return
        st.html(_BACK if account else _WELCOME)
        with st.container(key="providers", horizontal=True):
            for name in login.providers:
                label = "Log in" if len(login.providers) == 1 else f"Log in with {name.title()}"
                st.button(
                    label,
                    key=f"log-in-{name}",
                    type="primary",
                    on_click=partial(st.login, None if name == "default" else name),
                )
        controls.going_back(keep=True)


def menu(seat: Seat) -> None:
    """Who one is, and the way out; in the sidebar."""
    account = seat.account
    with st.sidebar, st.container(key="account"):
        st.html(
            '<h2 class="wordmark">Account</h2>'
            f'<p class="quiet">{html.escape(account.name)} · {account.role.shown}</p>'
        )
        st.button(
            "Log out", key="log-out", type="tertiary", on_click=_log_out, args=(seat.desk, account)
        )
    with st.container(key="page-back"):  # not in the sidebar, which may be closed
        controls.going_back(keep=False)


def not_for(seat: Seat, needed: Role, what: str) -> None:
    """A page that is not for this user: why, and what to do."""
    account = seat.account
    who = {Role.EDITOR: "editors", Role.ADMIN: "administrators"}[needed]
    told = (
        f"This is for {who}. You are logged in as {account.known_as}, {account.role.shown}:"
        " whoever runs this page can change that."
    )
    with st.container(key="not-for"):
        st.html(
            f'<h1 class="title">{html.escape(what)}</h1>'
            f'<p class="quiet" role="status">{html.escape(told)}</p>'
        )
        link_to_ask("Ask about the coverage", {})


def _log_out(desk: Desk, account: Account) -> None:
    with noticing():
        desk.gate.log_out(account)
    st.logout()
