"""Where two are asked for, one of "A and B" is not the whole answer."""

from __future__ import annotations

import pytest

from bot.question import Kind
from bot.span_cleaning import cleaned

SAID = "It is said that Southern Harbour and QUAY are to leave the league."


@pytest.mark.parametrize("words", ["QUAY", "Southern Harbour", "Southern Harbour and QUAY"])
@pytest.mark.parametrize("kind", [Kind.THING, Kind.WHO])
def test_both_are_told_where_two_are_asked_for(words: str, kind: Kind) -> None:
    asked = "Which two schools want to join?"
    assert cleaned(words, SAID, kind, asked, SAID) == "Southern Harbour and QUAY"


def test_one_is_told_where_one_is_asked_for_or_only_one_is_there() -> None:
    assert cleaned("QUAY", SAID, Kind.THING, "Which school wants to join?", SAID) == "QUAY"
    alone = "They say that Kroll is to buy QUAY next year."
    assert cleaned("QUAY", alone, Kind.THING, "Which two firms will merge?", alone) == "QUAY"


def test_of_three_none_is_taken_for_the_two() -> None:
    three = "They say Harbour and QUAY and Kroll are to leave the league."
    assert cleaned("QUAY", three, Kind.THING, "Which two leave?", three) == "QUAY"
