"""The coverage as the chat reads it: one class over the catalogue and the vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.article import Article
from bot.coverage.catalogue import Catalogue
from bot.coverage.openings import Opening
from bot.coverage.records import (
    ArticleRow,
    Beginning,
    Copy,
    CoverageStats,
    Hit,
    Scope,
    StoredPassage,
    Version,
)
from bot.coverage.statistics import TermStatistics
from bot.coverage.vectors import Vector, VectorReader
from bot.errors import IndexMismatch
from bot.holdings import Holdings, holdings_of

# In the class, the name list is its method.
Hits = list[Hit]
Articles = list[Article]
Beginnings = list[Beginning]
Openings = list[Opening]
Names = list[str]
Rows = list[ArticleRow]
StoredPassages = list[StoredPassage]
Versions = list[Version]


class Coverage:
    """What has been ingested into a folder, as it is at each call.

        coverage = Coverage.open(folder, embedder_name=…, embedder_digest=…)
        coverage.search_words(["microsoft", "polic"], 50, Scope())

    Safe for many threads; one for each process and folder. What another process ingests is found
    by the next call. All that is shown comes from the catalogue: a passage that an update or a
    removal took away between two calls is missing from the second.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._catalogue = Catalogue(folder)
        self._vectors = VectorReader(folder, self._catalogue)
        self._holdings: tuple[tuple[int, int], Holdings] | None = None

    @classmethod
    def open(cls, folder: Path, *, embedder_name: str, embedder_digest: str) -> Coverage:
        """The coverage in ``folder``, for reading; no model and no vectors are loaded yet.

        Raises IndexMissing, IndexMismatch, IndexDamaged, StoreError.
        """
        coverage = cls(folder)
        check_embedder(coverage._catalogue, folder, embedder_name, embedder_digest)
        return coverage

    def close(self) -> None:
        """Let go of all files."""
        self._vectors.close()
        self._catalogue.close()

    @property
    def generation(self) -> int:
        """A number that grows with every change."""
        return self._catalogue.generation()

    @property
    def state(self) -> tuple[int, int]:
        """The generation, and how many articles wait for the end of their embargo.

        While it is the same, so is what readers may see.
        """
        return self.generation, self._catalogue.waiting()

    def stats(self) -> CoverageStats:
        """How much may be shown by now, from when, and since when."""
        return self._catalogue.stats()

    def outlets(self) -> dict[str, int]:
        """The outlets by name with their number of articles, the largest first."""
        return self._catalogue.outlets()

    def holdings(self) -> Holdings:
        """Who the coverage is by, and how they are called; read once for each of its states."""
        state = self.state
        known = self._holdings
        if known is None or known[0] != state:
            known = self._holdings = (state, holdings_of(self._catalogue.held()))
        return known[1]

    def with_phrase(self, terms: Sequence[str], limit: int, scope: Scope) -> Names:
        """Ids of articles that hold ``terms`` (of ``bot.words``) one after the other."""
        return self._catalogue.with_phrase(terms, limit, scope)

    def holds(self, scope: Scope) -> bool:
        """Whether any passage is in ``scope``."""
        return self._catalogue.count_in_scope(scope)[0] > 0

    def article(self, article_id: str) -> Article | None:
        """The article of that id."""
        return self._catalogue.articles([article_id]).get(article_id)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those articles that are in, by id, in the order asked for."""
        return self._catalogue.articles(ids)

    def find(self, url_or_id: str) -> Article | None:
        """The article of that id or URL, tracking parameters and the like aside."""
        return self._catalogue.find(url_or_id)

    def copies(self, ids: Iterable[str]) -> dict[str, tuple[Copy, ...]]:
        """The other places of the text of each article of ``ids``; only those that have any."""
        return self._catalogue.copies(ids)

    def versions(self, article_id: str) -> Versions:
        """What the article said before, the latest first."""
        return self._catalogue.versions(article_id)

    def notices(self, article: Article) -> Articles:
        """The corrections that its outlet has published of ``article`` as articles, in order."""
        return self._catalogue.notices(article)

    def openings(self, scope: Scope, limit: int) -> Openings:
        """How the latest ``limit`` articles of known day in ``scope`` begin."""
        return self._catalogue.openings(scope, limit)

    def rows(self, limit: int | None = None) -> Rows:
        """A line an article, the newest first."""
        return self._catalogue.rows(limit)

    def beginnings(self, limit: int) -> Beginnings:
        """How the latest articles begin, the newest first."""
        return self._catalogue.beginnings(limit)

    def list(self, limit: int | None = None) -> Rows:
        """Another name of ``rows``."""
        return self._catalogue.rows(limit)

    def search_words(self, terms: Sequence[str], limit: int, scope: Scope) -> Hits:
        """The passages that hold any of ``terms`` (of ``bot.words``), by bm25, the best first."""
        return self._catalogue.search_words(terms, limit, scope)

    def search_vectors(self, vector: Vector, limit: int, scope: Scope) -> Hits:
        """The passages nearest to the unit ``vector`` by cosine, the best first."""
        return self._vectors.search(vector, limit, scope)

    def passages(self, keys: Iterable[str]) -> dict[str, StoredPassage]:
        """Those passages that are in, by key, in the order asked for."""
        return self._catalogue.passages(keys)

    def passages_of(self, article_id: str) -> StoredPassages:
        """The passages of one article, in order."""
        return list(self.passages(self._catalogue.article_keys(article_id)).values())

    def vectors(self, keys: Iterable[str]) -> dict[str, Vector]:
        """The unit vectors of those passages that are in, by key."""
        return self._vectors.get(list(dict.fromkeys(keys)))

    def term_statistics(self, terms: Sequence[str], scope: Scope) -> TermStatistics:
        """In how many passages each of ``terms`` (of ``bot.words``) stands."""
        return self._catalogue.term_statistics(terms, scope)

    def meta(self, name: str) -> str | None:
        """A fact about the coverage: embedder, embedder_digest, last_ingest, schema_version."""
        return self._catalogue.meta(name)


def check_embedder(catalogue: Catalogue, folder: Path, name: str, digest: str) -> None:
    """Raises IndexMismatch when the vectors were not made by the model ``name``, ``digest``."""
    made_by, made_digest = catalogue.meta("embedder"), catalogue.meta("embedder_digest")
    if (made_by, made_digest) != (name, digest):
        raise IndexMismatch(
            f"{folder} was made with the embedding model {made_by} ({(made_digest or '')[:12]}),"
            f" this program uses {name} ({digest[:12]}): run python ingest.py --rebuild."
        )
