"""The parts of the page that Streamlit has not: text with marks that open what they cite.

Each is given plain data and writes it with ``textContent``, so that nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import streamlit as st

if TYPE_CHECKING:
    from bot.ui.article_view import ArticleView
    from bot.ui.conversations_view import ListView
    from bot.ui.present import TurnView
    from bot.ui.story_view import StoryView

ASSETS = Path(__file__).parent / "assets"


class Choice(TypedDict):
    """Something to choose from a list; href: "" when choosing it leads nowhere yet."""

    text: str
    note: str
    href: str
    current: bool


class Item(TypedDict):
    """An article in a list; its headline and snippet in pieces, each with whether it is lit.

    href: "" when it cannot be opened. tag: a word before ``about``; tone: "" or "alarm".
    """

    title: list[tuple[str, bool]]
    about: str
    snippet: list[tuple[str, bool]]
    tag: str
    tone: str
    href: str
    article: str
    span: str
    current: bool


class Option(TypedDict):
    """One of several, of which one is current."""

    key: str
    label: str
    current: bool


def _read(*names: str) -> str:
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


_thread = st.components.v2.component(
    "coverage_thread",
    js=_read("dom.js", "hover.js", "cards.js", "actions.js", "turn.js", "thread.js"),
    css=_read(
        "base.css",
        "turn.css",
        "lists.css",
        "cards.css",
        "actions.css",
        "thread.css",
        "hover.css",
    ),
)
_reader = st.components.v2.component(
    "coverage_reader", js=_read("dom.js", "reader.js"), css=_read("base.css", "reader.css")
)
_choices = st.components.v2.component(
    "coverage_choices", js=_read("dom.js", "choices.js"), css=_read("base.css", "choices.css")
)
_conversations = st.components.v2.component(
    "coverage_conversations",
    js=_read("dom.js", "conversations.js"),
    css=_read("base.css", "conversations.css"),
)
_keys = st.components.v2.component(
    "coverage_keys", js=_read("dom.js", "keys.js"), css=_read("base.css", "keys.css")
)

_manner = st.components.v2.component(
    "coverage_manner", js=_read("dom.js", "manner.js"), css=_read("base.css", "manner.css")
)


_shelf = st.components.v2.component(
    "coverage_shelf", js=_read("dom.js", "shelf.js"), css=_read("base.css", "shelf.css")
)
_story = st.components.v2.component(
    "coverage_story", js=_read("dom.js", "story.js"), css=_read("base.css", "story.css")
)
_search = st.components.v2.component(
    "coverage_search", js=_read("dom.js", "search.js"), css=_read("base.css", "search.css")
)
_visits = st.components.v2.component("coverage_visits", js=_read("visits.js"))
_back = st.components.v2.component("coverage_back", js=_read("back.js"))


def thread(
    turns: Sequence[TurnView],
    open_article: Mapping[str, str],
    *,
    on_open: Callable[[str, str], None],
    on_again: Callable[[int], None],
    on_without: Callable[[int, str], None],
    on_stop: Callable[[], None],
    on_ask: Callable[[str], None],
    on_judge: Callable[[int, str, str], None],
) -> None:
    """The turns of a conversation.

    on_open: article and span; on_again: number of the turn; on_without: the same, and the key of
    the narrowing to take away; on_stop: nothing, as only one answer is under way; on_ask: a related
    question; on_judge: number of the turn, "good", "bad" or "", and a reason.
    """
    key = "thread"
    _thread(
        key=key,
        data={"turns": list(turns), "open": dict(open_article)},
        on_open_change=lambda: _told(key, "open", lambda v: on_open(v["article"], v["span"])),
        on_again_change=lambda: _told(key, "again", lambda v: on_again(int(v))),
        on_without_change=lambda: _told(
            key, "without", lambda v: on_without(int(v["no"]), str(v["key"]))
        ),
        on_stop_change=lambda: _told(key, "stop", lambda v: on_stop()),
        on_ask_change=lambda: _told(key, "ask", lambda v: on_ask(str(v))),
        on_judge_change=lambda: _told(
            key, "judge", lambda v: on_judge(int(v["no"]), str(v["verdict"]), str(v["reason"]))
        ),
    )


def reader(
    view: ArticleView,
    *,
    on_open: Callable[[str, str], None],
    on_about: Callable[[bool], None],
    on_story: Callable[[], None],
) -> None:
    """An open article.

    on_open: article and span of another; both "" to close it. on_about: the next question is about
    this one alone, and whether it lies over the input. on_story: all that tell the same event.
    """
    key = "reader-view"
    _reader(
        key=key,
        data=dict(view),
        on_open_change=lambda: _told(key, "open", lambda v: on_open(v["article"], v["span"])),
        on_about_change=lambda: _told(key, "about", lambda v: on_about(bool(v["over"]))),
        on_story_change=lambda: _told(key, "story", lambda v: on_story()),
    )


def choices(
    key: str, kind: str, label: str, items: Sequence[Choice], *, on_pick: Callable[[int], None]
) -> None:
    """A list to choose from; on_pick: the place in ``items``.

    kind: "pills", "list", "bar", "tabs" or "link".
    """
    _choices(
        key=key,
        data={"kind": kind, "label": label, "items": list(items)},
        on_pick_change=lambda: _told(key, "pick", lambda v: on_pick(int(v))),
    )


def shelf(
    key: str, label: str, items: Sequence[Item], *, on_open: Callable[[str, str], None]
) -> None:
    """A list of articles. on_open: article and span of the one to be opened."""
    _shelf(
        key=key,
        data={"label": label, "items": list(items)},
        on_open_change=lambda: _told(key, "open", lambda v: on_open(v["article"], v["span"])),
    )


def story(view: StoryView, *, on_open: Callable[[str, str], None]) -> None:
    """A story. on_open: article and span of the one to be opened."""
    key = "story-view"
    _story(
        key=key,
        data=dict(view),
        on_open_change=lambda: _told(key, "open", lambda v: on_open(v["article"], v["span"])),
    )


def search(key: str, label: str, words: str, *, on_type: Callable[[str], None]) -> None:
    """A field that tells what stands in it whenever the typing pauses."""
    _search(
        key=key,
        data={"label": label, "words": words},
        on_typed_change=lambda: _told(key, "typed", lambda v: on_type(str(v["words"]))),
    )


def seen_before(latest: int) -> int | None:
    """What ``latest`` was when this browser was here before; None if it never was.

    It is known one run after the first, since the browser has to be asked.
    """
    found = _visits(key="visits", data={"latest": latest}, on_before_change=lambda: None).before
    return int(found) if found is not None else None


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
        on_style_change=lambda: _told(key, "style", lambda v: on_style(str(v))),
        on_model_change=lambda: _told(key, "model", lambda v: on_model(str(v))),
    )


def conversations(
    view: ListView,
    *,
    on_pick: Callable[[str], None],
    on_seek: Callable[[str], None],
    on_rename: Callable[[str, str], None],
    on_remove: Callable[[str], None],
    on_restore: Callable[[str], None],
) -> None:
    """The list of conversations. Each callback gets an id; on_seek words; on_rename a title too."""
    key = "conversations"
    _conversations(
        key=key,
        data=dict(view),
        on_pick_change=lambda: _told(key, "pick", lambda v: on_pick(str(v))),
        on_seek_change=lambda: _told(key, "seek", lambda v: on_seek(str(v))),
        on_rename_change=lambda: _told(
            key, "rename", lambda v: on_rename(str(v["id"]), str(v["title"]))
        ),
        on_remove_change=lambda: _told(key, "remove", lambda v: on_remove(str(v))),
        on_restore_change=lambda: _told(key, "restore", lambda v: on_restore(str(v))),
    )


def keys(name: str, value: str, theme: str) -> None:
    """The keys of the page and their list. The theme is kept, and the cookie ``name`` unless ""."""
    _keys(key="keys", data={"name": name, "value": value, "theme": theme})


def going_back(*, keep: bool) -> None:
    """Have the browser keep where it is, or go back there, if it was kept: around a login."""
    _back(key="back", data={"keep": keep})


def _told(key: str, event: str, then: Callable[[Any], None]) -> None:
    value = st.session_state[key].get(event)
    if value is not None:
        then(value)
