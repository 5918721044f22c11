from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from store_fixtures import (
    QUICK,
    QuickEncoder,
    article_id,
    assert_wholly_in,
    ingest_quick,
    open_quick,
    orphans,
    text_of,
    word,
    write_article,
)

from bot.article import Article
from bot.coverage import Coverage, CoverageWriter, Scope
from bot.errors import LoadError, ModelError
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import forget, ingest, remove
from bot.ingest.rebuilding import rebuild
from bot.words import terms


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(4):
        write_article(folder, number)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def _counts(outcome: Outcome) -> dict[str, int]:
    counts = {
        "new": outcome.new,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "duplicates": outcome.duplicates,
        "failed": len(outcome.failed),
    }
    return {name: count for name, count in counts.items() if count}


def _write_lines(path: Path, items: Iterable[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in items))
    return path


def _item(number: int, version: int = 1, **more: str) -> dict[str, str]:
    return {
        "title": f"The {word(number, version)} affair",
        "text": text_of(number, version),
        **more,
    }


def _finds(coverage: Coverage, number: int, version: int = 1) -> set[str]:
    hits = coverage.search_words(terms(word(number, version)), 9, Scope())
    return {hit.article_id for hit in hits}


def test_the_same_input_again_changes_nothing_and_embeds_nothing(news: Path, data: Path) -> None:
    assert _counts(ingest_quick(data, [news])) == {"new": 4}
    generation = open_quick(data).generation
    again = QuickEncoder()
    assert _counts(ingest_quick(data, [news], again)) == {"unchanged": 4}
    assert again.encoded == []
    assert open_quick(data).generation == generation


def test_an_edited_file_updates_its_article_alone(news: Path, data: Path) -> None:
    ingest_quick(data, [news])
    write_article(news, 2, 2)
    encoder = QuickEncoder()
    assert _counts(ingest_quick(data, [news], encoder)) == {"updated": 1, "unchanged": 3}
    assert all(word(2, 2) in text for text in encoder.encoded)
    assert_wholly_in(open_quick(data), 2, 2)


def test_an_edited_text_without_url_replaces_what_the_file_said_before(data: Path) -> None:
    data.mkdir()
    path = data / "note.txt"
    path.write_text(text_of(1, 1))
    ingest_quick(data, [path])
    path.write_text(text_of(1, 2))
    assert _counts(ingest_quick(data, [path])) == {"updated": 1}
    coverage = open_quick(data)
    assert coverage.stats().articles == 1
    assert (_finds(coverage, 1, 1), len(_finds(coverage, 1, 2))) == (set(), 1)
    assert orphans(coverage) == set()


def test_a_line_put_in_before_others_replaces_none_of_them(tmp_path: Path, data: Path) -> None:
    path = _write_lines(tmp_path / "a.jsonl", [_item(1), _item(2)])
    ingest_quick(data, [path])
    _write_lines(path, [_item(3), _item(1), _item(2)])
    assert _counts(ingest_quick(data, [path])) == {"new": 1, "unchanged": 2}
    _write_lines(path, [_item(3), _item(1, 2), _item(2)])
    assert _counts(ingest_quick(data, [path])) == {"updated": 1, "unchanged": 2}
    coverage = open_quick(data)
    assert coverage.stats().articles == 3
    assert _finds(coverage, 1, 1) == set()


def test_other_stories_under_an_old_file_name_replace_none(tmp_path: Path, data: Path) -> None:
    path = _write_lines(tmp_path / "latest.jsonl", [_item(1, url="https://news.example/1")])
    ingest_quick(data, [path])
    _write_lines(path, [_item(2, url="https://news.example/2")])
    assert _counts(ingest_quick(data, [path])) == {"new": 1}
    assert open_quick(data).stats().articles == 2


def test_a_file_that_fails_now_leaves_its_old_version_answering(news: Path, data: Path) -> None:
    ingest_quick(data, [news])
    (news / "0001.md").write_bytes(b"\0\1\2" * 500)
    assert _counts(ingest_quick(data, [news])) == {"unchanged": 3, "failed": 1}
    assert_wholly_in(open_quick(data), 1, 1)
    with CoverageWriter.open(data, embedder=QUICK) as writer:
        assert ingest(writer, [str(news)], QuickEncoder, Outcome()) == [], "nor is it pruned"


def _versions(*published: str) -> list[dict[str, str]]:
    return [
        _item(1, version, url="https://news.example/1", published=day)
        for version, day in enumerate(published, start=1)
    ]


@pytest.mark.parametrize(
    ("published", "stands"),
    [
        (("2020-06-01", "2020-06-01"), 1),
        (("2020-06-01", "2020-06-02"), 2),
        (("2020-06-02", "2020-06-01"), 1),
        (("2020-06-01", "2020-06-03", "2020-06-02"), 2),
        (("2020-06-02", "2020-06-01", "2020-06-03"), 3),
    ],
)
@pytest.mark.parametrize("at_once", [1, 1000])
def test_of_two_items_of_one_article_the_first_stands_unless_the_other_is_later(
    tmp_path: Path,
    data: Path,
    published: tuple[str, ...],
    stands: int,
    at_once: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.ingest.storing.PASSAGES_AT_ONCE", at_once)
    path = _write_lines(tmp_path / "a.jsonl", _versions(*published))
    copies = len(published) - 1
    assert _counts(ingest_quick(data, [path])) == {"new": 1, "duplicates": copies}
    for _ in range(2):
        assert _finds(open_quick(data), 1, stands) == {article_id(1)}
        assert open_quick(data).stats().articles == 1
        encoder = QuickEncoder()
        again = ingest_quick(data, [path], encoder)
        assert _counts(again) == {"unchanged": 1, "duplicates": copies}
        assert encoder.encoded == []


def test_an_article_may_be_dated_back(tmp_path: Path, data: Path) -> None:
    path = _write_lines(tmp_path / "a.jsonl", _versions("2020-06-05"))
    ingest_quick(data, [path])
    _write_lines(path, [_item(1, 2, url="https://news.example/1", published="2020-06-01")])
    assert _counts(ingest_quick(data, [path])) == {"updated": 1}
    (row,) = open_quick(data).rows()
    assert row.published == dt.date(2020, 6, 1)


def test_an_article_without_text_or_not_in_unicode_is_named(data: Path) -> None:
    def load(path: str) -> Iterator[Article | LoadError]:
        yield Article.new(text="  ", title="Blank", source="blank.txt")
        yield Article.new(text="Half \ud83d a character.", source="half.txt")
        yield Article.new(text="Nul \0 and quotes ' \" are text.", source="nul.txt")

    outcome = ingest_quick(data, ["x"], load=load)
    assert [str(e) for e in outcome.failed] == [
        "blank.txt: it has no text",
        "half.txt: it is not valid Unicode",
    ]
    (row,) = open_quick(data).rows()
    article = open_quick(data).article(row.id)
    assert article is not None
    assert article.text == "Nul \0 and quotes ' \" are text."


def test_what_was_stored_before_a_failure_stays_and_is_not_embedded_again(
    news: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingest.storing.PASSAGES_AT_ONCE", 1)

    class Failing(QuickEncoder):
        def encode(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
            if any(word(2) in text for text in texts):
                raise ModelError("The model broke.")
            return super().encode(texts)

    with pytest.raises(ModelError):
        ingest_quick(data, [news], Failing())
    coverage = open_quick(data)
    assert coverage.stats().articles == 2
    assert_wholly_in(coverage, 1, 1)
    assert _counts(ingest_quick(data, [news])) == {"new": 2, "unchanged": 2}


def test_a_removed_file_is_told_and_forgotten_only_when_asked(news: Path, data: Path) -> None:
    ingest_quick(data, [news])
    (news / "0003.md").unlink()
    with CoverageWriter.open(data, embedder=QUICK) as writer:
        outcome = Outcome()
        gone = ingest(writer, [str(news)], QuickEncoder, outcome)
        assert [known.id for known in gone] == [article_id(3)]
        assert open_quick(data).stats().articles == 4
        forget(writer, gone, outcome)
        assert outcome.forgotten == 1
        assert ingest(writer, [str(news)], QuickEncoder, Outcome()) == []
    coverage = open_quick(data)
    assert _finds(coverage, 3) == set()
    assert coverage.stats().articles == 3


def test_a_file_beside_the_folder_is_not_gone(news: Path, data: Path, tmp_path: Path) -> None:
    beside = tmp_path / "news-of-old"
    beside.mkdir()
    write_article(beside, 9)
    ingest_quick(data, [news, beside])
    with CoverageWriter.open(data, embedder=QUICK) as writer:
        assert ingest(writer, [str(news)], QuickEncoder, Outcome()) == []


def test_a_path_that_is_gone_fails_unless_it_is_to_be_forgotten(news: Path, data: Path) -> None:
    ingest_quick(data, [news])
    path = news / "0000.md"
    path.unlink()
    with CoverageWriter.open(data, embedder=QUICK) as writer:
        failing, pruning = Outcome(), Outcome()
        ingest(writer, [str(path)], QuickEncoder, failing)
        gone = ingest(writer, [str(path)], QuickEncoder, pruning, pruning=True)
    assert len(failing.failed) == 1
    assert (pruning.failed, [k.id for k in gone]) == ([], [article_id(0)])


def test_remove_takes_a_url_or_an_id_and_names_what_it_does_not_know(
    news: Path, data: Path
) -> None:
    ingest_quick(data, [news])
    outcome = Outcome()
    wanted = ["https://news.example/1?utm_source=x", article_id(2), "https://news.example/77"]
    with CoverageWriter.open(data, embedder=None) as writer:
        remove(writer, wanted, outcome)
    assert outcome.forgotten == 2
    assert [e.source for e in outcome.failed] == ["https://news.example/77"]
    coverage = open_quick(data)
    assert {row.id for row in coverage.rows()} == {article_id(0), article_id(3)}
    assert orphans(coverage) == set()


OTHER = ("other", "1" * 64)


def test_a_rebuild_needs_no_source_and_may_change_the_model(news: Path, data: Path) -> None:
    ingest_quick(data, [news])
    with CoverageWriter.open(data, embedder=None) as writer:
        writer.remove([article_id(3)])
    for path in news.iterdir():
        path.unlink()
    reader = open_quick(data)
    assert_wholly_in(reader, 1, 1)
    encoder, outcome = QuickEncoder(), Outcome()
    rebuild(data, OTHER, lambda: encoder, outcome)
    assert outcome.done == 3
    assert len(encoder.encoded) == reader.stats().passages
    for number in range(3):
        assert_wholly_in(reader, number, 1)
    assert reader.meta("embedder") == "other"
    assert sorted(p.name for p in data.iterdir() if p.is_dir()) == ["vectors-2"]
    assert orphans(reader) == set()


def test_an_interrupted_rebuild_leaves_the_old_index_and_is_gone_on_with(
    news: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingest.storing.PASSAGES_AT_ONCE", 1)
    ingest_quick(data, [news])

    class Interrupted(QuickEncoder):
        def encode(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
            if any(word(2) in text for text in texts):
                raise KeyboardInterrupt
            return super().encode(texts)

    with pytest.raises(KeyboardInterrupt):
        rebuild(data, OTHER, Interrupted, Outcome())
    assert_wholly_in(open_quick(data), 2, 1)
    write_article(news, 0, 2)
    ingest_quick(data, [news])
    encoder, outcome = QuickEncoder(), Outcome()
    rebuild(data, OTHER, lambda: encoder, outcome)
    assert (outcome.unchanged, outcome.new) == (1, 3)
    assert not any(word(1) in text for text in encoder.encoded)
    coverage = Coverage.open(data, embedder_name=OTHER[0], embedder_digest=OTHER[1])
    assert_wholly_in(coverage, 0, 2)
    assert_wholly_in(coverage, 1, 1)
    assert coverage.stats().articles == 4
