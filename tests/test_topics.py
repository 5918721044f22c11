"""What happened somewhere, what is known of something: told by the articles about it."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat import answer_to
from bot.library import Library
from bot.question import understood
from bot.topics import asked_about

DAY = dt.date(2021, 6, 30)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What happened in Detroit?", ("detroit",)),
        ("And what is going on in Portland?", ("portland",)),
        ("Tell me about Robert Williams", ("robert", "williams")),
        ("What's the latest on tear gas?", ("tear", "gas")),
        ("Please summarise the San Francisco ban", ("san", "francisco", "ban")),
        ("What about Amazon?", ("amazon",)),
        ("Tell me everything about Amazon", ("amazon",)),
        ("Any news about IBM?", ("ibm",)),
        ("What does the federal study say?", ("federal", "study")),
        ("What did Brad Smith's letter propose?", ("brad", "smith", "letter")),
        ("Compare Amazon and Microsoft", ("amazon", "microsoft")),
        ("What is the difference between IBM and Amazon?", ("ibm", "amazon")),
        ("How do Boston and Portland differ?", ("boston", "portland")),
        ("arvind krishna letter", ("arvind", "krishna", "letter")),
        ("May elections", ("may", "elections")),
        ("wish list", ("wish", "list")),
    ],
)
def test_a_subject_is_what_is_to_be_told_about(question: str, subject: tuple[str, ...]) -> None:
    found = asked_about(understood(question, DAY))
    assert found is not None
    assert found.words == subject


@pytest.mark.parametrize(
    "question",
    [
        "What happened when the judge ruled on tear gas?",
        "What happened?",
        "What did Amazon say?",
        "Who wrote the study?",
        "How did Amazon and Microsoft react?",
        "Compare the votes",
        "What does the mayor say about the study?",
        "Who is known to use Rekognition?",
        "What happened in the city council of Portland after months of protest and debate there?",
        "amazon moratorium length",
    ],
)
def test_what_asks_for_more_is_no_subject(question: str) -> None:
    assert asked_about(understood(question, DAY)) is None


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("What happened in Detroit?", "Detroit police arrested a man"),
        ("What is going on in Portland?", "Portland, Oregon, on Wednesday became"),
        ("Tell me about IBM", "IBM has stopped selling"),
        ("Arvind Krishna", "IBM has stopped selling"),
        ("arvind krishna letter", "IBM has stopped selling"),
        ("portland", "Portland, Oregon, on Wednesday became"),
        ("Portland?", "Portland, Oregon, on Wednesday became"),
        ("the Harbor Ledger on Amazon", "Amazon is extending"),
    ],
)
def test_the_article_on_it_is_told_by_how_it_begins(
    library: Library, question: str, begins: str
) -> None:
    answer = answer_to(library, question)
    assert answer.sentences[0].text.startswith(begins)
    assert answer.short_answer is None


@pytest.mark.parametrize("asked", ["The Harbor Ledger", "June 2020"])
def test_an_outlet_or_a_time_alone_is_its_news(library: Library, asked: str) -> None:
    answer = answer_to(library, asked)
    assert len(answer.sentences) > 1
    outlets = {c.outlet for c in answer.citations}
    days = {str(c.published)[:7] for c in answer.citations}
    assert outlets == {"The Harbor Ledger"} or days == {"2020-06"}


def test_two_are_compared_by_how_articles_on_each_begin(library: Library) -> None:
    begun = {
        s.text.split()[0] for s in answer_to(library, "Compare Amazon and Microsoft").sentences
    }
    assert begun == {"Amazon", "Microsoft"}


def test_what_only_mentions_it_is_not_told(library: Library) -> None:
    told = answer_to(library, "What happened in Portland?")
    assert [c.title for c in told.citations] == [
        "Portland, Oregon, bans facial recognition by city and by businesses"
    ]


def test_who_is_named_only_after_the_beginning_is_told_of_with_it(library: Library) -> None:
    first, second, *_ = answer_to(library, "What happened to Robert Williams?").sentences
    assert first.text.startswith("Detroit police arrested a man")
    assert second.text.startswith("The man, Robert Williams of Farmington Hills")


def test_what_no_article_is_about_is_declined(library: Library) -> None:
    assert answer_to(library, "What happened in Chicago?").abstained
    assert answer_to(library, "Tell me about the iPhone").abstained
    assert answer_to(library, "chicago").abstained
    assert answer_to(library, "google facial recognition moratorium").abstained
    assert answer_to(library, "google moratorium").abstained


def test_a_name_alone_that_is_only_mentioned_is_told_by_the_sentences_that_name_it(
    library: Library,
) -> None:
    answer = answer_to(library, "Shinola")
    assert answer.sentences
    assert all("Shinola" in c.quote for c in answer.citations)


def test_only_what_was_out_by_that_day_is_told(library: Library) -> None:
    answer = answer_to(library, "What happened in Portland?", as_of=dt.date(2019, 12, 31))
    assert answer.abstained
