"""What a reader sets for himself, kept in his browser: strictness, size of the text, theme."""

from __future__ import annotations

import json
from collections.abc import Mapping
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


def current() -> dict[str, str]:
    """The preferences of this session, which begins with what its browser has kept."""
    if "preferences" not in st.session_state:
        st.session_state["preferences"] = read(st.context.cookies.get(COOKIE))
    kept: dict[str, str] = st.session_state["preferences"]
    return kept


def threshold() -> float | None:
    """The confidence below which this reader wants no answer; None: as the settings say."""
    return _THRESHOLDS[current()["strictness"]]


def text_percent() -> int:
    """How large the text is, in percent of the usual."""
    return _PERCENT[current()["size"]]


def draw() -> None:
    """The preferences to choose from, where the page is being drawn."""
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
            args=(name,),
        )


def _chosen(name: str) -> None:
    current()[name] = st.session_state[f"preference-{name}"]
