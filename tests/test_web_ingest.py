"""A page is a source as a file is: nothing twice, nothing forged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from file_samples import docx
from file_samples import word as word_paragraph
from news_site import Answer, Site, rss, story
from newsroom import Newsroom, item, page
from store_fixtures import QuickEncoder, assert_wholly_in, text_of

from bot.article import canonical_url
from bot.ingest.command import main

pytestmark = pytest.mark.usefixtures("quick_embedder")


def test_a_page_is_taken_in_and_answers_like_a_file(site: Site, newsroom: Newsroom) -> None:
    head = (
        '<meta property="article:published_time" content="2020-06-10T08:00:00Z">'
        '<meta property="og:site_name" content="The Example"><meta name="author" content="Ada Roy">'
    )
    site.pages["/story"] = page(1, head=head)
    assert newsroom.ingest(site.url("/story")) == (0, {"new": 1}, {})
    article = newsroom.article(site.url("/story"))
    assert article is not None
    assert (article.url, article.source) == (site.url("/story"), site.url("/story"))
    assert (article.outlet, article.byline) == ("The Example", "Ada Roy")
    assert article.published is not None
    assert article.text == text_of(1)


def test_the_same_page_again_is_unchanged_and_is_not_sent_again(
    site: Site, newsroom: Newsroom
) -> None:
    site.pages["/story"] = page(1)
    newsroom.ingest(site.url("/story"))
    assert newsroom.ingest(site.url("/story")) == (0, {"unchanged": 1}, {})
    assert [a.status for a in site.asked if a.path == "/story"] == [200, 304]


def test_a_page_without_an_etag_is_unchanged_when_its_text_is(
    site: Site, newsroom: Newsroom
) -> None:
    site.pages["/story"] = page(1, etag=False)
    newsroom.ingest(site.url("/story"))
    assert newsroom.ingest(site.url("/story")) == (0, {"unchanged": 1}, {})


def test_a_page_with_a_new_text_replaces_the_old(site: Site, newsroom: Newsroom) -> None:
    site.pages["/story"] = page(1)
    newsroom.ingest(site.url("/story"))
    site.pages["/story"] = page(1, version=2)
    assert newsroom.ingest(site.url("/story")) == (0, {"updated": 1}, {})
    assert (newsroom.finds(1, 1), newsroom.finds(1, 2)) == (False, True)


def test_a_page_that_was_removed_is_fetched_whole_when_asked_for_again(
    site: Site, newsroom: Newsroom
) -> None:
    site.pages["/story"] = page(1)
    newsroom.ingest(site.url("/story"))
    newsroom.ingest("--remove", site.url("/story"))
    assert newsroom.ingest(site.url("/story")) == (0, {"new": 1}, {})


def test_a_memory_that_is_damaged_or_lost_costs_only_a_fetch(
    site: Site, newsroom: Newsroom
) -> None:
    site.pages["/story"] = page(1)
    newsroom.ingest(site.url("/story"))
    for file in newsroom.data.glob("fetched.sqlite*"):
        file.write_bytes(b"nonsense" * 1000)
    assert newsroom.ingest(site.url("/story")) == (0, {"unchanged": 1}, {})
    assert newsroom.ingest(site.url("/story")) == (0, {"unchanged": 1}, {})
    assert [a.status for a in site.asked if a.path == "/story"] == [200, 200, 304]


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.bbc.co.uk/news/1", "/story"),
        ("/", "/story"),
        ("/the-story?utm_source=x", "/the-story"),
        ("not a url", "/story"),
    ],
)
def test_a_page_may_name_another_address_of_its_own_site_alone(
    site: Site, newsroom: Newsroom, canonical: str, url: str
) -> None:
    link = canonical if canonical.startswith("http") else site.url(canonical)
    site.pages["/story"] = page(1, head=f'<link rel="canonical" href="{link}">')
    newsroom.ingest(site.url("/story"))
    article = newsroom.article(site.url(url))
    assert article is not None
    assert canonical_url(article.url or "") == canonical_url(site.url(url))


def test_nothing_is_asked_where_nothing_may_be(
    site: Site, forbidden: Site, newsroom: Newsroom
) -> None:
    site.redirect("/away", forbidden.url("/secret"))
    site.redirect("/feed2", forbidden.url("/feed"))
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n", "text/plain")
    site.pages["/private/1"] = page(1)
    site.pages["/3"] = page(
        3,
        head=f"<link rel='canonical' href='{forbidden.url('/3')}'>"
        f"<meta http-equiv='refresh' content='0;url={forbidden.url('/4')}'>"
        f"<script src='{forbidden.url('/x.js')}'></script><img src='{forbidden.url('/x.png')}'>",
    )
    site.pages["/feed"] = rss(
        [
            item(forbidden.url("/1")),
            item("/away"),
            item("/private/1"),
            item("file:///etc/passwd"),
            item("/3", f"<enclosure url='{forbidden.url('/a.mp3')}'/>"),
        ]
    )
    status, counts, failed = newsroom.ingest(
        site.url("/feed"), site.url("/feed2"), forbidden.url("/"), "http://169.254.169.254/x"
    )
    assert (status, counts, len(failed)) == (1, {"new": 1}, 7)
    assert forbidden.connections == 0
    assert site.paths() == ["/feed", "/away", "/3", "/feed2"]
    article = newsroom.article(site.url("/3"))
    assert article is not None, "the page of one site is never stored as another's"


def test_a_password_in_a_url_is_neither_used_nor_shown(
    site: Site, newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://editor:hunter2@{site.host}/story"
    site.pages["/feed"] = rss([item(url)])
    main([url, site.url("/feed"), "--data", str(newsroom.data)])
    told = capsys.readouterr()
    assert "user name or password" in told.err
    assert "hunter2" not in told.out + told.err
    assert site.paths() == ["/feed"]


def test_a_front_page_is_no_article_and_its_feed_is_named(site: Site, newsroom: Newsroom) -> None:
    site.pages["/"] = Answer(
        b"<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'></head>"
        b"<body><nav><a href='/1'>One</a></nav></body></html>"
    )
    reason = newsroom.ingest(site.url("/"))[2][site.url("/")]
    assert reason.endswith(f"; its feed is {site.url('/feed.xml')}")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b"\x89PNG\r\n", "image/png"), r"the format is not one that is read (image/png)"),
        (Answer(b"<rss><channel>", "application/rss+xml"), "not well"),
        (Answer(b"<urlset><url>", "application/xml"), "its XML is damaged"),
        (Answer(b"<urlset></urlset>", "application/xml"), "there is nothing in this list"),
        (Answer(b" ", "text/html"), "empty"),
    ],
)
def test_what_is_no_article_is_told(
    site: Site, newsroom: Newsroom, answer: Answer, reason: str
) -> None:
    site.pages["/a"] = answer
    status, _, failed = newsroom.ingest(site.url("/a"))
    assert status == 1
    assert reason in failed[site.url("/a")]


def test_a_charset_that_only_the_server_tells_is_used(site: Site, newsroom: Newsroom) -> None:
    text = "Die Bürgermeisterin öffnete am Montag die neue Straße über den Fluß. " * 9
    body = story("Straße", text).decode().encode("cp1250")
    site.pages["/a"] = Answer(body, "text/html; charset=windows-1250")
    assert newsroom.ingest(site.url("/a"))[1] == {"new": 1}
    article = newsroom.article(site.url("/a"))
    assert article is not None
    assert "über den Fluß" in article.text


def test_prune_forgets_a_page_that_its_server_no_longer_has(site: Site, newsroom: Newsroom) -> None:
    site.pages["/1"], site.pages["/2"] = page(1), page(2)
    urls = [site.url("/1"), site.url("/2")]
    newsroom.ingest(*urls)
    del site.pages["/1"]
    site.pages["/2"] = Answer(status=500)
    assert newsroom.ingest(*urls)[:2] == (1, {})
    failed = {site.url("/2"): "the server says 500"}
    assert newsroom.ingest("--prune", "--yes", *urls) == (1, {"forgotten": 1}, failed)
    assert (newsroom.finds(1), newsroom.finds(2)) == (False, True)


def test_pages_and_folders_are_taken_in_together_and_prune_only_what_is_gone(
    site: Site, newsroom: Newsroom, tmp_path: Path
) -> None:
    from store_fixtures import write_article

    folder = tmp_path / "news"
    folder.mkdir()
    write_article(folder, 7)
    site.pages["/1"] = page(1)
    both = [str(folder), site.url("/1")]
    assert newsroom.ingest(*both) == (0, {"new": 2}, {})
    assert newsroom.ingest("--prune", "--yes", *both) == (0, {"unchanged": 2}, {})
    assert_wholly_in(newsroom.coverage, 7, 1)


def test_a_page_that_changes_between_a_crash_and_the_next_run_is_not_taken_for_unchanged(
    site: Site, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/1"] = page(1)
    newsroom.ingest(site.url("/1"))
    site.pages["/1"] = page(1, version=2)

    class Crash(Exception):
        pass

    def crashing(self: object, texts: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(QuickEncoder, "encode", crashing)
        with pytest.raises(Crash):
            newsroom.ingest(site.url("/1"))
    assert newsroom.ingest(site.url("/1")) == (0, {"updated": 1}, {})
    assert newsroom.finds(1, 2)


def test_an_ingest_of_files_loads_nothing_of_the_network(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    import subprocess
    import sys

    from store_fixtures import PATHS

    code = (
        "import sys; from bot.ingest.command import main; main(sys.argv[1:]);"
        "print([m for m in ('httpcore2', 'protego') if m in sys.modules])"
    )
    line = [sys.executable, "-c", code, str(tmp_path / "none.md"), "--data", str(newsroom.data)]
    done = subprocess.run(line, capture_output=True, text=True, env=PATHS, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_the_server_is_not_told_what_its_own_headers_would_not_say(
    site: Site, newsroom: Newsroom
) -> None:
    """A 304 to a question that was not asked is a failure and not an article."""
    site.pages["/1"] = Answer(status=304)
    reason = newsroom.ingest(site.url("/1"))[2][site.url("/1")]
    assert reason == "the server says that nothing changed, but was not asked that"


def test_what_failed_on_the_network_is_taken_again_by_retry(site: Site, newsroom: Newsroom) -> None:
    site.pages["/1"], site.pages["/2"] = page(1), Answer(status=500)
    site.pages["/feed"] = rss([item("/1"), item("/2")])
    assert newsroom.ingest(site.url("/feed"))[:2] == (1, {"new": 1})
    site.pages["/2"] = page(2)
    site.asked.clear()
    assert newsroom.ingest("retry") == (0, {"new": 1}, {})
    assert site.paths() == ["/2"]


def test_a_dry_run_fetches_and_remembers_nothing(site: Site, newsroom: Newsroom) -> None:
    site.pages["/1"] = page(1)
    assert newsroom.ingest("--dry-run", site.url("/1")) == (0, {"new": 1}, {})
    assert not newsroom.data.exists()
    newsroom.ingest(site.url("/1"))
    site.pages["/1"] = page(1, version=2)
    assert newsroom.ingest("--dry-run", site.url("/1")) == (0, {"updated": 1}, {})
    assert newsroom.ingest(site.url("/1")) == (0, {"updated": 1}, {})
    assert newsroom.ingest("--dry-run", site.url("/1")) == (0, {"unchanged": 1}, {})


def test_a_password_is_not_kept_in_the_journal(
    site: Site, newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    main([f"http://editor:hunter2@{site.host}/story", "--data", str(newsroom.data)])
    capsys.readouterr()
    main(["log", "1", "--json", "--data", str(newsroom.data)])
    told = capsys.readouterr().out
    assert "user name or password" in told
    assert "hunter2" not in told
    assert not any(b"hunter2" in file.read_bytes() for file in newsroom.data.glob("*.sqlite*"))


def test_a_watch_outlives_its_network(
    site: Site,
    newsroom: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.pages["/1"] = page(1)
    site.pages["/feed"] = rss([item("/1")])

    def broken() -> None:
        site.pages["/feed"] = Answer(status=500)

    def mended() -> None:
        site.pages["/feed"] = rss([item("/1"), item("/2")])
        site.pages["/2"] = page(2)

    nights = iter([broken, broken, mended])

    def sleep(seconds: float) -> None:
        night = next(nights, None)
        if night is None:
            raise KeyboardInterrupt
        night()

    monkeypatch.setattr("bot.ingest.watching.sleep", sleep)
    assert main([site.url("/feed"), "--watch", "--data", str(newsroom.data)]) == 0
    told = capsys.readouterr()
    assert [line[:17] for line in told.out.splitlines()] == ["1 new, 0 updated,"] * 2
    assert told.err.splitlines()[1:-1] == [f"Failed: {site.url('/feed')}: the server says 500"]
    assert (newsroom.finds(1), newsroom.finds(2)) == (True, True)


def test_a_document_of_another_format_is_read_by_its_media_type(
    site: Site, newsroom: Newsroom
) -> None:
    sample = docx(word_paragraph("Rain on Leeds", "Title") + word_paragraph(text_of(1)[:400]))
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    site.pages["/report"] = Answer(sample, media_type)
    assert newsroom.ingest(site.url("/report"))[:2] == (0, {"new": 1})
    assert newsroom.article(site.url("/report")) is not None


def test_a_kill_notice_from_the_network_withdraws_nothing(site: Site, newsroom: Newsroom) -> None:
    site.pages["/1"] = page(1)
    newsroom.ingest(site.url("/1"))
    notice = {
        "uri": site.url("/1"),
        "type": "text",
        "pubstatus": "canceled",
        "headline": "Kill",
        "body_text": "This article is withdrawn and must not be used.",
    }
    site.pages["/kill"] = Answer(json.dumps(notice).encode(), "application/json")
    status, _, failed = newsroom.ingest(site.url("/kill"))
    assert status == 1
    assert failed[site.url("/kill")] == "it is a kill notice, which is obeyed from a file alone"
    assert newsroom.finds(1)


def test_no_stranger_s_page_sends_commands_to_the_terminal(
    site: Site, newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    escape = "\x1b]0;owned\x07"
    site.pages["/1"] = Answer(story(f"Rain {escape}", text_of(1)))
    site.pages["/map"] = Answer(
        b"<urlset><url><loc>http://a.example/&#x9b;31m&#x85;</loc></url></urlset>", "text/xml"
    )
    main([site.url("/1"), site.url("/map"), "--dry-run", "--data", str(newsroom.data)])
    main([site.url("/1"), site.url("/map"), "--data", str(newsroom.data)])
    main(["log", "1", "--data", str(newsroom.data)])
    told = capsys.readouterr()
    assert "1 new" in told.out
    assert "space or a control character" in told.err
    assert all(c.isprintable() or c == "\n" for c in told.out + told.err)
