"""The list of conversations at the side: by day, found, renamed, deleted and brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TypedDict

import streamlit as st

from bot.conversation_list import Listed
from bot.ui import controls
from bot.ui.address import Address
from bot.ui.seat import Seat
from bot.ui.state import go, noticing
from bot.ui.wording import day_words

_SEEKING, _GONE, _SHOWN = "conversations-seeking", "conversations-gone", "conversations-shown"
_FIRST, _FURTHER = 15, 30


class Item(TypedDict):
    """A conversation to open."""

    id: str
    title: str
    href: str
    current: bool


class Day(TypedDict):
    """The conversations of a day, the latest first."""

    label: str
    items: list[Item]


class Gone(TypedDict):
    """What was deleted last and can be brought back; both "" when there is none."""

    id: str
    title: str


class ListView(TypedDict):
    """All that the list shows; seeking: the words that were looked for.

    more: whether there are older ones than it shows.
    """

    days: list[Day]
    gone: Gone
    seeking: str
    more: bool


def draw(seat: Seat, address: Address) -> None:
    """The list, where the page is being drawn."""
    seeking = str(st.session_state.get(_SEEKING, ""))
    gone: Gone = st.session_state.get(_GONE, Gone(id="", title=""))
    shown = int(st.session_state.get(_SHOWN, _FIRST))
    kept = seat.list.recent(shown + 1, holding=seeking)
    now = dt.datetime.now().astimezone()
    controls.conversations(
        ListView(
            days=days_of(kept[:shown], address.conversation, now),
            gone=gone,
            seeking=seeking,
            more=len(kept) > shown,
        ),
        on_pick=lambda name: go(Address(name)),
        on_seek=_seek,
        on_more=_more,
        on_rename=partial(_rename, seat),
        on_remove=partial(_remove, seat, address),
        on_restore=partial(_restore, seat),
    )


def days_of(kept: Sequence[Listed], current: str | None, now: dt.datetime) -> list[Day]:
    """``kept``, the latest first, under the days on which each was last asked in."""

    def label(listed: Listed) -> str:
        day = listed.updated.astimezone(now.tzinfo).date()
        near = {0: "Today", 1: "Yesterday"}.get((now.date() - day).days)
        return near or day_words(day)

    return [
        Day(
            label=day,
            items=[
                Item(id=c.id, title=c.title, href=Address(c.id).href(), current=c.id == current)
                for c in of_day
            ],
        )
        for day, of_day in groupby(kept, label)
    ]


def _seek(words: str) -> None:
    st.session_state[_SEEKING] = words


def _more() -> None:
    st.session_state[_SHOWN] = int(st.session_state.get(_SHOWN, _FIRST)) + _FURTHER


def _rename(seat: Seat, name: str, title: str) -> None:
    with noticing():
        seat.list.rename(name, title)


def _remove(seat: Seat, address: Address, name: str) -> None:
    with noticing():
        title = seat.list.title(name)
        if title is not None:
            seat.list.remove(name)
            st.session_state[_GONE] = Gone(id=name, title=title)
            if name == address.conversation:
                go(Address())


def _restore(seat: Seat, name: str) -> None:
    with noticing():
        seat.list.restore(name)
        st.session_state.pop(_GONE, None)
        go(Address(name))
