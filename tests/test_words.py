from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words import query_terms, terms, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the U.S. Senate", ["the", "us", "senate"]),
        ("£375,000 and $1.9bn", ["375000", "and", "1.9", "bn"]),
        ("Beyoncé’s won’t O'Brien's", ["beyonce", "wont", "obrien"]),
        ("wind-fall", ["wind", "fall"]),
        ("", []),
    ],
)
def test_what_writers_spell_differently_becomes_one_token(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_forms_of_a_word_share_a_term() -> None:
    assert terms("halted halting halts") == ["halt"] * 3


def test_a_question_is_searched_by_what_it_is_after() -> None:
    assert query_terms("Who halted the police sales?") == ["halt", "polic", "sale"]


def test_a_question_of_stop_words_alone_is_searched_by_them() -> None:
    assert query_terms("Who is he?") == ["who", "is", "he"]


@given(st.text(max_size=200))
def test_no_term_of_any_text_can_break_the_query_language(text: str) -> None:
    for term in terms(text):
        assert term
        assert '"' not in term
        assert not any(c.isspace() for c in term)
