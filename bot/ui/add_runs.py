"""Runs on the page on which articles are added: what became of them, and how one is taken back."""

from __future__ import annotations

import html
from collections.abc import Callable

import streamlit as st

from bot.accounts import Role
from bot.coverage.catalogue import Catalogue
from bot.ingest import journal
from bot.ingest.journal import Run
from bot.ingest.undoing import undoing_of
from bot.intake import Intake
from bot.ui import components, controls, run_view
from bot.ui.controls import Choice
from bot.ui.seat import Seat
from bot.ui.state import noticing, redraw
from bot.ui.wording import count_words

_SHOWN_ARTICLES, _TOLD_ARTICLES = 60, 8


def draw(
    seat: Seat,
    run: Run,
    runs: list[Run],
    opened: str | None,
    on_open: Callable[[str, str], None],
) -> None:
    """What became of each article of a run, and what can be done about it.

    opened: the article that is open. on_open: article and span of the one to be opened.
    """
    intake = seat.intake
    by = f" · by {run.asked.by}" if run.asked.by and not seat.account.is_local else ""
    told = f"Run {run.number} · {run_view.when(run)}{by} · {run_view.asked(run, intake.shown)}"
    st.html(
        f'<h2 class="run">{html.escape(run_view.became(run))}</h2>'
        f'<p class="quiet">{html.escape(told)}</p>'
    )
    events = journal.events_of(seat.desk.folder, run.number, _SHOWN_ARTICLES)
    items = run_view.items(events, intake.shown, opened)
    if items:
        components.shelf("outcomes", "Articles", items, on_open=on_open)
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


def earlier(intake: Intake, runs: list[Run], chosen: Run | None) -> None:
    """The runs to choose from; chosen: the one that is shown."""
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
    controls.choices("runs", "list", "Earlier runs", items, on_pick=lambda i: _see(runs[i]))


def _see(run: Run) -> None:
    st.query_params.from_dict({"run": str(run.number)})
    redraw()
