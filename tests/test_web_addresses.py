"""Only public addresses are connected to, whatever a URL, a name or a redirect says."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from news_site import Answer, Site, serving
from web_fetcher import PUBLIC, fetch, fetcher

from bot.web.addresses import AllowedHosts
from bot.web.faults import Fault, Refused, Silent
from bot.web.fetching import Fetcher, Limits
from bot.web.pacing import Pacer
from bot.web.urls import same_site, target_of

CERTIFICATE = Path(__file__).parent / "data" / "tls" / "news.example.pem"


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
