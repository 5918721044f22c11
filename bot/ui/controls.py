"""What one does with the page and Streamlit has not: lists to choose from, fields, keys.

Each is given plain data and writes it with ``textContent``, so that nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypedDict

import streamlit as st

from bot.ui.mounting import read, told

if TYPE_CHECKING:
    from bot.ui.conversations_view import ListView


class Choice(TypedDict):
    """Something to choose from a list; href: "" when choosing it leads nowhere yet."""

    text: str
    note: str
    href: str
    current: bool


class Option(TypedDict):
    """One of several, of which one is current."""

    key: str
    label: str
    current: bool


_choices = st.components.v2.component(
    "coverage_choices", js=read("dom.js", "choices.js"), css=read("base.css", "choices.css")
)
_search = st.components.v2.component(
    "coverage_search", js=read("dom.js", "search.js"), css=read("base.css", "search.css")
)
_manner = st.components.v2.component(
    "coverage_manner", js=read("dom.js", "manner.js"), css=read("base.css", "manner.css")
)
_conversations = st.components.v2.component(
    "coverage_conversations",
    js=read("dom.js", "conversations.js"),
    css=read("base.css", "conversations.css"),
)
_keys = st.components.v2.component(
    "coverage_keys", js=read("dom.js", "keys.js"), css=read("base.css", "keys.css")
)
_visits = st.components.v2.component("coverage_visits", js=read("visits.js"))
_back = st.components.v2.component("coverage_back", js=read("back.js"))


def choices(
    key: str, kind: str, label: str, items: Sequence[Choice], *, on_pick: Callable[[int], None]
) -> None:
    """A list to choose from; on_pick: the place in ``items``.

    kind: "pills", "list", "bar", "tabs" or "link".
    """
    _choices(
        key=key,
        data={"kind": kind, "label": label, "items": list(items)},
        on_pick_change=lambda: told(key, "pick", lambda v: on_pick(int(v))),
    )


def search(key: str, label: str, words: str, *, on_type: Callable[[str], None]) -> None:
    """A field that tells what stands in it whenever the typing pauses."""
    _search(
        key=key,
        data={"label": label, "words": words},
        on_typed_change=lambda: told(key, "typed", lambda v: on_type(str(v["words"]))),
    )


def manner(
    styles: Sequence[Option],
    models: Sequence[Option],
    *,
    on_style: Callable[[str], None],
    on_model: Callable[[str], None],
) -> None:
    """How to answer. models: empty where there is nothing to choose. Both are told a key."""
    key = "manner"
    _manner(
        key=key,
        data={"styles": list(styles), "models": list(models)},
        on_style_change=lambda: told(key, "style", lambda v: on_style(str(v))),
        on_model_change=lambda: told(key, "model", lambda v: on_model(str(v))),
    )


def conversations(
    view: ListView,
    *,
    on_pick: Callable[[str], None],
    on_seek: Callable[[str], None],
    on_more: Callable[[], None],
    on_rename: Callable[[str, str], None],
    on_remove: Callable[[str], None],
    on_restore: Callable[[str], None],
) -> None:
    """The list of conversations. Each callback gets an id; on_seek words; on_rename a title too.

    on_more: nothing; older ones are to be shown, too.
    """
    key = "conversations"
    _conversations(
        key=key,
        data=dict(view),
        on_pick_change=lambda: told(key, "pick", lambda v: on_pick(str(v))),
        on_seek_change=lambda: told(key, "seek", lambda v: on_seek(str(v))),
        on_more_change=lambda: told(key, "more", lambda _: on_more()),
        on_rename_change=lambda: told(
            key, "rename", lambda v: on_rename(str(v["id"]), str(v["title"]))
        ),
        on_remove_change=lambda: told(key, "remove", lambda v: on_remove(str(v))),
        on_restore_change=lambda: told(key, "restore", lambda v: on_restore(str(v))),
    )


def keys(name: str, value: str, theme: str) -> None:
    """The keys of the page and their list. The theme is kept, and the cookie ``name`` unless ""."""
    _keys(key="keys", data={"name": name, "value": value, "theme": theme})


def seen_before(latest: int) -> int | None:
    """What ``latest`` was when this browser was here before; None if it never was.

    It is known one run after the first, since the browser has to be asked.
    """
    found = _visits(key="visits", data={"latest": latest}, on_before_change=lambda: None).before
    return int(found) if found is not None else None


def going_back(*, keep: bool) -> None:
    """Have the browser keep where it is, or go back there, if it was kept: around a login."""
    _back(key="back", data={"keep": keep})
