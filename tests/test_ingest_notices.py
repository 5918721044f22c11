"""Kill notices and embargoes, from the wire's files to what a reader is shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from store_fixtures import QUICK, QuickEncoder, ingest_quick, open_quick, orphans
from wire_samples import NINJS_2, NITF, as_json, news_item

from bot.coverage import CoverageWriter, Scope
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import Held
from bot.holdings import holdings_of
from bot.ingest.onlooking import looking_on
from bot.ingest.outcome import Event, Outcome
from bot.ingest.pipeline import ingest
from bot.ingest.rebuilding import rebuild
from bot.suggest import suggestions
from bot.words import terms

LATER = "2025-03-04T12:00:00Z"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "m-story.xml").write_text(news_item())
    return folder


def found(data: Path) -> set[str]:
    """The titles of the articles in which the ferry is found, by words."""
    coverage = open_quick(data)
    hits = coverage.search_words(terms("ferry"), 9, Scope())
    vector = QuickEncoder().encode(["the ferry board voted"])[0]
    nearest = coverage.search_vectors(vector, 9, Scope())
    assert {h.article_id for h in hits} == {h.article_id for h in nearest}
    return {a.title for a in coverage.articles({h.article_id for h in hits}).values()}


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    assert not outcome.failed
    return outcome.new, outcome.updated, outcome.forgotten, outcome.withdrawn


def test_a_kill_removes_what_an_earlier_run_took_in(wire: Path, data: Path) -> None:
    ingest_quick(data, [wire])
    assert found(data) == {"Ferry fares rise"}
    (wire / "z-kill.xml").write_text(news_item(status="stat:canceled", version=LATER))
    assert counts(ingest_quick(data, [wire])) == (0, 0, 1, 0)
    assert found(data) == set()
    assert not orphans(open_quick(data))


@pytest.mark.parametrize("kill", ["a-kill.xml", "z-kill.xml"])
def test_a_kill_in_the_same_run_wins_whatever_the_order(wire: Path, data: Path, kill: str) -> None:
    (wire / kill).write_text(news_item(status="stat:canceled", version=LATER))
    outcome = ingest_quick(data, [wire])
    assert outcome.forgotten + outcome.withdrawn == 1
    assert found(data) == set()
    generation = open_quick(data).generation
    encoder = QuickEncoder()
    assert counts(ingest_quick(data, [wire], encoder)) == (0, 0, 0, 1)
    assert (open_quick(data).generation, encoder.encoded) == (generation, [])


@pytest.mark.parametrize("kill", ["a-kill.xml", "z-kill.xml"])
@pytest.mark.parametrize("stored", [False, True])
def test_a_dry_run_obeys_a_kill_as_the_run_will(
    wire: Path, data: Path, kill: str, stored: bool
) -> None:
    ingest_quick(data, [wire] if stored else [])
    (wire / kill).write_text(news_item(status="stat:canceled", version=LATER))
    told: list[list[tuple[str, str | None]]] = []
    before = (data / "catalogue.sqlite").read_bytes()
    for dry in (True, False):
        events: list[Event] = []
        outcome = Outcome(hear=events.extend)
        with (looking_on if dry else CoverageWriter.open)(data, embedder=QUICK) as writer:
            ingest(writer, [str(wire)], QuickEncoder, outcome, rehearsing=dry)
        told.append([(event.what, event.title) for event in events])
        if dry:
            assert (data / "catalogue.sqlite").read_bytes() == before
    assert told[0] == told[1]
    assert ("withdrawn" if kill < "m" else "forgotten", "Ferry fares rise") in told[0]
    assert found(data) == set()


def test_what_stands_of_two_versions_is_no_duplicate(wire: Path, data: Path) -> None:
    (wire / "n-later.xml").write_text(news_item(version=LATER))
    events: list[Event] = []
    ingest_quick(data, [wire], outcome=Outcome(hear=events.extend))
    assert [(event.what, Path(event.source).name) for event in events] == [
        ("duplicate", "m-story.xml"),
        ("added", "n-later.xml"),
    ]


def test_a_later_version_is_taken_in_again_and_stays(wire: Path, data: Path) -> None:
    (wire / "n-kill.xml").write_text(news_item(status="stat:canceled", version=LATER))
    again = news_item(version="2025-03-05T08:00:00Z", text="It was right after all, she said.")
    (wire / "z-again.xml").write_text(again)
    for _ in range(2):
        ingest_quick(data, [wire])
        assert found(data) == {"Ferry fares rise"}


def test_a_kill_finds_an_article_by_its_providers_name_or_its_address(
    tmp_path: Path, data: Path
) -> None:
    story, kill = tmp_path / "a.xml", tmp_path / "b.xml"
    story.write_text(NITF)  # it has both
    ingest_quick(data, [story])
    kill.write_text(news_item(status="stat:canceled", version=LATER))  # which names the guid alone
    assert counts(ingest_quick(data, [kill])) == (0, 0, 1, 0)

    story, kill = tmp_path / "c.json", tmp_path / "d.json"
    story.write_bytes(as_json(NINJS_2))
    ingest_quick(data, [story])
    kill.write_bytes(as_json(NINJS_2 | {"pubstatus": "canceled", "versioncreated": LATER}))
    assert counts(ingest_quick(data, [kill])) == (0, 0, 1, 0)
    assert found(data) == set()


def test_a_notice_outlives_a_rebuild(wire: Path, data: Path) -> None:
    (wire / "a-kill.xml").write_text(news_item(status="stat:canceled", version=LATER))
    ingest_quick(data, [wire])
    rebuild(data, QUICK, QuickEncoder, Outcome())
    assert counts(ingest_quick(data, [wire / "m-story.xml"])) == (0, 0, 0, 1)


def embargoed(hours: float) -> str:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)
    return news_item(more=f"<embargoed>{moment.isoformat(timespec='seconds')}</embargoed>")


def test_an_embargoed_article_is_kept_and_not_shown(wire: Path, data: Path) -> None:
    (wire / "m-story.xml").write_text(embargoed(1))
    outcome = ingest_quick(data, [wire])
    assert counts(outcome) == (1, 0, 0, 0)
    assert found(data) == set()
    coverage, catalogue = open_quick(data), Catalogue(data)
    assert (coverage.rows(), len(catalogue.rows(embargoed=True))) == ([], 1)
    [kept] = catalogue.rows(embargoed=True)
    assert coverage.articles([kept.id]) == {}
    assert coverage.find(kept.id) is None
    assert (coverage.stats().articles, coverage.stats().newest) == (0, None)
    assert catalogue.stats(embargoed=True).articles == 1
    assert (coverage.outlets(), catalogue.held()) == ({}, Held({}, (), ()))
    assert coverage.holdings() == holdings_of(Held({}, (), ()))
    assert suggestions(coverage) == ()
    assert coverage.passages_of(kept.id)


def test_an_embargo_that_is_over_hides_nothing(wire: Path, data: Path) -> None:
    (wire / "m-story.xml").write_text(embargoed(-0.01))
    ingest_quick(data, [wire])
    assert found(data) == {"Ferry fares rise"}
    assert len(open_quick(data).rows()) == 1


def test_an_embargo_that_is_lifted_early_shows_the_article(wire: Path, data: Path) -> None:
    (wire / "m-story.xml").write_text(embargoed(1))
    ingest_quick(data, [wire])
    (wire / "n-lifted.xml").write_text(news_item(version=LATER))
    ingest_quick(data, [wire])
    assert found(data) == {"Ferry fares rise"}


def test_an_embargoed_article_survives_a_rebuild(wire: Path, data: Path) -> None:
    (wire / "m-story.xml").write_text(embargoed(1))
    ingest_quick(data, [wire])
    rebuild(data, QUICK, QuickEncoder, Outcome())
    [kept] = Catalogue(data).rows(embargoed=True)
    assert kept.title == "Ferry fares rise"
    assert found(data) == set()
