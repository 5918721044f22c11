"""What a model writes is kept when it follows from what it cites, and dropped when it does not."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from bench.checked_sets import SETS, cases_of
from bot.article import Article
from bot.checking.check import fault_of, telling
from bot.checking.days import Day, days_in
from bot.checking.figures import figures_in
from bot.checking.grounds import Ground

ALTERED = ("number", "name", "date", "negation", "attribution")
LOOSEST = ("twelfth", "thirteenth")
"""The parts of the third set in looser words than any other, which were hardly worked by."""
KEPT = {"first": 0.95, "second": 0.92, "third": 0.94, "loosest": 0.6}
DROPPED = {"first": 0.97, "second": 0.95, "third": 0.96, "loosest": 0.84}


def grounds(text: str, *, title: str = "", outlet: str | None = None) -> list[Ground]:
    article = Article.new(
        text=text, source="x", title=title, outlet=outlet, published=dt.date(2020, 6, 11)
    )
    return [Ground(article, 0, len(text))]


@pytest.mark.parametrize("name", KEPT)
def test_altered_sentences_are_dropped_and_true_ones_kept(name: str) -> None:
    """The sets of docs/verification.md: true sentences, each altered in one thing."""
    count: Counter[str] = Counter()
    cases = cases_of(SETS["third" if name == "loosest" else name])
    for case in (c for c in cases if (c.part in LOOSEST) == (name == "loosest")):
        kept = fault_of(case.text, case.grounds) is None
        if case.kind is None:
            count["true"] += 1
            count["true kept"] += kept
        elif case.kind in ALTERED:
            count["altered"] += 1
            count["altered dropped"] += not kept
    assert count["true"] >= 120
    assert count["altered"] >= 250
    assert count["true kept"] >= KEPT[name] * count["true"]
    assert count["altered dropped"] >= DROPPED[name] * count["altered"]


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("The county paid $1,000,000.", "The county paid $1 million."),
        ("The ban lasts one year.", "The one-year ban lasts."),
        ("It cost twenty-one dollars.", "It cost 21 dollars."),
        ("Ada Quill halted it on Thursday.", "On June 11 Ada Quill halted it."),
        ("Ada Quill halted it on Thursday.", "Ada Quill halted it on 11 June 2020."),
        ("Nearly 40 percent were wrong.", "40% were wrong."),
        ("The American Civil Liberties Union sued.", "The ACLU sued."),
        ("“We own it,” Ada Quill said.", 'Ada Quill said "we own it."'),
        ("Ada Quill will not sell boats to Oslo.", "Ada Quill refuses to sell boats to Oslo."),
        ("The council did not give a reason.", "The council gave no reason."),
        ("The council meets on Monday.", "The council met on June 8."),
        ("The council will meet on Monday.", "The council will meet on June 15."),
        ("They ran it over 18.27 million pictures.", "They ran it over more than 18 million."),
        ("The cost is 1,987 dollars.", "The cost is about 2,000 dollars."),
        ("A man of 71 drowned in Oslo.", "A 71-year-old man drowned in Oslo."),
        ("Ada Quill pays Bo Lund for boats.", "Bo Lund is paid by Ada Quill for boats."),
        ("The tax will not rise.", "The tax would not go up."),
        ("Ada Quill vetoed a section.", "Ada Quill struck out a section."),
        ("Ada Quill sold it after Bo Lund left.", "Bo Lund left before Ada Quill sold it."),
        ("Bo Lund was absent.", "Bo Lund did not attend."),
        ("They did not consider it reliable.", "They said it was unreliable."),
        ("Artificial intelligence has users in Oslo.", "AI has users in Oslo."),
        ("Trains to Oslo were suspended.", "Rail service to Oslo was suspended."),
        ("They ran it over 8.49 million pictures.", "They ran it over 8.5 million pictures."),
        ("It was the lowest in Oslo since 1981.", "It had not been as low in Oslo since 1981."),
        ("Boats sank on three occasions in Oslo.", "Boats sank three times in Oslo."),
        ("Ada Quill opposed it, saying it was late.", "It was late, according to Ada Quill."),
        ("The boats cannot be repaired.", "The boats are beyond repair."),
        ("The boat sails no earlier than noon.", "The boat sails at noon at the earliest."),
        ("None of the men who were inside was hurt.", "The men inside were unharmed."),
        ("The tide, not the boats, is to blame.", "The tide is to blame, not the boats."),
        ("Boats do not need a permit in Oslo.", "Boats in Oslo need no permit."),
        ("The ferry Gannet sank. The river Esk rose.", "The Gannet sank as the Esk River rose."),
        ("It is late, said captain Ada Quill.", "Captain Ada Quill said it is late."),
    ],
)
def test_what_a_reader_would_call_the_same_is_kept(cited: str, said: str) -> None:
    assert fault_of(said, grounds(cited)) is None


@pytest.mark.parametrize(
    ("cited", "said", "why"),
    [
        ("The ban lasts one year.", "The ban lasts two years.", "number 'two'"),
        ("The ban lasts one year.", "The ban lasts 12 months.", "number"),
        ("It cost $12.", "It cost 12 percent.", "number"),
        ("Ada Quill halted it on Thursday.", "Ada Quill halted it on June 10.", "date 'June 10'"),
        ("Ada Quill halted it.", "On June 11 Ada Quill halted it.", "date"),
        ("Ada Quill halted it.", "Ada Quell halted it.", "name 'Quell'"),
        ("Quill halted it.", "Ada Quill halted it.", "name 'Ada'"),
        ("“We own it,” Ada Quill said.", "Ada Quill said “we sold it.”", "quotation"),
        ("Ada Quill will not sell it.", "Ada Quill will sell it.", "turns round"),
        ("Ada Quill sold it.", "Ada Quill never sold it.", "turns round"),
        ("Prices rose in Oslo.", "Prices fell in Oslo.", "turns round"),
        ("Ada Quill said it was late. Bo Lund left.", "Bo Lund said it was late.", "who"),
        ("The council will meet on Monday.", "The council will meet on June 8.", "date 'June 8'"),
        (
            "They ran it over 18.27 million pictures.",
            "They ran it over more than 19 million.",
            "19",
        ),
        ("The tax is $7 a year.", "The monthly tax is $7.", "number 'monthly'"),
        ("Most of the boats sank in Oslo.", "All of the boats sank in Oslo.", "more or less"),
        ("The boats may sink in Oslo.", "The boats will sink in Oslo.", "surer"),
        ("Ada Quill pays Bo Lund.", "Bo Lund pays Ada Quill.", "the other one"),
        ("It cost $7 to sail and $9 to land.", "It cost $9 to sail and $7 to land.", "each other"),
        ("Prices rose from $7 to $9.", "Prices rose from $9 to $7.", "each other"),
        ("Profit fell in Oslo as rents rose.", "Profit rose in Oslo.", "turns round"),
        ("Rain fell in Oslo.", "The council built cars in Oslo.", "holds only"),
        (
            "Ada Quill has not said how many boats sank.",
            "Ada Quill said how many boats sank.",
            "turns round",
        ),
        ("The count was 13 to 0 in Oslo.", "The count in Oslo was not 13 to 0.", "turns round"),
        ("Ada Quill sold it; Bo Lund denied that.", "Bo Lund admitted it.", "turns round"),
        ("It opened in the fall in Oslo.", "It opened in the spring in Oslo.", "the date"),
        ("Boats sail twice a week to Oslo.", "Boats sail three times a week to Oslo.", "number"),
        ("Ada Quill and Bo Lund met. Cy Dahl left.", "Ada Quill and Cy Dahl met.", "together"),
        ("“It is late,” Ada Quill said of it.", "The mayor said that it is late.", "who says so"),
        ("They banned selling and buying boats.", "They did not ban selling boats.", "turns round"),
        (
            "Bo Lund wants a lamp, which the plan does not provide for.",
            "A lamp, as Bo Lund wants, is part of the plan.",
            "turns round",
        ),
        (
            "Oslo had sued the port, and will drop its suit.",
            "Oslo is pressing ahead with its suit.",
            "turns round",
        ),
        (
            "The tide, not the boats, is to blame.",
            "The boats, not the tide, are to blame.",
            "turns round",
        ),
        (
            "The legislature does not have to approve it.",
            "Lawmakers must sign off.",
            "binding",
        ),
        (
            "It costs 9 dollars, the trade chamber estimated.",
            "According to the union, it costs 9 dollars.",
            "who says so",
        ),
        (
            "It is the first boat in Oslo.",
            "The boat in Oslo follows several others.",
            "turns round",
        ),
    ],
)
def test_what_is_altered_is_dropped_with_the_reason(cited: str, said: str, why: str) -> None:
    fault = fault_of(said, grounds(cited))
    assert fault
    assert why in fault


def test_a_first_name_is_taken_from_the_article_where_only_one_has_the_surname() -> None:
    text = "Ada Quill leads the council. Quill halted the sale of boats."
    article = Article.new(text=text, source="x")
    cited = [Ground(article, text.index("Quill halted"), len(text))]
    assert fault_of("Ada Quill halted the sale of boats.", cited) is None
    two = Article.new(text=text + " Bo Quill was absent.", source="x")
    cited = [Ground(two, text.index("Quill halted"), len(text))]
    assert fault_of("Bo Quill halted the sale of boats.", cited) is not None


def test_of_several_citations_only_those_that_tell_of_the_sentence_stay() -> None:
    text = "Ada Quill sold the boats in May. Bo Lund bought a house in Oslo. Ada Quill left Oslo."
    article = Article.new(text=text, source="x")
    ends = [m.end() for m in re.finditer(r"\.", text)]
    sold, bought, left = (
        Ground(article, start, end) for start, end in zip([0, *ends], ends, strict=False)
    )
    assert telling("Ada Quill sold the boats in May.", [sold, bought]) == (0,)
    assert telling("Ada Quill sold the boats in May and left Oslo.", [sold, bought, left]) == (0, 2)
    assert telling("Ada Quill left Oslo.", [left]) == (0,)


def test_numbers_are_read_with_their_units() -> None:
    found = figures_in("About $1.5 million, 30 hours, 8 per cent and thirty-two of 200 people")
    assert [(f.value, f.unit) for f in found] == [
        (1_500_000, "dollar"),
        (30, "hour"),
        (8, "percent"),
        (32, ""),
        (200, ""),
    ]


def test_dates_are_read_as_far_as_they_go() -> None:
    found = days_in("On Friday, June 5, in May 2018, since 2001 and on 2020-06-12")
    assert [(d.year, d.month, d.day, d.weekday) for d in found] == [
        (None, None, None, 4),
        (None, 6, 5, None),
        (2018, 5, None, None),
        (2001, None, None, None),
        (2020, 6, 12, None),
    ]
    assert Day(2020, 6, 11).tells(Day(month=6))
    assert not Day(month=6).tells(Day(2020, 6, 11))


@pytest.mark.parametrize(
    "said",
    [
        "",
        "…",
        "“",
        "[1]",
        "a" * 5000,
        "１２ Ａｄａ",
        "\u202eAda",
        "9999999999999999999999999999999999999999 to 1",
    ],
)
def test_no_sentence_however_odd_breaks_the_check(said: str) -> None:
    cited = grounds("Rain fell on Tuesday in Oslo.")
    fault = fault_of(said, cited)
    assert fault is None or len(fault.split()) > 2
