"""The page on which editors add articles, see what became of them, and take a run back."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from functools import partial

import streamlit as st

from bot.accounts import Role
from bot.errors import CoverageError
from bot.intake import MOST_FILES, Order, Stage, urls_of
from bot.loaders.formats import SUFFIXES
from bot.ui import add_runs, parts, run_view
from bot.ui.address import Address
from bot.ui.seat import Seat
from bot.ui.state import leave_notice, noticing, redraw, take_notice, take_redraw

_LOOK_SECONDS = 1.0
_EARLIER = 20
_ADDED = "add-number"
_HEAD = """<h1 class="title">Add articles</h1>
<p class="quiet">What is in is found by the next question. A new text of an article replaces the old
one, which stays readable as an earlier version.</p>"""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the URL names: a run, and an article that is open."""

    run: int | None
    article: str | None

    @classmethod
    def read(cls) -> _Shown:
        number = st.query_params.get("run", "")
        run = int(number) if number.isdecimal() and len(number) < 10 else None
        return cls(run, Address.read(st.query_params).article)


def draw(seat: Seat) -> None:
    """The page, as its URL says."""
    take_redraw()
    shown = _Shown.read()
    with st.container(key="add"):
        st.html(_HEAD)
        _form(seat)
        if notice := take_notice():
            parts.trouble(notice)
        _watched(seat, shown)
    catalogue = seat.desk.catalogue()
    if shown.article and catalogue:
        address = Address(None, shown.article)
        parts.reader(catalogue, shown.article, address, (), partial(_open, shown))


def _form(seat: Seat) -> None:
    number = st.session_state.setdefault(_ADDED, 0)
    files, urls = f"files-{number}", f"urls-{number}"
    limit = int(st.get_option("server.maxUploadSize"))
    st.file_uploader(
        "Files",
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
        accept_multiple_files=True,
        key=files,
    )
    st.html(
        f'<p class="quiet hint">Up to {MOST_FILES} files of {limit} MB each: web pages, PDF, Word,'
        " OpenDocument, RTF, text, Markdown, e‑mail, CSV, JSON, the news agencies’ formats, feeds"
        " and archives of these. A file is deleted once it is in.</p>"
    )
    st.text_area(
        "Web addresses",
        key=urls,
        height=96,
        placeholder="https://… one a line: an article, a feed or a sitemap",
    )
    st.button("Add", key="add-now", type="primary", on_click=_add, args=(seat, files, urls))


def _add(seat: Seat, files: str, urls: str) -> None:
    given = [(file.name, file) for file in st.session_state.get(files) or ()]
    try:
        seat.intake.add(given, urls_of(st.session_state.get(urls) or ""), seat.account.known_as)
    except CoverageError as error:
        leave_notice(str(error))
        return
    st.session_state[_ADDED] += 1  # which empties the fields
    st.query_params.clear()


def _watched(seat: Seat, shown: _Shown) -> None:
    """The orders and runs, looked at again and again while one of them is under way."""
    intake = seat.intake
    runs = intake.runs(_EARLIER)
    live = any(o.is_live for o in intake.orders()) or any(map(intake.is_running, runs[:1]))
    every = _LOOK_SECONDS if live else None
    st.fragment(_drawn, run_every=every)(seat, shown, polled=live)


def _drawn(seat: Seat, shown: _Shown, *, polled: bool) -> None:
    if take_redraw() or not seat.may(Role.EDITOR):
        st.rerun()
    intake = seat.intake
    orders, runs = intake.orders(), intake.runs(_EARLIER)
    running = runs[0] if runs and intake.is_running(runs[0]) else None
    if polled and not running and not any(o.is_live for o in orders):
        st.rerun()
    for order in orders:
        _order(seat, order)
    if running and not any(o.run and o.run.number == running.number for o in orders):
        _bar("An ingest is running", *run_view.progress(running, dt.datetime.now(dt.UTC)))
    # What has just ended is what one wants to see, and nothing older while more is to come.
    latest = running or (runs[0] if runs and not any(o.is_live for o in orders) else None)
    chosen = next((run for run in runs if run.number == shown.run), latest)
    if chosen:
        add_runs.draw(seat, chosen, runs, shown.article, partial(_open, shown))
    add_runs.earlier(intake, [run for run in runs if run is not running], chosen)


def _order(seat: Seat, order: Order) -> None:
    if order.stage is Stage.BROKEN:
        parts.trouble(f"{order.title}: {order.trouble}")
        st.button("Dismiss", f"dismiss-{order.key}", on_click=_forget, args=(seat, order.key))
    elif order.run:
        told, share = run_view.progress(order.run, dt.datetime.now(dt.UTC))
        _bar(order.title, told, share, seat, order.key)
    else:
        waits = order.stage is Stage.WAITING
        told = "Waits for another ingest to finish" if waits else "Getting ready"
        _bar(order.title, told, 0.0, seat, order.key)


def _bar(title: str, told: str, share: float, seat: Seat | None = None, key: str = "") -> None:
    """What is under way, and how far it is; with a way to stop it if it is of this process."""
    with st.container(key=f"under-way-{key}", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<p class="told">{html.escape(title)}</p>'
            f'<p class="quiet" role="status">{html.escape(told)}</p>'
        )
        if seat and seat.intake.can_stop(key):
            st.button("Stop", f"stop-{key}", on_click=_stop, args=(seat, key))
    st.progress(share)


def _stop(seat: Seat, key: str) -> None:
    with noticing():
        seat.intake.stop(key)


def _forget(seat: Seat, key: str) -> None:
    with noticing():
        seat.intake.forget(key)


def _open(shown: _Shown, article: str, span: str) -> None:
    named = {"run": str(shown.run) if shown.run is not None else "", "article": article}
    st.query_params.from_dict({name: value for name, value in named.items() if value})
    redraw()
