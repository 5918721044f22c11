"""The pipeline of LangChain's tutorial, to be measured: python -m bench.tutorial FILE FOLDER.

Chunks of 1,000 characters that overlap by 200, the same embedding model as sentence-transformers
runs it by itself, Chroma.from_texts. Needs requirements-bench.txt.
"""

from __future__ import annotations

import importlib
import json
import sys

from langchain_core.embeddings import Embeddings

from bot.model_files import check_weights


class _Model(Embeddings):
    def __init__(self) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(check_weights()), device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._model.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def main(articles: str, folder: str) -> int:
    """Ingest the articles of ``articles`` (JSON Lines) into ``folder``."""
    try:
        splitters = importlib.import_module("langchain_text_splitters")
        chroma = importlib.import_module("langchain_chroma")
    except ImportError:
        print("Install what it is compared with: pip install -r requirements-bench.txt.")
        return 1
    splitter = splitters.RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    with open(articles, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    chunks = [chunk for text in texts for chunk in splitter.split_text(text)]
    chroma.Chroma.from_texts(chunks, _Model(), persist_directory=folder)
    print(json.dumps({"passages": len(chunks)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
