"""How the next question is to be answered: the style, and which of the models set writes."""

from __future__ import annotations

import streamlit as st

from bot.model_names import choices
from bot.settings import Settings
from bot.styles import Style
from bot.ui import controls

_STYLE, _MODEL = "manner-style", "manner-model"


def manner_now(settings: Settings) -> tuple[Style, str | None]:
    """What is chosen in this session; the model is None for the usual one."""
    model = st.session_state.get(_MODEL)
    known = [choice.setting for choice in choices(settings)]
    return Style(st.session_state.get(_STYLE, Style.BRIEF.value)), model if model in known else None


def draw(settings: Settings) -> None:
    """The styles and, where a model is set, the models, where the page is being drawn."""
    style, model = manner_now(settings)
    models = choices(settings)
    controls.manner(
        [{"key": s.value, "label": s.shown, "current": s is style} for s in Style],
        [
            {
                "key": c.setting,
                "label": c.shown,
                "current": c.setting == (model or models[0].setting),
            }
            for c in (models if len(models) > 1 else ())
        ],
        on_style=lambda key: st.session_state.update({_STYLE: Style(key).value}),
        on_model=lambda key: st.session_state.update({_MODEL: key}),
    )
