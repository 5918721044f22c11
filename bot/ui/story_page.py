"""Stories on the coverage page: the list of them, and one day by day and outlet by outlet."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from bot.coverage.browsing import Browser
from bot.coverage.catalogue import Catalogue
from bot.coverage.stories import Stories, Story
from bot.ui import components, filters
from bot.ui.desk import Desk
from bot.ui.navigation import go_to, titled
from bot.ui.shelf_address import Shelf
from bot.ui.shelf_filters import scope_of, show
from bot.ui.shelf_lists import PAGE, first_on, line, open_at, page_of, pager
from bot.ui.story_view import story_item, story_view, told_by, when
from bot.ui.wording import count_words

_LOOK_SECONDS = 0.5
_LOOKING = '<p class="quiet" role="status">Finding which articles tell the same story…</p>'
_GONE = (
    '<h1 class="title">This story is gone</h1><p class="quiet">No two of its articles are in the'
    " coverage any more.</p>"
)


def listed(
    desk: Desk, catalogue: Catalogue, generation: int, browser: Browser, shelf: Shelf
) -> None:
    """The stories that any of the articles tells that the filters leave."""
    stories = _found(desk, catalogue, generation)
    if stories is None:
        return
    found = _within(stories, browser, shelf)
    none = "No story matches" if shelf.filtered() else "No two articles tell the same story"
    line(shelf, _counted(len(found)) if found else none, len(found))
    first = first_on(shelf, len(found))
    some = found[first : first + PAGE]
    known = catalogue.articles(article for story in some for article in story.articles)
    items = [
        story_item(story, own, shelf)
        for story in some
        if (own := {a: known[a] for a in story.articles if a in known})
    ]
    components.shelf(
        "stories",
        "Stories",
        items,
        on_open=lambda story, _: show(shelf.told(story)),
        page=page_of(shelf, len(found)),
    )
    pager(shelf, len(found))


def draw(desk: Desk, catalogue: Catalogue, generation: int, shelf: Shelf) -> None:
    """The story that ``shelf`` names by one of its articles."""
    stories = _found(desk, catalogue, generation)
    if stories is None:
        return
    story = stories.of(shelf.story or "")
    target = replace(shelf.told(None), stories=True)
    st.button(
        "All stories",
        key="all-stories",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=show,
        args=(target,),
    )
    articles = list(catalogue.articles(story.articles).values()) if story else []
    if story is None or len(articles) < 2:
        st.html(_GONE)
        return
    title = next((a.headline for a in articles if a.id == story.centre), articles[0].headline)
    told = f"{told_by(story)} · {when(story)}"
    titled(title)
    st.html(f'<h1 class="title">{html.escape(title)}</h1><p class="quiet">{told}</p>')
    st.button("Ask about this story", key="ask-story", on_click=_ask, args=(story.articles, title))
    components.story(story_view(articles, shelf), on_open=partial(open_at, shelf))


def _found(desk: Desk, catalogue: Catalogue, generation: int) -> Stories | None:
    """The stories; None while they are being found, which is told and looked at again."""
    stories = desk.stories.of(catalogue, generation)
    if stories is None:

        def look() -> None:
            if desk.stories.of(catalogue, generation) is not None:
                st.rerun()

        st.html(_LOOKING)
        st.fragment(look, run_every=_LOOK_SECONDS)()
    return stories


def _within(stories: Stories, browser: Browser, shelf: Shelf) -> Sequence[Story]:
    if not shelf.filtered():
        return stories.latest
    ids = browser.ids(scope_of(shelf))
    return [story for story in stories.latest if not ids.isdisjoint(story.articles)]


def _counted(count: int) -> str:
    return "1 story" if count == 1 else count_words(count, "storie")


def _ask(articles: Sequence[str], title: str) -> None:
    filters.only_articles(articles, title)
    go_to("", {})
