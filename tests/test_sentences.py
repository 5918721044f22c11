from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sentences import sentences_of


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The U.S. Supreme Court ruled. The case is over.",
            ["The U.S. Supreme Court ruled.", "The case is over."],
        ),
        ("He moved to the U.S. The end.", ["He moved to the U.S.", "The end."]),
        ("Dr. Jane A. Smith of Acme Inc. spoke.", ["Dr. Jane A. Smith of Acme Inc. spoke."]),
        ("It went to Sens. Booker and Reps. Bass.", ["It went to Sens. Booker and Reps. Bass."]),
        ("It cost $1.5 million. Then $2.", ["It cost $1.5 million.", "Then $2."]),
        ("“Is it?” he asked. “Yes.” She left.", ["“Is it?” he asked.", "“Yes.”", "She left."]),
        ("“We go. We stay,” he said.", ["“We go.", "We stay,” he said."]),
        ("At 9 p.m. Monday it rained.", ["At 9 p.m. Monday it rained."]),
        ("On Jan. 6 a mob came. No. 5 won.", ["On Jan. 6 a mob came.", "No. 5 won."]),
        (
            "Roe v. Wade fell. It is Smith vs. Jones now.",
            ["Roe v. Wade fell.", "It is Smith vs. Jones now."],
        ),
        ("One paragraph\n\nAnother one.", ["One paragraph", "Another one."]),
        ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_character_of_any_text_is_in_one_sentence_in_order(text: str) -> None:
    position = 0
    for sentence in sentences_of(text):
        assert text[position : sentence.start].strip() == ""
        assert sentence.start < sentence.end
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        position = sentence.end
    assert text[position:].strip() == ""
