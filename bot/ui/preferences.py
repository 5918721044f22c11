"""What a reader sets for himself: strictness, size of the text, theme.

It is kept in his browser; where there are accounts, with his account.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

import streamlit as st

COOKIE = "coverage"
DEFAULTS = {"strictness": "Usual", "size": "Usual", "theme": "System"}
CHOICES = {
    "strictness": ("Strict", "Usual", "Lenient"),
    "size": ("Small", "Usual", "Large"),
    "theme": ("System", "Light", "Dark"),
}
_LABELS = {
    "strictness": "How sure an answer must be",
    "size": "Text size",
    "theme": "Theme",
}
_HELP = {
    "strictness": "Strict declines more often and errs less; lenient the other way round."
    " It holds for what you ask next.",
}
_THRESHOLDS = {"Strict": 0.5, "Usual": None, "Lenient": 0.25}
_PERCENT = {"Small": 90, "Usual": 100, "Large": 118}


def read(cookie: str | None) -> dict[str, str]:
    """The preferences that a cookie tells; what it does not tell, or tells wrong, is as usual."""
    try:
        told = json.loads(unquote(cookie or ""))
    except ValueError:
        told = {}
    kept = told if isinstance(told, dict) else {}
    return {n: kept[n] if kept.get(n) in CHOICES[n] else d for n, d in DEFAULTS.items()}


def written(preferences: Mapping[str, str]) -> str:
    """The inverse of ``read``: only what is not as usual."""
    told = {n: v for n, v in preferences.items() if v != DEFAULTS[n]}
    return quote(json.dumps(told, separators=(",", ":")))


def begin(kept: Callable[[], str | None]) -> None:
    """Begin a session with what is ``kept``, as ``written``; asked once."""
    if "preferences" not in st.session_state:
        st.session_state["preferences"] = read(kept())


def of_browser() -> str | None:
    """What the browser has kept."""
    return st.context.cookies.get(COOKIE)


def current() -> dict[str, str]:
    """The preferences of this session; as usual before it has begun."""
    kept: dict[str, str] = st.session_state.get("preferences", DEFAULTS)
    return kept


def threshold() -> float | None:
    """The confidence below which this reader wants no answer; None: as the settings say."""
    return _THRESHOLDS[current()["strictness"]]


def text_percent() -> int:
    """How large the text is, in percent of the usual."""
    return _PERCENT[current()["size"]]


def draw(keep: Callable[[str], None]) -> None:
    """The preferences to choose from, where the page is being drawn.

    keep: is given what is set, as ``written``, when something has been chosen.
    """
    kept = current()
    for name, options in CHOICES.items():
        key = f"preference-{name}"
        st.session_state.setdefault(key, kept[name])
        st.radio(
            _LABELS[name],
            options,
            key=key,
            horizontal=True,
            help=_HELP.get(name),
            on_change=_chosen,
            args=(keep, name),
        )


def _chosen(keep: Callable[[str], None], name: str) -> None:
    current()[name] = st.session_state[f"preference-{name}"]
    keep(written(current()))
