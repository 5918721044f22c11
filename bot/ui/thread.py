"""The turns of a conversation, drawn again and again only while an answer is being made."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import streamlit as st

from bot.accounts import Role
from bot.outcome import KeptTurn
from bot.ui import components
from bot.ui.address import Address
from bot.ui.parts import open_article
from bot.ui.present import turn_view
from bot.ui.seat import Seat
from bot.ui.state import ask, ask_again, ask_without, judge, stop, take_redraw


def draw(seat: Seat, address: Address, turns: Sequence[KeptTurn]) -> None:
    """Draw ``turns``; what waits in them is answered, and shown as it comes."""
    conversation = address.conversation or ""
    every = None
    if _waits(turns):
        seat.resume(conversation)
    if _waits(turns) or seat.progress(conversation):
        progress = seat.progress(conversation)
        stopped = progress is not None and progress.stopped
        every = None if stopped else seat.look_again(conversation)
    # Always a fragment: the browser would build the thread anew if it became one.
    st.fragment(_watched, run_every=every)(seat, address, every)


def _watched(seat: Seat, address: Address, every: float | None) -> None:
    if take_redraw() or not seat.may(Role.READER):
        st.rerun()
    started = time.perf_counter()
    conversation = address.conversation or ""
    busy = seat.progress(conversation) is not None
    turns = seat.conversations.turns(conversation)
    _turns(seat, address, turns)
    if every is None:
        return
    seat.desk.answering.looked(time.perf_counter() - started)
    over = not busy and not _waits(turns)
    # How often it is looked at is told to the browser when all is drawn, and only then.
    if over or seat.look_again(conversation) < every / 2:
        st.rerun()


def _waits(turns: Sequence[KeptTurn]) -> bool:
    return any(turn.outcome is None for turn in turns)


def _turns(seat: Seat, address: Address, turns: Sequence[KeptTurn]) -> None:
    progress = seat.progress(address.conversation or "")
    answered = any(turn.outcome for turn in turns)
    verdicts = seat.feedback.verdicts(address.conversation or "") if answered else {}
    views = [
        turn_view(
            turn,
            progress if progress and progress.no in (0, turn.no) else None,
            address,
            verdicts.get(turn.no),
            show_work=seat.desk.settings.show_work,
            shared=seat.account.is_local,
        )
        for turn in turns
    ]
    components.thread(
        views,
        {"article": address.article or "", "span": str(address.quote or "")},
        on_open=partial(open_article, address),
        on_again=partial(ask_again, seat, address),
        on_without=partial(ask_without, seat, address),
        on_stop=partial(stop, seat, address),
        on_ask=partial(ask, seat, address),
        on_judge=partial(judge, seat, address),
    )
