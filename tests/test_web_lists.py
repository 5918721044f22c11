"""Feeds, sitemaps and lists of URLs: each page once, and nothing under another's address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from news_site import Answer, Site, rss
from newsroom import Newsroom, Told, carried, item, page
from store_fixtures import text_of, word

from bot.article import canonical_url
from bot.ingest.command import main
from bot.web import reading


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


def test_a_feed_s_entry_without_a_page_cannot_take_another_article_s_place(
    site: Site, newsroom: Newsroom
) -> None:
    site.pages["/1"] = page(1)
    newsroom.ingest(site.url("/1"))
    guid = f"<guid isPermaLink='false'>{canonical_url(site.url('/1'))}</guid>"
    site.pages["/feed"] = rss([f"<item><title>No</title>{guid}{carried(2)}</item>"])
    assert newsroom.ingest(site.url("/feed")) == (0, {"new": 1}, {})
    assert (newsroom.finds(1), newsroom.finds(2)) == (True, True)
