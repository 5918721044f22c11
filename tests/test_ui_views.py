from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import Citation, CitedSentence, Correction
from bot.article import Article
from bot.coverage.records import CoverageStats
from bot.outcome import Found, KeptTurn, Outcome
from bot.styles import Style
from bot.ui.address import Address, Quote
from bot.ui.article_view import CHANGED, GONE, ArticleView, article_view, gone_view
from bot.ui.present import turn_view
from bot.ui.progress import Progress
from bot.ui.wording import ago_words, coverage_words, day_words
from bot.web_address import web_address

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TEXT = "Rain fell 🌧 on Tuesday. It cost $5.\n\nNobody was hurt. The mayor spoke."
ARTICLE = Article.new(
    text=TEXT,
    title="Rain",
    source="rain.txt",
    outlet="The Post",
    url="https://a.example/rain",
    published=dt.date(2020, 6, 11),
)


def cited(*quotes: str, article: Article = ARTICLE) -> Outcome:
    starts = [article.text.index(quote) for quote in quotes]
    citations = tuple(
        Citation.of(article, at, at + len(q)) for at, q in zip(starts, quotes, strict=True)
    )
    sentences = tuple(CitedSentence(c.quote, n) for n, c in enumerate(citations, start=1))
    return Outcome(standalone="Q", sentences=sentences, citations=citations, short_answer="rain")


def a_turn(outcome: Outcome | None, no: int = 1) -> KeptTurn:
    return KeptTurn(no, "When did it rain?", NOW, outcome)


def lit(view: ArticleView, kind: str) -> list[str]:
    return [p["text"] for paragraph in view["paragraphs"] for p in paragraph if p["lit"] == kind]


def test_a_source_says_beside_its_day_that_it_was_corrected() -> None:
    outcome = cited("It cost $5.")
    correction = Correction(True, dt.date(2020, 6, 12), "It cost $5, not $15.")
    outcome = replace(outcome, citations=(replace(outcome.citations[0], correction=correction),))
    (card,) = turn_view(a_turn(outcome), None, Address("c"))["sources"]
    assert card["about"].endswith(" · corrected 12 June 2020")
    assert Outcome.from_json(outcome.as_json()) == outcome


def test_the_words_that_answer_are_set_off_in_their_quote_and_kept() -> None:
    citation = Citation.of(ARTICLE, 0, TEXT.index("\n"), lit=(7, 19))
    outcome = Outcome(sentences=(CitedSentence("x", 1),), citations=(citation,))
    (card,) = turn_view(a_turn(outcome), None, Address("c"))["sources"]
    assert card["lit"] == ["Rain fe", "ll 🌧 on Tues", "day. It cost $5."]
    assert "".join(card["lit"]) == card["quote"]
    assert Outcome.from_json(outcome.as_json()) == outcome
    plain = turn_view(a_turn(cited("It cost $5.")), None, Address("c"))["sources"][0]
    assert plain["lit"] == []


@pytest.mark.parametrize(
    "address",
    [
        Address(),
        Address("abc_-9"),
        Address("c", "0123456789abcdef"),
        Address("c", "a", Quote(0, 12)),
        Address(None, "a", Quote(3, 12)),
    ],
)
def test_an_address_survives_its_link(address: Address) -> None:
    assert Address.read(address.parameters()) == address
    assert address.href().startswith("?")


@pytest.mark.parametrize(
    "parameters",
    [
        {"c": "a b"},
        {"c": "../../etc"},
        {"article": "<b>"},
        {"quote": "1-2"},
        {"article": "x" * 65, "quote": "1-2"},
    ],
)
def test_what_cannot_be_an_address_is_left_out(parameters: dict[str, str]) -> None:
    assert Address.read(parameters) == Address()
    assert Address.read({"article": "a", "quote": "9-3"}) == Address(None, "a")
    assert Address.read({"article": "a", "quote": "-1-3"}) == Address(None, "a")


def test_days_times_and_figures_are_said_plainly() -> None:
    assert day_words(dt.date(2020, 6, 1)) == "1 June 2020"
    assert day_words(None) == "Date unknown"
    assert ago_words(NOW - dt.timedelta(seconds=59), NOW) == "just now"
    assert ago_words(NOW + dt.timedelta(seconds=9), NOW) == "just now"
    assert ago_words(NOW - dt.timedelta(seconds=60), NOW) == "1 minute ago"
    assert ago_words(NOW - dt.timedelta(hours=23), NOW) == "23 hours ago"
    assert ago_words(NOW - dt.timedelta(days=7), NOW) == "7 days ago"
    assert ago_words(NOW - dt.timedelta(days=8), NOW) == "on 16 November 2026"
    stats = CoverageStats(12_000, 1, 1, None, dt.date(2020, 6, 11), NOW, 1)
    assert coverage_words(stats, NOW) == [
        "Coverage through 11 June 2020",
        "12,000 articles",
        "last ingest just now",
    ]
    assert coverage_words(CoverageStats(1, 1, 0, None, None, None, 1), NOW) == ["1 article"]


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//a.example", "https://", "http://[x",
     "https://a.example/ b", "file:///etc/passwd", "JAVASCRIPT://a.example/%0aalert(1)"],
)  # fmt: skip
def test_only_web_addresses_are_followed(url: str | None) -> None:
    assert web_address(url) is None
    assert web_address("HTTPS://a.example/x?y#z") == "HTTPS://a.example/x?y#z"


def test_an_article_is_cut_where_its_cited_sentences_begin_and_end() -> None:
    turns = [a_turn(cited("It cost $5.", "Nobody was hurt."))]
    start = TEXT.index("Nobody")
    view = article_view(ARTICLE, Address("c", ARTICLE.id, Quote(start, start + 16)), turns)
    assert ["".join(p["text"] for p in ps) for ps in view["paragraphs"]] == TEXT.split("\n\n")
    assert lit(view, "here") == ["Nobody was hurt."]
    assert lit(view, "cited") == ["It cost $5."]
    assert view["walk"]["place"] == "2 of 2"
    assert view["walk"]["after"] is None
    assert view["walk"]["before"]
    assert view["walk"]["before"]["span"] == f"{TEXT.index('It')}-{TEXT.index('It') + 11}"
    # A later answer that cites it alone leads nowhere.
    later = [*turns, a_turn(cited("Nobody was hurt."))]
    assert (
        article_view(ARTICLE, Address("c", ARTICLE.id, Quote(start, start + 16)), later)["walk"]
        == view["walk"]
    )
    assert view["published"] == "11 June 2020"
    assert view["original"] == "https://a.example/rain"


def test_a_quote_across_paragraphs_is_lit_in_both() -> None:
    quote = Quote(TEXT.index("It cost"), TEXT.index(" The mayor"))
    view = article_view(ARTICLE, Address(None, ARTICLE.id, quote), [])
    assert lit(view, "here") == ["It cost $5.", "Nobody was hurt."]


def test_a_quote_outside_of_the_text_lights_nothing() -> None:
    view = article_view(ARTICLE, Address(None, ARTICLE.id, Quote(5000, 6000)), [])
    assert lit(view, "here") == []


def test_a_cited_sentence_that_an_update_moved_is_found_and_one_it_took_away_is_told() -> None:
    turns = [a_turn(cited("It cost $5."))]
    citation = turns[0].outcome.citations[0] if turns[0].outcome else None
    assert citation
    address = Address("c", ARTICLE.id, Quote(citation.start, citation.end))
    moved = Article.new(text="Corrected. " + TEXT, source="", url=ARTICLE.url)
    view = article_view(moved, address, turns)
    assert lit(view, "here") == ["It cost $5."]
    assert view["notice"] == ""
    without = Article.new(text="It cost $7.", source="", url=ARTICLE.url)
    view = article_view(without, address, turns)
    assert view["notice"] == CHANGED
    assert lit(view, "here") == []
    view = gone_view(address, turns)
    assert view["notice"] == GONE
    assert view["paragraphs"] == [[{"text": "It cost $5.", "lit": "here"}]]
    assert view["share"] == ""


def test_a_byline_says_by_once() -> None:
    for byline in ("Ines Vargassy", "By Ines Vargassy", "BY: Ines Vargassy", "by Ines Vargassy"):
        by = dataclasses.replace(ARTICLE, byline=byline)
        assert article_view(by, Address(None, by.id), [])["byline"] == "Ines Vargassy"
    by = dataclasses.replace(ARTICLE, byline="Byron Bay")
    assert article_view(by, Address(None, by.id), [])["byline"] == "Byron Bay"


def test_a_turn_is_shown_as_far_as_it_is() -> None:
    address = Address("c")
    assert turn_view(a_turn(None), None, address)["step"] == "Waiting for its turn…"
    whole = cited("It cost $5.")
    progress = Progress(
        1, "Reading 2 articles…", sentences=whole.sentences, citations=whole.citations
    )
    view = turn_view(a_turn(None), progress, address)
    assert (view["step"], view["sentences"]) == (
        "Reading 2 articles…",
        [{"text": "It cost $5.", "numbers": [1], "lead": ""}],
    )
    view = turn_view(a_turn(whole), None, address)
    assert view["step"] == ""
    assert view["short"] == "Rain"
    assert view["sources"][0]["about"] == "The Post · 11 June 2020"
    assert view["sources"][0]["href"] == f"?c=c&article={ARTICLE.id}&quote=24-35"
    assert view["copy"].splitlines() == [
        "When did it rain?",
        "",
        "It cost $5. [1]",
        "",
        "[1] Rain. The Post · 11 June 2020. https://a.example/rain",
    ]


def test_a_turn_without_an_answer_says_why() -> None:
    near = tuple(Found(f"id{n}", f"Title {n}", None, None) for n in range(5))
    view = turn_view(a_turn(Outcome(found=near)), None, Address("c"))
    assert view["declined"] == "The coverage does not say."
    assert [c["title"] for c in view["nearest"]] == ["Title 0", "Title 1", "Title 2"]
    assert view["nearest"][0]["about"] == "Date unknown"
    view = turn_view(a_turn(Outcome(error="Run it again.")), None, Address("c"))
    assert (view["error"], view["declined"]) == ("Run it again.", "")


def test_the_first_page_imports_nothing_heavy() -> None:
    code = (
        "import sys, bot.ui.page\n"
        "heavy = {'torch', 'chromadb', 'langchain_core', 'sentence_transformers', 'transformers'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    assert done.stdout.strip().splitlines()[-1:] == ["[]"], done.stderr


def test_no_script_of_the_page_reads_markup() -> None:
    assets = Path(__file__).parent.parent / "bot" / "ui" / "assets"
    for script in assets.glob("*.js"):
        code = script.read_text(encoding="utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in code, (script.name, way)
        assert "http:" not in code
        assert "https:" not in code


def test_a_turn_tells_its_style_and_what_a_model_did() -> None:
    outcome = dataclasses.replace(
        cited("It cost $5."),
        sentences=(CitedSentence("It cost $5.", 1, lead="11 June 2020"),),
        style=Style.TIMELINE,
        model="small",
        own=True,
        work="small: 3.2 s\nNot shown, since it asks: Why?",
        rewritten=True,
        standalone="What did it cost in June?",
        cached=True,
    )
    kept = Outcome.from_json(outcome.as_json())
    assert kept == outcome
    view = turn_view(a_turn(kept), None, Address("c"))
    assert (view["style"], view["sentences"][0]["lead"]) == ("timeline", "11 June 2020")
    assert view["alone"] == "What did it cost in June?"
    assert view["by"] == "Written by small, 1 sentence checked"
    assert view["again"]
    assert view["work"] == "", "only where it is asked for"
    shown = turn_view(a_turn(kept), None, Address("c"), show_work=True)
    assert "Not shown, since it asks" in shown["work"]
    assert "- 11 June 2020: It cost $5. [1]" in view["copy"]
