"""Texts that nobody thought of: the splitter, the question parser, the model's lines, the index.

``FUZZ=100000 python -m pytest tests/test_fuzz.py`` tries more.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from store_fixtures import QUICK, an_article, entry_of, open_quick
from test_lines import read

from bot.article import Article
from bot.coverage import Coverage, CoverageWriter, Scope
from bot.followup import standalone
from bot.holdings import Holdings, holdings_of
from bot.narrowing import By, Filters, Narrowing
from bot.question import understood
from bot.sentences import paragraphs_of, sentences_of
from bot.splitter import MAX_TOKENS, passages_of
from bot.timing import times_in
from bot.words import stem, terms
from bot.writers.lines import MAX_LINE

EXAMPLES = int(os.environ.get("FUZZ", "100"))
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

_NEWS = (
    "The mayor said on Monday that|U.S.|Mr.|No. 5|“We will not go,|” she said.|he asked?|...|. . .|"
    "…|\n\n|\n|\t|$1.9 million|(see below)|'|\"|’s|a.m.|Jan. 3|St.|J. K. Rowling|ph.d|!|?!|—|–| |  "
    "|\u00a0|\u2028|\u200b|\0|\ud800|e\u0301|ﬁ|İ|ß|漢字。|👍🏽|"
).split("|")
news = st.lists(st.sampled_from(_NEWS) | st.text(max_size=8), max_size=40).map(" ".join)
tight = st.lists(st.sampled_from(_NEWS) | st.text(max_size=3), max_size=60).map("".join)
texts = news | tight | st.text(max_size=400)

_ASKED = (
    "who|what|when did|how much|how many|Microsoft|the BBC|according to|by Ann Lee|in|on|since|"
    "until|before|after|between|and|or|last|next|this|ago|3|99999999999|0|-1|2020|9999|0001|31|February|"
    "Monday|week|weeks|years|century|12 June|June 12, 2020|6/12/2020|2020-06-12|2020-13-45|spring|"
    "winter 2018|yesterday|today|now|latest|in the sports section|“|”|\"|'|?|*|NEAR(|^|:|title:|-|"
    "\0|%|What about|And|Amazon|it|that|him|$|(|)|[1]|AND|OR|NOT|a.b|1.9|1,000"
).split("|")
questions = st.lists(st.sampled_from(_ASKED) | st.text(max_size=6), max_size=14).map(
    " ".join
) | st.text(max_size=200)
days = st.dates()

_WRITTEN = (
    "Rain fell|[1]|[1][3]|[1, 3]|【2】|(1-3)|[1–4]|[^2]|[Source 1]|[999]|[0]|[[1]]|\n|\r\n|\n\n|. |"
    ".|!|”|**|__|- |* |1. |#|<think>|</think>|<thinking>|<t|<|>|†|]|[|It stopped| and |x" + "|y" * 3
).split("|")
written = st.lists(st.sampled_from(_WRITTEN) | st.text(max_size=5), max_size=60).map("".join)

HOLDINGS = Holdings()
FILTERS = Filters((Narrowing(By.OUTLET, "BBC", ("BBC",)),), frozenset({"time:2020"}))


@fuzz
@given(texts)
@example("“" * 50)
@example(". " * 300)
@example("\u2028.\u2028A")
def test_sentences_are_in_order_and_hold_all_that_is_not_white_space(text: str) -> None:
    at = 0
    for sentence in sentences_of(text):
        assert at <= sentence.start < sentence.end <= len(text)
        assert text[at : sentence.start].strip() == ""
        words = text[sentence.start : sentence.end]
        assert words == words.strip()
        at = sentence.end
    assert text[at:].strip() == ""
    ends = [p.end for p in paragraphs_of(text)]
    assert ends == sorted(ends)


@fuzz
@given(texts)
@example("word " * 900)
@example(("“A quotation. " * 60) + "”")
def test_the_passages_of_any_text_rejoin_to_it(text: str) -> None:
    def counted(pieces: Sequence[str]) -> list[int]:
        return [len(piece) // 4 + 1 for piece in pieces]

    article = Article.new(text=text, source="a.txt", title="T")
    at, last = 0, -1
    for passage in passages_of(article, counted):
        assert passage.ordinal == last + 1
        assert (passage.start, passage.end) == (
            passage.sentences[0].start,
            passage.sentences[-1].end,
        )
        for sentence in passage.sentences:
            assert at <= sentence.start < sentence.end
            assert text[at : sentence.start].strip() == ""
            at = sentence.end
        words = text[passage.start : passage.end]
        assert len(passage.sentences) == 1 or len(words) // 4 <= MAX_TOKENS + len(passage.sentences)
        last = passage.ordinal
    assert text[at:].strip() == ""


@fuzz
@given(questions, days)
@example("What happened 99999999999 years ago?", dt.date(2020, 6, 12))
@example("What happened last week?", dt.date.min)
@example("What happens next week, since 2020-13-45?", dt.date.max)
@example("week weeks", dt.date(2000, 1, 1))
@example("between 12 June 9999 and 31 February 0001", dt.date(2020, 2, 29))
def test_any_question_is_understood_on_any_day(text: str, as_of: dt.date) -> None:
    question = understood(text, as_of, HOLDINGS, FILTERS)
    assert question.text == " ".join(text.split())
    assert len(question.words) == len(set(question.words))
    assert question.terms == tuple(dict.fromkeys(stem(word) for word in question.words))
    for narrowing in question.narrowings:
        assert narrowing.label
        assert Narrowing.from_json(narrowing.as_json()) == narrowing
        if narrowing.since and narrowing.until:
            assert narrowing.since <= narrowing.until
    at = 0
    for time in times_in(question.text, as_of):
        assert at <= time.start < time.end <= len(question.text)
        at = time.start


@fuzz
@given(questions, questions)
@example("who B '", "who February")
def test_any_follow_up_becomes_a_question(question: str, before: str) -> None:
    alone = standalone(question, standalone(before, None))
    assert alone == " ".join(alone.split())
    assert bool(alone) == bool(question.split())
    assert standalone(question, None) == " ".join(question.split())


@fuzz
@given(written, st.integers(1, 7))
@example("<think", 1)
@example("<t- [1]\n\n<think>\n\n", 1)
@example("Rain fell [1].\n<think>a</think><think>\nIt stopped [2]", 2)
@example("<t>Rain fell [1].\nIt stopped [2].", 3)
@example("<thinking>[1]</think>Rain [1].\n", 2)
@example("Rain fell [1].\rIt stopped [2].", 1)
@example("Rain fell. [1] It stopped. [2] x", 3)
def test_what_a_model_writes_reads_alike_however_it_is_cut(text: str, size: int) -> None:
    lines = read(text, size)
    for line in lines:
        assert any(c.isalnum() for c in line.text)
        assert line.text == " ".join(line.text.split())
        assert len(line.text) <= 2 * MAX_LINE
        assert all(0 <= number <= 999 for number in line.numbers)
        assert len(set(line.numbers)) == len(line.numbers)
    if len(text) <= MAX_LINE:
        assert lines == read(text, len(text) + 1)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coverage]:
    folder = tmp_path_factory.mktemp("fuzz")
    with CoverageWriter.open(folder, embedder=QUICK) as writer:
        more = {"outlet": "The BBC", "byline": "Ann Lee", "section": "Sports"}
        writer.put([entry_of(an_article("Rain fell on Leeds. Nobody was hurt.", **more))])
    coverage = open_quick(folder)
    yield coverage
    coverage.close()


@fuzz
@given(questions)
@example('"')
@example("NEAR(rain, 5)")
@example("a" * 100_000)
@example("\0 rain")
@example("rain OR -rain AND NOT ^rain* title_terms:rain {rain} + rain")
def test_no_question_is_a_syntax_error_of_the_index(shelf: Coverage, text: str) -> None:
    holdings = holdings_of(shelf._catalogue.held())
    question = understood(text, dt.date(2020, 6, 12), holdings)
    shelf.search_words(question.terms, 5, Scope())
    shelf.search_words(terms(text), 5, Scope())
    shelf.with_phrase(terms(text), 5, Scope())
    shelf.with_phrase(text.split(), 5, Scope())
    shelf.term_statistics(question.terms, Scope())
    values = frozenset(v for n in question.narrowings for v in n.values) or frozenset({text})
    shelf.holds(Scope(outlets=values, bylines=values, sections=values))
