"""The parts of the page around the conversation, and the open article beside it."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from bot.coverage.catalogue import Catalogue
from bot.coverage.records import CoverageStats, Held
from bot.coverage.stories import Story
from bot.export import FORMATS, Exported, Format
from bot.outcome import KeptTurn
from bot.settings import Settings
from bot.ui import components, controls, conversations_view, filters, manner, preferences
from bot.ui.address import Address
from bot.ui.article_view import article_view, gone_view
from bot.ui.controls import Choice
from bot.ui.desk import Desk
from bot.ui.navigation import go_to, titled
from bot.ui.seat import Seat
from bot.ui.state import go, noticing, submitted
from bot.ui.wording import coverage_words, unbroken

_WELCOME = """<div class="welcome"><h1>Ask the Coverage</h1>
<p>Ask what was reported. Every sentence of the answer comes from an article, and
<mark>one click shows you where.</mark></p></div>"""
_NOTHING = """<div class="welcome"><h1>Ask the Coverage</h1>
<p>There are no articles to ask about yet. <a href="add" target="_self">Add articles</a> here, or
run this in the project’s folder; the page goes on by itself.</p>
<pre><code>python ingest.py corpus</code></pre></div>"""
_NOTHING_YET = """<div class="welcome"><h1>Ask the Coverage</h1>
<p>There are no articles to ask about yet. Once an editor has added some, the page goes on by
itself.</p></div>"""
_LOOK_SECONDS = 2


def welcome(questions: Sequence[str], settings: Settings, on_ask: Callable[[str], None]) -> None:
    """The empty page: what this is, the input, and questions to begin with."""
    with st.container(key="welcome"):
        st.html(_WELCOME)
        st.chat_input("Ask about the coverage", key="first", on_submit=submitted("first", on_ask))
        manner.draw(settings)
        if questions:
            items = [Choice(text=q, note="", href="", current=False) for q in questions]
            controls.choices(
                "suggested",
                "pills",
                "Suggested questions",
                items,
                on_pick=lambda place: on_ask(questions[place]),
            )


def nothing_yet(desk: Desk, *, editor: bool = True) -> None:
    """What to do when nothing has been ingested; goes on once something has."""

    def look() -> None:
        catalogue = desk.catalogue()
        if catalogue and catalogue.stats().articles:
            st.rerun()

    with st.container(key="welcome"):
        st.html(_NOTHING if editor else _NOTHING_YET)
    st.fragment(look, run_every=_LOOK_SECONDS)()


def bar(export: Callable[[], Exported]) -> None:
    """The line above a conversation, which ``export`` hands out."""
    with st.container(key="bar", horizontal=True, horizontal_alignment="distribute"):
        st.html('<h1 class="wordmark">Ask the Coverage</h1>')
        with st.container(key="doings", horizontal=True, horizontal_alignment="right"):
            with st.popover("Export", type="tertiary", key="export"):
                for kind, form in FORMATS.items():
                    st.download_button(
                        form.label,
                        data=partial(_file, export, form),
                        file_name=f"conversation.{form.suffix}",
                        mime=form.mime,
                        key=f"export-{kind}",
                        on_click="ignore",
                        type="tertiary",
                    )
            st.button(
                "New conversation",
                key="anew",
                type="tertiary",
                icon=":material/add:",
                on_click=go,
                args=(Address(),),
            )


def _file(export: Callable[[], Exported], form: Format) -> str:
    return form.written(export())


def sidebar(seat: Seat, address: Address, held: Held, stats: CoverageStats, warning: str) -> None:
    """The filters, the conversations, what a reader may set; a warning of who else may read."""
    with st.sidebar:
        filters.draw(held, stats)
        st.html('<h2 class="wordmark">Conversations</h2>')
        conversations_view.draw(seat, address)
        st.html('<h2 class="wordmark">Settings</h2>')
        preferences.draw(partial(_keep, seat))
        if warning:
            st.html(f'<p class="quiet" role="note">{html.escape(warning)}</p>')


def _keep(seat: Seat, preferred: str) -> None:
    with noticing():
        seat.keep_preferences(preferred)


def narrowed() -> None:
    """A line that says what the filters leave, and clears them; nothing while none is set."""
    chosen = filters.chosen_now()
    if not chosen:
        return
    labels = ", ".join(html.escape(n.label) for n in chosen)
    with st.container(key="narrowed", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="narrowed">Only from {labels}</p>')
        st.button("Clear filters", key="clear", type="tertiary", on_click=filters.clear)


def foot(
    stats: CoverageStats,
    settings: Settings,
    notice: str,
    on_ask: Callable[[str], None] | None,
) -> None:
    """The bottom of the page: a notice, the input once there is a conversation, the coverage."""
    with st.bottom:
        if notice:
            trouble(notice)
        narrowed()
        if on_ask:
            manner.draw(settings)
            st.chat_input(
                "Ask a follow-up question", key="next", on_submit=submitted("next", on_ask)
            )
        line = html.escape(unbroken(coverage_words(stats, dt.datetime.now(dt.UTC))))
        st.html(f'<p class="foot"><a href="coverage" target="_self">{line}</a></p>')


def reader(
    catalogue: Catalogue,
    name: str,
    address: Address,
    turns: Sequence[KeptTurn],
    on_open: Callable[[str, str], None] | None = None,
    story: Story | None = None,
) -> None:
    """The open article, of the id ``name``, or what is left of it when it has been removed.

    on_open: article and span of another; None to open it at ``address``. story: that it tells.
    """
    article = catalogue.articles([name]).get(name)
    if article is None:
        view = gone_view(address, turns)
    else:
        copies = catalogue.copies([name]).get(name, ())
        view = article_view(article, address, turns, catalogue.versions(name), copies, story)
        if not address.conversation:
            titled(article.headline)
    with st.container(key="reader"):
        components.reader(
            view,
            on_open=on_open or partial(open_article, address),
            on_about=partial(_ask_about, address, view["title"]),
            on_story=lambda: go_to("coverage", {"story": name}),
        )


def _ask_about(address: Address, headline: str, over: bool) -> None:
    """Narrow the next question to the open article; close it where it hides the input."""
    filters.only_articles([address.article or ""], headline)
    if over:
        go(address.to(None))


def open_article(address: Address, article: str, span: str) -> None:
    """Open an article at a span such as "10-52"; "" for both closes it."""
    named = {"c": address.conversation or "", "article": article, "quote": span}
    go(Address.read(named))


def trouble(sentence: str) -> None:
    """A sentence that says what is wrong and what to do."""
    st.html(f'<p class="trouble" role="alert">{html.escape(sentence)}</p>')
