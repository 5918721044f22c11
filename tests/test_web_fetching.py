"""A URL is fetched whole and within limits, or told why not."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable

import pytest
from news_site import Answer, Site, zipped
from web_fetcher import fetch, fetcher

from bot.web.faults import Fault, Gone, Silent
from bot.web.fetching import USER_AGENT, Limits, Validators


def test_a_page_comes_with_its_type_charset_and_validators(site: Site) -> None:
    site.pages["/a"] = Answer(
        b"caf\xe9",
        'text/HTML; charset="ISO-8859-1"',
        headers={"ETag": '"1"', "Last-Modified": "Wed, 10 Jun 2020 08:00:00 GMT"},
    )
    found = fetch(site, "/a")
    assert (found.body, found.media_type, found.charset) == (b"caf\xe9", "text/html", "iso-8859-1")
    assert found.validators == Validators(site.url("/a"), '"1"', "Wed, 10 Jun 2020 08:00:00 GMT")
    (asked,) = (asked for asked in site.asked if asked.path == "/a")
    assert asked.headers["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith("ask-the-coverage/")
    assert {name.lower() for name in asked.headers} == {
        *("host", "user-agent", "accept", "accept-encoding")
    }, "no cookie and no referrer"


def test_what_was_fetched_before_is_asked_for_with_its_validators(site: Site) -> None:
    site.pages["/a"] = Answer(b"text", headers={"ETag": '"1"'})
    site.redirect("/old", "/a", 301)
    with fetcher(site.host) as web:
        first = web.fetch(site.url("/old"))
        again = web.fetch(site.url("/old"), first.validators)
    assert (first.body, again.body) == (b"text", None)
    assert [a.status for a in site.asked if a.path == "/a"] == [200, 304]
    assert all("If-None-Match" not in a.headers for a in site.asked if a.path == "/old")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_packed_answers_are_unpacked(site: Site, encoding: str) -> None:
    text = b"It rained on Monday. " * 5000
    packed = {
        "gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "raw deflate": zlib.compress(text)[2:-4],
    }[encoding]
    site.pages["/a"] = Answer(packed, headers={"Content-Encoding": encoding.split()[-1]})
    assert fetch(site, "/a").body == text


def test_redirects_are_followed_to_their_end_and_not_for_ever(site: Site) -> None:
    site.pages["/end"] = Answer(b"text")
    for number, status in enumerate((301, 302, 307)):
        site.redirect(f"/{number}", f"/{number + 1}" if number < 2 else "end", status)
    assert fetch(site, "/0").url == site.url("/end")
    site.redirect("/round", "/about")
    site.redirect("/about", "/round")
    with pytest.raises(Fault, match="in a circle"):
        fetch(site, "/round")
    for number in range(9):
        site.redirect(f"/deep{number}", f"/deep{number + 1}")
    with pytest.raises(Fault, match="more than 3 times"):
        fetch(site, "/deep0")
    assert "/deep4" not in site.paths()
    site.pages["/nowhere"] = Answer(status=302)
    with pytest.raises(Fault, match="not where to go"):
        fetch(site, "/nowhere")


def _huge(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        send(b"x" * 65536)


def _announced(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx")


def _truncated(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html><p>It rained")


def _cut_chunks(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")


def _cut_gzip(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"rain " * 999)[:40])


def _not_gzip(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain words")


def _not_http(send: Callable[[bytes], None]) -> None:
    send(b"220 mail.example ESMTP\r\n\r\n")


def _nothing(send: Callable[[bytes], None]) -> None:
    send(b"")


def _header_without_end(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\n")
    while True:
        send(b"X-Filler: " + b"y" * 1000 + b"\r\n")


_PACKED_BOMB = gzip.compress(bytes(20_000_000))


def _bomb(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + _PACKED_BOMB)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (_huge, "larger than 1 MB"),
        (_announced, "larger than 1 MB"),
        (_bomb, "larger than 1 MB"),
        (_truncated, "cut off"),
        (_cut_chunks, "cut off"),
        (_cut_gzip, "cut off"),
        (_not_gzip, "not packed as it says"),
        (_not_http, "not HTTP"),
        (_nothing, "cut off"),
        (_header_without_end, "not HTTP"),
    ],
)
def test_an_answer_that_is_not_whole_or_too_much_is_refused_with_its_reason(
    site: Site, raw: Callable[[Callable[[bytes], None]], None], reason: str
) -> None:
    site.pages["/a"] = Answer(raw=raw)
    with pytest.raises(Fault, match=reason):
        fetch(site, "/a")


def _drip_body(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while True:
        send(b"x")
        time.sleep(0.02)


def _drip_head(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\n")
    while True:
        send(b"x")
        time.sleep(0.02)


@pytest.mark.parametrize("raw", [_drip_body, _drip_head])
def test_a_server_that_drips_is_left_when_the_time_is_over(
    site: Site, raw: Callable[[Callable[[bytes], None]], None]
) -> None:
    site.pages["/a"] = Answer(raw=raw)
    with pytest.raises(Silent, match=r"not here whole after 0\.5 seconds"):
        fetch(site, "/a", Limits(seconds=0.5, silence=5))


def test_the_time_is_that_of_all_redirects_together(site: Site) -> None:
    for number in range(9):
        to = {"Location": f"/{number + 1}"}
        site.pages[f"/{number}"] = Answer(status=302, headers=to, delay=0.2)
    with pytest.raises(Silent, match=r"not here whole after 0\.5 seconds"):
        fetch(site, "/0", Limits(seconds=0.5))
    assert len(site.paths()) <= 3


def test_a_server_that_says_nothing_is_left_before_that(site: Site) -> None:
    site.pages["/a"] = Answer(b"late", delay=1.0)
    with pytest.raises(Silent, match=r"nothing came for 0\.2 seconds"):
        fetch(site, "/a", Limits(seconds=30, silence=0.2))


@pytest.mark.parametrize(
    ("status", "fault", "reason"),
    [
        (404, Gone, "no such page"),
        (410, Gone, "no such page"),
        (403, Fault, "does not give it to us"),
        (401, Fault, "does not give it to us"),
        (500, Fault, "says 500"),
        (204, Fault, "says 204"),
        (418, Fault, "says 418"),
    ],
)
def test_what_the_server_says_is_the_reason(
    site: Site, status: int, fault: type[Fault], reason: str
) -> None:
    site.pages["/a"] = Answer(status=status)
    with pytest.raises(fault, match=reason):
        fetch(site, "/a")


def test_a_page_that_is_gone_is_gone_though_the_rest_never_comes(site: Site) -> None:
    def half(send: Callable[[bytes], None]) -> None:
        send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n")
        time.sleep(1.0)

    site.pages["/a"] = Answer(raw=half)
    with pytest.raises(Gone, match="no such page"):
        fetch(site, "/a", Limits(seconds=30, silence=0.2))


def test_a_packed_page_can_be_asked_for_again(site: Site) -> None:
    site.pages["/a"] = zipped(Answer(b"text " * 99, headers={"ETag": '"1"'}))
    assert fetch(site, "/a").body == b"text " * 99


def test_an_etag_that_may_not_be_sent_back_is_not_kept_and_a_redirect_may_be_utf_8(
    site: Site,
) -> None:
    def odd(send: Callable[[bytes], None]) -> None:
        send("HTTP/1.1 302 Found\r\nLocation: /straße\r\nContent-Length: 0\r\n\r\n".encode())

    def tagged(send: Callable[[bytes], None]) -> None:
        send(b'HTTP/1.1 200 OK\r\nETag: "\xfc"\r\nContent-Length: 4\r\n\r\ntext')

    site.pages["/odd"] = Answer(raw=odd)
    site.pages["/stra%C3%9Fe"] = Answer(raw=tagged)
    found = fetch(site, "/odd")
    assert (found.body, found.validators.etag) == (b"text", None)


def _cut_the_first_time(site: Site, path: str) -> None:
    """Let ``path`` be answered by the end of the connection, and by a page from then on."""
    answers = iter([Answer(raw=_nothing)])
    site.pages[path] = lambda _: next(answers, Answer(b"text"))


def test_a_kept_connection_that_ends_as_it_is_used_is_replaced_by_a_new_one(site: Site) -> None:
    site.pages["/a"] = Answer(b"first")
    _cut_the_first_time(site, "/b")
    with fetcher(site.host) as fetching:
        fetching.fetch(site.url("/a"))
        assert fetching.fetch(site.url("/b")).body == b"text"
    assert site.paths() == ["/a", "/b", "/b"]
    assert site.connections == 2


def test_a_new_connection_that_ends_without_an_answer_is_not_tried_again(site: Site) -> None:
    site.pages["/b"] = Answer(raw=_nothing)
    with fetcher(site.host) as fetching, pytest.raises(Fault, match="cut off"):
        fetching.fetch(site.url("/b"))
    # robots.txt came over the first, which was kept for /b; the second was new.
    assert site.paths() == ["/b", "/b"]
    assert site.connections == 2
