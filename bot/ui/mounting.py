"""How the page's own components are made of files, and how what happens in them is heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

ASSETS = Path(__file__).parent / "assets"


def read(*names: str) -> str:
    """The files of those names, one after the other."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


def told(key: str, event: str, then: Callable[[Any], None]) -> None:
    """Hand to ``then`` what the component ``key`` tells of ``event``: each time that it happens.

    The browser numbers what it tells. A state comes with every later message, so that nothing is
    lost with a run that another has ended; by its number it is done no second time.
    """
    last = f"{key}-{event}-told"
    state = st.session_state[key].get(event)
    if state is not None and state["at"] != st.session_state.get(last):
        st.session_state[last] = state["at"]
        then(state["value"])
