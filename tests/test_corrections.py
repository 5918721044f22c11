"""Corrections are told where they touch what is cited, and nowhere else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from store_fixtures import QUICK, an_article, entry_of, open_quick

from bot.answer import Answer, Citation, Correction
from bot.article import Article
from bot.chat import answer_to
from bot.corrections import corrected, note_of, own_notes, tells_an_error
from bot.coverage import Coverage, CoverageWriter
from bot.library import Library
from bot.outcome import Outcome

TODAY = dt.date(2026, 1, 1)
NOTE = (
    "Correction, March 6: An earlier version of this article misstated the distance to Brackley."
    " It is 24 miles, not 42."
)
WARD = (
    "Ashdown clinic will close its night ward in June.\n\nPatients will be taken to Brackley, 24"
    " miles away. The ward has 12 beds and was opened in 1998."
)
URL = "https://news.example/ward"


def _stored(folder: Path, *articles: Article) -> Coverage:
    with CoverageWriter.open(folder, embedder=QUICK) as writer:
        for article in articles:
            writer.put([entry_of(article)])
    return open_quick(folder)


def _cited(article: Article, quote: str) -> Citation:
    start = article.text.index(quote)
    return Citation.of(article, start, start + len(quote))


def _ward(text: str = WARD, **more: object) -> Article:
    more.setdefault("published", dt.date(2024, 3, 4))
    return an_article(text, "Clinic to close its night ward", url=URL, outlet="Observer", **more)


def test_a_note_of_the_article_is_told_of_the_sentence_that_it_touches(tmp_path: Path) -> None:
    article = _ward(f"{WARD}\n\n{NOTE}")
    coverage = _stored(tmp_path, article)
    touched, other = corrected(
        coverage, [_cited(article, "Patients will be taken to Brackley, 24 miles away."),
                   _cited(article, "The ward has 12 beds and was opened in 1998.")], TODAY
    )  # fmt: skip
    assert touched.correction == Correction(True, dt.date(2024, 3, 6), "It is 24 miles, not 42.")
    assert touched.beside == "corrected 6 March 2024"
    assert other.correction is None
    assert note_of([other, touched]) == (
        "What [2] says was corrected on 6 March 2024: “It is 24 miles, not 42.”"
    )
    assert note_of([other]) is None


def test_what_was_corrected_later_is_not_told_to_a_question_of_before(tmp_path: Path) -> None:
    article = _ward(f"{WARD}\n\n{NOTE}")
    cited = _cited(article, "Patients will be taken to Brackley, 24 miles away.")
    before = corrected(_stored(tmp_path, article), [cited], dt.date(2024, 3, 5))
    assert before == [cited]


@pytest.mark.parametrize(
    ("note", "is_one"),
    [
        (NOTE, True),
        ("This article was amended on 12 June 2020. The mayor is Ada Lund, not Ada Lunt.", True),
        ("Editor’s note: A photo caption gave the wrong year.", True),
        ("Corrections officers said that the jail was full.", False),
        ("The mayor said that an earlier version of the plan was wrong.", False),
        ("For the record, he ran 9.8 seconds.", False),
    ],
)
def test_a_note_is_told_from_other_paragraphs(note: str, is_one: bool) -> None:
    assert own_notes(_ward(f"{WARD}\n\n{note}")) == ([note] if is_one else [])


def test_a_name_that_was_wrong_is_told_where_the_name_is_cited(tmp_path: Path) -> None:
    note = "Correction: An earlier version of this story misspelled the mayor. She is Ada Lund."
    text = f"The mayor, Ada Lund, opened the fair. It rained on the goats.\n\n{note}"
    article = an_article(text, "A fair in the rain", url=URL)
    named, rained = corrected(
        _stored(tmp_path, article),
        [_cited(article, "The mayor, Ada Lund, opened the fair."),
         _cited(article, "It rained on the goats.")], TODAY,
    )  # fmt: skip
    assert named.beside == "corrected"
    assert rained.correction is None


def test_a_sentence_that_an_update_changed_says_when_and_what_it_said(tmp_path: Path) -> None:
    first = _ward(WARD.replace("24", "42"))
    second = _ward(updated=dt.date(2024, 3, 6))
    third = _ward(f"{WARD} A petition was begun.", updated=dt.date(2024, 3, 9))
    cited = [
        _cited(third, "Patients will be taken to Brackley, 24 miles away."),
        _cited(third, "The ward has 12 beds and was opened in 1998."),
        _cited(third, "A petition was begun."),
    ]
    changed, kept, new = corrected(_stored(tmp_path, first, second, third), cited, TODAY)
    assert changed.correction == Correction(
        False, dt.date(2024, 3, 6), "Patients will be taken to Brackley, 42 miles away."
    )
    assert changed.beside == "changed 6 March 2024"
    assert (kept.correction, new.correction) == (None, None)
    assert note_of([changed]) is None


def _of_boston(answer: Answer) -> list[Citation]:
    return [c for c in answer.citations if "12 to 0" in c.quote]


def test_a_correction_that_its_outlet_published_as_an_article_is_told(library: Library) -> None:
    question = "Was the vote of the Boston City Council on facial recognition unanimous?"
    article = library.coverage.find(
        "https://harborledger.example/2020/06/24/boston-council-bans-face-surveillance"
    )
    assert article is not None
    quotes = ("The vote was unanimous, 12 to 0.", "“Boston should not use racially")
    cited = [_cited(article, quote) for quote in quotes]
    vote, wu = corrected(library.coverage, cited, TODAY)
    assert vote.beside.endswith("corrected 25 June 2020")
    assert vote.correction is not None
    assert vote.correction.note.startswith("The correct count was 13 to 0")
    assert wu.correction is None
    answer = answer_to(library, question)
    for citation in _of_boston(answer):
        assert citation.correction is not None
        assert "was corrected on 25 June 2020" in (answer.note or "")
    kept = Outcome.from_json(Outcome.of(question, answer).as_json())
    assert [c.correction for c in kept.citations] == [c.correction for c in answer.citations]


def test_of_the_articles_of_the_corpus_only_the_wrong_vote_is_corrected(library: Library) -> None:
    told = []
    for row in library.coverage.rows():
        article = library.coverage.article(row.id)
        assert article is not None
        cited = [
            Citation.of(article, s.start, s.end)
            for stored in library.coverage.passages_of(row.id)
            for s in stored.passage.sentences
        ]
        told += [c.quote for c in corrected(library.coverage, cited, TODAY) if c.correction]
    assert told == ["The vote was unanimous, 12 to 0."]


def test_of_a_notice_what_was_wrong_is_not_told_as_what_is(library: Library) -> None:
    answer = answer_to(library, "How many votes did the Boston ban get?", as_of=TODAY)
    assert not any("said that the ordinance had passed" in c.quote for c in answer.citations)
    # The article itself may be cited, and is said to have been corrected.
    assert "13 to 0" in " ".join([answer.note or "", *(c.quote for c in answer.citations)])


@pytest.mark.parametrize(
    ("title", "sentence", "errs"),
    [
        ("Correction: The vote", "The article said that it had passed by 12 votes.", True),
        ("Corrections & clarifications: The vote", "It gave the wrong number.", True),
        ("Correction: The vote", "The correct count was 13 to 0.", False),
        ("Correction: The vote", "The ordinance is now before the mayor.", False),
        ("The vote", "The article said that it had passed by 12 votes.", False),
    ],
)
def test_a_sentence_that_tells_an_error_is_known(title: str, sentence: str, errs: bool) -> None:
    assert tells_an_error(an_article(title=title), sentence) is errs
