"""Many readers at once: how long each waits for an answer, and whether it is theirs."""

from __future__ import annotations

import asyncio
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.asker import Asker, LostError, Shown, Turn
from bench.figures import Figures
from bench.questions import read_questions
from bench.serving import ROOT, resident_mb, served, worked
from bot.chat import Answered, Conversation
from bot.coverage.catalogue import Catalogue
from bot.errors import InputError
from bot.library import Library
from bot.settings import Settings
from bot.ui.answering import CROWDED

_PATIENCE = 300.0
_ARRIVING = 5.0
"""Seconds within which the pages are opened."""
_NOT_OURS = ("conversations.sqlite*", "journal.sqlite*", "*.lock")


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many askers, who each ask ``rounds`` questions.

    within: each asks its next at some moment in so many seconds; 0: all at the same moment.
    """

    askers: int
    within: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Course:
    """What became of a crowd.

    shown: by asker, question after question. lost: what ended otherwise, a sentence each.
    opened: seconds until each page stood there. lasted: from the first question to the last answer.
    memory: megabytes that the server held before the pages were opened, and when they were closed.
    """

    crowd: Crowd
    shown: tuple[tuple[Shown, ...], ...]
    lost: tuple[str, ...]
    opened: tuple[float, ...]
    lasted: float
    server_cpu: float
    own_cpu: float
    memory: tuple[int, int]


def measure(
    data: Path, questions: Path | None, askers: Sequence[int], within: float, rounds: int
) -> tuple[list[Figures], list[str]]:
    """A row a crowd: all at the same moment, then within ``within`` seconds, of each size.

    questions: see ``bench.questions``; None to ask about headlines. Nothing is written into
    ``data``. What was lost, or was another's answer, comes back as a sentence each.
    """
    crowds = [Crowd(n, w, rounds) for n in askers for w in (0.0, within)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        shutil.copytree(data, folder, ignore=shutil.ignore_patterns(*_NOT_OURS))
        asked = _questions(folder, questions)
        with served(ROOT / "app.py", folder) as (port, server):
            asyncio.run(_warm(port, next(asked)))
            courses = [asyncio.run(_course(port, server, crowd, asked)) for crowd in crowds]
        library = Library.open(Settings(data=folder))
        wrong = [_wrong(library, course) for course in courses]
    rows = [_row(course, len(found)) for course, found in zip(courses, wrong, strict=True)]
    lost = [sentence for course in courses for sentence in course.lost]
    return rows, [*lost, *(sentence for found in wrong for sentence in found)]


def _questions(folder: Path, questions: Path | None) -> Iterator[str]:
    """Each once, so that no answer is a kept one; in an order of chance that is always the same."""
    if questions:
        found = [asked.question for asked in read_questions(questions)]
    else:
        catalogue = Catalogue(folder)
        found = [f"What was reported about {row.title}?" for row in catalogue.rows()]
        catalogue.close()
    once = list(dict.fromkeys(" ".join(text.split()) for text in found))
    random.Random(2020).shuffle(once)
    return iter(once)


async def _warm(port: int, question: str) -> None:
    """Have the models loaded."""
    async with Asker.at(port) as asker:
        await asker.ask(question, _PATIENCE)


async def _course(port: int, server: int, crowd: Crowd, questions: Iterator[str]) -> Course:
    texts = [list(islice(questions, crowd.rounds)) for _ in range(crowd.askers)]
    if len(texts[-1]) < crowd.rounds:
        raise InputError("There are too few questions for so many askers: name fewer, or rounds.")
    chance = random.Random(crowd.askers)
    pauses = [[chance.uniform(0, crowd.within) for _ in asked] for asked in texts]
    lost: list[str] = []
    opened: list[float] = []
    begin = asyncio.Barrier(crowd.askers)
    ended: list[float] = []
    began: list[float] = []
    cpu = [0.0, 0.0]
    memory = resident_mb(server)

    async def one(asked: Sequence[str], waits: Sequence[float]) -> tuple[Shown, ...]:
        shown: list[Shown] = []
        async with AsyncExitStack() as stack:
            await asyncio.sleep(random.uniform(0, _ARRIVING))
            started = time.perf_counter()
            asker: Asker | None = None
            try:
                asker = await stack.enter_async_context(Asker.at(port))
                opened.append(time.perf_counter() - started)
            except LostError as error:
                lost.append(f"a page could not be opened: {error}")
            for question, wait in zip(asked, waits, strict=True):
                if not (crowd.within and shown):
                    await begin.wait()
                if not began:
                    began.append(time.perf_counter())
                    cpu[0], cpu[1] = worked(server), _own_cpu()
                await asyncio.sleep(wait)
                if asker:
                    try:
                        shown.append(await asker.ask(question, _PATIENCE))
                    except LostError as error:
                        lost.append(f"{question!r}: {error}")
                        asker = None
                ended.append(time.perf_counter())
        return tuple(shown)

    shown = await asyncio.gather(*map(one, texts, pauses))
    return Course(
        crowd,
        tuple(shown),
        tuple(lost),
        tuple(opened),
        max(ended) - began[0],
        worked(server) - cpu[0],
        _own_cpu() - cpu[1],
        (memory, resident_mb(server)),
    )


def _row(course: Course, wrong: int) -> Figures:
    every = [shown for asker in course.shown for shown in asker]
    answered = [shown for shown in every if not shown.turn["error"]]
    seconds = sorted(shown.seconds for shown in answered)
    return {
        "askers": course.crowd.askers,
        "within s": course.crowd.within,
        "questions": course.crowd.askers * course.crowd.rounds,
        "answered": len(answered),
        "saw the queue": sum(any("before yours" in s for s in shown.steps) for shown in every),
        "shed": sum(shown.turn["error"] == CROWDED for shown in every),
        "failed": sum(shown.turn["error"] not in ("", CROWDED) for shown in every),
        "lost": len(course.lost),
        "another's": wrong,
        "a second": round(len(answered) / course.lasted, 2),
        "p50 s": _part(seconds, 0.5),
        "p95 s": _part(seconds, 0.95),
        "longest s": _part(seconds, 1),
        "question seen p95 s": _part(sorted(shown.seen for shown in every), 0.95),
        "page opened p95 s": _part(sorted(course.opened), 0.95),
        "server cpu s each": round(course.server_cpu / max(1, len(answered)), 2),
        "server MB before": course.memory[0],
        "server MB after": course.memory[1],
        "askers' cpu s each": round(course.own_cpu / max(1, len(answered)), 2),
    }


def _part(ordered: Sequence[float], part: float) -> float:
    return round(ordered[round(part * (len(ordered) - 1))], 2) if ordered else 0.0


def _own_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _wrong(library: Library, course: Course) -> list[str]:
    """The answers that are not what their asker would have been told alone, a sentence each."""
    wrong = []
    for asker in course.shown:
        chat = Conversation(library)
        for number, shown in enumerate(asker, start=1):
            asked = [turn["question"] for turn in shown.turns]
            if asked != [s.question for s in asker[:number]]:
                wrong.append(f"{shown.question!r}: the page shows {asked}")
            if shown.turn["error"]:
                continue
            *_, last = chat.ask(shown.question)
            assert isinstance(last, Answered)
            told = [sentence.text for sentence in last.answer.sentences]
            if _told(shown.turn) != told:
                wrong.append(f"{shown.question!r}: {_told(shown.turn)} instead of {told}")
    return wrong


def _told(turn: Turn) -> list[str]:
    return [line["text"] for line in turn["sentences"]]
