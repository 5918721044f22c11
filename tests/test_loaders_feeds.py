"""What feeds become: each entry that carries its text an article, each other one a reason."""

import datetime as dt
import json

import pytest

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.feeds import articles_of, feed_entries

FIRST = "The ferry board voted on Tuesday to raise the fare from $8 to $9.50."
SECOND = "The new fare begins in July, the board’s chair, Rosa Quill, said."
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>The Harbour Post</title>
  <link>https://harbourpost.example/</link>
  <description>News of the harbour</description>
  <language>en-gb</language>
  <item>
    <title>Ferry &amp;amp; fares: a vote</title>
    <link>https://harbourpost.example/2025/ferry?utm_source=rss</link>
    <guid isPermaLink="false">hp-2025-114</guid>
    <pubDate>Tue, 04 Mar 2025 08:30:00 +0100</pubDate>
    <dc:creator>Ann Lee</dc:creator><dc:creator>Bo Chan</dc:creator>
    <category>Transport</category><category>Local</category>
    <description>The fare&nbsp;rises.</description>
    <content:encoded><![CDATA[<p>{FIRST}</p>
      <figure><img src="x.jpg"><figcaption>A ferry. Photo: Kim Roe</figcaption></figure>
      <p>{SECOND}</p><script>steal()</script>
      <p>The post Ferry appeared first on The Harbour Post.</p>]]></content:encoded>
  </item>
  <item>
    <title>Only a link</title>
    <guid>https://harbourpost.example/2025/link</guid>
    <author>desk@harbourpost.example (The Desk)</author>
    <description>In short.</description>
  </item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://tide.example/">
  <title type="html">The &lt;b&gt;Tide&lt;/b&gt;</title>
  <link rel="self" href="/feed.atom"/><link href="/"/>
  <author><name>The Tide</name></author>
  <entry>
    <id>tag:tide.example,2025:7</id>
    <title>Ferry fares</title>
    <link rel="alternate" type="text/html" href="news/7"/>
    <author><name>Cy Dunn</name></author>
    <category term="transport" label="Transport"/>
    <published>2025-03-04T08:30:00Z</published>
    <updated>2025-03-05T10:00:00+02:00</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p>
      <p>{SECOND}</p></div></content>
  </entry>
  <entry>
    <id>tag:tide.example,2025:8</id><title>Bridge</title><link href="news/8"/>
    <updated>2025-03-06T10:00:00Z</updated>
    <content type="text">{FIRST}

{SECOND}</content>
  </entry>
  <entry>
    <id>tag:tide.example,2025:9</id><title>Elsewhere</title><link href="news/9"/>
    <content src="https://tide.example/9.html" type="text/html"/>
  </entry>
</feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Quay Daily",
    "home_page_url": "https://quay.example/",
    "language": "en-US",
    "items": [
        {
            "id": 41,
            "url": "https://quay.example/41",
            "title": "Ferry fares",
            "content_html": f"<p>{FIRST}</p><p>{SECOND}</p>",
            "date_published": "2025-03-04T08:30:00Z",
            "date_modified": "2025-03-04T09:30:00Z",
            "authors": [{"name": "Di Eno"}],
            "tags": ["Transport"],
        },
        {"id": "42", "content_text": f"{FIRST}\n\n{SECOND}", "author": {"name": "Fay Gill"}},
        {"id": "43", "url": "https://quay.example/43", "summary": "Short."},
    ],
}


def read(data: str | bytes) -> list[Article | LoadError]:
    raw = data.encode() if isinstance(data, str) else data
    return list(articles_of(feed_entries(raw, "feed"), "feed"))


def test_an_rss_entry_becomes_exactly_this_article() -> None:
    assert read(RSS)[0] == Article.new(
        title="Ferry & fares: a vote",
        url="https://harbourpost.example/2025/ferry?utm_source=rss",
        guid="hp-2025-114",
        outlet="The Harbour Post",
        byline="Ann Lee, Bo Chan",
        published=dt.datetime(2025, 3, 4, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        section="Transport",
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        captions=("A ferry. Photo: Kim Roe",),
        source="feed:https://harbourpost.example/2025/ferry?utm_source=rss",
    )


def test_an_entry_that_only_links_is_told_and_can_be_followed() -> None:
    entry = feed_entries(RSS.encode(), "feed").entries[1]
    assert (entry.url, entry.byline, entry.body, entry.summary) == (
        "https://harbourpost.example/2025/link", "The Desk", None, "In short.",
    )  # fmt: skip
    assert str(read(RSS)[1]) == (
        "feed:https://harbourpost.example/2025/link: the feed only links to it;"
        " give the article itself"
    )


def test_a_long_description_is_the_article_and_a_cut_one_is_not() -> None:
    plain = f"<rss><channel><item><description>{FIRST * 10}%s</description></item></channel></rss>"
    [article] = read(plain % "")
    assert isinstance(article, Article)
    assert article.text == FIRST * 10
    assert isinstance(read(plain % " It was the […]")[0], LoadError)


def test_atom_entries_become_exactly_these_articles() -> None:
    first, second, third = read(ATOM)
    assert first == Article.new(
        title="Ferry fares",
        url="https://tide.example/news/7",
        guid="tag:tide.example,2025:7",
        outlet="The Tide",
        byline="Cy Dunn",
        published=dt.datetime(2025, 3, 4, 8, 30, tzinfo=dt.UTC),
        updated=dt.datetime(2025, 3, 5, 10, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        section="Transport",
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        source="feed:https://tide.example/news/7",
    )
    assert second == Article.new(
        title="Bridge",
        url="https://tide.example/news/8",
        outlet="The Tide",
        byline="The Tide",
        updated=dt.datetime(2025, 3, 6, 10, tzinfo=dt.UTC),
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        source="feed:https://tide.example/news/8",
    )
    assert isinstance(third, LoadError)


def test_json_feed_items_become_exactly_these_articles() -> None:
    first, second, third = read(json.dumps(JSON_FEED))
    assert first == Article.new(
        title="Ferry fares",
        url="https://quay.example/41",
        outlet="Quay Daily",
        byline="Di Eno",
        published=dt.datetime(2025, 3, 4, 8, 30, tzinfo=dt.UTC),
        updated=dt.datetime(2025, 3, 4, 9, 30, tzinfo=dt.UTC),
        section="Transport",
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        source="feed:https://quay.example/41",
    )
    assert second == Article.new(
        guid="42",
        outlet="Quay Daily",
        byline="Fay Gill",
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        source="feed:42",
    )
    assert isinstance(third, LoadError)


def test_an_rdf_feed_keeps_its_items_beside_the_channel() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/"><channel><title>Old Quay</title></channel>'
        '<item rdf:about="https://quay.example/1"><title>Fares</title>'
        "<link>https://quay.example/1</link></item></rdf:RDF>"
    )
    feed = feed_entries(rdf.encode(), "feed")
    assert [(feed.title, e.id, e.url) for e in feed.entries] == [
        ("Old Quay", "https://quay.example/1", "https://quay.example/1")
    ]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ("<rss><channel></rss>", "not well-formed XML ("),
        ("<html><body/></html>", "not a feed: its root element is html"),
        ("<rss/>", "the feed has no channel"),
        ("<rss><channel/></rss>", "the feed has no entries"),
        ("", "not well-formed XML ("),
        (
            f"<!DOCTYPE rss [{LAUGHS}]><rss><channel><title>&l11;</title></channel></rss>",
            "not well",
        ),
        (f'<!DOCTYPE rss [{LAUGHS}]><rss a="&l11;"><channel/></rss>', "not well-formed XML ("),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            "<rss><channel><title>&x;</title></channel></rss>",
            "it declares entities of its own, which are not read",
        ),
        ("<a>" * 5000, "not well-formed XML ("),
        ('{"version": "https://jsonfeed.org/version/1"}', "items: a list is expected"),
        ('{"items": []}', "not a JSON Feed: its version names no jsonfeed.org"),
        ("{" * 100_000, "not valid JSON"),
    ],
)
def test_what_is_no_feed_or_is_hostile_is_told_in_a_sentence(xml: str, told: str) -> None:
    try:
        [error] = read(xml)
    except LoadError as refused:
        error = refused
    assert isinstance(error, LoadError)
    assert error.reason.startswith(told)
    assert len(error.reason) < 200


def test_a_document_type_that_is_elsewhere_is_not_looked_for() -> None:
    rss = RSS.replace("<rss", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss', 1)
    assert read(rss)[0] == read(RSS)[0]


def test_no_text_of_a_feed_is_lost_to_entities() -> None:
    rss = "<rss><channel><title>a&mdash;b&eacute;</title><item/></channel></rss>"
    for raw in (rss, f"<!DOCTYPE rss SYSTEM 'x'>{rss}"):
        assert feed_entries(raw.encode(), "f").title == "a—bé"
