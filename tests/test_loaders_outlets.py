"""The outlet that an address belongs to."""

import pytest

from bot.loaders.outlets import outlet_of, web_address


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.cnn.com/2020/06/11/a", "CNN"),
        ("https://edition.cnn.com/a", "CNN"),
        ("https://eu.usatoday.com/a", "USA Today"),
        ("http://college.usatoday.com/a", "USA Today"),
        ("https://www.theweek.co.uk/a", "The Week"),
        ("https://theweek.com/a", "The Week"),
        ("https://www.bbc.co.uk/news/1", "BBC News"),
        ("https://NEWS.BBC.com/1", "BBC News"),
        ("https://abcnews.go.com/a", "ABC News"),
        ("https://www.example-news.org/a", "example-news.org"),
        ("https://a.b.little-paper.com.au/a", "little-paper.com.au"),
        ("https://www.harborledger.example/a", "harborledger.example"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://[::1]/a", "::1"),
        ("http://localhost/a", "localhost"),
        ("https://notcnn.com/a", "notcnn.com"),
        (None, None),
    ],
)
def test_the_outlet_is_told_from_the_host(url: str | None, outlet: str | None) -> None:
    assert outlet_of(url) == outlet


@pytest.mark.parametrize(
    "text", ["", "cnn.com", "/a", "javascript:alert(1)", "http://", "http://[", "http://a:99999/",
             "https://a b.com/", "file:///etc/passwd", "http://a/\u202e"]
)  # fmt: skip
def test_what_is_no_web_address_is_refused(text: str) -> None:
    assert web_address(text) is None
