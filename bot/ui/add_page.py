"""The page on which editors add articles, see what became of them, and take a run back."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from functools import partial

import streamlit as st

from bot.accounts import Role
from bot.coverage.catalogue import Catalogue
from bot.errors import CoverageError
from bot.ingest import journal
from bot.ingest.journal import Run
from bot.ingest.undoing import undoing_of
from bot.intake import MOST_FILES, Intake, Order, Stage, urls_of
from bot.loaders.formats import SUFFIXES
from bot.ui import components, parts, run_view
from bot.ui.address import Address
from bot.ui.components import Choice
from bot.ui.seat import Seat
from bot.ui.state import leave_notice, noticing, redraw, take_notice, take_redraw
from bot.ui.wording import count_words

_LOOK_SECONDS = 1.0
_EARLIER, _SHOWN_ARTICLES, _TOLD_ARTICLES = 20, 60, 8
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
        " OpenDocument, RTF, text, Markdown, e-mail, CSV, JSON, the news agencies’ formats, feeds"
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
        _run(seat, chosen, runs, shown)
    _earlier(intake, [run for run in runs if run is not running], chosen)


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


def _run(seat: Seat, run: Run, runs: list[Run], shown: _Shown) -> None:
    """What became of each article of a run, and what can be done about it."""
    intake = seat.intake
    by = f" · by {run.asked.by}" if run.asked.by and not seat.account.is_local else ""
    told = f"Run {run.number} · {run_view.when(run)}{by} · {run_view.asked(run, intake.shown)}"
    st.html(
        f'<h2 class="run">{html.escape(run_view.became(run))}</h2>'
        f'<p class="quiet">{html.escape(told)}</p>'
    )
    events = journal.events_of(seat.desk.folder, run.number, _SHOWN_ARTICLES)
    items = run_view.items(events, intake.shown, shown.article)
    if items:
        components.shelf("outcomes", "Articles", items, on_open=partial(_open, shown))
    if len(items) == _SHOWN_ARTICLES:
        more = f"The rest is told by python ingest.py log {run.number}"
        st.html(f'<p class="quiet">{more}</p>')
    undone = next((r.number for r in runs if r.asked.undone == run.number), None)
    if undone is not None:
        st.html(f'<p class="quiet">Undone by run {undone}.</p>')
    if intake.is_running(run):
        return
    changed = run.asked.action == "ingest" and (run.counts.get("new") or run.counts.get("updated"))
    with st.container(key="run-tools", horizontal=True):
        if changed and undone is None and st.button("Undo this run", key="undo"):
            _confirm(seat, run)
        if intake.can_retry(run):
            st.button("Try again what failed", key="retry", on_click=_retry, args=(seat, run))


@st.dialog("Undo this run?")
def _confirm(seat: Seat, run: Run) -> None:
    """What will happen, before it does."""
    if not seat.may(Role.EDITOR):
        st.rerun()
    folder = seat.desk.folder
    catalogue = Catalogue(folder)
    try:
        undoing = undoing_of(folder, catalogue, run.number)
    finally:
        catalogue.close()
    forgotten, restored, left = undoing.forgotten, undoing.restored, undoing.left
    for count, does, headlines in (
        (len(forgotten), "will be removed", [a.headline for a in forgotten]),
        (len(restored), "will say what it said before", [r.now.headline for r in restored]),
        (len(left), "will stay as it is", [f"{a.headline}, for {why}" for a, why in left]),
    ):
        if count:
            lines = "".join(f"<li>{html.escape(h)}</li>" for h in headlines[:_TOLD_ARTICLES])
            more = count - _TOLD_ARTICLES
            lines += f"<li>and {more:,} more</li>" if more > 0 else ""
            told = f"{count_words(count, 'article')} {does}"
            st.html(f'<p class="told">{told}</p><ul class="undoing">{lines}</ul>')
    with st.container(horizontal=True):
        if (forgotten or restored) and st.button("Undo it", key="undo-now"):
            with noticing():
                seat.intake.undo(run.number, seat.account.known_as)
                st.query_params.clear()
            st.rerun()
        if st.button("Keep it", key="undo-not"):
            st.rerun()


def _retry(seat: Seat, run: Run) -> None:
    with noticing():
        seat.intake.retry(run.number, seat.account.known_as)
        st.query_params.clear()
        redraw()


def _earlier(intake: Intake, runs: list[Run], chosen: Run | None) -> None:
    if not runs:
        return
    st.html('<h2 class="wordmark">Earlier runs</h2>')
    items = [
        Choice(
            text=run_view.became(run),
            note=f"{run_view.when(run)} · {run_view.asked(run, intake.shown)}",
            href=f"?run={run.number}",
            current=run is chosen,
        )
        for run in runs
    ]
    components.choices("runs", "list", "Earlier runs", items, on_pick=lambda i: _see(runs[i]))


def _see(run: Run) -> None:
    st.query_params.from_dict({"run": str(run.number)})
    redraw()


def _open(shown: _Shown, article: str, span: str) -> None:
    named = {"run": str(shown.run) if shown.run is not None else "", "article": article}
    st.query_params.from_dict({name: value for name, value in named.items() if value})
    redraw()
