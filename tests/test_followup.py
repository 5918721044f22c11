"""A follow-up takes along what it leaves unsaid, and a new subject takes nothing along."""

from __future__ import annotations

import pytest

from bot.followup import standalone

SALES = "Who halted police sales?"
BAN = "When did Boston ban facial recognition?"


@pytest.mark.parametrize(
    ("asked", "alone"),
    [
        ("What about Amazon?", "Amazon: Who halted police sales?"),
        ("what about amazon?", "amazon: Who halted police sales?"),
        ("How about Microsoft?", "Microsoft: Who halted police sales?"),
        ("And in Seattle?", "in Seattle: Who halted police sales?"),
        ("and Brad Smith?", "Brad Smith: Who halted police sales?"),
        ("Or Google?", "Google: Who halted police sales?"),
        ("ok, what about Portland?", "Portland: Who halted police sales?"),
        ("But what about the ACLU?", "the ACLU: Who halted police sales?"),
        ("What about 2021?", "2021: Who halted police sales?"),
        ("And the reason?", "the reason: Who halted police sales?"),
    ],
)
def test_what_only_names_something_new_asks_the_old_question_of_it(asked: str, alone: str) -> None:
    assert standalone(asked, SALES) == alone


@pytest.mark.parametrize(
    ("before", "asked", "alone"),
    [
        (BAN, "What about Portland?", "When did Portland ban facial recognition?"),
        (BAN, "And in San Francisco?", "When did San Francisco ban facial recognition?"),
        (
            "What did the judge order in Seattle?",
            "And in Portland?",
            "What did the judge order in Portland?",
        ),
        (
            "What did Brad Smith say about police departments?",
            "What about Jay Inslee?",
            "What did Jay Inslee say about police departments?",
        ),
        ("How long is Amazon's pause?", "And Microsoft's?", "How long is Microsoft's pause?"),
        ("How long is Amazon’s pause?", "What about IBM?", "How long is IBM’s pause?"),
        ("What did the U.S. say?", "And Canada?", "What did the Canada say?"),
        ("What happened at IBM.", "And Amazon?", "What happened at Amazon."),
    ],
)
def test_a_new_name_takes_the_place_of_the_only_old_one(
    before: str, asked: str, alone: str
) -> None:
    assert standalone(asked, before) == alone


def test_where_two_names_stood_the_new_one_stands_in_front() -> None:
    alone = standalone("What about IBM?", "Did Microsoft sue Amazon?")
    assert alone == "IBM: Did Microsoft sue Amazon?"


@pytest.mark.parametrize(
    "asked",
    [
        "When was that?",
        "Who said so?",
        "Why?",
        "Where was it?",
        "What did he say?",
        "How much did they pay?",
        "Is that true?",
        "Which other companies?",
        "Tell me more",
        "What does the law forbid?",
        "Could you please tell me when that was?",
    ],
)
def test_what_points_back_takes_the_old_words_along(asked: str) -> None:
    assert standalone(asked, SALES) == f"{asked.rstrip('?')}: {SALES}"


@pytest.mark.parametrize("asked", ["And when was that?", "But when was that?", "So, when was that"])
def test_the_joining_word_in_front_is_dropped(asked: str) -> None:
    assert standalone(asked, SALES) == f"when was that: {SALES}"


@pytest.mark.parametrize(
    "asked",
    [
        "What did the judge order in Seattle?",
        "Which cities banned facial recognition?",
        "Who is the mayor of Lisbon?",
        "When did Boston ban facial recognition?",
        "What does the law in Portland forbid?",
        "And what did the council of Boston decide?",
        "Who is Jenny Durkan?",
        "And what is Rekognition?",
    ],
)
def test_a_new_subject_stands_alone(asked: str) -> None:
    assert standalone(asked, SALES) == asked


@pytest.mark.parametrize(
    "asked",
    [
        "What about Amazon, please?",
        "What about Amazon please",
        "And Amazon, thanks.",
        "How about Amazon, thank you!",
    ],
)
def test_politeness_is_no_part_of_the_subject(asked: str) -> None:
    assert standalone(asked, SALES) == f"Amazon: {SALES}"


@pytest.mark.parametrize("asked", ["Thanks", "Thank you!", "please?"])
def test_politeness_alone_is_left_as_it_is(asked: str) -> None:
    assert standalone(asked, SALES) == asked


@pytest.mark.parametrize("before", [None, ""])
@pytest.mark.parametrize("asked", ["What about Amazon?", "When was that?", "And in Seattle?"])
def test_with_nothing_before_a_question_is_left_as_it_is(asked: str, before: str | None) -> None:
    assert standalone(asked, before) == asked


@pytest.mark.parametrize("asked", ["", "  ", "\n\t"])
def test_no_words_stay_no_words(asked: str) -> None:
    assert standalone(asked, SALES) == ""


def test_one_follow_up_after_the_other_keeps_the_question_that_they_are_about() -> None:
    alone = SALES
    for company in ("Amazon", "Microsoft", "IBM"):
        alone = standalone(f"What about {company}?", alone)
        assert alone == f"{company}: {SALES}"
    alone = standalone("When was that?", alone)
    assert alone == f"When was that: IBM: {SALES}"
    assert standalone("And Google?", alone) == f"Google: {SALES}"


def test_a_name_takes_the_place_of_another_also_after_a_turn_that_pointed_back() -> None:
    alone = standalone("Why was that?", BAN)
    assert alone == f"Why was that: {BAN}"
    assert standalone("And Portland?", alone) == "When did Portland ban facial recognition?"


def test_spaces_and_lines_make_no_difference() -> None:
    assert standalone("  What \n about   Amazon ?", SALES) == f"Amazon: {SALES}"


def test_questions_that_only_point_back_do_not_pile_up() -> None:
    alone = SALES
    for asked in (
        "Who said so?",
        "When was that?",
        "Why?",
        "What about Amazon?",
        "Who said so?",
    ) * 9:
        alone = standalone(asked, alone)
        assert len(alone) < 100
    assert alone == "Who said so: Amazon: Who halted police sales?"


@pytest.mark.parametrize(
    ("before", "asked", "alone"),
    [
        (SALES, "And did Amazon?", "Amazon: Who halted police sales?"),
        ("Has Boston banned it?", "And has Portland?", "Has Portland banned it?"),
        (
            "What did the Harbor Ledger report about Microsoft?",
            "And about Amazon?",
            "What did the Harbor Ledger report about Amazon?",
        ),
        (
            "According to the Harbor Ledger, what did Amazon do?",
            "And according to the Northgate Dispatch?",
            "According to the Northgate Dispatch, what did Amazon do?",
        ),
        (
            "What was announced on 10 June 2020?",
            "And on 11 June?",
            "What was announced on 11 June?",
        ),
        ("Who banned it?", "And in March?", "Who banned it in March?"),
        ("Who banned it in March?", "What about this week?", "Who banned it this week?"),
        ("Who banned it in Boston?", "And since Friday?", "Who banned it in Boston since Friday?"),
    ],
)
def test_what_the_follow_up_names_takes_the_place_of_its_like(
    before: str, asked: str, alone: str
) -> None:
    assert standalone(asked, before) == alone


@pytest.mark.parametrize("asked", ["?", "…", "And?", "what about", "a", "É?", "x " * 900, ": : :"])
def test_odd_follow_ups_are_harmless(asked: str) -> None:
    assert standalone(asked, SALES)
    assert standalone(SALES, standalone(asked, SALES)) == SALES


@pytest.mark.parametrize(
    ("question", "before", "answered", "alone"),
    [
        ("How old is he?", "Who wrote it?", "Ann Lee", "How old is Ann Lee: Who wrote it?"),
        ("What was her plan?", "Who won?", "Ann Lee", "What was Ann Lee’s plan: Who won?"),
        ("Who called her?", "Who won?", "Ann Lee", "Who called Ann Lee: Who won?"),
        ("How old is he?", "Who won?", "Ann Lee, Bo Li", "How old is he: Who won?"),
        ("Who paid them?", "Who won?", "Ann Lee and Bo Li", "Who paid Ann Lee and Bo Li: Who won?"),
        (
            "When was it moved?",
            "When was the Quay pier sold?",
            None,
            "When was the Quay pier moved: When was the Quay pier sold?",
        ),
    ],
)
def test_a_pronoun_stands_for_what_the_turn_before_tells(
    question: str, before: str, answered: str | None, alone: str
) -> None:
    assert standalone(question, before, answered) == alone
