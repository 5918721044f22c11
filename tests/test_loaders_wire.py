"""What the news industry's own formats become: NITF, NewsML-G2 and ninjs, kills and embargoes."""

import datetime as dt
from pathlib import Path

import pytest
from wire_samples import (
    FIRST,
    GUID,
    NINJS_1,
    NINJS_2,
    NINJS_3,
    NITF,
    SECOND,
    as_json,
    news_item,
    news_message,
)

from bot.article import Article, Published
from bot.errors import LoadError
from bot.loaders import load
from bot.loaders.items import Read, Removal

NINE = dt.datetime(2025, 3, 4, 9, tzinfo=dt.UTC)
HALF_PAST_EIGHT = dt.datetime(2025, 3, 4, 8, 30, tzinfo=dt.UTC)


def read(folder: Path, name: str, data: str | bytes) -> list[Read]:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(load(str(file)))


def the_article(folder: Path, name: str, data: str | bytes) -> Article:
    [article] = read(folder, name, data)
    assert isinstance(article, Article), article
    return article


def the_error(folder: Path, name: str, data: str | bytes) -> str:
    [error] = read(folder, name, data)
    assert isinstance(error, LoadError)
    return error.reason


def test_nitf_becomes_exactly_this_article(tmp_path: Path) -> None:
    article = the_article(tmp_path, "a.xml", NITF)
    assert article == Article.new(
        title="Ferry fares rise",
        url="https://tidegazette.example/2025/ferry",
        outlet="The Tide Gazette",
        byline="Ann Lee",
        published=HALF_PAST_EIGHT,
        section="Local",
        language="en",
        text=(
            f"PORT ALDER, March 4 — {FIRST}\n\n{SECOND}\n\nWhat riders say\n\n"
            "“It is too much,” said Tom Vale, a welder."
        ),
        captions=("A ferry leaves. Photo: Kim Roe",),
        source=str(tmp_path / "a.xml"),
    )
    assert article.guid == GUID


def test_newsml_g2_becomes_exactly_this_article(tmp_path: Path) -> None:
    article = the_article(tmp_path, "a.xml", news_item())
    assert article == Article.new(
        guid=GUID,
        title="Ferry fares rise",
        outlet="TideWire",
        byline="Ann Lee and Bo Chan",
        published=HALF_PAST_EIGHT,
        updated=NINE,
        section="transport",
        language="en",
        text=f"PORT ALDER, March 4 — {FIRST}\n\n{SECOND}",
        source=str(tmp_path / "a.xml"),
    )
    assert article.guid == GUID


def test_newsml_g2_may_hold_nitf(tmp_path: Path) -> None:
    nitf = NITF[NITF.index("<nitf") :].replace("<nitf", '<nitf xmlns="http://iptc.org/std/NITF/"')
    start, end = "<inlineXML", "</inlineXML>"
    item = news_item()
    item = (
        item[: item.index(start)]
        + f'<inlineXML contenttype="application/nitf+xml">{nitf}'
        + item[item.index(end) :]
    )
    article = the_article(tmp_path, "a.xml", item)
    assert article.text.startswith(f"PORT ALDER, March 4 — {FIRST}\n\n{SECOND}\n\nWhat riders say")
    assert article.captions == ("A ferry leaves. Photo: Kim Roe",)


def test_a_message_holds_many_items_and_a_bad_one_costs_only_itself(tmp_path: Path) -> None:
    message = news_message(
        news_item(guid="urn:a"),
        news_item(guid="urn:b", kind="ninat:picture"),
        news_item(guid="urn:c", status="stat:canceled"),
        news_item(guid="urn:d"),
    )
    items = read(tmp_path, "m.xml", message)
    assert [type(item) for item in items] == [Article, LoadError, Removal, Article]
    assert str(items[1]) == f"{tmp_path / 'm.xml'}:urn:b: a picture, not a text"
    assert items[2] == Removal(f"{tmp_path / 'm.xml'}:urn:c", "urn:c", None, NINE)


@pytest.mark.parametrize("status", ["stat:canceled", "stat:withheld"])
def test_newsml_g2_withdraws(tmp_path: Path, status: str) -> None:
    [notice] = read(tmp_path, "k.xml", news_item(status=status))
    assert notice == Removal(str(tmp_path / "k.xml"), GUID, None, NINE)


def test_nitf_withdraws(tmp_path: Path) -> None:
    [notice] = read(tmp_path, "k.xml", NITF.replace('"usable"', '"canceled"'))
    url = "https://tidegazette.example/2025/ferry"
    assert notice == Removal(str(tmp_path / "k.xml"), GUID, url, HALF_PAST_EIGHT)


def test_ninjs_withdraws(tmp_path: Path) -> None:
    for record in (NINJS_1 | {"pubstatus": "canceled"}, NINJS_3 | {"pubStatus": "canceled"}):
        [notice] = read(tmp_path, "k.json", as_json(record))
        assert notice == Removal(str(tmp_path / "k.json"), GUID, None, NINE)


def test_ninjs_1_becomes_exactly_this_article(tmp_path: Path) -> None:
    assert the_article(tmp_path, "a.json", as_json(NINJS_1)) == Article.new(
        guid=GUID,
        title="Ferry fares rise",
        outlet="TideWire",
        byline="Ann Lee",
        published=HALF_PAST_EIGHT,
        updated=NINE,
        section="transport",
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        captions=("A ferry leaves.",),
        source=str(tmp_path / "a.json"),
    )


def test_ninjs_2_becomes_exactly_this_article(tmp_path: Path) -> None:
    assert the_article(tmp_path, "a.json", as_json(NINJS_2)) == Article.new(
        url="https://tidewire.example/items/114",
        title="Ferry fares rise",
        outlet="TideWire",
        byline="Ann Lee",
        published=HALF_PAST_EIGHT,
        updated=NINE,
        section="transport",
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        source=str(tmp_path / "a.json"),
    )


def test_ninjs_3_becomes_exactly_this_article(tmp_path: Path) -> None:
    assert the_article(tmp_path, "a.json", as_json(NINJS_3)) == Article.new(
        guid=GUID,
        title="Ferry fares rise",
        outlet="TideWire",
        byline="Ann Lee",
        published=dt.datetime(2025, 3, 4, 8, tzinfo=dt.UTC),
        updated=NINE,
        language="en",
        text=f"{FIRST}\n\n{SECOND}",
        source=str(tmp_path / "a.json"),
    )


def test_ninjs_may_come_a_line_or_an_element_of_a_list_each(tmp_path: Path) -> None:
    [one] = read(tmp_path, "a.jsonl", as_json(NINJS_1))
    [two] = read(tmp_path, "b.json", as_json([NINJS_1]))
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert one.digest == two.digest == the_article(tmp_path, "a.json", as_json(NINJS_1)).digest


LATER = dt.datetime(2025, 3, 5, 6, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("embargo", "shown"),
    [
        ("2025-03-05T06:00:00Z", LATER),
        ("2025-03-04T08:00:00Z", HALF_PAST_EIGHT),
        ("2025-03-05", dt.date(2025, 3, 5)),
        (
            "2025-03-05T06:00:00",
            dt.datetime(2025, 3, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=-12))),
        ),
        ("2025-03-04T06:00:00", HALF_PAST_EIGHT),
    ],
)
def test_the_end_of_an_embargo_is_when_it_is_published(
    tmp_path: Path, embargo: str, shown: Published
) -> None:
    xml = the_article(tmp_path, "a.xml", news_item(more=f"<embargoed>{embargo}</embargoed>"))
    json = the_article(tmp_path, "a.json", as_json(NINJS_1 | {"embargoed": embargo}))
    assert xml.published == json.published == shown
    assert xml.updated == json.updated == NINE


def test_an_embargo_that_cannot_be_read_keeps_the_item_out(tmp_path: Path) -> None:
    item = news_item(more="<embargoed>until told</embargoed>")
    assert the_error(tmp_path, "a.xml", item) == "embargoed: not a date I can read: until told"


def test_nitf_is_kept_back_until_its_release(tmp_path: Path) -> None:
    nitf = NITF.replace(
        'date.release norm="20250304T083000Z', 'date.release norm="20250305T060000Z'
    )
    article = the_article(tmp_path, "a.nitf", nitf)
    assert (article.published, article.updated) == (LATER, HALF_PAST_EIGHT)


def test_what_carries_no_text_is_told(tmp_path: Path) -> None:
    item = news_item()
    remote = (
        item[: item.index("<inlineXML")]
        + '<remoteContent href="https://tidewire.example/114.txt"/>'
        + item[item.index("</contentSet>") :]
    )
    elsewhere = "the item holds no text; it only points to one elsewhere"
    assert the_error(tmp_path, "a.xml", remote) == elsewhere
    bare = {k: v for k, v in NINJS_1.items() if not k.startswith("body")}
    assert the_error(tmp_path, "a.json", as_json(bare)) == elsewhere
    assert the_error(tmp_path, "p.xml", '<packageItem guid="urn:p"/>').startswith("it only lists")
    assert the_error(tmp_path, "s.xml", "<urlset/>").startswith("a sitemap")
    assert "its root element is svg" in the_error(tmp_path, "v.xml", "<svg/>")
