"""The first page: a question, its answer, the conversation, and the article beside it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from bot.accounts import Role
from bot.conversations import Conversations
from bot.ui import controls, filters, navigation, parts, preferences, thread
from bot.ui.address import Address
from bot.ui.seat import Seat
from bot.ui.state import ask, take_notice, take_redraw

_GONE = "That conversation is not kept here any more."
_NOT_YOURS = "That conversation is not kept here any more, or it is not yours."


def draw(seat: Seat, warning: str) -> None:
    """The page, as its URL says. warning: of who else may read, or ""."""
    take_redraw()
    desk = seat.desk
    catalogue = desk.catalogue()
    stats = catalogue.stats() if catalogue else None
    if catalogue is None or stats is None or not stats.articles:
        parts.nothing_yet(desk, editor=seat.may(Role.EDITOR))
        return
    address = Address.read(st.query_params)
    named = seat.list.title(address.conversation) if address.conversation else None
    navigation.titled(named or "")
    turns = seat.conversations.turns(address.conversation) if address.conversation else ()
    notice = take_notice()
    if address.conversation and not turns:
        address = Address(None, address.article, address.quote)
        notice = notice or (_GONE if seat.account.is_local else _NOT_YOURS)
    navigation.remember(address.conversation)
    # One for each time that the page is drawn: two clicks on a question begin one conversation.
    asking = address.conversation or Conversations.new_id()
    on_ask = partial(ask, seat, Address(asking, address.article, address.quote))
    held = desk.held(catalogue, stats.generation)
    filters.take(held, stats)
    parts.sidebar(seat, address, held, stats, warning)
    if turns:
        parts.bar(partial(seat.export, address.conversation or ""))
        thread.draw(seat, address, turns)
    else:
        parts.welcome(desk.suggested(catalogue, stats.generation), desk.settings, on_ask)
    parts.foot(stats, desk.settings, notice, on_ask if turns else None)
    if address.article:
        story = desk.story_of(catalogue, stats.generation, address.article)
        parts.reader(catalogue, address.article, address, turns, story=story)
    kept = preferences.current()
    cookie = preferences.COOKIE if seat.account.is_local else ""
    with st.container(key="page-keys"):
        controls.keys(cookie, preferences.written(kept), kept["theme"])
    desk.warm()
