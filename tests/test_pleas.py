"""What asks the reader to sign up or read on is told in no answer."""

from __future__ import annotations

import pytest

from bot.answer import RankedPassage
from bot.article import Article
from bot.digest import openings_told
from bot.pleas import is_plea, is_signature, tells_nothing
from bot.splitter import passages_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Sign up for our Harbor Letter, delivered every morning.",
        "Read more about the tunnel here.",
        "Follow Ann Lee on Twitter @annlee.",
        "A version of this story first appeared in the Quillwater newsletter.",
        "To get the week's best in your inbox, write to us.",
        "This article was originally published by the Alder Street Gazette.",
        "(Click here to view)",
    ],
)
def test_a_plea_is_known(sentence: str) -> None:
    assert is_plea(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Signing up for the plan costs $40.",
        "Readers follow her on every platform.",
        "More people subscribe to the paper than in 2019.",
        "The story continues to unfold in Detroit.",
        "This story ends well.",
        "Follow-up tests were negative.",
    ],
)
def test_news_is_no_plea(sentence: str) -> None:
    assert not is_plea(sentence)


def test_an_article_is_not_told_by_a_plea_at_its_beginning() -> None:
    text = "Sign up for our Harbor Letter every morning. The ferry line will run all night in May."
    article = Article.new(text=text, title="Ferries", source="x")
    ranked = RankedPassage(article, passages_of(article)[0], 0.0)
    assert [f.text[:9] for f in openings_told(ranked)] == ["The ferry"]


@pytest.mark.parametrize(
    "sentence",
    [
        "– Ann Lee",
        "- Bart O’Brien",
        "— Ann Lee and Tom R. Hill",
        "ANN LEE",
        "By TOM R. HILL",
        "Ann Lee, Bart O’Brien and Tom Hill  ALDER NEWS",
        "By Ann Lee and Tom Hill",
    ],
)
def test_a_signature_is_known(sentence: str) -> None:
    assert is_signature(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Lee",
        "– Ann Lee won.",
        "— he said",
        "The winner – Ann Lee",
        "-",
        "– Cuba",
        "ANN LEE won",
        "NATO",
    ],
)
def test_what_tells_more_or_less_is_none(sentence: str) -> None:
    assert not is_signature(sentence)


def test_a_question_of_the_article_tells_nothing_and_what_somebody_asked_does() -> None:
    assert tells_nothing("Will the border reopen this summer?")
    assert not tells_nothing("“Will it reopen?” she asked.")
    assert not tells_nothing("The mayor said: “Who pays?”")
    assert tells_nothing("Click here to read on")
    assert not tells_nothing("The border will reopen.")
