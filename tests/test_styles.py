"""An answer can be bullets, a timeline, or who said what, with a model and without."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from scripted import Script, Scripted, library_of, number_of, writing
from store_fixtures import ROOT

from bot.answer import Answer, Citation
from bot.article import Article
from bot.chat import Answered, Conversation, answer_to
from bot.errors import InputError
from bot.library import Library
from bot.narrowing import Filters
from bot.styles import Style, style_asked
from bot.writers.days_told import day_told
from bot.writers.sayings import speaker_in

BANS = "Which cities banned facial recognition?"
SAID = "What did Microsoft say about sales to police?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("styles"), ROOT / "corpus")


@pytest.mark.parametrize(
    ("asked", "style", "left"),
    [
        (
            "Who halted police sales? In bullet points, please.",
            "bullets",
            "Who halted police sales?",
        ),
        ("What was banned, as a bulleted list?", "bullets", "What was banned?"),
        ("Who halted police sales, as a timeline?", "timeline", "Who halted police sales?"),
        (
            "What happened in Seattle in chronological order?",
            "timeline",
            "What happened in Seattle?",
        ),
        ("Give me a timeline of the bans.", "timeline", "What happened: the bans?"),
        ("Who said what about the ban?", "who-said-what", "What was said about the ban?"),
        ("As a timeline", "timeline", ""),
        ("What is in the bullet?", None, "What is in the bullet?"),
        ("Who said that he would resign?", None, "Who said that he would resign?"),
        ("What is the timeline for the vote?", "timeline", "What happened: the vote?"),
    ],
)
def test_the_question_may_ask_for_a_style(asked: str, style: str | None, left: str) -> None:
    found, words = style_asked(asked)
    assert (found.value if found else None, words) == (style, left)


def styled(library: Library, question: str, style: Style) -> Answer:
    told = answer_to(library, question, filters=Filters(style=style))
    assert told.style is style
    assert told.sentences
    assert_all_verbatim(library, told)
    return told


def assert_all_verbatim(library: Library, told: Answer) -> None:
    for citation in told.citations:
        article = library.coverage.article(citation.article_id)
        assert article is not None
        assert article.text[citation.start : citation.end] == citation.quote


def test_without_a_model_a_timeline_is_in_order_and_each_line_is_dated_and_cited(
    library: Library,
) -> None:
    told = styled(library, BANS, Style.TIMELINE)
    assert len(told.sentences) > 2
    days = [day_told(told.citations[s.citation - 1]) for s in told.sentences]
    assert [s.lead for s in told.sentences] == [day.shown for day in days if day]
    firsts = [day.first for day in days if day]
    assert firsts == sorted(firsts)
    for sentence in told.sentences:
        assert sentence.text == " ".join(told.citations[sentence.citation - 1].quote.split())
    assert re.match(r"- (?:Reported )?[\w –]*\d{4}: .+ \[1\]\n", told.text)


def test_without_a_model_who_said_what_names_the_speaker_of_each_sentence(
    library: Library,
) -> None:
    told = styled(library, SAID, Style.SAYINGS)
    for sentence in told.sentences:
        assert sentence.lead
        assert sentence.lead in sentence.text
    assert any("Smith" in s.lead for s in told.sentences)


def test_bullets_tell_at_least_what_the_brief_answer_does(library: Library) -> None:
    brief = styled(library, BANS, Style.BRIEF)
    bullets = styled(library, BANS, Style.BULLETS)
    assert {s.text for s in brief.sentences} <= {s.text for s in bullets.sentences}
    assert bullets.text.startswith("- ")


def test_a_style_alone_asks_the_question_before_once_more(library: Library) -> None:
    chat = Conversation(library)
    for asked in (BANS, "As a timeline, please"):
        *_, last = chat.ask(asked)
    assert isinstance(last, Answered)
    assert last.answer.question == BANS
    assert last.answer.style is Style.TIMELINE


def test_a_question_is_still_refused_when_it_has_no_words(library: Library) -> None:
    with pytest.raises(InputError):
        list(Conversation(library).ask("?!", filters=Filters(style=Style.TIMELINE)))


def test_a_model_writes_a_timeline_that_is_put_in_order_and_numbered_anew(
    library: Library,
) -> None:
    def script(given: dict[int, str]) -> Script:
        boston = number_of(given, "Boston")
        francisco = number_of(given, "San Francisco")
        return [f"{given[boston]} [{boston}]\n", f"{given[francisco]} [{francisco}]\n"]

    model = Scripted(script)
    told = answer_to(writing(library, model), BANS, filters=Filters(style=Style.TIMELINE))
    assert told.writing
    assert told.writing.own
    assert "the earliest first" in model.rules[0]
    assert [s.citation for s in told.sentences] == [1, 2]
    days = [day_told(told.citations[s.citation - 1]) for s in told.sentences]
    assert [d.first for d in days if d] == sorted(d.first for d in days if d)
    assert all(s.lead for s in told.sentences)


def test_a_model_that_names_no_speaker_is_not_heard_in_who_said_what(library: Library) -> None:
    def script(given: dict[int, str]) -> Script:
        smith = number_of(given, "Smith")
        return [f"Police departments will get no facial recognition [{smith}].\n"]

    told = answer_to(writing(library, Scripted(script)), SAID, filters=Filters(style=Style.SAYINGS))
    assert told.writing
    assert not told.writing.own
    assert all(s.lead for s in told.sentences)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We need Congress to act,” said Brad Smith, the company’s president.", "Brad Smith"),
        ("It will stop, the company’s president, Brad Smith, said on Thursday.", "Brad Smith"),
        ("The ACLU, which has asked for two years, said that it was glad.", "ACLU"),
        (
            "In a letter to Amazon, Mayor Jenny Durkan wrote that it must stop.",
            "Mayor Jenny Durkan",
        ),
        ("According to the Harbor Ledger, it rained.", "Harbor Ledger"),
        ("“I met Brad Smith, who said so,” he said.", None),
        ("Amazon was told to stop.", None),
        ("“It is over,” she said.", None),
        ("It rained in Boston.", None),
    ],
)
def test_a_speaker_is_named_only_where_the_sentence_names_one(
    sentence: str, speaker: str | None
) -> None:
    assert speaker_in(sentence, sentence) == speaker


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Amazon halted it on Wednesday.", "10 June 2020"),
        ("In January 2019, a coalition wrote to Amazon.", "January 2019"),
        ("The law of 2018 was weak.", "2018"),
        ("It was told on Wednesday, June 3, 2020, and is wrong.", "3 June 2020"),
        ("Amazon halted it.", "Reported 11 June 2020"),
    ],
)
def test_a_day_is_told_as_exactly_as_the_sentence_does(text: str, shown: str) -> None:
    article = Article.new(text=text, source="a", published=dt.date(2020, 6, 11))
    told = day_told(Citation.of(article, 0, len(text)))
    assert told
    assert told.shown == shown


def test_what_has_no_day_is_in_no_timeline(tmp_path: Path) -> None:
    article = Article.new(text="Rain fell on Monday.", source="a")
    assert day_told(Citation.of(article, 0, 20)) is None
