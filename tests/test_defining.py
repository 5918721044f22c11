"""Who somebody is, and what something: told by the sentence that says so."""

from __future__ import annotations

import pytest
from store_fixtures import an_article

from bot.chat import answer_to
from bot.defining import asked_name, asked_word, definition
from bot.finding import Finding
from bot.library import Library


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Arvind Krishna?", "Arvind Krishna"),
        ("who is robert williams", "robert williams"),
        ("What is Rekognition?", "Rekognition"),
        ("What's the ACLU?", "ACLU"),
        ("And who was George Floyd?", "George Floyd"),
        ("Who is Carmen Best?", "Carmen Best"),
        ("What are Black Lives Matter?", "Black Lives Matter"),
    ],
)
def test_a_name_is_to_be_explained(question: str, name: str) -> None:
    assert asked_name(question) == name


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Seattle?",
        "What is the official name of the measure?",
        "Who is it?",
        "What is going on?",
        "Who is suing Seattle?",
        "Who is the judge?",
        "Who was arrested?",
        "What is Amazon doing about it?",
        "What is new?",
        "Who sued Seattle?",
    ],
)
def test_other_questions_ask_for_more_than_a_name(question: str) -> None:
    assert asked_name(question) is None


@pytest.mark.parametrize(
    ("name", "sentence", "said"),
    [
        ("Ann Lee", "Its chief executive, Ann Lee, left on Monday.", "chief executive"),
        ("ann lee", "Ann Lee, a baker from Leeds, won the vote.", "a baker from Leeds"),
        ("Ann Lee", "Mayor Ann Lee resigned.", "Mayor"),
        ("Ann Lee", "Ann Lee is one of the two who stayed.", "one of the two who stayed"),
        ("Tarn", "The council bought the software, Tarn, in May.", "the software"),
        ("Tarn", "It sold its mapping software, Tarn, to the city.", "mapping software"),
        ("Ann Lee", "Ann Lee, who is a nurse, spoke first.", "a nurse"),
        ("Ann Lee", "Ann Lee, who is tall, spoke first.", None),
        ("Ann Lee", "Ann Lee, on Monday, spoke first.", None),
        ("Lee", "Ann Lee-Smith, a baker, won.", None),
    ],
)
def test_the_words_that_say_who_it_is(name: str, sentence: str, said: str | None) -> None:
    article = an_article(sentence)
    found = definition(name, [Finding(article, 0, len(article.text), None, 0.0, 0.0, 1.0)])
    assert (article.text[found.start : found.end] if found else None) == said


def test_the_plainest_sentence_is_told(library: Library) -> None:
    answer = answer_to(library, "What is Rekognition?")
    assert answer.short_answer == "facial recognition software"
    assert "its facial recognition software, Rekognition," in answer.sentences[0].text
    krishna = answer_to(library, "Who is Arvind Krishna?")
    assert krishna.short_answer == "chief executive"


def test_what_is_said_of_somebody_by_the_way_is_not_who_he_is(library: Library) -> None:
    answer = answer_to(library, "Who is Robert Williams?")
    assert not answer.abstained
    assert answer.short_answer is None


def test_of_whom_the_coverage_does_not_tell_it_declines(library: Library) -> None:
    assert answer_to(library, "Who is Taylor Swift?").abstained


def test_a_common_noun_is_a_word_and_a_name_typed_small_is_not() -> None:
    texts = ["An ordinance passed.", "The police paid for Rekognition."]
    assert asked_word("What is an ordinance?", texts) == "ordinance"
    assert asked_word("What is a subpoena?", texts) == "subpoena"
    assert asked_word("what is rekognition", texts) is None
    assert asked_word("What is the ordinance?", texts) is None


def test_a_word_that_no_article_explains_is_declined(library: Library) -> None:
    assert answer_to(library, "What is an ordinance?").abstained
    assert answer_to(library, "What is facial recognition?").abstained
    assert answer_to(library, "what is rekognition").short_answer == "facial recognition software"


def test_what_stands_next_in_a_list_does_not_say_what_it_is(library: Library) -> None:
    assert answer_to(library, "What is Thorn?").short_answer is None
