"""What a Markdown file becomes."""

import datetime as dt
from pathlib import Path

import pytest

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import load, markdown
from bot.loaders.items import Numbered

DATA = Path(__file__).parent / "data"
BODY = "The ferry board voted on Tuesday to raise the fare from $8 to $9.50."


def read(text: str) -> Article:
    article = markdown.article_of(text.encode(), "a.md")
    assert isinstance(article, Article)
    return article


def test_a_markdown_file_becomes_exactly_this_article() -> None:
    source = str(DATA / "article.md")
    assert list(load(source)) == [
        Article.new(
            title="Ferry fare rises to $9.50",
            outlet="The Harbor Ledger",
            byline="Ines Calder",
            published=dt.datetime.fromisoformat("2021-03-02T08:15:00-08:00"),
            updated=dt.date(2021, 3, 3),
            section="Transport",
            url="https://www.harborledger.example/2021/03/02/ferry-fare",
            language="en",
            text=(
                "The ferry board voted four to three on Tuesday to raise the fare from $8 to "
                "$9.50, its first rise in five years.\n\n"
                "What riders pay\n\n"
                "Children ride free & dogs pay ~$1.\n\n"
                "A 10-trip book costs 10 * $8.50 = $85.\n\n"
                "“We held out as long as we could,” said the chair."
            ),
            captions=(
                "The ferry Juniper at the north pier.",
                "FILE — Riders wait at the south pier, Feb. 9, 2020. "
                "(Ines Calder/The Harbor Ledger) HLX204",
            ),
            source=source,
        )
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("It costs $5 and ~$6, 2 * 3 * 4, snake_case_name.", None),
        ("Half is ~50%; a < b > c & d; 5 ~~ 6 and a lone * star.", None),
        (r"It costs \$5 and 3 \* 4 in all, said Ann.", "It costs $5 and 3 * 4 in all, said Ann."),
        ("1986. What a year that was for ferries.", None),
        ("Two lines\nof one paragraph of the text.", "Two lines of one paragraph of the text."),
        ("A <b>bold</b> claim <script>evil()</script>made.", "A bold claim made."),
        ("    indented text is text, $x", "indented text is text, $x"),
        ("```\ncode * is * text\n```", "code * is * text"),
        ("| Fare | Price |\n|---|---|\n| Child | $2 |", "Fare | Price\n\nChild | $2"),
        ("<div>In a block<style>p {}</style></div>", "In a block"),
    ],
)
def test_text_that_is_no_markup_stays_as_written(written: str, shown: str | None) -> None:
    assert read(f"{BODY}\n\n{written}\n").text == f"{BODY}\n\n{shown or written}"


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    article = read(f"# Fares rise\n\n{BODY}\n\n# Later\n\nMore.\n")
    assert (article.title, article.text) == ("Fares rise", f"{BODY}\n\nLater\n\nMore.")
    assert article.published is None


def test_a_rule_at_the_beginning_is_not_front_matter() -> None:
    assert read(f"---\n\n{BODY}\n").text == BODY


def test_values_that_yaml_would_retype_stay_text() -> None:
    article = read(f"---\ntitle: 1984\nsection: No\noutlet: null\nauthor: [A B, C D]\n---\n{BODY}")
    assert article.title == "1984"
    assert article.section == "No"
    assert article.outlet is None
    assert article.byline == "A B, C D"


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: Fares: a rise", "line 2: bad front matter (mapping values are not allowed here)"),
        ("title: x\noutlet: [a", "line 3: bad front matter"),
        ("- a list", "line 2: bad front matter (not lines of `key: value`)"),
        ("title: x\npublished: 2020-02-31", "published: not a date I can read: 2020-02-31"),
        ("date: some day", "date: not a date I can read: some day"),
        ("published: 2999-01-01", "published: not a date I can read: 2999-01-01"),
        ("title: {a: b}", "title: a text is expected, not an object"),
        ("url: javascript:alert(1)", "url: not a web address: javascript:alert(1)"),
        ("url: http://[", "url: not a web address"),
    ],
)
def test_bad_front_matter_is_told_with_its_line_or_field(front: str, reason: str) -> None:
    with pytest.raises(LoadError) as caught:
        read(f"---\n{front}\n---\n{BODY}")
    assert caught.value.reason.startswith(reason)


def test_front_matter_that_is_not_closed_is_told() -> None:
    with pytest.raises(LoadError, match="no closing ---"):
        read(f"---\ntitle: x\n\n{BODY}")


def test_a_day_and_month_that_could_be_swapped_leave_the_date_unknown() -> None:
    told = markdown.article_of(f"---\npublished: 03/04/2023\n---\n{BODY}".encode(), "a.md")
    assert isinstance(told, Numbered)
    assert (told.article.published, told.published) == (None, "03/04/2023")
