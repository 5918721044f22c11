"""What a reader is promised of an answer, asked of the corpus with the real model."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import library_of

from bot.answer import DECLINED, Answer
from bot.chat import Answered, Conversation, Retrieved, SentenceWritten, Understood, answer_to
from bot.errors import InputError
from bot.evidence import dangles
from bot.library import Library

QUESTIONS = [
    "Who halted police sales?",
    "When did Boston ban facial recognition?",
    "How long is Amazon's pause?",
    "What did Brad Smith say about police departments?",
    "Who was wrongly arrested in Detroit?",
    "How many votes were there in the Boston council?",
    "What did the judge order in Seattle?",
    "How much did Washington County pay for its searches?",
    "Which cities banned facial recognition?",
    "Why did IBM leave the business?",
    "What does the Portland ordinance forbid?",
    "What did the National Institute of Standards and Technology find?",
]


def answer(library: Library, question: str) -> Answer:
    return answer_to(library, question)


def test_the_showcase_names_three_companies_each_with_its_own_citation(library: Library) -> None:
    told = answer(library, "Who halted police sales?")
    assert not told.abstained
    assert len(told.sentences) <= 4
    for company in ("Microsoft", "Amazon", "IBM"):
        about = [s for s in told.sentences if s.text.startswith(company)]
        assert len(about) == 1, company
    assert len({s.citation for s in told.sentences}) == len(told.sentences)
    assert told.short_answer is not None
    assert {"Microsoft", "Amazon", "IBM"} <= set(told.short_answer.split(", "))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_cited_and_every_quote_is_verbatim(
    library: Library, question: str
) -> None:
    told = answer(library, question)
    assert told.sentences, f"declined at {told.confidence:.2f}"
    assert 1 <= len(told.sentences) <= 4
    for sentence in told.sentences:
        citation = told.citations[sentence.citation - 1]
        article = library.coverage.article(citation.article_id)
        assert article is not None
        assert article.text[citation.start : citation.end] == citation.quote
        assert " ".join(citation.quote.split()) == sentence.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_sentence_points_back_to_what_is_not_shown(library: Library, question: str) -> None:
    for sentence in answer(library, question).sentences:
        citation = answer(library, question).citations[sentence.citation - 1]
        article = library.coverage.article(citation.article_id)
        assert article is not None
        if dangles(sentence.text):
            # Nothing in the article comes before it that could be taken along.
            assert citation.start == 0 or sentence.text.startswith(("The ", "This ")), sentence.text


@pytest.mark.parametrize(
    "question",
    [
        "What did Apple decide?",
        "Who is the president of France?",
        "What did Google announce?",
        "Who won the World Cup?",
        "What is the price of oil?",
        "How tall is Mount Everest?",
    ],
)
def test_what_the_coverage_does_not_hold_is_declined(library: Library, question: str) -> None:
    told = answer(library, question)
    assert told.abstained
    assert told.text == DECLINED
    assert told.sentences == ()
    assert told.citations == ()
    assert told.short_answer is None
    assert len(told.nearest()) == 3


def test_nothing_published_after_the_day_of_the_question_is_used(library: Library) -> None:
    day = dt.date(2020, 6, 9)
    told = answer_to(library, "Who halted police sales?", as_of=day)
    assert told.passages
    for ranked in told.passages:
        published = ranked.article.published_day
        assert published is None or published <= day
    assert told.sentences
    assert "Amazon" not in told.text


def test_excluded_articles_are_kept_out(library: Library) -> None:
    first = answer(library, "Who halted police sales?")
    urls = [c.url for c in first.citations if c.url]
    again = answer_to(library, "Who halted police sales?", exclude=urls)
    assert {p.article.url for p in again.passages}.isdisjoint(urls)


def test_at_most_three_passages_come_from_one_article(library: Library) -> None:
    for question in QUESTIONS:
        count = Counter(p.article.id for p in answer(library, question).passages)
        assert max(count.values()) <= 3


def test_a_story_that_two_outlets_carry_is_told_once(library: Library) -> None:
    told = answer(library, "What did the judge order the Seattle police to stop using?")
    about = [s for s in told.sentences if "ordered the Seattle police" in s.text]
    assert len(about) == 1


def test_scores_fall_and_confidence_is_a_probability(library: Library) -> None:
    told = answer(library, "Who halted police sales?")
    scores = [p.score for p in told.passages]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= told.confidence <= 1


@pytest.mark.parametrize("question", ["", "  ", "?!", "…"])
def test_a_question_without_words_is_refused_in_a_sentence(library: Library, question: str) -> None:
    with pytest.raises(InputError, match="words"):
        answer(library, question)


def test_an_endless_question_is_refused_in_a_sentence(library: Library) -> None:
    with pytest.raises(InputError, match="2,000"):
        answer(library, "why " * 1000)


@pytest.mark.parametrize(
    "question",
    [
        'AND OR NOT NEAR("x") *',
        '"unbalanced',
        "a:b {c} [d] (e) ^f $5 ~g~ \\h",
        "SELECT * FROM articles; DROP TABLE passages;--",
        "\u202eмир 平和 سلام 🕊",
        "\x00\x01 control",
        "what " * 300,
    ],
)
def test_no_question_however_odd_breaks_the_search(library: Library, question: str) -> None:
    assert answer(library, question).confidence >= 0


def test_events_come_in_order_and_sentences_before_the_whole(library: Library) -> None:
    events = list(Conversation(library).ask("Who halted police sales?"))
    kinds = [type(e) for e in events]
    assert kinds[:2] == [Understood, Retrieved]
    assert set(kinds[2:-1]) == {SentenceWritten}
    last = events[-1]
    assert isinstance(last, Answered)
    written = tuple(e.sentence for e in events if isinstance(e, SentenceWritten))
    assert written == last.answer.sentences


def test_a_follow_up_is_understood_by_the_question_before(library: Library) -> None:
    talk = Conversation(library)
    for question in ("Who halted police sales?", "What about Amazon?"):
        list(talk.ask(question))
    told = talk.turns[-1].answer
    assert not told.abstained
    assert any("Amazon" in s.text for s in told.sentences)
    assert "police sales" in talk.turns[-1].standalone


@pytest.fixture(scope="module")
def one_text(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    """An index of one text without any metadata."""
    folder = tmp_path_factory.mktemp("one")
    (folder / "text").mkdir()
    (folder / "text" / "harbour.txt").write_text(
        "Following the lead of Brant and Corrow, Delmar on Thursday said it will not lease its"
        " tugboats to the port police until the state passes a law on their use.\n\n"
        "Delmar’s director, Ines Falk, made the announcement at a meeting of the harbour board.\n\n"
        "On Wednesday, Brant barred the port police from using its tugboats for one year.\n\n"
        "Corrow said on Monday it is leaving the tugboat trade altogether.\n\n"
        "Quayport Wire —\n\n"
        "The port authority has paid $1,200 a day for each boat since 2018.\n",
        encoding="utf-8",
    )
    built = library_of(folder / "data", folder / "text")
    return lambda question: answer(built, question)


def test_a_single_undated_text_is_enough_to_answer_from(
    one_text: Callable[[str], Answer],
) -> None:
    told = one_text("Who stopped leasing tugboats to the police?")
    assert not told.abstained
    assert "Delmar" in told.sentences[0].text
    assert (
        one_text("How much did the port authority pay for each boat?").short_answer
        == "$1,200 a day"
    )
    assert (
        one_text("How long did Brant bar the port police from using its tugboats?").short_answer
        == "one year"
    )
    assert all(c.published is None for c in told.citations)


def test_a_single_text_does_not_answer_what_it_does_not_say(
    one_text: Callable[[str], Answer],
) -> None:
    assert one_text("Who is the mayor of Lisbon?").abstained
    assert one_text("How many ferries sank last winter?").abstained


def test_both_parts_of_a_question_are_told(library: Library) -> None:
    told = answer(library, "When was Amazon's moratorium announced, and when was it extended?").text
    assert "June 10, 2020" in told
    assert "Amazon is extending its moratorium" in told


def test_what_only_leads_to_a_text_is_told_nowhere(one_text: Callable[[str], Answer]) -> None:
    told = one_text("What did Quayport Wire report about the tugboats and the port authority?")
    assert not told.abstained
    assert all(s.text != "Quayport Wire —" for s in told.sentences)


def test_library_opening_fails_in_a_sentence_when_nothing_was_ingested(tmp_path: Path) -> None:
    from bot.errors import IndexMissing
    from bot.settings import Settings

    with pytest.raises(IndexMissing, match="ingest"):
        Library.open(Settings(data=tmp_path / "none"))


def test_who_is_named_in_the_question_is_no_short_answer(library: Library) -> None:
    told = answer(library, "Amazon: Who halted police sales?")
    assert told.sentences[0].text.startswith("Amazon")
    assert told.short_answer is None


def test_what_a_sentence_wholly_tells_is_answered_however_old_it_is(library: Library) -> None:
    asked = "What did NIST find about false matches?"
    for day in (dt.date(2020, 1, 10), dt.date(2021, 11, 20)):
        told = answer_to(library, asked, as_of=day)
        assert not told.abstained, day
        assert "false positives" in told.text
