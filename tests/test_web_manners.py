"""robots.txt is obeyed, pauses are kept, and a host that asks for patience or is silent gets it."""

from __future__ import annotations

import socket

import pytest
from news_site import Answer, Site
from web_fetcher import fetch, fetcher

from bot.web.faults import Fault, Silent
from bot.web.fetching import Limits
from bot.web.pacing import Pacer


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
