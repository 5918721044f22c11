"""A URL is fetched politely, within limits and from public addresses alone, or told why not."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from news_site import Answer, Site, serving, zipped

from bot.web.addresses import AllowedHosts
from bot.web.connecting import resolve
from bot.web.faults import Fault, Gone, Refused, Silent
from bot.web.fetching import USER_AGENT, Fetched, Fetcher, Limits, Validators
from bot.web.pacing import Pacer
from bot.web.urls import same_site, target_of

CERTIFICATE = Path(__file__).parent / "data" / "tls" / "news.example.pem"
PUBLIC = "93.184.216.34"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def forbidden() -> Iterator[Site]:
    """A second site, which nothing allows; whoever connects to it is counted."""
    with serving() as site:
        yield site


def fetcher(
    *allowed: str,
    limits: Limits | None = None,
    pacer: Pacer | None = None,
    addresses: dict[str, list[str]] | None = None,
) -> Fetcher:
    """addresses: what the resolver, which lies outside the machine, says of names."""
    known = addresses or {}
    return Fetcher(
        AllowedHosts.parse(",".join(allowed)),
        pacer or Pacer(0),
        limits or Limits(size=1_000_000, seconds=5, silence=2, redirects=3),
        lambda host, port: known.get(host) or resolve(host, port),
    )


def fetch(site: Site, path: str, limits: Limits | None = None) -> Fetched:
    with fetcher(site.host, limits=limits) as web:
        return web.fetch(site.url(path))


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


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript://alert(1)", "only http and https"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://user@example.org/", "user name or password"),
        ("http://example.org/a b", "space or a control character"),
        ("http://example.org/a\r\nX: y", "space or a control character"),
        ("http://example.org\\@10.0.0.1/", "space or a control character"),
        ("http:///a", "not a valid name"),
        ("http://exa mple.org/", "space or a control character"),
        ("http://example..org/", "not a valid name"),
        ("http://example.org:99999/", "not a URL that can be taken apart"),
        ("http://[::1/", "not a URL that can be taken apart"),
        ("http://2130706433/", "not a plain address"),
        ("http://0177.0.0.1/", "not a plain address"),
        ("http://0x7f.0.0.1/", "not a plain address"),
        ("http://0x7f000001/", "not a plain address"),
        ("http://127.1/", "not a plain address"),
        ("http://127.0.0.1./", "not a plain address"),
        ("http://１２７.0.0.1/", "not a plain address"),
        ("http://example.org/" + "a" * 5000, "longer than"),
    ],
)
def test_a_url_that_may_not_be_fetched_is_refused_before_anything_is_asked(
    url: str, reason: str
) -> None:
    with fetcher() as web, pytest.raises(Fault, match=reason) as caught:
        web.fetch(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        (
            "http://example.org:8080/a?b=c d".replace(" ", "%20"),
            "http://example.org:8080/a?b=c%20d",
        ),
        ("https://müller.example/straße", "https://xn--mller-kva.example/stra%C3%9Fe"),
        ("https://example.org./a", "https://example.org/a"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
    ],
)
def test_a_url_has_one_form(written: str, asked: str) -> None:
    assert target_of(written).url == asked


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "0.0.0.0"),
        *("169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1"),
        *("192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1"),
        *("2002:7f00:1::", "2001:0:7f00:1::", "fec0::1", "::127.0.0.1", "2001:db8::1"),
    ],
)
def test_no_address_that_is_not_public_is_connected_to(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "create_connection", _no_connection)
    host = f"[{address}]" if ":" in address else address
    with fetcher(addresses={"news.example": [address]}) as web:
        for url in (f"http://{host}/a", "https://news.example/a"):
            with pytest.raises(Refused, match="not a public address"):
                web.fetch(url)


@pytest.mark.parametrize("addresses", [[PUBLIC, "127.0.0.1"], ["10.0.0.1", PUBLIC]])
def test_a_name_with_one_private_address_is_refused_altogether(
    addresses: list[str], forbidden: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "create_connection", _no_connection)
    with fetcher(addresses={"two.example": addresses}) as web, pytest.raises(Refused):
        web.fetch(f"http://two.example:{forbidden.port}/")
    assert forbidden.connections == 0


def _no_connection(*arguments: object, **more: object) -> None:
    raise AssertionError(f"a connection was made: {arguments}")


def test_each_public_address_is_connected_to_as_it_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[object] = []

    def create_connection(address: object, *arguments: object, **more: object) -> None:
        tried.append(address)
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "create_connection", create_connection)
    names = {"news.example": [PUBLIC, "2606:2800:220:1::1"]}
    with fetcher(addresses=names) as web, pytest.raises(Silent, match="does not answer"):
        web.fetch("https://news.example/a")
    assert tried == [(PUBLIC, 443), ("2606:2800:220:1::1", 443)]


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(site: Site) -> None:
    said: list[str] = []

    def resolve_once(host: str, port: int) -> list[str]:
        said.append(host)
        return ["127.0.0.1"] if len(said) == 1 else ["10.0.0.1"]

    site.pages["/a"] = Answer(b"text")
    allowed = AllowedHosts.parse(f"news.example:{site.port}")
    with Fetcher(allowed, Pacer(0), Limits(), resolve_once) as web:
        found = web.fetch(f"http://news.example:{site.port}/a")
    assert (found.body, said) == (b"text", ["news.example"])
    assert site.asked[-1].headers["Host"] == f"news.example:{site.port}"


def test_a_redirect_to_an_address_that_is_not_allowed_asks_nothing_there(
    site: Site, forbidden: Site
) -> None:
    site.redirect("/a", forbidden.url("/secret"))
    site.redirect("/b", "http://169.254.169.254/latest/meta-data/")
    site.redirect("/c", "file:///etc/passwd")
    site.redirect("/d", "http://user:word@example.org/")
    site.redirect("/e", f"//localhost:{forbidden.port}/")
    site.redirect("/f", f"http://[::ffff:127.0.0.1]:{forbidden.port}/")
    with fetcher(site.host) as web:
        for path in ("/a", "/b", "/e", "/f"):
            with pytest.raises(Refused, match="not a public address"):
                web.fetch(site.url(path))
        for path in ("/c", "/d"):
            with pytest.raises(Fault, match=r"only http and https|user name or password"):
                web.fetch(site.url(path))
    assert forbidden.connections == 0


def test_a_robots_txt_that_redirects_to_a_private_address_is_not_followed(
    site: Site, forbidden: Site
) -> None:
    site.redirect("/robots.txt", forbidden.url("/robots.txt"))
    with fetcher(site.host) as web, pytest.raises(Refused):
        web.fetch(site.url("/a"))
    assert (site.paths(), forbidden.connections) == ([], 0)


def test_an_allowed_name_may_be_private_but_never_the_cloud_s_own_address() -> None:
    names = {"intranet.example": ["169.254.169.254"]}
    with fetcher("intranet.example", addresses=names) as web, pytest.raises(Refused) as caught:
        web.fetch("http://intranet.example/a")
    assert "COVERAGE_ALLOW_HOSTS" not in str(caught.value), "no one is advised to allow it"


@pytest.mark.parametrize("port", [22, 25, 443, 6379])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with fetcher(addresses={"news.example": ["10.0.0.1"]}) as web, pytest.raises(Refused):
        web.fetch(f"http://news.example:{port}/")


def test_what_is_allowed_is_a_host_with_a_port_or_with_all_of_them() -> None:
    allowed = AllowedHosts.parse(" 127.0.0.1:8080, Intranet.example ,[::1]:81")
    assert allowed.holds("127.0.0.1", 8080)
    assert not allowed.holds("127.0.0.1", 8081)
    assert allowed.holds("intranet.example", 1)
    assert allowed.holds("::1", 81)
    assert not allowed.holds("a.intranet.example", 80), "a sub-domain is another host"
    for wrong in ("http://a.example", "a.example:x", "a.example:0", "10.0.0.0/8", "a b"):
        with pytest.raises(ValueError, match=r"host|port"):
            AllowedHosts.parse(wrong)


def test_a_server_is_known_by_its_certificate_though_connected_to_by_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    names = {"news.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    with (
        serving(str(CERTIFICATE)) as site,
        fetcher("news.example", "other.example", addresses=names) as web,
    ):
        site.pages["/a"] = Answer(b"text")
        assert web.fetch(f"https://news.example:{site.port}/a").body == b"text"
        assert set(site.server_names) == {"news.example"}
        with pytest.raises(Fault, match="no safe connection"):
            web.fetch(f"https://other.example:{site.port}/a")
    assert site.paths() == ["/a"]


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


def test_robots_txt_is_obeyed_and_read_once(site: Site) -> None:
    site.pages["/robots.txt"] = Answer(
        b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\n"
        b"User-agent: ask-the-coverage\nDisallow: /not-us\n",
        "text/plain",
    )
    site.pages["/not-us"] = site.pages["/private"] = Answer(b"text")
    site.redirect("/link", "/not-us/story")
    with fetcher(site.host) as web:
        for path in ("/not-us", "/not-us/a", "/link"):
            with pytest.raises(Fault, match=r"robots\.txt does not allow it"):
                web.fetch(site.url(path))
        assert web.fetch(site.url("/private")).body == b"text", "our own rules go before all's"
    assert site.paths() == ["/link", "/private"]
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (410, True), (500, False)])
def test_a_site_without_robots_txt_allows_all_and_one_that_fails_nothing(
    site: Site, status: int, allowed: bool
) -> None:
    site.pages["/robots.txt"] = Answer(status=status)
    site.pages["/a"] = Answer(b"text")
    if allowed:
        assert fetch(site, "/a").body == b"text"
    else:
        with pytest.raises(Fault, match=r"robots\.txt could not be read: the server says 500"):
            fetch(site, "/a")
        assert site.paths() == []


class _Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)

    def pacer(self, pause: float) -> Pacer:
        return Pacer(pause, sleep=self.sleep, clock=lambda: self.now)


@pytest.mark.parametrize(
    ("asked", "pause"),
    [("", 2), ("Crawl-delay: 7", 7), ("Crawl-delay: 1", 2), ("Crawl-delay: 9999", 60)],
)
def test_between_two_requests_to_a_host_there_is_a_pause_and_none_between_hosts(
    site: Site, forbidden: Site, asked: str, pause: float
) -> None:
    site.pages["/robots.txt"] = Answer(f"User-agent: *\n{asked}\n".encode(), "text/plain")
    for each in (site, forbidden):
        each.pages["/a"] = each.pages["/b"] = Answer(b"text")
    clock = _Clock()
    with fetcher(site.host, forbidden.host, pacer=clock.pacer(2)) as web:
        web.fetch(site.url("/a"))
        assert clock.slept == [pause], "after robots.txt"
        web.fetch(site.url("/b"))
        assert clock.slept == [pause, pause]
        clock.now += 100
        web.fetch(forbidden.url("/a"))
        assert clock.slept == [pause, pause, 2]
    assert site.connections == 1, "one connection, kept"


def test_a_host_that_asks_for_patience_gets_it_once(site: Site) -> None:
    answers = iter([Answer(status=429, headers={"Retry-After": "9"}), Answer(b"text")])
    site.pages["/a"] = lambda headers: next(answers)
    clock = _Clock()
    with fetcher(site.host, pacer=clock.pacer(0)) as web:
        assert web.fetch(site.url("/a")).body == b"text"
    assert clock.slept == [9.0]


@pytest.mark.parametrize("after", ["9", "99999", "Wed, 10 Jun 2095 08:00:00 GMT", "soon"])
def test_a_host_that_goes_on_asking_for_patience_is_left_alone(site: Site, after: str) -> None:
    site.pages["/a"] = Answer(status=429, headers={"Retry-After": after})
    clock = _Clock()
    with fetcher(site.host, pacer=clock.pacer(0)) as web:
        for path in ("/a", "/b"):
            with pytest.raises(Fault, match="not to be asked so often"):
                web.fetch(site.url(path))
    assert sum(clock.slept) <= 60
    assert "/b" not in site.paths()


def test_a_host_that_never_answers_is_given_up_and_others_go_on(site: Site) -> None:
    site.pages["/ok"] = Answer(b"text")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        limits = Limits(silence=0.05)
        with fetcher(site.host, f"127.0.0.1:{port}", limits=limits) as web:
            for number in range(3):
                with pytest.raises(Silent, match="nothing came"):
                    web.fetch(f"http://127.0.0.1:{port}/{number}")
            assert web.fetch(site.url("/ok")).body == b"text"


def test_a_host_that_stops_answering_is_asked_five_times_and_not_two_hundred(site: Site) -> None:
    for number in range(9):
        site.pages[f"/{number}"] = Answer(b"late", delay=0.3)
    with fetcher(site.host, limits=Limits(silence=0.1)) as web:
        reasons = []
        for number in range(9):
            with pytest.raises(Fault) as caught:
                web.fetch(site.url(f"/{number}"))
            reasons.append(str(caught.value))
    assert len(site.paths()) == 5
    assert reasons[-1] == "its host did not answer 5 times, so it is left alone"


def test_an_unknown_name_is_told() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror("Name or service not known")

    with (
        Fetcher(AllowedHosts(), Pacer(0), Limits(), nobody) as web,
        pytest.raises(Silent, match=r"there is no host nowhere\.example, or the network is down"),
    ):
        web.fetch("https://nowhere.example/")


def test_a_proxy_of_the_environment_is_not_used(
    site: Site, forbidden: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, forbidden.url(""))
    site.pages["/a"] = Answer(b"text")
    assert fetch(site, "/a").body == b"text"
    assert forbidden.connections == 0


def test_a_packed_page_can_be_asked_for_again(site: Site) -> None:
    site.pages["/a"] = zipped(Answer(b"text " * 99, headers={"ETag": '"1"'}))
    assert fetch(site, "/a").body == b"text " * 99


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.bbc.co.uk/news/1", "https://feeds.bbci.co.uk/rss", False),
        ("https://www.bbc.co.uk/news/1", "http://amp.bbc.co.uk:8080/x", True),
        ("https://one.co.uk/", "https://two.co.uk/", False),
        ("https://bbc.co.uk.evil.example.org/", "https://bbc.co.uk/", False),
        ("http://127.0.0.1:81/a", "http://127.0.0.1:81/b", True),
        ("http://127.0.0.1:81/", "http://127.0.0.1:82/", False),
        ("http://news/a", "http://other/a", False),
        ("https://one.github.io/", "https://two.github.io/", False),
    ],
)
def test_one_site_is_one_registered_domain(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


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
