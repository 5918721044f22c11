"""A day or a number that is told of somebody else is no answer."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat import answer_to
from bot.library import Library
from bot.question import understood
from bot.told_of_another import is_employer


def test_a_day_of_something_else_is_not_told(library: Library) -> None:
    # Boston did, "on Wednesday".
    assert answer_to(library, "When did Seattle ban facial recognition?").short_answer is None


@pytest.mark.parametrize(
    ("question", "short"),
    [
        # Not "Friday", when a judge ruled on the protests.
        ("What day was George Floyd killed?", "May 25 (2020)"),
        ("When did Amazon halt police use of Rekognition?", "Wednesday (10 June 2020)"),
        ("Approximately how many algorithms did NIST test?", "189"),
    ],
)
def test_a_day_and_a_number_of_whom_it_names_are(
    library: Library, question: str, short: str
) -> None:
    assert answer_to(library, question).short_answer == short


@pytest.mark.parametrize(
    ("question", "behind", "employer"),
    [
        ("Which company did Ann Ashdown buy?", " CEO Ann Ashdown would be buying it.", True),
        ("Which company did Ann Ashdown buy?", "’s founder, Ann Ashdown, bought it.", True),
        ("Which company did Ann Ashdown buy?", ", Ann Ashdown said.", False),
        ("Which company did Ann Ashdown buy?", " CEO Bo Reed sold it to Ann Ashdown.", False),
        ("Which company is Ann Ashdown the CEO of?", " CEO Ann Ashdown left.", False),
    ],
)
def test_of_what_somebody_is_head_does_not_tell_what_he_bought(
    question: str, behind: str, employer: bool
) -> None:
    assert is_employer(understood(question, dt.date(2023, 1, 1)), behind) is employer
