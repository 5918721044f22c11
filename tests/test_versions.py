from __future__ import annotations

import zlib
from pathlib import Path

from store_fixtures import (
    QUICK,
    QuickEncoder,
    an_article,
    entry_of,
    ingest_quick,
    open_quick,
)

from bot.article import Article
from bot.coverage import CoverageWriter, Scope
from bot.coverage.catalogue import Catalogue
from bot.coverage.versions import MOST
from bot.ingest.outcome import Outcome
from bot.ingest.rebuilding import rebuild
from bot.ui.address import Address
from bot.ui.article_view import article_view
from bot.words import terms

URL = "https://news.example/rain"
FIRST = "Rain fell on Leeds. The river Aire rose by 2 metres. Nobody was hurt, Zwicky said."
SECOND = "Rain fell on Leeds. The river Aire rose by 3 metres. Nobody was hurt, Zwicky said."


def _version(text: str, title: str = "Rain", **more: object) -> Article:
    return an_article(text, title, url=URL, **more)


def _put(folder: Path, *articles: Article) -> None:
    with CoverageWriter.open(folder, embedder=QUICK) as writer:
        for article in articles:
            writer.put([entry_of(article)])


def test_an_update_keeps_what_the_article_said_and_answers_with_what_it_says(
    tmp_path: Path,
) -> None:
    old, new = _version(FIRST), _version(SECOND, "Heavy rain")
    _put(tmp_path, old, new)
    (kept,) = Catalogue(tmp_path).versions(new.id)
    assert (kept.title, kept.text) == ("Rain", FIRST)
    assert kept.replaced.tzinfo is not None
    coverage = open_quick(tmp_path)
    assert coverage.search_words(["2"], 5, Scope()) == []
    assert len(coverage.search_words(["3"], 5, Scope())) == 1
    assert len(coverage.search_vectors(QuickEncoder().encode(["rain"])[0], 9, Scope())) == 1


def test_a_change_of_neither_headline_nor_text_is_no_version(tmp_path: Path) -> None:
    _put(tmp_path, _version(FIRST), _version(FIRST, section="Weather"), _version(FIRST))
    assert Catalogue(tmp_path).versions(_version(FIRST).id) == []


def test_the_last_versions_are_kept_and_no_more(tmp_path: Path) -> None:
    texts = [f"It rained {n} times on Leeds." for n in range(MOST + 3)]
    _put(tmp_path, *map(_version, texts))
    kept = [v.text for v in Catalogue(tmp_path).versions(_version("").id)]
    assert kept == texts[-2 : -2 - MOST : -1]


def test_a_file_without_url_takes_its_versions_along(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "note.txt"
    for text in (FIRST, SECOND, "Rain fell on York. The river Ouse rose, Zwicky said."):
        path.write_text(text)
        ingest_quick(data, [path])
    catalogue = Catalogue(data)
    (row,) = catalogue.rows()
    assert [v.text for v in catalogue.versions(row.id)] == [SECOND, FIRST]


def test_a_removed_article_leaves_none_of_its_versions_on_the_disk(tmp_path: Path) -> None:
    old, new = _version(FIRST * 20), _version(SECOND)
    _put(tmp_path, old, new)
    kept = zlib.compress(old.text.encode(), 9)
    assert _holds(tmp_path, kept)
    with CoverageWriter.open(tmp_path, embedder=None) as writer:
        writer.remove([new.id])
    assert Catalogue(tmp_path).versions(new.id) == []
    assert not _holds(tmp_path, kept)
    _put(tmp_path, new)
    assert Catalogue(tmp_path).versions(new.id) == []


def _holds(folder: Path, words: bytes) -> bool:
    return any(words in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_rebuild_keeps_the_versions(tmp_path: Path) -> None:
    _put(tmp_path, _version(FIRST), _version(SECOND))
    rebuild(tmp_path, ("other", "1" * 64), QuickEncoder, Outcome())
    (kept,) = Catalogue(tmp_path).versions(_version("").id)
    assert kept.text == FIRST


def test_the_reader_shows_what_changed_in_words(tmp_path: Path) -> None:
    last = SECOND.replace("Nobody was hurt", "Two people were hurt")
    _put(tmp_path, _version(FIRST), _version(SECOND), _version(last, "Heavy rain"))
    catalogue = Catalogue(tmp_path)
    article = catalogue.articles([_version("").id])[_version("").id]
    view = article_view(article, Address(), [], catalogue.versions(article.id))
    latest, earlier = view["history"]
    assert [(c["kind"], c["text"]) for c in latest["changes"]] == [
        ("Removed", "Headline: Rain"),
        ("Added", "Headline: Heavy rain"),
        ("Removed", "Nobody was hurt, Zwicky said."),
        ("Added", "Two people were hurt, Zwicky said."),
    ]
    assert [(c["kind"], c["text"]) for c in earlier["changes"]] == [
        ("Removed", "The river Aire rose by 2 metres."),
        ("Added", "The river Aire rose by 3 metres."),
    ]
    assert latest["when"].endswith("UTC")


def test_no_version_is_searched_even_for_words_that_stand_there_alone(tmp_path: Path) -> None:
    _put(tmp_path, _version("The Quibblezork met."), _version("The council met."))
    coverage = open_quick(tmp_path)
    assert coverage.search_words(terms("Quibblezork"), 5, Scope()) == []
    assert coverage.with_phrase(terms("Quibblezork"), 5, Scope()) == []
