"""The words in a sentence that could answer are found, as what they are, where they are."""

from __future__ import annotations

import pytest

from bot.question import Kind
from bot.spans import Span, fits, spans_of


def _texts(kind: Kind, sentence: str, context: str = "") -> list[str]:
    return [s.text for s in spans_of(sentence, context) if s.kind is kind]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("On Thursday, Brad Smith, its president, said so.", ["Brad Smith"]),
        ("Judge Richard A. Jones ruled.", ["Judge Richard A. Jones"]),
        ("J.K. Rowling wrote it.", ["J.K. Rowling"]),
        ("The U.S. District Judge Jones ruled.", ["U.S. District Judge Jones"]),
        (
            "It was the American Civil Liberties Union of Washington.",
            ["American Civil Liberties Union of Washington"],
        ),
        ("It was Microsoft’s promise and Amazon's pause.", ["Microsoft", "Amazon"]),
        ("In Seattle, police stopped.", ["Seattle"]),
        ("He carried an iPhone through McAllen.", ["iPhone", "McAllen"]),
        ("She met Ulrich Öberg of Örebro.", ["Ulrich Öberg of Örebro"]),
        ("IBM left.", ["IBM"]),
    ],
)
def test_names_are_whole_and_bare(sentence: str, names: list[str]) -> None:
    assert _texts(Kind.WHO, sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "However, nothing came of it.",
        "Police halted the sales.",
        "Sales to police fell.",
        "“Nothing came of it,” they said.",
        "It rained on Monday in June.",
        "Mr. and Mrs. left.",
    ],
)
def test_a_common_word_that_begins_a_sentence_is_no_name(sentence: str) -> None:
    context = f"{sentence} There was nothing that police could do; sales were down, however."
    assert _texts(Kind.WHO, sentence, context) == []


def test_a_name_that_begins_a_sentence_is_known_by_its_use_elsewhere() -> None:
    sentence = "Amazon paused it."
    assert _texts(Kind.WHO, sentence, sentence) == []
    assert _texts(Kind.WHO, sentence, f"{sentence} Later, Amazon went on.") == ["Amazon"]


@pytest.mark.parametrize(
    ("kind", "sentence", "found"),
    [
        (Kind.MONEY, "It pays $7 here, or $1 million there.", ["$7", "$1 million"]),
        (
            Kind.MONEY,
            "It was US$1,200, £375,000, €2.5bn and 500 dollars.",
            ["US$1,200", "£375,000", "€2.5bn", "500 dollars"],
        ),
        (
            Kind.PERCENT,
            "About 40 percent, 5.5% and 3 per cent.",
            ["40 percent", "5.5%", "3 per cent"],
        ),
        (Kind.WHEN, "On June 11, 2020, it began.", ["June 11, 2020"]),
        (Kind.WHEN, "It was 11 June 2020.", ["11 June 2020"]),
        (Kind.WHEN, "They voted on Sept. 9, 2020.", ["Sept. 9, 2020"]),
        (Kind.WHEN, "It came on Wednesday, after 2018.", ["Wednesday", "2018"]),
        (Kind.WHEN, "It ended in March of last year.", ["in March", "last year"]),
        (Kind.DURATION, "A one-year pause, then two weeks.", ["one-year", "two weeks"]),
        (Kind.DURATION, "They waited 30 days and an hour.", ["30 days", "an hour"]),
        (Kind.COUNT, "The council voted 13 to 0 for it.", ["13 to 0"]),
        (Kind.COUNT, "It was a 9-4 vote.", ["9-4"]),
        (Kind.COUNT, "It ran 3,000 searches by thirty-five people.", ["3,000", "thirty-five"]),
        (Kind.COUNT, "There are 1.5 million users.", ["1.5 million"]),
        (Kind.THING, "He called it “a pause and not a law” then.", ["a pause and not a law"]),
        (Kind.THING, 'They read "Who Knows Me," a book.', ["Who Knows Me"]),
    ],
)
def test_each_kind_is_found_whole(kind: Kind, sentence: str, found: list[str]) -> None:
    assert _texts(kind, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "It paid $1 million.",
        "It was 40 percent.",
        "It was on June 11, 2020.",
        "It lasted two weeks.",
    ],
)
def test_what_belongs_to_a_sum_a_share_or_a_time_is_no_count(sentence: str) -> None:
    assert _texts(Kind.COUNT, sentence) == []


def test_every_span_stands_where_it_says() -> None:
    sentence = (
        "On June 10, Amazon’s board, led by Richard A. Jones, set a “one-year” pause: 13 to 0,"
        " worth $1 million or 5% of U.S. sales to São Paulo."
    )
    spans = spans_of(sentence)
    assert {s.kind for s in spans} >= {Kind.WHO, Kind.WHEN, Kind.COUNT, Kind.MONEY, Kind.PERCENT}
    for span in spans:
        assert sentence[span.start : span.end] == span.text
        assert span.text == span.text.strip()


@pytest.mark.parametrize("sentence", ["", " ", "…", "nothing at all", "“”", "$", "%"])
def test_where_nothing_could_answer_there_are_no_spans(sentence: str) -> None:
    assert spans_of(sentence) == ()


@pytest.mark.parametrize(
    ("span", "asked", "fit"),
    [
        (Kind.WHO, Kind.WHO, True),
        (Kind.WHO, Kind.WHERE, True),
        (Kind.WHO, Kind.THING, True),
        (Kind.WHO, Kind.WHEN, False),
        (Kind.MONEY, Kind.COUNT, True),
        (Kind.COUNT, Kind.MONEY, False),
        (Kind.DURATION, Kind.DURATION, True),
        (Kind.THING, Kind.WHO, False),
    ],
)
def test_a_span_fits_the_kinds_that_it_could_answer(span: Kind, asked: Kind, fit: bool) -> None:
    assert fits(Span(span, 0, 1, "x"), asked) is fit


def test_a_number_in_words_may_begin_the_sentence() -> None:
    (span,) = (s for s in spans_of("Forty-three otters live there.") if s.kind is Kind.COUNT)
    assert span.text == "Forty-three"
