from __future__ import annotations

import datetime as dt

import pytest

from bot.ingest.journal import Asked, Run
from bot.ingest.outcome import Event
from bot.ui.address import Quote
from bot.ui.run_view import asked, became, items, progress
from bot.ui.shelf_address import Shelf

NOW = dt.datetime(2026, 11, 24, 12, 0, 30, tzinfo=dt.UTC)


def shelf_of(parameters: dict[str, str | list[str]]) -> Shelf:
    several = {n: v if isinstance(v, list) else [v] for n, v in parameters.items()}
    return Shelf.read({n: v[-1] for n, v in several.items()}, several)


def a_run(ending: str | None = "done", what: Asked | None = None, **counts: int) -> Run:
    began = NOW - dt.timedelta(seconds=30)
    return Run(7, began, None, what or Asked("ingest", ("a.md", "b.md")), ending, counts)


def test_what_the_coverage_page_shows_is_in_its_address() -> None:
    shelf = Shelf(
        words='"tear gas" & more',
        outlets=("A", "B & C"),
        sections=("Cities",),
        since=dt.date(2020, 6, 1),
        until=dt.date(2020, 6, 30),
        best=True,
        fresh=0,
        page=3,
        stories=True,
        story="fedcba9876543210",
        article="0123456789abcdef",
        quote=Quote(10, 52),
    )
    assert shelf_of(shelf.parameters()) == shelf
    assert Shelf().parameters() == {}
    assert sorted(shelf.asked()) == ["outlet", "section", "since", "until"]
    assert shelf.filtered()
    assert not Shelf(page=2, article="x", best=True, stories=True, story="y").filtered()
    assert shelf.cleared() == Shelf(stories=True)
    assert shelf.told("abc").article is None
    assert "list=stories" in shelf.href()


@pytest.mark.parametrize(
    "parameters",
    [
        {"since": "yesterday", "until": "2020-13-01"},
        {"page": "-1", "after": "many"},
        {"page": "9" * 40},
        {"article": "../x", "quote": "1-2"},
    ],
)
def test_what_makes_no_sense_in_an_address_is_left_out(
    parameters: dict[str, str | list[str]],
) -> None:
    assert shelf_of(parameters) == Shelf()


def test_a_run_is_told_in_plain_words() -> None:
    assert became(a_run(new=3, failed=1, passages=9)) == "3 added, 1 refused"
    assert became(a_run()) == "Nothing to do"
    assert became(a_run("interrupted", new=1)) == "Interrupted (1 added)"
    assert became(a_run("The disk is full.")) == "The disk is full."
    assert became(a_run(None, new=2)) == "Not ended: 2 added so far"
    assert asked(a_run(), str.upper) == "A.MD and 1 more"
    assert asked(a_run(what=Asked("undo", undone=3)), str) == "Undo run 3"
    assert asked(a_run(what=Asked("ingest", ("x",), retried=2)), str) == (
        "Again what failed in run 2"
    )
    assert asked(a_run(what=Asked("remove", ("x",))), str) == "Remove x"


def test_how_far_a_run_is_is_told_with_its_share() -> None:
    assert progress(a_run(None), NOW) == ("Getting ready · 30 s", 0.0)
    run = a_run(None, done=3, expected=12, embedded=1, failed=1)
    assert progress(run, NOW) == ("3 of 12 articles · 1 passage · 1 refused · 30 s", 0.25)
    assert progress(a_run(None, done=3, embedded=9), NOW)[0] == "3 done · 9 passages · 30 s"


def test_only_what_is_in_can_be_opened_and_a_refusal_says_why() -> None:
    added, failed, gone = items(
        [
            Event("added", "/x/a.md", "0123", "<b>Rain</b>"),
            Event("failed", "/x/b.pdf", reason="the file is empty"),
            Event("forgotten", "/x/c.md", "4567", "Snow"),
        ],
        lambda source: source.removeprefix("/x/"),
        "0123",
    )
    assert (added["title"], added["about"], added["tag"]) == (
        [("<b>Rain</b>", False)],
        "a.md",
        "Added",
    )
    assert (added["href"], added["current"]) == ("?article=0123", True)
    assert (failed["title"], failed["snippet"]) == (
        [("b.pdf", False)],
        [("The file is empty.", False)],
    )
    assert (failed["href"], gone["href"]) == ("", "")
