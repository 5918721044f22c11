"""What a click does: the URL changes, a question is asked. For use in callbacks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from bot.errors import CoverageError
from bot.narrowing import Filters
from bot.ui.address import Address
from bot.ui.answering import UNEXPECTED
from bot.ui.desk import Desk
from bot.ui.filters import chosen_now
from bot.ui.manner import manner_now

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


def ask(desk: Desk, address: Address, question: str) -> None:
    """Ask in the conversation of ``address``, or begin one."""
    if question.strip():
        conversation = address.conversation or desk.conversations.new_id()
        with _noticing():
            style, model = manner_now(desk.settings)
            filters = Filters(chosen_now(), style=style, model=model)
            desk.answering.ask(conversation, question.strip(), filters)
            go(Address(conversation, address.article, address.quote))


def ask_again(desk: Desk, address: Address, no: int) -> None:
    """Answer turn ``no`` once more."""
    if address.conversation:
        with _noticing():
            desk.answering.again(address.conversation, no)
            st.session_state[_REDRAW] = True


def ask_without(desk: Desk, address: Address, no: int, key: str) -> None:
    """Answer turn ``no`` once more, without what narrowed it."""
    if address.conversation:
        with _noticing():
            desk.answering.without(address.conversation, no, key)
            st.session_state[_REDRAW] = True


def stop(desk: Desk, address: Address) -> None:
    """Have the model write no further."""
    if address.conversation:
        desk.answering.stop(address.conversation)


def submitted(key: str, then: Callable[[str], None]) -> Callable[[], None]:
    """A callback that hands the text of the input ``key`` to ``then``."""
    return lambda: then(str(st.session_state[key] or ""))


@contextmanager
def _noticing() -> Iterator[None]:
    try:
        yield
    except CoverageError as error:
        st.session_state[_NOTICE] = str(error)
    except Exception:
        logger.exception("A click had no effect")
        st.session_state[_NOTICE] = UNEXPECTED
