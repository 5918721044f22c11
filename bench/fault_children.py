"""What the processes of a round do: take in, read on, look at all, mend."""

from __future__ import annotations

import json
import os
import random
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import chromadb  # noqa: F401  # imported once, before any process is forked

from bench.fault_news import text_of, version_of, word
from bench.quick import QUICK, QuickEncoder
from bot import doctor
from bot.article import Article
from bot.backup import back_up
from bot.conversations import Conversations
from bot.coverage import Coverage, CoverageWriter, Entry, Scope
from bot.coverage.vectors import VectorReader
from bot.errors import CoverageError
from bot.ingest import journal, storing
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest, remove
from bot.ingest.rebuilding import rebuild
from bot.restoring import restore
from bot.settings import load_settings
from bot.words import terms

ERROR, CRASH = 3, 70
"""Exit statuses: ended with a sentence; ended with something else."""
_BATCH = 4
_told = -1
_QUESTIONS = 100
"""So many in one conversation."""


def forked(work: Callable[[], object], told: Path) -> int:
    """Do ``work`` in a process of its own, which tells in ``told`` how it ends; returns its id."""
    child = os.fork()
    if child:
        return child
    # Open before anything is wrong with handles or disks.
    global _told
    _told = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    status = CRASH
    try:
        work()
        status = 0
    except CoverageError as error:
        tell(f"error {error}")
        status = ERROR
    except BaseException:  # noqa: BLE001  # the parent counts it
        tell(f"crash {traceback.format_exc()[-1500:]!r}")
    finally:
        os._exit(status)


def tell(line: str) -> None:
    """Tell the parent a line."""
    os.write(_told, f"{' '.join(line.splitlines())}\n".encode())


def take_in(data: Path, news: Path, harm: Callable[[], None]) -> None:
    """An ingest that tells of each article, once it is in; ``harm`` is done to it first."""

    class Telling(CoverageWriter):
        def put(self, entries: Sequence[Entry]) -> None:
            super().put(entries)
            os.write(_told, "".join(f"in {e.article.id}\n" for e in entries).encode())

    harm()
    outcome = Outcome()
    asked = journal.Asked("ingest", (str(news),))
    with (
        patch.object(storing, "PASSAGES_AT_ONCE", _BATCH),
        Telling.open(data, embedder=QUICK) as writer,
        journal.writing(data, asked, outcome) as entry,
    ):
        ingest(writer, [str(news)], QuickEncoder, outcome, watch=entry.watch)
    for error in outcome.failed:
        tell(f"failed {error}")


def take_out(data: Path, ids: Sequence[str]) -> None:
    """Forget articles."""
    with CoverageWriter.open(data, embedder=None) as writer:
        remove(writer, ids, Outcome())


def build_anew(data: Path) -> None:
    """``ingest.py --rebuild``."""
    outcome = Outcome()
    with patch.object(storing, "PASSAGES_AT_ONCE", _BATCH):
        rebuild(data, QUICK, QuickEncoder, outcome)
    for error in outcome.failed:
        tell(f"failed {error}")


def keep(data: Path, file: Path) -> None:
    """``backup``."""
    back_up(data, file)


def bring_back(data: Path, file: Path) -> None:
    """``restore``."""
    restore(file, data, QUICK, QuickEncoder)


def look(data: Path) -> None:
    """Tell what the doctor says, what is in, and all that is wrong with it."""
    with patch.object(doctor, "EMBEDDER", QUICK):
        report = doctor.run(load_settings(data=data))
    for finding in report.findings:
        if finding.level != "ok":
            tell(f"{finding.level} {finding.what} {finding.remedy or ''}")
    if not report.healthy:
        return
    coverage = Coverage.open(data, embedder_name=QUICK[0], embedder_digest=QUICK[1])
    held = {}
    for article in coverage.articles(row.id for row in coverage.rows()).values():
        held[article.id] = version_of(article)
        for wrong in _wrong_with(coverage, article):
            tell(f"wrong {wrong}")
    reader = VectorReader(data, coverage._catalogue)
    over = reader.keys() - set(coverage._catalogue.keys_in_scope(Scope()))
    tell(f"held {json.dumps(held)}")
    tell(f"over {len(over)}")


def _wrong_with(coverage: Coverage, article: Article) -> list[str]:
    """What is not whole about an article that is in."""
    number, version = int((article.url or "/0").rsplit("/", 1)[1]), version_of(article)
    if article.text != text_of(number, version):
        return [f"article {number} is mixed"]
    stored = coverage.passages_of(article.id)
    wrong = [
        f"article {number} has a stale quote"
        for s in stored
        if word(number, version) not in article.text[s.passage.start : s.passage.end]
    ]
    keys = {s.key for s in stored}
    found = coverage.search_words(terms(word(number, version)), 9, Scope())
    if not keys or {hit.key for hit in found} != keys:
        wrong.append(f"article {number} is not found by its words")
    texts = [storing.embedded_text(article, s.passage) for s in stored]
    for vector in QuickEncoder().encode(texts) if texts else ():
        best = coverage.search_vectors(vector, 1, Scope())
        if not best or best[0].key not in keys or best[0].score < 0.999:
            wrong.append(f"article {number} is not found by its vector")
    return wrong


def read_on(data: Path, name: str, seed: int, pause: float) -> None:
    """A chat, as far as the store goes, until it is killed; tells what it must never see."""
    chance = random.Random(seed)
    kept = Conversations(data)
    coverage: Coverage | None = None
    encoder = QuickEncoder()
    asked = 0
    while True:
        time.sleep(pause * chance.uniform(0.5, 1.5))
        try:
            coverage = coverage or Coverage.open(
                data, embedder_name=QUICK[0], embedder_digest=QUICK[1]
            )
            rows = coverage.rows()
            if not rows:
                continue
            article = coverage.article(chance.choice(rows).id)
            if article is None:
                continue
            number, version = int((article.url or "/0").rsplit("/", 1)[1]), version_of(article)
            hits = coverage.search_words(terms(word(number, version)), 5, Scope())
            if chance.random() < 0.3:
                vector = encoder.encode([f"The {word(number, version)} affair"])[0]
                hits += coverage.search_vectors(vector, 3, Scope())
            for found in coverage.articles(hit.article_id for hit in hits).values():
                own = int((found.url or "/0").rsplit("/", 1)[1])
                if found.text != text_of(own, version_of(found)):
                    tell(f"wrong reader {name} saw a mixed article {own}")
            conversation = f"{name}-{asked // _QUESTIONS}"
            turn = kept.ask(conversation, f"What did {asked} cost?")
            asked += 1
            tell(f"asked {conversation} {turn}")
        except CoverageError as error:
            tell(f"reader {error}")
            coverage = None
