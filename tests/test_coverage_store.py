from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_fixtures import (
    QUICK,
    QuickEncoder,
    an_article,
    assert_wholly_in,
    day,
    entry_of,
    ingest_quick,
    open_quick,
    orphans,
    text_of,
    word,
    write_article,
)

from bot.article import Article
from bot.coverage import Coverage, CoverageWriter, Scope, passage_key
from bot.coverage.vectors import Vector
from bot.errors import IndexDamaged
from bot.words import terms


def _dated(number: int) -> Article:
    return an_article(
        text=text_of(number),
        title=f"The {word(number)} affair",
        url=f"https://news.example/{number}",
        outlet="Even" if number % 2 == 0 else "Odd",
        published=dt.date(2020, 6, 1) + dt.timedelta(number) if number else None,
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coverage]:
    """Thirty articles of four passages: number 0 undated, the others a day apart."""
    folder = tmp_path_factory.mktemp("shelf")
    with CoverageWriter.open(folder, embedder=QUICK) as writer:
        writer.put([entry_of(_dated(n)) for n in range(30)])
    coverage = open_quick(folder)
    yield coverage
    coverage.close()


def _around(number: int) -> Vector:
    return np.asarray(QuickEncoder().encode([word(number)])[0])


def test_an_article_comes_back_as_it_went_in(tmp_path: Path) -> None:
    article = Article.new(
        text="Café “A” – $5.\n\nNext: 日本 👍.",
        title="Tîtle",
        source="x.jsonl:3",
        url="http://www.example.org/a?utm_source=b#c",
        outlet="O",
        byline="A. Person",
        published=dt.datetime(2020, 6, 1, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-7))),
        updated=dt.date(2020, 6, 2),
        section="s",
        language="en",
        captions=("A photo.", "Another"),
    )
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(article)])
    with_vectors = open_quick(tmp_path)
    assert with_vectors.article(article.id) == article
    assert with_vectors.find("https://example.org/a") == article
    assert with_vectors.find(article.id) == article
    assert with_vectors.find("https://example.org/b") is None
    (stored,) = with_vectors.passages_of(article.id)
    assert stored.passage == entry_of(article).passages[0]
    assert stored.terms == tuple(terms(article.text))
    assert stored.title_terms == tuple(terms(article.title))
    assert stored.published_day == day("2020-06-01").toordinal()


def test_statistics_tell_what_is_in(shelf: Coverage) -> None:
    stats = shelf.stats()
    assert (stats.articles, stats.outlets) == (30, 2)
    assert (stats.oldest, stats.newest) == (day("2020-06-02"), day("2020-06-30"))
    assert stats.generation == shelf.generation == 1
    assert shelf.outlets() == {"Even": 15, "Odd": 15}
    assert [row.published for row in shelf.rows(2)] == [day("2020-06-30"), day("2020-06-29")]
    assert shelf.rows()[-1].published is None


@pytest.mark.parametrize("number", [0, 7, 29])
def test_words_and_vectors_find_the_article_by_what_only_it_says(
    shelf: Coverage, number: int
) -> None:
    own = _dated(number).id
    words = shelf.search_words(terms(word(number)), 10, Scope())
    vectors = shelf.search_vectors(_around(number), 3, Scope())
    assert {hit.article_id for hit in words} == {own}
    assert {hit.article_id for hit in vectors} == {own}
    for hits in (words, vectors):
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("scope", "inside"),
    [
        (Scope(as_of=day("2020-06-10")), {*range(0, 10)}),
        (Scope(as_of=day("2019-01-01")), {0}),
        (Scope(since=day("2020-06-28")), {27, 28, 29}),
        (Scope(until=day("2020-06-03")), {1, 2}),
        (Scope(outlets=frozenset({"Odd"}), as_of=day("2020-06-05")), {1, 3}),
        (Scope(outlets=frozenset()), set()),
        (Scope(outlets=frozenset({"'; DROP TABLE articles; --"})), set()),
    ],
)
def test_nothing_out_of_scope_is_found_and_all_in_scope_is(
    shelf: Coverage, scope: Scope, inside: set[int]
) -> None:
    wanted = {_dated(n).id for n in inside}
    words = shelf.search_words(["council"], 1000, scope)
    vectors = shelf.search_vectors(_around(15), 1000, scope)
    assert {hit.article_id for hit in words} == wanted
    assert {hit.article_id for hit in vectors} == wanted
    assert len(vectors) == 4 * len(wanted)


def test_an_excluded_article_is_not_found(shelf: Coverage) -> None:
    scope = Scope(exclude=frozenset({_dated(3).id}))
    assert shelf.search_words(terms(word(3)), 5, scope) == []
    assert _dated(3).id not in {h.article_id for h in shelf.search_vectors(_around(3), 9, scope)}


def test_a_selective_scope_gets_as_many_as_asked_for(shelf: Coverage) -> None:
    for since in range(1, 30):
        scope = Scope(since=dt.date(2020, 6, 1) + dt.timedelta(since))
        for limit in (1, 5, 50, 500):
            found = shelf.search_vectors(_around(0), limit, scope)
            assert len({h.key for h in found}) == min(limit, 4 * (30 - since))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=6))
def test_no_term_is_a_syntax_error(shelf: Coverage, words: list[str]) -> None:
    shelf.search_words(words, 5, Scope())
    shelf.search_words([t for w in words for t in terms(w)], 5, Scope())


@pytest.mark.parametrize("question", ['"', "NEAR(", "a* OR b", "title:x", "^x", "AND", "\0", "-"])
def test_the_operators_of_the_index_are_words_here(shelf: Coverage, question: str) -> None:
    assert shelf.search_words([question], 5, Scope()) == []
    alone = shelf.search_words([word(3)], 5, Scope())
    assert len(alone) == 4
    assert shelf.search_words([question, word(3)], 5, Scope()) == alone


def test_a_decimal_number_is_one_word(tmp_path: Path) -> None:
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(an_article("It cost $1.9 million.", "", source="/a"))])
        writer.put([entry_of(an_article("Rule 1, page 9.", "", source="/b"))])
    coverage = open_quick(tmp_path)
    assert len(coverage.search_words(["1.9"], 5, Scope())) == 1


def test_an_update_replaces_every_passage_and_vector(tmp_path: Path) -> None:
    write_article(tmp_path, 1, 1)
    data = tmp_path / "data"
    ingest_quick(data, [tmp_path])
    reader = open_quick(data)
    assert_wholly_in(reader, 1, 1)
    write_article(tmp_path, 1, 2)
    assert ingest_quick(data, [tmp_path]).updated == 1
    assert_wholly_in(reader, 1, 2)
    assert reader.search_words(terms(word(1, 1)), 5, Scope()) == []
    assert reader.stats().articles == 1
    assert orphans(reader) == set()


def test_going_back_to_an_earlier_version_keeps_its_vectors(tmp_path: Path) -> None:
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        for title in ("One", "Two", "One", "Two", "One"):
            writer.put([entry_of(an_article("Rain fell.", title, url="https://a.example/1"))])
    coverage = open_quick(tmp_path)
    (stored,) = coverage.passages(coverage._catalogue.keys_in_scope(Scope())).values()
    assert stored.title_terms == ("one",)
    assert orphans(coverage) == set()
    assert len(coverage.search_vectors(QuickEncoder().encode(["rain"])[0], 5, Scope())) == 1


def test_putting_the_same_article_again_keeps_it(tmp_path: Path) -> None:
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(an_article())])
        writer.put([entry_of(an_article())])
    coverage = open_quick(tmp_path)
    assert len(coverage.search_vectors(QuickEncoder().encode(["rain"])[0], 5, Scope())) == 1


def test_an_update_that_fails_leaves_the_old_article_answering(tmp_path: Path) -> None:
    old, new = (an_article(t, "T", url="https://a.example/1") for t in ("Old rain.", "New rain."))
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(old)])
    broken = entry_of(new)
    broken.vectors.resize((1, 3), refcheck=False)  # of a width that Chroma refuses
    with (
        pytest.raises(IndexDamaged),
        CoverageWriter.open(tmp_path, embedder=QUICK) as writer,
    ):
        writer.put([broken])
    coverage = open_quick(tmp_path)
    assert coverage.article(old.id) == old
    assert len(coverage.search_vectors(QuickEncoder().encode(["rain"])[0], 5, Scope())) == 1
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(new)])
    assert coverage.article(old.id) == new
    assert orphans(coverage) == set()


def test_a_removed_article_leaves_no_text_on_the_disk(tmp_path: Path) -> None:
    secret = an_article("The password was swordfishzzz, said Quux.", "Swordfishzzz", source="/s")
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(_dated(n)) for n in range(20)])
        writer.put([entry_of(secret)])
    assert _holds(tmp_path, b"swordfishzzz")
    reader = open_quick(tmp_path)
    reader.search_vectors(_around(3), 3, Scope())
    with CoverageWriter.open(tmp_path, embedder=None) as writer:
        writer.remove([secret.id])
    assert reader.find(secret.id) is None
    assert reader.search_words(terms("swordfishzzz"), 5, Scope()) == []
    assert not _holds(tmp_path, b"swordfishzzz")
    assert len(reader.search_words(["council"], 100, Scope())) == 20


def _holds(folder: Path, words: bytes) -> bool:
    return any(words in path.read_bytes().lower() for path in folder.rglob("*") if path.is_file())


def test_a_reader_sees_each_change_at_its_next_call(tmp_path: Path) -> None:
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(_dated(1))])
        reader = open_quick(tmp_path)
        for number in range(2, 12):
            writer.put([entry_of(_dated(number))])
            best = reader.search_vectors(_around(number), 1, Scope())
            assert best[0].article_id == _dated(number).id


def test_threads_search_while_articles_come_in(tmp_path: Path) -> None:
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(_dated(0))])
        reader = open_quick(tmp_path)
        stop, wrong = threading.Event(), list[object]()

        def search() -> None:
            try:
                while not stop.is_set():
                    (hit,) = reader.search_vectors(_around(0), 1, Scope())
                    assert hit.article_id == _dated(0).id
                    assert reader.search_words(terms(word(0)), 1, Scope())
                    assert reader.passages([hit.key])
            except Exception as error:  # noqa: BLE001
                wrong.append(error)

        threads = [threading.Thread(target=search) for _ in range(8)]
        for thread in threads:
            thread.start()
        for number in range(1, 12):
            writer.put([entry_of(_dated(number))])
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_keys_that_are_gone_are_left_out(shelf: Coverage) -> None:
    key = passage_key(_dated(1).id, _dated(1).digest, 0)
    assert list(shelf.passages(["gone-0", key])) == [key]
    assert list(shelf.vectors(["gone-0", key])) == [key]
    assert list(shelf.articles(["gone", _dated(1).id])) == [_dated(1).id]


@pytest.mark.parametrize("address", ["http://[1", "https://news.example:99999/1", "//", "http://"])
def test_an_address_that_cannot_be_taken_apart_is_of_no_article(
    shelf: Coverage, address: str
) -> None:
    assert shelf.find(address) is None


def test_what_was_read_under_a_folder_is_of_that_folder_alone(tmp_path: Path) -> None:
    places = ("/news", "/news/a", "/news/b/ü", "/news-old/a", "/news0", "/newsx/a", "/New/a", "/n")
    articles = [
        an_article(text=text_of(n), title=word(n), url=f"https://news.example/{n}", source=place)
        for n, place in enumerate(places)
    ]
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(article) for article in articles])

        def under(path: str) -> list[str]:
            return [known.origin for known in writer.known_under(path)]

        assert under("/news") == ["/news", "/news/a", "/news/b/ü"]
        assert under("/news/b") == ["/news/b/ü"]
        assert under("/") == list(places)
        assert under("/ne") == []
