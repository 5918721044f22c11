"""Every headline of the BBC's articles as a question for its text, beside other retrievers."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from langchain_core.retrievers import BaseRetriever

from bench.figures import Figures
from bench.retrieval import WAYS
from bench.tutorial import embedded, module, opened, split
from bot.errors import InputError, StoreError
from bot.library import Library
from bot.question import understood
from bot.settings import load_settings

_FIRST = 10
_PASSAGES = 20
"""As many passages are asked of each way; their articles are what is ranked."""
_ASKED_ON = dt.date(2026, 1, 1)
Find = Callable[[str], Sequence[str]]
"""A headline -> the sources of passages, best first."""


@dataclass(frozen=True, slots=True)
class _Headed:
    """An article without its headline; ``name`` is what it is known by."""

    name: str
    headline: str
    text: str


def measure(articles: Path, work: Path) -> list[Figures]:
    """A row for each way: mrr@10 and hit@1 of all headlines.

    articles: bbc.tar.gz, a text file each, its first line the headline. work: where the indexes
    are kept, and taken from the next time. A headline is right with any article that had the same.
    """
    found = list(_articles(articles))
    if not found:
        raise InputError(f"{articles} holds no article: name bbc.tar.gz.")
    work.mkdir(parents=True, exist_ok=True)
    named: dict[str, frozenset[str]] = {}
    for one in found:
        named[one.headline] = named.get(one.headline, frozenset()) | {one.name}
    rows: list[Figures] = []
    for way, find in [*_ours(found, work / "ours").items(), *_theirs(found, work).items()]:
        print(f"{way}, {len(found)} headlines …", file=sys.stderr)
        ranks = [_rank(find(one.headline), named[one.headline]) for one in found]
        rows.append(
            {
                "way": way,
                "mrr@10": round(sum(1 / r for r in ranks if r) / len(ranks), 3),
                "hit@1": round(ranks.count(1) / len(ranks), 3),
            }
        )
    return rows


def _rank(names: Sequence[str], right: frozenset[str]) -> int:
    """The place, from 1, of the first right one among the first ten articles; 0: none."""
    articles = list(dict.fromkeys(names))[:_FIRST]
    return next((n for n, name in enumerate(articles, start=1) if name in right), 0)


def _articles(archive: Path) -> Iterator[_Headed]:
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file is None or not member.name.endswith(".txt") or "README" in member.name:
                continue
            headline, _, text = file.read().decode("utf-8", "replace").partition("\n")
            yield _Headed(member.name, headline.strip(), text.strip())


def _ours(found: Sequence[_Headed], data: Path) -> dict[str, Find]:
    if not (data / "done").exists():
        lines = data.with_suffix(".jsonl")
        rows = [
            {"text": a.text, "title": f"Number {n}", "url": f"https://bbc.example/{a.name}"}
            for n, a in enumerate(found)
        ]
        lines.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        command = [sys.executable, "ingest.py", str(lines), "--data", str(data)]
        if subprocess.run(command, check=False).returncode:
            raise StoreError("The ingest of the articles failed: see above.")
        (data / "done").touch()
    library = Library.open(load_settings(data=data))

    def finder(way: str) -> Find:
        def find(headline: str) -> list[str]:
            passages = WAYS[way](library, understood(headline, _ASKED_ON))
            return [(p.article.url or "").removeprefix("https://bbc.example/") for p in passages]

        return find

    return {way: finder(way) for way in WAYS}


def _theirs(found: Sequence[_Headed], work: Path) -> dict[str, Find]:
    """Chroma's similarity, BM25Retriever, and both in an EnsembleRetriever of equal weights."""
    chunks = [(chunk, {"name": a.name}) for a in found for chunk in split(a.text)]
    folder = work / "tutorial"
    store = opened(folder) if (work / "tutorial-done").exists() else embedded(chunks, folder)
    (work / "tutorial-done").touch()
    classic = module("langchain_classic.retrievers")
    community = module("langchain_community.retrievers")
    dense = store.as_retriever(search_kwargs={"k": _PASSAGES})
    words = community.BM25Retriever.from_texts(
        [text for text, _ in chunks], metadatas=[about for _, about in chunks], k=_PASSAGES
    )
    both = classic.EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])

    def finder(retriever: BaseRetriever) -> Find:
        return lambda headline: [d.metadata["name"] for d in retriever.invoke(headline)]

    return {
        "LangChain tutorial": finder(dense),
        "LangChain BM25Retriever": finder(words),
        "LangChain EnsembleRetriever": finder(both),
    }
