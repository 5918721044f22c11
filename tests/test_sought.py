from __future__ import annotations

import pytest

from bot.sought import Sought, among, sought_in


@pytest.mark.parametrize(
    ("typed", "stems"),
    [
        ("", []),
        ('  "  ', []),
        ("police sales ", [("polic",), ("sale",)]),
        ('"facial recognition" police ', [("facial", "recognit"), ("polic",)]),
        ("the police of Boston ", [("polic",), ("boston",)]),
        ("to be ", [("to",), ("be",)]),
        ("U.S. 375,000 ", [("us",), ("375000",)]),
        ("police police ", [("polic",)]),
        ('AND OR NOT NEAR( * ^ " ', [("near",)]),
    ],
)
def test_words_and_phrases_are_told_from_one_another(
    typed: str, stems: list[tuple[str, ...]]
) -> None:
    assert [s.stems for s in sought_in(typed)] == stems


def test_only_the_last_word_is_still_being_typed() -> None:
    first, last = sought_in("police micros")
    assert (first.typing, last.typing) == ("", "micros")
    assert sought_in("micros ")[0].typing == ""
    assert sought_in('"police micros"')[0].typing == ""
    assert sought_in("m")[0].typing == ""


@pytest.mark.parametrize(
    ("text", "typed", "lit"),
    [
        ("Police halted the policing.", "police", ["Police", "policing"]),
        ("Microsoft said micro.", "micros", ["Microsoft", "micro"]),
        ("A facial recognition ban; facial.", '"facial recognition"', ["facial recognition"]),
        ("Facial recognition", "recognition facial", ["Facial recognition"]),
        ("Beyoncé’s firm paid £375,000.", "beyonce 375000", ["Beyoncé’s", "375,000"]),
        ("The U.S. said so.", "us", ["U.S."]),
        ("<b>Police</b>", "police", ["Police"]),
        ("Nothing of it.", "police", []),
        ("", "police", []),
    ],
)
def test_what_is_sought_is_lit_and_the_text_stays_whole(
    text: str, typed: str, lit: list[str]
) -> None:
    pieces = among(text, sought_in(typed))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_lit in pieces if is_lit] == lit


def test_what_is_sought_is_no_syntax() -> None:
    assert Sought(("near",)).match == '"near"'
    assert Sought(("a", "b"), "bc").match == '("a b" OR "a bc" *)'
