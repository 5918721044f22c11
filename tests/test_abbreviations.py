"""A name and its abbreviation find each other where an article itself has both."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import library_of

from bot.abbreviations import Tie, ties_in, with_ties
from bot.coverage import Scope
from bot.library import Library
from bot.question import understood
from bot.retriever import retrieve

DAY = dt.date(2024, 5, 1)
ARTICLES = {
    "tied": "The National Harbor Dredging Agency (NHDA) opened its office in May. The NHDA hires.",
    "short": "NHDA engineers will deepen the channel near Port Avery by two metres next spring.",
    "long": "Ships of the National Harbor Dredging Agency were seen off Cape Lorne on Sunday.",
    "chance": "Boats, Nets and Tar were sold. Bay North Trust paid. The BNT closed a deal.",
    "other": "A nhda is a fish that nobody in Port Avery has ever caught, its mayor said.",
    "filler": "Rain fell on the fields of Lower Wexley for a week, and the fair was put off.",
}


@pytest.fixture(scope="module")
def lib(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("abbreviations")
    for name, text in ARTICLES.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{text}\n", "utf-8")
    return library_of(folder / "data", folder)


def found(library: Library, question: str) -> list[str]:
    retrieved = retrieve(library, understood(question, DAY), limit=4)
    return [p.article.title for p in retrieved.passages]


def test_either_form_finds_what_has_only_the_other(lib: Library) -> None:
    assert set(found(lib, "What will the National Harbor Dredging Agency do?")) >= {"short", "long"}
    assert set(found(lib, "What does the NHDA do?")) >= {"short", "long"}


def test_forms_are_tied_by_an_article_that_has_both(lib: Library) -> None:
    name, short = ("national", "harbor", "dredging", "agency"), ("nhda",)
    assert ties_in("Who runs the NHDA?", lib.coverage, Scope()) == (Tie(short, name),)
    asked = "Who runs the National Harbor Dredging Agency?"
    assert ties_in(asked, lib.coverage, Scope()) == (Tie(name, short),)


@pytest.mark.parametrize("asked", ["What is the BNT?", "What is the QXZV?", "What is a nhda?", ""])
def test_what_no_article_ties_is_not_tied(asked: str, lib: Library) -> None:
    assert ties_in(asked, lib.coverage, Scope()) == ()


def test_what_stands_for_a_name_counts_as_the_name() -> None:
    ties = [(("a", "b"), ("x",)), (("y",), ("c", "d"))]
    assert with_ties("x c d c x".split(), ties) == tuple("x a b c d y c x a b".split())
    assert with_ties("c d".split(), ()) == ("c", "d")
