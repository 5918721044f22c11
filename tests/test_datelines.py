"""A dateline is known, and an ordinary beginning is none."""

from __future__ import annotations

import pytest

from bot.datelines import after_dateline


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("BOSTON — The council voted.", "The council voted."),
        ("NORTH HARBOUR, S.C. − Ann Lee ran.", "Ann Lee ran."),
        ("ALDER (Wire) — It rained.", "It rained."),
        ("ALDER - It rained.", "It rained."),
        ("Port Alder, Maine (Wire) It rained.", "It rained."),
        ("Quayport Wire — The port paid.", "The port paid."),
        ("IBM said so — on Monday.", "IBM said so — on Monday."),
        ("The mayor spoke.", "The mayor spoke."),
        ("189 algorithms were tested.", "189 algorithms were tested."),
    ],
)
def test_the_sentence_begins_behind_it(sentence: str, rest: str) -> None:
    assert sentence[after_dateline(sentence) :] == rest
