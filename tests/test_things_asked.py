"""Of words that answer, what is of the kind that a question names."""

from __future__ import annotations

import pytest

from bot.question import Kind
from bot.span_cleaning import cleaned
from bot.things_asked import things_asked


@pytest.mark.parametrize(
    ("question", "nouns"),
    [
        ("Ann Lee left as head of which media company this week?", ("media", "company")),
        ("In which month does it end?", ("month",)),
        ("What colour is the new bridge?", ("colour",)),
        ("What did the mayor say?", ()),
        ("What is the name of the storm?", ()),
        ("Which of the boats sank?", ()),
        ("Who won?", ()),
        ("Floods hit which national park?", ("national", "park")),
    ],
)
def test_the_words_for_what_is_asked_for(question: str, nouns: tuple[str, ...]) -> None:
    assert things_asked(question) == nouns


@pytest.mark.parametrize(
    ("span", "sentence", "question", "told"),
    [
        (
            "Quillwater’s CEO",
            "Ann Lee, Quillwater’s CEO, stepped down.",
            "Ann Lee, the CEO of which company, stepped down?",
            "Quillwater",
        ),
        (
            "Alder University’s law school",
            "Alder University’s law school apologised.",
            "Which university apologised?",
            "Alder University",
        ),
        (
            "Brant's Harbour Inc",
            "It sued Brant's Harbour Inc for rent.",
            "Which company was sued?",
            "Brant's Harbour Inc",
        ),
        (
            "Alder",
            "She will teach at the University of Alder.",
            "At which university will she teach?",
            "University of Alder",
        ),
        (
            "Great Alder Mountains",
            "The Great Alder Mountains National Park charges for parking.",
            "Which national park charges for parking?",
            "Great Alder Mountains National Park",
        ),
        (
            "Republican",
            "A Republican party hall burned.",
            "Which party owns the hall?",
            "Republican",
        ),
        (
            "purple on May 18 to show support",
            "People wore purple on May 18 to show support.",
            "Which color did people wear?",
            "purple",
        ),
    ],
)
def test_it_is_taken_out_of_the_words_or_made_whole(
    span: str, sentence: str, question: str, told: str
) -> None:
    assert cleaned(span, sentence, Kind.THING, question) == told


def test_of_a_day_the_month_or_the_year_is_told_where_that_is_asked_for() -> None:
    sentence = "The rule ends on May 11, 2023, the mayor said."
    for question, told in (
        ("In which month does the rule end?", "May"),
        ("What year does the rule end?", "2023"),
        ("When does the rule end?", "May 11, 2023"),
    ):
        assert cleaned("May 11, 2023", sentence, Kind.WHEN, question) == told
