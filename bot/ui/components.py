"""What is read on the page and Streamlit has not: text with marks that open what they cite.

Each is given plain data and writes it with ``textContent``, so that nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

import streamlit as st

from bot.ui.mounting import read, told

if TYPE_CHECKING:
    from bot.ui.article_view import ArticleView
    from bot.ui.present import TurnView
    from bot.ui.story_view import StoryView


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


_thread = st.components.v2.component(
    "coverage_thread",
    js=read("dom.js", "hover.js", "cards.js", "actions.js", "turn.js", "thread.js"),
    css=read(
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
    "coverage_reader", js=read("dom.js", "reader.js"), css=read("base.css", "reader.css")
)
_shelf = st.components.v2.component(
    "coverage_shelf", js=read("dom.js", "shelf.js"), css=read("base.css", "shelf.css")
)
_story = st.components.v2.component(
    "coverage_story", js=read("dom.js", "story.js"), css=read("base.css", "story.css")
)


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
        on_open_change=lambda: told(key, "open", lambda v: on_open(v["article"], v["span"])),
        on_again_change=lambda: told(key, "again", lambda v: on_again(int(v))),
        on_without_change=lambda: told(
            key, "without", lambda v: on_without(int(v["no"]), str(v["key"]))
        ),
        on_stop_change=lambda: told(key, "stop", lambda v: on_stop()),
        on_ask_change=lambda: told(key, "ask", lambda v: on_ask(str(v))),
        on_judge_change=lambda: told(
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
        on_open_change=lambda: told(key, "open", lambda v: on_open(v["article"], v["span"])),
        on_about_change=lambda: told(key, "about", lambda v: on_about(bool(v["over"]))),
        on_story_change=lambda: told(key, "story", lambda v: on_story()),
    )


def shelf(
    key: str,
    label: str,
    items: Sequence[Item],
    *,
    on_open: Callable[[str, str], None],
    page: int = 1,
) -> None:
    """A list of articles. on_open: article and span of the one to be opened.

    page: which part of the list these are, from 1; another is shown from its beginning.
    """
    _shelf(
        key=key,
        data={"label": label, "items": list(items), "page": page},
        on_open_change=lambda: told(key, "open", lambda v: on_open(v["article"], v["span"])),
    )


def story(view: StoryView, *, on_open: Callable[[str, str], None]) -> None:
    """A story. on_open: article and span of the one to be opened."""
    key = "story-view"
    _story(
        key=key,
        data=dict(view),
        on_open_change=lambda: told(key, "open", lambda v: on_open(v["article"], v["span"])),
    )
