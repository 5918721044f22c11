"""The pipeline of LangChain's tutorial, to be measured: python -m bench.tutorial FILE FOLDER.

Chunks of 1,000 characters that overlap by 200, the same embedding model as sentence-transformers
runs it by itself, Chroma.from_texts. Needs requirements-bench.txt.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from bot.errors import InputError
from bot.model_files import check_weights


class _Model(Embeddings):
    def __init__(self) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(check_weights()), device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._model.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def split(text: str) -> list[str]:
    """The chunks of a text."""
    splitter = module("langchain_text_splitters").RecursiveCharacterTextSplitter(
        chunk_size=1000, chunk_overlap=200
    )
    return list(splitter.split_text(text))


def embedded(chunks: Sequence[tuple[str, Mapping[str, str]]], folder: Path) -> VectorStore:
    """LangChain's Chroma, made of chunks and what is known of each."""
    texts, about = [text for text, _ in chunks], [dict(known) for _, known in chunks]
    chroma = module("langchain_chroma").Chroma
    made: VectorStore = chroma.from_texts(texts, _Model(), about, persist_directory=str(folder))
    return made


def opened(folder: Path) -> VectorStore:
    """What ``embedded`` made in ``folder``."""
    chroma = module("langchain_chroma").Chroma
    store: VectorStore = chroma(embedding_function=_Model(), persist_directory=str(folder))
    return store


def module(name: str) -> ModuleType:
    """A module of requirements-bench.txt. Raises InputError where it is not installed."""
    try:
        found: ModuleType = importlib.import_module(name)
    except ImportError as error:
        told = "Install what it is compared with: pip install -r requirements-bench.txt."
        raise InputError(told) from error
    return found


def main(articles: str, folder: str) -> int:
    """Ingest the articles of ``articles`` (JSON Lines) into ``folder``."""
    with open(articles, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    try:
        chunks = [(chunk, {"source": articles}) for text in texts for chunk in split(text)]
        embedded(chunks, Path(folder))
    except InputError as error:
        print(error)
        return 1
    print(json.dumps({"passages": len(chunks)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
