"""Pages, feeds and sitemaps are sources as files are: nothing twice, nothing forged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from file_samples import docx
from file_samples import word as word_paragraph
from news_site import Answer, Site, rss, serving, story
from store_fixtures import QUICK, QuickEncoder, assert_wholly_in, open_quick, text_of, word

from bot.article import Article, canonical_url
from bot.coverage import Coverage, Scope
from bot.ingest import command
from bot.ingest.command import main
from bot.web import reading
from bot.words import terms

pytestmark = pytest.mark.usefixtures("_quick")


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick embedder in the place of the model."""
    monkeypatch.setattr(command, "EMBEDDER", QUICK)
    monkeypatch.setattr(command, "_encoder", lambda settings: QuickEncoder)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with serving() as site:
        monkeypatch.setenv("COVERAGE_ALLOW_HOSTS", site.host)
        monkeypatch.setenv("COVERAGE_FETCH_DELAY", "0")
        yield site


@pytest.fixture
def forbidden() -> Iterator[Site]:
    with serving() as site:
        yield site


Told = tuple[int, dict[str, int], dict[str, str]]
"""Exit status, counts that are not 0, and the reason of each failure by its source."""


class Newsroom:
    """The command, run on one data folder; ``told`` is what it last said of itself."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys

    def ingest(self, *arguments: str | Path) -> Told:
        self._capsys.readouterr()
        status = main([*map(str, arguments), "--data", str(self.data), "--json"])
        outcome = json.loads(self._capsys.readouterr().out)
        names = ("new", "updated", "unchanged", "duplicates", "older", "forgotten")
        counts = {name: outcome[name] for name in names if outcome[name]}
        return status, counts, {f["source"]: f["reason"] for f in outcome["failed"]}

    @property
    def coverage(self) -> Coverage:
        return open_quick(self.data)

    def article(self, url: str) -> Article | None:
        return self.coverage.article(Article.new(text="", source="", url=canonical_url(url)).id)

    def finds(self, number: int, version: int = 1) -> bool:
        return bool(self.coverage.search_words(terms(word(number, version)), 1, Scope()))


@pytest.fixture
def newsroom(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Newsroom:
    return Newsroom(tmp_path / "data", capsys)


def page(number: int, version: int = 1, head: str = "", etag: bool = True) -> Answer:
    title = f"The {word(number, version)} affair"
    headers = {"ETag": f'"{number}-{version}"'} if etag else {}
    return Answer(story(title, text_of(number, version), head), headers=headers)


def item(link: str, more: str = "") -> str:
    return f"<item><title>Of the feed</title><link>{link}</link>{more}</item>"


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


def _big_feed(site: Site) -> dict[str, str]:
    """Two hundred items, some slow, gone or elsewhere now; the reasons of what must fail."""
    items, failing = [], {}
    for number in range(200):
        path = f"/story/{number}"
        site.pages[path] = page(number)
        if number % 20 == 3:
            del site.pages[path]
            failing[site.url(path)] = "there is no such page (404)"
        elif number % 20 == 5:
            site.pages[path] = Answer(status=500)
            failing[site.url(path)] = "the server says 500"
        elif number % 20 == 7:
            site.pages[f"/moved/{number}"] = site.pages[path]
            site.redirect(path, f"/moved/{number}", 301)
        elif number % 20 == 11:
            answer = page(number)
            site.pages[path] = Answer(answer.body, headers=answer.headers, delay=0.05)
        elif number % 20 == 13:
            site.pages[path] = page(number, head=f"<link rel=canonical href='/canon/{number}'>")
        items.append(item(path if number % 2 else site.url(path)))
    site.pages["/feed"] = rss(items)
    return failing


def test_a_feed_of_two_hundred_brings_each_article_whole_and_a_reason_for_each_that_failed(
    site: Site, newsroom: Newsroom
) -> None:
    failing = _big_feed(site)
    assert newsroom.ingest(site.url("/feed")) == (1, {"new": 180}, failing)
    for number in range(200):
        assert newsroom.finds(number) == (site.url(f"/story/{number}") not in failing)
    moved = newsroom.article(site.url("/moved/7"))
    assert moved is not None, "a redirected page has the address where it is now"
    assert (moved.url, moved.source) == (site.url("/moved/7"), site.url("/story/7"))
    assert newsroom.article(site.url("/story/7")) is None

    site.asked.clear()
    assert newsroom.ingest(site.url("/feed")) == (1, {"unchanged": 180}, failing)
    sent = [a for a in site.asked if a.status == 200]
    assert sent == [], "nothing is sent a second time"
    assert site.connections <= 4

    del site.pages["/story/0"]
    site.pages["/story/1"] = page(1, version=2)
    site.pages["/story/3"] = page(3)
    del failing[site.url("/story/3")]
    failing[site.url("/story/0")] = "there is no such page (404)"
    expected = (1, {"new": 1, "updated": 1, "unchanged": 178}, failing)
    assert newsroom.ingest(site.url("/feed")) == expected
    assert newsroom.finds(0), "what a site takes down stays until it is pruned"


@pytest.mark.parametrize("kind", ["atom", "json"])
def test_atom_and_json_feeds_are_read_alike(site: Site, newsroom: Newsroom, kind: str) -> None:
    site.pages["/story"] = page(1)
    if kind == "atom":
        body = (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title>'
            b'<link href="/story"/><published>2020-06-10T08:00:00Z</published>'
            b"<author><name>Ada Roy</name></author></entry></feed>"
        )
        site.pages["/feed"] = Answer(body, "text/html", headers={"ETag": '"f"'})
    else:
        entry = {
            "id": "1",
            "url": "/story",
            "date_published": "2020-06-10T08:00:00Z",
            "authors": [{"name": "Ada Roy"}],
        }
        body = json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [entry]}
        ).encode()
        site.pages["/feed"] = Answer(body, "application/feed+json")
    assert newsroom.ingest(site.url("/feed")) == (0, {"new": 1}, {})
    article = newsroom.article(site.url("/story"))
    assert article is not None
    assert article.text == text_of(1)
    assert article.byline == "Ada Roy", "what the page does not tell, the feed does"
    assert article.published is not None
    assert article.title == f"The {word(1)} affair", "what the page tells goes first"


def carried(number: int) -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in text_of(number).split("\n\n"))
    return f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded>"


def test_the_feed_s_own_text_is_used_where_the_page_cannot_be_had(
    site: Site, newsroom: Newsroom
) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /closed\n", "text/plain")
    site.pages["/feed"] = rss(
        [item("/closed/1", carried(1)), item("/closed/2"), item("/gone", carried(3))]
    )
    reason = "the site's robots.txt does not allow it"
    expected = (1, {"new": 2}, {site.url("/closed/2"): reason})
    assert newsroom.ingest(site.url("/feed")) == expected
    assert newsroom.finds(1)
    assert newsroom.finds(3)
    assert site.paths() == ["/feed", "/gone"]
    assert newsroom.ingest(site.url("/feed"))[1] == {"unchanged": 2}


def test_a_feed_s_shorter_text_never_replaces_a_page_that_was_read_whole(
    site: Site, newsroom: Newsroom
) -> None:
    site.pages["/story"] = page(1)
    site.pages["/feed"] = rss([item("/story", carried(2))])
    newsroom.ingest(site.url("/feed"))
    site.pages["/story"] = Answer(status=500)
    status, counts, failed = newsroom.ingest(site.url("/feed"))
    assert (status, counts, failed) == (1, {}, {site.url("/story"): "the server says 500"})
    assert (newsroom.finds(1), newsroom.finds(2)) == (True, False)


def test_a_feed_cannot_put_its_words_under_another_outlet_s_address(
    site: Site, newsroom: Newsroom, forbidden: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COVERAGE_ALLOW_HOSTS", site.host)
    site.pages["/feed"] = rss([item("http://10.1.2.3/story", carried(1))])
    status, counts, failed = newsroom.ingest(site.url("/feed"))
    assert (status, counts) == (1, {})
    assert failed["http://10.1.2.3/story"].endswith(
        "the feed belongs to another site, so its text is not taken"
    )


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


def test_a_sitemap_and_a_news_sitemap_bring_their_pages(site: Site, newsroom: Newsroom) -> None:
    import gzip

    site.pages["/1"], site.pages["/2"], site.pages["/3"] = page(1), page(2), page(3)
    site.pages["/index.xml"] = Answer(
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<sitemap><loc>/news.xml</loc></sitemap><sitemap><loc>/old.xml.gz</loc>"
        b"<lastmod>2020-01-01</lastmod></sitemap></sitemapindex>",
        "application/xml",
    )
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        f"<url><loc>{site.url('/1')}</loc><image:image><image:title>No</image:title>"
        "</image:image><news:news><news:publication><news:name>The Example</news:name>"
        "<news:language>en</news:language></news:publication>"
        "<news:publication_date>2020-06-10T08:00:00Z</news:publication_date>"
        "<news:title>Yes</news:title></news:news></url>"
        f"<url><loc>{site.url('/2')}</loc><lastmod>2020-06-09</lastmod></url></urlset>"
    ).encode()
    old = (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{site.url('/3')}</loc></url></urlset>"
    ).encode()
    site.pages["/news.xml"] = Answer(news, "application/xml")
    site.pages["/old.xml.gz"] = Answer(gzip.compress(old), "application/octet-stream")
    assert newsroom.ingest("--since", "2020-06-10", site.url("/index.xml")) == (
        0,
        {"new": 1, "older": 1},
        {},
    )
    assert site.paths() == ["/index.xml", "/news.xml", "/1"], "what is older is not fetched"
    article = newsroom.article(site.url("/1"))
    assert article is not None
    assert (article.outlet, article.published is not None) == ("The Example", True)
    assert newsroom.ingest(site.url("/index.xml")) == (0, {"new": 2, "unchanged": 1}, {})


def test_a_page_whose_date_in_the_list_is_the_same_is_not_even_asked_for(
    site: Site, newsroom: Newsroom
) -> None:
    def sitemap(moment: str) -> Answer:
        return Answer(
            f"<urlset><url><loc>{site.url('/1')}</loc><lastmod>{moment}</lastmod></url></urlset>".encode(),
            "text/xml",
        )

    site.pages["/1"] = page(1)
    site.pages["/map"] = sitemap("2020-06-10T08:00:00Z")
    newsroom.ingest(site.url("/map"))
    assert newsroom.ingest(site.url("/map")) == (0, {"unchanged": 1}, {})
    assert site.paths() == ["/map", "/1", "/map"]
    site.pages["/map"] = sitemap("2020-06-10T09:00:00Z")
    site.pages["/1"] = page(1, version=2)
    assert newsroom.ingest(site.url("/map")) == (0, {"updated": 1}, {})


def test_since_passes_over_what_is_older_whatever_it_is_read_from(
    site: Site, newsroom: Newsroom, tmp_path: Path
) -> None:
    dated = '<meta property="article:published_time" content="2020-06-01">'
    site.pages["/old"], site.pages["/undated"] = page(1, head=dated), page(2)
    (tmp_path / "new.md").write_text(f"---\ntitle: N\ndate: 2020-07-01\n---\n\n{text_of(3)}")
    sources = [site.url("/old"), site.url("/undated"), str(tmp_path / "new.md")]
    expected: Told = (0, {"new": 2, "older": 1}, {})
    assert newsroom.ingest("--since", "2020-06-15", *sources) == expected
    assert (newsroom.finds(1), newsroom.finds(2), newsroom.finds(3)) == (False, True, True)


def test_a_list_of_urls_in_a_file_is_read(
    site: Site, newsroom: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/1"], site.pages["/2"] = page(1), page(2)
    urls = tmp_path / "pages.txt"
    urls.write_text(f"# ours\n{site.url('/1')}\n\n  {site.url('/2')}  \n")
    assert newsroom.ingest("--urls", urls) == (0, {"new": 2}, {})
    urls.write_text("example.org/story\n")
    assert main(["--urls", str(urls), "--data", str(newsroom.data)]) == 1
    assert "pages.txt:1: not a URL: example.org/story" in capsys.readouterr().err
    assert main(["--urls", str(tmp_path / "none.txt"), "--data", str(newsroom.data)]) == 1
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err


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


def test_a_list_longer_than_is_taken_at_once_gives_its_newest_and_says_so(
    site: Site, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_PAGES", 2)
    urls = ""
    for number in range(5):
        site.pages[f"/{number}"] = page(number)
        day = f"<lastmod>2020-06-0{number + 1}</lastmod>"
        urls += f"<url><loc>{site.url(f'/{number}')}</loc>{day}</url>"
    site.pages["/map"] = Answer(f"<urlset>{urls}</urlset>".encode(), "text/xml")
    expected = {site.url("/map"): "it lists 3 pages more than are taken at once"}
    assert newsroom.ingest(site.url("/map")) == (1, {"new": 2}, expected)
    assert [newsroom.finds(number) for number in range(5)] == [False, False, False, True, True]


def test_two_lists_with_the_same_page_ask_for_it_once(site: Site, newsroom: Newsroom) -> None:
    site.pages["/1"] = page(1)
    site.pages["/feed"] = rss([item("/1"), item("/1#comments")])
    site.pages["/other"] = rss([item("/1")], title="Other")
    expected: Told = (0, {"new": 1, "duplicates": 2}, {})
    assert newsroom.ingest(site.url("/feed"), site.url("/other")) == expected
    assert site.paths() == ["/feed", "/1", "/other"]


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


def test_a_feed_s_entry_without_a_page_cannot_take_another_article_s_place(
    site: Site, newsroom: Newsroom
) -> None:
    site.pages["/1"] = page(1)
    newsroom.ingest(site.url("/1"))
    guid = f"<guid isPermaLink='false'>{canonical_url(site.url('/1'))}</guid>"
    site.pages["/feed"] = rss([f"<item><title>No</title>{guid}{carried(2)}</item>"])
    assert newsroom.ingest(site.url("/feed")) == (0, {"new": 1}, {})
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
