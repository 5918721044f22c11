"""Mistyped words and abbreviations, read as the articles have them."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.abbreviations import spelt_out
from bot.chat import answer_to
from bot.library import Library
from bot.spelling import mended

TEXT = "Arvind Krishna wrote to Congress about the Rekognition software of Amazon."
DAY = dt.date(2021, 6, 30)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what did krishan write to congres", "what did Krishna write to Congress"),
        ("Who makes Recognition?", "Who makes Recognition?"),  # a word of English
        ("What did Kuopio decide?", "What did Kuopio decide?"),  # like nothing there
        ("What did Vrishna write?", "What did Vrishna write?"),  # another first letter
        ("Krishna’s letter", "Krishna’s letter"),
        ("", ""),
    ],
)
def test_a_mistyped_word_is_read_as_the_articles_have_it(typed: str, meant: str) -> None:
    read, said = mended(typed, [TEXT])
    assert read == meant
    assert bool(said) == (typed != meant)


def test_an_abbreviation_that_no_article_has_is_read_in_full() -> None:
    name = "The Harbour Quality Board met."
    assert spelt_out("Who heads the HQB?", [name]) == "Who heads the Harbour Quality Board?"
    assert spelt_out("who heads the hqb", [name]) == "who heads the Harbour Quality Board"
    assert spelt_out("Who heads the HQB?", [name, "The HQB met."]) == "Who heads the HQB?"
    assert spelt_out("Who heads the XQB?", [name]) == "Who heads the XQB?"


def test_both_are_answered(library: Library) -> None:
    answer = answer_to(library, "what did arvind krishan write to congres", as_of=DAY)
    assert "no longer offers general purpose" in answer.text
    assert answer.note is not None
    assert "“krishan” is read as “Krishna”." in answer.note
    assert answer_to(library, "How many algorithms did NIST test?", as_of=DAY).short_answer == "189"
