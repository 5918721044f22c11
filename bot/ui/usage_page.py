"""The page on which administrators see who asks how much, and who changed what."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence

import streamlit as st

from bot.conversation_store import LOCAL
from bot.ui import run_view
from bot.ui.seat import Seat
from bot.ui.wording import ago_words, count_words, day_words
from bot.usage import Asked

_DAYS, _RUNS = 30, 50
_BEFORE = "without an account"
_HEAD = f"""<h1 class="title">Usage</h1>
<p class="quiet">The last {_DAYS} days. Days begin at midnight UTC; deleted conversations are not
counted.</p>"""


def draw(seat: Seat) -> None:
    """The page."""
    now = dt.datetime.now(dt.UTC)
    kept = seat.usage((now - dt.timedelta(days=_DAYS - 1)).date())
    users, intake = seat.users(), seat.intake
    with st.container(key="usage"):
        st.html(_HEAD)
        st.html(f'<p class="told">{html.escape(_total(kept))}</p>')
        tokens = any(row.tokens for row in kept)
        _table(
            "Questions by day",
            ["Day", "User", "#Questions", "#Declined", "#Failed", *(["#Tokens"] if tokens else [])],
            [
                [
                    day_words(row.day),
                    _BEFORE if row.user == LOCAL else row.user,
                    *(f"{n:,}" for n in (row.questions, row.declined, row.failed)),
                    *([f"{row.tokens:,}"] if tokens else []),
                ]
                for row in kept
            ],
            "Nobody has asked anything yet.",
        )
        _table(
            "Users",
            ["User", "Role", "Last here"],
            [[u.name, u.role, ago_words(u.seen, now)] for u in users],
            "Nobody has logged in yet.",
        )
        _table(
            "What was added, undone and removed",
            ["Run", "When", "By", "What", "What became of it"],
            [
                [
                    str(run.number),
                    run_view.when(run),
                    run.asked.by or "not kept",
                    run_view.asked(run, intake.shown),
                    run_view.became(run),
                ]
                for run in intake.runs(_RUNS)
            ],
            "Nothing has been added yet.",
        )


def _total(kept: Sequence[Asked]) -> str:
    questions, declined = sum(r.questions for r in kept), sum(r.declined for r in kept)
    users = len({row.user for row in kept})
    told = f"{count_words(questions, 'question')} by {count_words(users, 'user')}"
    return f"{told}, {declined / questions:.0%} declined" if questions else told


def _table(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> None:
    """A table of plain text; a column whose name begins with "#" holds numbers."""
    if not rows:
        st.html(f'<h2 class="run">{name}</h2><p class="quiet">{empty}</p>')
        return
    kinds = ["number" if column.startswith("#") else "text" for column in columns]
    head = "".join(
        f'<th scope="col" class="{kind}">{column.removeprefix("#")}</th>'
        for column, kind in zip(columns, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="{kind}">{html.escape(cell)}</td>'
            for cell, kind in zip(row, kinds, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    st.html(
        f'<h2 class="run">{name}</h2>'
        f'<div class="table" role="region" aria-label="{name}" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
