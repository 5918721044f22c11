"""What a saved page becomes."""

import datetime as dt
from pathlib import Path

import pytest

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import html, load

DATA = Path(__file__).parent / "data"
PARAGRAPHS = "".join(
    f"<p>Paragraph {n} tells at some length what the council decided about the {n}th bridge.</p>"
    for n in range(1, 7)
)


def read(head: str, body: str = PARAGRAPHS, page: str = "<html>") -> Article:
    markup = f"{page}<head>{head}</head><body><article>{body}</article></body></html>"
    return html.article_of(markup.encode(), "a.html")


def test_a_page_becomes_exactly_this_article() -> None:
    source = str(DATA / "article.html")
    assert list(load(source)) == [
        Article.new(
            title="Town wins back its clock & bell",
            outlet="Alder Street Courier",
            byline="Petra Holm, Jon Aske",
            published=dt.datetime.fromisoformat("2021-03-02T18:05:00+01:00"),
            updated=dt.datetime.fromisoformat("2021-03-02T19:00:00+00:00"),
            section="Local",
            language="en",
            url="https://alderstreetcourier.example/2021/03/02/clock",
            text=(
                "The town council bought back its tower clock on Tuesday for $4,200 & a promise, "
                "ninety years after selling it.\n\n"
                "“It is ours again,” the mayor, Ada Lund, told about 300 people in the square.\n\n"
                "What comes next\n\n"
                "The bell is to be hung in May.\n\n"
                "The clock is to run by June, the council said.\n\n"
                "The seller, a museum two valleys away, said that it was glad to see the clock "
                "return to the place that it was made for."
            ),
            captions=("The clock tower in 1931. (Petra Holm/Courier)",),
            source=source,
        )
    ]


def test_the_zone_of_the_publication_stays_as_written() -> None:
    [article] = load(str(DATA / "article.html"))
    assert isinstance(article, Article)
    assert article.published
    assert article.published.isoformat() == "2021-03-02T18:05:00+01:00"


def test_meta_tags_tell_where_there_is_no_linked_data() -> None:
    article = read(
        '<meta property="og:title" content="Bridge &amp; road | The Ledger">'
        '<meta property="og:site_name" content="The Ledger">'
        '<meta name="author" content="https://example.org/ann">'
        '<meta name="author" content="Ann Lee">'
        '<meta property="article:published_time" content="2021-03-02T08:00:00Z">'
        '<meta property="og:url" content="https://news.example/a">'
    )
    assert article.title == "Bridge & road"
    assert article.outlet == "The Ledger"
    assert article.byline == "Ann Lee"
    assert article.published == dt.datetime(2021, 3, 2, 8, tzinfo=dt.UTC)
    assert article.url == "https://news.example/a"


def test_a_page_without_a_date_has_none_whatever_its_text_and_address_say() -> None:
    article = read(
        "<title>Bridges</title><link rel=canonical href='https://edition.cnn.com/2020/06/11/a'>",
        f"{PARAGRAPHS}<p>It was decided on June 11, 2020, the council told reporters later.</p>",
    )
    assert article.published is None
    assert (article.title, article.outlet) == ("Bridges", "CNN")


@pytest.mark.parametrize("control", ["\x1b", "&#27;", "\x01", "\uffff"])
def test_control_characters_in_a_page_cost_nothing_but_themselves(control: str) -> None:
    body = f"<h1>The {control}bridge</h1><figure><figcaption>Seen</figcaption>{control}</figure>"
    article = read("<title>The bridge</title>", f"{body}{PARAGRAPHS}<p>So it {control}ends.</p>")
    assert article.text.endswith("the 6th bridge.\n\nSo it ends.")


@pytest.mark.parametrize(
    "linked",
    ["{", "[]", "[[[1]]]", '{"@type": 3}', '{"@type": "NewsArticle", "author": 5, "headline": []}'],
)
def test_broken_linked_data_costs_only_itself(linked: str) -> None:
    article = read(f'<title>Bridges</title><script type="application/ld+json">{linked}</script>')
    assert (article.title, article.byline) == ("Bridges", None)


def test_scripts_styles_and_comments_never_reach_the_text() -> None:
    hidden = "<script>evil()</script><style>p{}</style><!-- evil --><noscript>evil()</noscript>"
    article = read("<title>Bridges</title>", f"{hidden}{PARAGRAPHS}<p>Last{hidden} words here.</p>")
    assert "evil" not in article.text
    assert "{}" not in article.text
    assert article.text.count("\n\n") == 6


def test_an_address_that_is_not_of_the_web_is_not_taken() -> None:
    assert read('<link rel="canonical" href="javascript:alert(1)">').url is None


def test_the_declared_encoding_is_used() -> None:
    page = f'<html><head><meta charset="shift_jis"><title>橋</title></head><body>{PARAGRAPHS}'
    assert html.article_of(page.encode("shift_jis"), "a.html").title == "橋"


def test_a_page_saved_by_a_browser_tells_where_it_was() -> None:
    saved = "<!-- saved from url=(0029)https://www.npr.org/2020/06/a -->\n<html>"
    article = read("<title>Bridges</title>", page=saved)
    assert (article.url, article.outlet) == ("https://www.npr.org/2020/06/a", "NPR")


@pytest.mark.parametrize("page", ["<html></html>", "<p>", "<!-- only a comment -->", "<svg/>"])
def test_a_page_without_an_article_is_told(page: str) -> None:
    with pytest.raises(LoadError, match=r"a\.html: (no article|there is no|too little)"):
        html.article_of(page.encode(), "a.html")
