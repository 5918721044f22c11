"""What ``python -m bench`` can be asked for."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from bot.coverage.compacting import ALLOWANCE


def parser() -> argparse.ArgumentParser:
    """The command line; ``command`` of what it parses is the name of a module of ``bench``."""
    main = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measures the product, on public data where it needs any.",
    )
    commands = main.add_subparsers(dest="command", required=True, metavar="WHAT")
    for name, (told, options) in COMMANDS.items():
        one = commands.add_parser(name, help=told, description=told)
        options(one)
        one.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    return main


def _questions(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--data", type=Path, required=True, help="index made by ingest.py from the articles")
    told = "folder with questions.jsonl.gz and gold.jsonl.gz of RealTime QA"
    add("--questions", type=Path, required=True, help=told)
    add("--before", type=dt.date.fromisoformat, help="only questions of earlier days")


def _growth(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    told = "made by ingest.py from ever more of the articles"
    add("--indexes", type=Path, nargs="+", required=True, metavar="INDEX", help=told)
    told = "folder with questions.jsonl.gz and gold.jsonl.gz of RealTime QA"
    add("--questions", type=Path, required=True, help=told)
    add("--sample", type=int, default=100, help="how many are asked of each (default: 100)")


def _ablation(one: argparse.ArgumentParser) -> None:
    _questions(one)
    told = "folder of bench.train_reader; the shipped one has seen some of the questions"
    one.add_argument("--readers", type=Path, help=told)


def _comprehension(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    told = "folder with squad-dev-v2.0.json.gz and newsqa.json.gz"
    add("--public", type=Path, required=True, help=told)
    add("--readers", type=Path, help="folder of bench.train_reader; the shipped one has seen half")
    add("--limit", type=int, default=1000, help="so many questions of each (default: 1000)")


def _ingest(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--articles", type=Path, required=True, help="JSON Lines, one article a line")
    add("--sample", type=int, default=300, help="how many of them, evenly spread (default: 300)")


def _headlines(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    told = "bbc.tar.gz: a text file each, its first line the headline"
    add("--articles", type=Path, required=True, help=told)
    add("--work", type=Path, required=True, help="folder where the indexes are kept")


def _duplicates(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--corpus", type=Path, default=Path("corpus"), help="folder of articles (default: corpus)")
    add("--data", type=Path, help="folder with bbc.tar.gz, basil.tar.gz and rtqa/, if you have it")
    add("--limit", type=int, default=300, help="how many texts of each of them (default: 300)")
    add("--half", type=int, choices=(0, 1), default=1, help="0 to choose by, 1 to report (default)")


def _clusters(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--data", type=Path, required=True, help="folder with basil.tar.gz")
    add("--index", type=Path, help="index made by ingest.py, to time it on")


def _html(one: argparse.ArgumentParser) -> None:
    from bench.html import PAGES

    told = f"folder of NAME.html with the body in NAME.txt (default: {PAGES})"
    one.add_argument("--pages", type=Path, default=PAGES, help=told)


def _signatures(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--articles", type=int, default=100_000, help="how many are in (default: 100,000)")
    add("--corpus", type=Path, default=Path("corpus"), help="folder of articles (default: corpus)")


def _parsing(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--corpus", type=Path, default=Path("corpus"), help="folder of articles (default: corpus)")
    add("--articles", type=Path, help="articles to split and embed, instead of the corpus's")


def _kills(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--rounds", type=int, default=100, help="how many are killed (default: 100)")
    add("--seed", type=int, default=2020, help="another number gives other moments")


def _checking(one: argparse.ArgumentParser) -> None:
    from bench.checked_sets import SETS

    one.add_argument("--set", choices=tuple(SETS), help="only this one (default: all)")


def _writing(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--corpus", type=Path, default=Path("corpus"), help="folder of articles (default: corpus)")


def _faults(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--rounds", type=int, default=200, help="one fault each (default: 200)")
    add("--readers", type=int, default=8, help="processes that read meanwhile (default: 8)")
    add("--seed", type=int, default=2020, help="another number gives other moments")
    told = f"deleted vectors after which all are made anew (default: {ALLOWANCE}, as in ingest)"
    add("--allowance", type=int, default=ALLOWANCE, help=told)


def _page(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    told = "index made by ingest.py; nothing is written to it"
    add("--data", type=Path, required=True, help=told)
    add("--turns", type=int, default=40, help="of the conversation that is open (default: 40)")
    add("--clicks", type=int, default=120, help="how many (default: 120)")


def _fuzz(one: argparse.ArgumentParser) -> None:
    from bench.fuzz import TARGETS

    add = one.add_argument
    add("target", choices=tuple(TARGETS), help="what is fuzzed")
    add("--minutes", type=float, default=10, help="of processor time (default: 10)")
    add("--seed", type=int, default=1, help="of the first run of some (default: 1)")


def _load(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--data", type=Path, required=True, help="index made by ingest.py; it is copied")
    told = "folder of RealTime QA to ask from (default: about the headlines)"
    add("--questions", type=Path, help=told)
    told = "how many at once, one crowd after the other (default: 10 30 100)"
    add("--askers", type=int, nargs="+", default=[10, 30, 100], help=told)
    told = "seconds within which each asks its next; a crowd that asks at one moment comes first"
    add("--within", type=float, default=20.0, help=f"{told} (default: 20)")
    add("--rounds", type=int, default=2, help="questions of each (default: 2)")


def _paint(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    told = "index made by ingest.py; nothing is written to it"
    add("--data", type=Path, required=True, help=told)
    add("--visits", type=int, default=10, help="after the first one (default: 10)")


def _soak(one: argparse.ArgumentParser) -> None:
    one.add_argument("--minutes", type=float, default=60, help="how long (default: 60)")


def _licences(one: argparse.ArgumentParser) -> None:
    add = one.add_argument
    add("--requirements", type=Path, default=Path("requirements.txt"), help="what is pinned")
    add("--sbom", type=Path, metavar="FILE", help="write a CycloneDX bill of materials there")


COMMANDS = {
    "retrieval": (
        "how often the right passage is among the first, how fast, beside simpler ways",
        _questions,
    ),
    "growth": ("how long finding takes, what it holds, as an index grows", _growth),
    "ablation": (
        "what each feature of retrieval, reading and confidence adds, by folds",
        _ablation,
    ),
    "comprehension": (
        "the reader by itself: which words of a passage answer, and whether any do",
        _comprehension,
    ),
    "ingest": (
        "how fast articles are taken in, beside the pipeline of LangChain's tutorial",
        _ingest,
    ),
    "headlines": (
        "how often a headline finds its article, beside LangChain's retrievers",
        _headlines,
    ),
    "duplicates": ("how well copies of one text are told from texts that are alike", _duplicates),
    "clusters": ("how well articles on the same event are found, and how fast", _clusters),
    "html": ("how well the body of a page is found, beside other extractors", _html),
    "signatures": ("what finding copies among very many articles takes", _signatures),
    "parsing": ("how fast an ingest parses, splits and makes vectors on one core", _parsing),
    "kills": (
        "whether an ingest killed at any moment is gone on with as if it had not been",
        _kills,
    ),
    "checking": (
        "how well altered sentences of a model are told from true ones, how fast",
        _checking,
    ),
    "writing": (
        "from a model's last letter of a sentence to the sentence, checked, with its citation",
        _writing,
    ),
    "faults": ("what holds when processes are killed, disks fill up and clocks go back", _faults),
    "fuzz": ("what no one thought of: files, texts, questions, a model's words", _fuzz),
    "licences": ("every package's licence, and a bill of materials", _licences),
    "load": ("how long each of many readers waits who ask at once, in the real page", _load),
    "page": ("how long the server works on a click in the page", _page),
    "paint": ("how long a browser takes to show each page, at a first visit and later", _paint),
    "soak": ("memory, handles, threads, disk and time under questions and ingests", _soak),
}
"""By command: what it measures, and what adds its options to a parser."""
