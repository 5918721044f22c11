from __future__ import annotations

import datetime as dt
import gzip
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from store_fixtures import (
    QUICK,
    QuickEncoder,
    entry_of,
    ingest_quick,
    open_quick,
    orphans,
)

from bench.copies_set import originals, samples
from bench.duplicates import grouped, judged
from bot import loaders
from bot.article import Article
from bot.coverage import Coverage, CoverageWriter, Scope
from bot.coverage.schema import CATALOGUE, SCHEMA_VERSION, connect
from bot.ingest.outcome import Outcome
from bot.ingest.rebuilding import rebuild
from bot.likeness import Likeness
from bot.sketch import BANDS, keys_of
from bot.words import terms

ROOT = Path(__file__).parent.parent
FORMAT_1 = Path(__file__).parent / "data" / "format-1.sqlite.gz"
ONCE = Scope(once=True)


def _corpus(part: str) -> Article:
    (path,) = (ROOT / "corpus").glob(f"*{part}*.md")
    (item,) = loaders.load(str(path))
    assert isinstance(item, Article)
    return item


MICROSOFT = _corpus("microsoft-will-not-sell")
BOSTON = _corpus("boston-council-bans")


def _copy(
    of: Article = MICROSOFT,
    outlet: str = "The Marblehall Monitor",
    day: int = 12,
    text: str | None = None,
    number: int = 1,
) -> Article:
    return Article.new(
        text=text or of.text,
        title=of.title,
        url=f"https://{outlet.split()[-1].lower()}.example/{number}",
        outlet=outlet,
        published=dt.date(2020, 6, day),
        source=f"/news/{outlet}-{number}",
    )


def _stored(folder: Path, *batches: Sequence[Article]) -> Coverage:
    with CoverageWriter.open(folder, embedder=QUICK) as writer:
        for batch in batches:
            writer.put([entry_of(article) for article in batch])
    return open_quick(folder)


def _groups(coverage: Coverage) -> set[tuple[str, ...]]:
    """Each group as its outlets, the foremost first."""
    with coverage._catalogue.reading() as db:
        rows = db.execute(
            "SELECT c.story, a.outlet FROM copies c JOIN articles a ON a.no = c.article"
            " ORDER BY c.story, c.place"
        ).fetchall()
    return {tuple(outlet for s, outlet in rows if s == story) for story, _ in rows}


def _finders(coverage: Coverage, word: str, scope: Scope = ONCE) -> set[str]:
    """The outlets whose passages ``word`` finds, by words and by vectors alike."""
    hits = coverage.search_words(terms(word), 50, scope)
    near = coverage.search_vectors(QuickEncoder().encode([word])[0], 50, scope)
    for found in (hits, near):
        assert len({hit.key for hit in found}) == len(found)
    by_words = {hit.article_id for hit in hits}
    assert by_words <= {hit.article_id for hit in near}
    return {a.outlet or "" for a in coverage.articles(by_words).values()}


def test_a_reprinted_text_is_found_once_and_tells_where_else_it_stands(tmp_path: Path) -> None:
    coverage = _stored(tmp_path, [_copy(), BOSTON], [MICROSOFT])
    assert _groups(coverage) == {("The Harbor Ledger", "The Marblehall Monitor")}
    assert _finders(coverage, "Microsoft") == {"The Harbor Ledger"}
    assert _finders(coverage, "Microsoft", Scope()) == {
        "The Harbor Ledger",
        "The Marblehall Monitor",
    }
    (copy,) = coverage.copies([MICROSOFT.id])[MICROSOFT.id]
    assert (copy.outlet, copy.published) == ("The Marblehall Monitor", dt.date(2020, 6, 12))
    assert BOSTON.id not in coverage.copies([BOSTON.id])


@pytest.mark.parametrize("reverse", [False, True])
def test_groups_do_not_depend_on_the_order_of_arrival(tmp_path: Path, reverse: bool) -> None:
    copies = [MICROSOFT, _copy(), _copy(outlet="Alder Street Courier", day=14), BOSTON]
    coverage = _stored(tmp_path, *([a] for a in (copies[::-1] if reverse else copies)))
    first = "The Harbor Ledger", "The Marblehall Monitor", "Alder Street Courier"
    assert _groups(coverage) == {first}


def test_a_copy_answers_where_the_first_is_out_of_scope(tmp_path: Path) -> None:
    coverage = _stored(tmp_path, [MICROSOFT, _copy()])
    only = Scope(outlets=frozenset({"The Marblehall Monitor"}), once=True)
    assert _finders(coverage, "Microsoft", only) == {"The Marblehall Monitor"}
    without = Scope(exclude=frozenset({MICROSOFT.id}), once=True)
    assert _finders(coverage, "Microsoft", without) == {"The Marblehall Monitor"}


def test_what_a_copy_alone_says_is_found(tmp_path: Path) -> None:
    extra = (
        "The Marblehall council said on Friday that its own 41 officers had never used such a"
        " program. Councillor Jane Zwicky said that the town would write the rule down all the"
        " same, and that a vote was planned for the first week of July 2020."
    )
    more = _copy(text=f"{MICROSOFT.text}\n\n{extra}")
    coverage = _stored(tmp_path, [MICROSOFT, more])
    assert len(_groups(coverage)) == 1
    assert _finders(coverage, "Zwicky") == {"The Marblehall Monitor"}


def test_a_changed_figure_is_not_taken_for_a_repetition(tmp_path: Path) -> None:
    corrected = _copy(text=BOSTON.text.replace("12", "13"), of=BOSTON, day=26)
    assert corrected.text != BOSTON.text
    coverage = _stored(tmp_path, [BOSTON, corrected])
    assert len(_groups(coverage)) == 1
    assert "The Marblehall Monitor" in _finders(coverage, "13")


def test_without_its_first_a_group_goes_on_with_the_next(tmp_path: Path) -> None:
    third = _copy(outlet="Alder Street Courier", day=14)
    coverage = _stored(tmp_path, [MICROSOFT, _copy(), third])
    with CoverageWriter.open(tmp_path, embedder=None) as writer:
        writer.remove([MICROSOFT.id])
    assert _groups(coverage) == {("The Marblehall Monitor", "Alder Street Courier")}
    assert _finders(coverage, "Microsoft") == {"The Marblehall Monitor"}
    with CoverageWriter.open(tmp_path, embedder=None) as writer:
        writer.remove([_copy().id])
    assert _groups(coverage) == set()
    assert _finders(coverage, "Microsoft") == {"Alder Street Courier"}


def test_an_update_regroups(tmp_path: Path) -> None:
    copy = _copy()
    coverage = _stored(tmp_path, [MICROSOFT, copy])
    other = _copy(of=BOSTON)
    assert other.id == copy.id
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(other), entry_of(BOSTON)])
    assert _groups(coverage) == {("The Marblehall Monitor", "The Harbor Ledger")}
    assert _finders(coverage, "Microsoft") == {"The Harbor Ledger"}
    with CoverageWriter.open(tmp_path, embedder=QUICK) as writer:
        writer.put([entry_of(copy)])
    assert _groups(coverage) == {("The Harbor Ledger", "The Marblehall Monitor")}


def test_the_same_outlets_piece_of_another_day_is_brought_up_to_date_and_no_copy() -> None:
    def likeness(text: str, day: int, site: str) -> Likeness:
        return Likeness(terms(text), text, site, day)

    parts = MICROSOFT.text.split("\n\n")
    later = "\n\n".join(parts[:-1])
    first = likeness(MICROSOFT.text, 1, "ledger")
    assert likeness(later, 1, "ledger").is_of_one_text_with(first)
    assert likeness(later, 2, "monitor").is_of_one_text_with(first)
    shorter = "\n\n".join(parts[: len(parts) * 3 // 4])
    assert not likeness(shorter, 2, "ledger").is_of_one_text_with(first)
    assert likeness(MICROSOFT.text, 2, "ledger").is_of_one_text_with(first)


def test_the_keys_of_a_sketch_are_the_same_on_every_machine() -> None:
    words = [f"zebra{n}" for n in range(40)]
    keys = keys_of(words)
    assert len(keys) == BANDS
    assert keys[:2] == keys_of(reversed(words))[:2] == [KEY_0, KEY_1]
    assert keys_of(words[:19]) == []


KEY_0, KEY_1 = -6036009824756541799, -6994158223683745733


def test_copies_are_told_from_what_is_alike_on_the_corpus(tmp_path: Path) -> None:
    made = samples(originals(ROOT / "corpus", None, 0), half=1)
    found = grouped(made, tmp_path)
    wrong, right, rows = judged(made, found.groups)
    copies = [row for row in rows if row["is"] == "copy"]
    recall = sum(int(r["grouped"]) for r in copies) / sum(int(r["texts"]) for r in copies)
    assert sum(int(r["texts"]) for r in copies) >= 30
    assert right / (right + len(wrong)) >= 0.99
    assert recall >= 0.95


def test_a_rebuild_groups_anew(tmp_path: Path) -> None:
    coverage = _stored(tmp_path, [MICROSOFT, _copy(), BOSTON])
    before = _groups(coverage)
    connect(tmp_path).execute("DELETE FROM copies")
    rebuild(tmp_path, QUICK, QuickEncoder, Outcome())
    assert _groups(coverage) == before
    assert _finders(coverage, "Microsoft") == {"The Harbor Ledger"}


def test_more_copies_than_are_compared_do_not_stop_an_ingest(tmp_path: Path) -> None:
    copies = [_copy(outlet=f"Outlet {n}", number=n) for n in range(80)]
    coverage = _stored(tmp_path, copies[:40], copies[40:])
    assert sum(len(group) for group in _groups(coverage)) == 80
    assert len(_finders(coverage, "Microsoft")) <= 3


def _of_format_1(folder: Path) -> Path:
    folder.mkdir()
    (folder / CATALOGUE).write_bytes(gzip.decompress(FORMAT_1.read_bytes()))
    return folder


def test_a_catalogue_of_the_first_format_is_read_at_once(tmp_path: Path) -> None:
    data = _of_format_1(tmp_path / "data")
    coverage = open_quick(data)
    assert coverage.meta("schema_version") == str(SCHEMA_VERSION)
    assert coverage.stats().articles == 5
    assert coverage.search_words(["microsoft"], 5, ONCE)
    assert coverage.copies([row.id for row in coverage.rows()]) == {}


def test_a_rebuild_finds_the_copies_among_older_articles(tmp_path: Path) -> None:
    data = _of_format_1(tmp_path / "data")
    rebuild(data, QUICK, QuickEncoder, Outcome())  # the kept file has no vectors
    coverage = open_quick(data)
    assert _groups(coverage) == {("The Harbor Ledger", "The Marblehall Monitor")}
    assert coverage.stats().articles == 5
    assert orphans(coverage) == set()


def test_older_articles_are_compared_before_anything_else_is_stored(tmp_path: Path) -> None:
    data = tmp_path / "data"
    _stored(data, [MICROSOFT, _copy()]).close()
    with connect(data) as db:
        for table in ("copies", "repeats", "pairs", "sketches", "sketched"):
            db.execute(f"DELETE FROM {table}")
    coverage = open_quick(data)
    assert _groups(coverage) == set()
    news = tmp_path / "news"
    news.mkdir()
    shutil.copy(next((ROOT / "corpus").glob("*ibm*")), news)
    ingest_quick(data, [news])
    assert _groups(coverage) == {("The Harbor Ledger", "The Marblehall Monitor")}
