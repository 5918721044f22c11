"""A day or a number that is told of somebody else is no answer."""

from __future__ import annotations

import pytest

from bot.chat import answer_to
from bot.library import Library


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
