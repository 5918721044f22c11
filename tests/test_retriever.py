"""The retriever and the embedder are LangChain's, and what they give stands in the articles."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import numpy as np
import pytest
from conftest import library_of
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ValidationError

from bot.library import Library
from bot.retriever import CoverageRetriever

QUESTION = "Who halted police sales?"


@pytest.fixture(scope="module")
def retriever(library: Library) -> CoverageRetriever:
    return CoverageRetriever(library=library)


def test_it_is_a_retriever_of_langchain(retriever: CoverageRetriever) -> None:
    assert isinstance(retriever, BaseRetriever)


def test_each_document_stands_in_its_article_where_it_says(
    retriever: CoverageRetriever, library: Library
) -> None:
    found = retriever.invoke(QUESTION)
    assert 10 < len(found) <= 20
    for document in found:
        told = document.metadata
        article = library.coverage.article(told["article_id"])
        assert article is not None
        assert article.text[told["start"] : told["end"]] == document.page_content
        assert (told["url"], told["title"]) == (article.url, article.title)
        assert told["outlet"] == article.outlet


def test_the_best_comes_first(retriever: CoverageRetriever) -> None:
    found = retriever.invoke(QUESTION)
    scores = [d.metadata["score"] for d in found]
    assert scores == sorted(scores, reverse=True)
    assert all(isinstance(s, float) for s in scores)
    assert any(name in found[0].page_content for name in ("Microsoft", "Amazon", "IBM"))


def _titles(documents: list[Document]) -> list[str]:
    return [d.metadata["title"] for d in documents]


def test_it_pipes_into_a_chain(retriever: CoverageRetriever) -> None:
    chain = retriever | (lambda documents: len(documents))
    assert chain.invoke(QUESTION) == len(retriever.invoke(QUESTION))
    titles = retriever | _titles
    assert "Amazon halts police use of its facial recognition for one year" in titles.invoke(
        QUESTION
    )


def test_many_questions_at_once_are_found_as_one_by_one(retriever: CoverageRetriever) -> None:
    questions = [QUESTION, "When did Boston ban facial recognition?", "tear gas in Seattle"]
    assert retriever.batch(questions) == [retriever.invoke(q) for q in questions]


def test_nothing_but_a_library_is_taken_for_one() -> None:
    with pytest.raises(ValidationError, match="Library"):
        CoverageRetriever(library="corpus")


@pytest.mark.parametrize("k", [1, 3])
def test_it_gives_as_many_as_it_is_asked_for(library: Library, k: int) -> None:
    assert len(CoverageRetriever(library=library, k=k).invoke(QUESTION)) == k


OTHER = """# Harbor

Nobody repairs the pier of Maplewood any more. The harbor master left the town in spring, and the
boats lie on the beach until the council finds another who knows the tides and the old planks.
"""


def test_one_long_article_leaves_room_for_others(tmp_path: Path) -> None:
    def told(place: int) -> str:
        return f"The pier of Maplewood is closed, says report {place}. " + " ".join(
            f"It names {place}{number}." for number in range(40)
        )

    (tmp_path / "long.md").write_text("# Pier\n\n" + "\n\n".join(map(told, range(9))), "utf-8")
    (tmp_path / "other.md").write_text(OTHER, "utf-8")
    library = library_of(tmp_path / "index", tmp_path / "long.md", tmp_path / "other.md")
    ids = {row.title: row.id for row in library.coverage.rows()}
    long, other = ids["Pier"], ids["Harbor"]
    assert len(library.coverage.passages_of(long)) >= 9
    found = CoverageRetriever(library=library).invoke("Why is the pier of Maplewood closed?")
    assert [d.metadata["article_id"] for d in found].count(long) == 5
    assert other in [d.metadata["article_id"] for d in found]


def test_it_knows_nothing_of_the_days_after_its_own(library: Library) -> None:
    day = dt.date(2020, 6, 9)
    found = CoverageRetriever(library=library, as_of=day).invoke(QUESTION)
    assert found
    assert all(d.metadata["published"][:10] <= "2020-06-09" for d in found)


def test_the_embedder_is_langchains_and_a_query_is_embedded_as_a_document(
    library: Library,
) -> None:
    embedder = library.embedder
    assert isinstance(embedder, Embeddings)
    (as_document,) = embedder.embed_documents([QUESTION])
    assert embedder.embed_query(QUESTION) == as_document
    assert all(type(x) is float for x in as_document)


def test_vectors_have_unit_length_and_their_text_s_place(library: Library) -> None:
    texts = ["police", "", "A much longer text about tugboats. " * 40, "Who halted police sales?"]
    vectors = library.embedder.encode(texts)
    assert vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert float(library.embedder.encode([text])[0] @ vector) > 0.999


def test_no_text_is_no_vector(library: Library) -> None:
    assert library.embedder.encode([]).shape == (0, 384)
    assert library.embedder.embed_documents([]) == []


def test_like_texts_are_nearer_than_unlike(library: Library) -> None:
    one, like, unlike = library.embedder.encode(
        ["Police may not buy it.", "Officers are barred from purchasing it.", "Rain fell."]
    )
    assert one @ like > one @ unlike + 0.2


@pytest.mark.usefixtures("library")
def test_once_the_model_is_loaded_no_hub_is_asked() -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"
