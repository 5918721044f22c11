"""What a click does: the URL changes, a question is asked. For use in callbacks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from bot.errors import CoverageError
from bot.ui.address import Address
from bot.ui.answering import UNEXPECTED
from bot.ui.filters import filters_now
from bot.ui.manner import manner_now
from bot.ui.seat import Seat

_NOTICE = "notice"
_REDRAW = "redraw"

logger = logging.getLogger(__name__)


def go(address: Address) -> None:
    """Show ``address``; the browser's Back returns from there."""
    st.query_params.from_dict(address.parameters())
    st.session_state[_REDRAW] = True


def redraw() -> None:
    """Have all of the page drawn anew, though only a fragment of it was clicked in."""
    st.session_state[_REDRAW] = True


def take_redraw() -> bool:
    """Whether more must be drawn anew than the fragment that was clicked in; asked once."""
    return bool(st.session_state.pop(_REDRAW, False))


def take_notice() -> str:
    """The sentence that the last click has left to be shown, or ""."""
    return str(st.session_state.pop(_NOTICE, ""))


def leave_notice(sentence: str) -> None:
    """Have ``sentence`` shown when the page is drawn next."""
    st.session_state[_NOTICE] = sentence


def ask(seat: Seat, address: Address, question: str) -> None:
    """Ask in the conversation of ``address``, which begins with its first question."""
    if address.conversation and question.strip():
        with noticing():
            style, model = manner_now(seat.desk.settings)
            filters = replace(filters_now(), style=style, model=model)
            seat.ask(address.conversation, question.strip(), filters)
            go(address)


def ask_again(seat: Seat, address: Address, no: int) -> None:
    """Answer turn ``no`` once more."""
    if address.conversation:
        with noticing():
            seat.again(address.conversation, no)
            st.session_state[_REDRAW] = True


def ask_without(seat: Seat, address: Address, no: int, key: str) -> None:
    """Answer turn ``no`` once more, without what narrowed it."""
    if address.conversation:
        with noticing():
            seat.without(address.conversation, no, key)
            st.session_state[_REDRAW] = True


def stop(seat: Seat, address: Address) -> None:
    """Answer no further."""
    if address.conversation:
        with noticing():
            seat.stop(address.conversation)


def judge(seat: Seat, address: Address, no: int, verdict: str, reason: str) -> None:
    """Keep what a reader thinks of turn ``no``. verdict: "good", "bad", or "" for none."""
    if address.conversation:
        with noticing():
            if verdict:
                seat.feedback.give(address.conversation, no, verdict == "good", reason)
            else:
                seat.feedback.withdraw(address.conversation, no)


def submitted(key: str, then: Callable[[str], None]) -> Callable[[], None]:
    """A callback that hands the text of the input ``key`` to ``then``."""
    return lambda: then(str(st.session_state[key] or ""))


@contextmanager
def noticing() -> Iterator[None]:
    """A click that fails says why at the bottom of the page."""
    try:
        yield
    except CoverageError as error:
        st.session_state[_NOTICE] = str(error)
        redraw()
    except Exception:
        logger.exception("A click had no effect")
        st.session_state[_NOTICE] = UNEXPECTED
