"""The best sentences are read by themselves, and those come first that answer by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from bot.article import Article
from bot.close_reading import close_features, in_order, read_closely
from bot.finding import Finding
from bot.library import Library
from bot.question import understood
from bot.reading_model import load_reading_model

ARTICLE = Article.new(
    title="The bridge over the Lorne",
    text=(
        "The bridge over the Lorne was discussed on Monday. The county council met for an hour."
        " The council has closed the old bridge to lorries. Rain is expected."
    ),
    source="test",
)


def findings() -> list[Finding]:
    starts = [0, *(i + 2 for i, c in enumerate(ARTICLE.text[:-1]) if c == ".")]
    ends = [i + 1 for i, c in enumerate(ARTICLE.text) if c == "."]
    places = zip(starts, ends, strict=True)
    return [Finding(ARTICLE, s, e, None, -float(n), 0.0, 0.5) for n, (s, e) in enumerate(places)]


QUESTION = understood("Has the council closed the bridge to lorries?", dt.date(2024, 1, 1))


def texts(found: Sequence[Finding]) -> list[str]:
    return [f.text for f in found]


def test_what_answers_by_itself_comes_first_and_the_rest_follows_in_its_order() -> None:
    given = findings()
    reads = read_closely(QUESTION, given[:3], load_reading_model(0))
    ordered = in_order(given, reads)
    assert ordered[0].text == "The council has closed the old bridge to lorries."
    assert ordered[-1].text == "Rain is expected."
    assert sorted(texts(ordered)) == sorted(texts(given))
    scores = [f.score for f in ordered]
    assert scores == sorted(scores, reverse=True)


def test_each_sentence_is_read_without_those_around_it() -> None:
    model = load_reading_model(0)
    together = read_closely(QUESTION, findings(), model)
    alone = [read_closely(QUESTION, [f], model)[0] for f in findings()]
    assert [r.relevance for r in together] == pytest.approx([r.relevance for r in alone])
    assert [row[0] for row in close_features(findings(), together)] == [0, -1, -2, -3]


def test_without_any_reading_the_order_stays() -> None:
    assert list(in_order(findings(), [])) == findings()


def test_a_question_of_yes_or_no_is_told_by_the_sentence_that_says_it(library: Library) -> None:
    from bot.chat import answer_to

    told = answer_to(library, "Will Microsoft sell facial recognition to the police?")
    assert "Microsoft will not sell" in told.citations[0].quote
