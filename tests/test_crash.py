from __future__ import annotations

import json
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from store_fixtures import (
    PATHS,
    ROOT,
    article_id,
    assert_not_in,
    assert_wholly_in,
    ingest_quick,
    open_quick,
    orphans,
    write_article,
)

from bot.coverage import Coverage, Scope
from bot.coverage.copies import compare
from bot.coverage.schema import connect
from bot.coverage.seals import LOG
from bot.coverage.vectors import _client

ARTICLES = 24
_MORE = "All of the town of Leeds went out on Monday to see it."


def test_a_kill_at_any_moment_leaves_every_article_whole(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "news"
    folder.mkdir()
    stored = dict.fromkeys(range(ARTICLES), 1)
    for number in stored:
        write_article(folder, number)
    ingest_quick(data, [folder])
    chance = random.Random(2020)
    killed = 0
    for version in range(2, 22):
        offered = dict.fromkeys(chance.sample(range(ARTICLES), 8), version)
        offered |= {ARTICLES + 3 * version + i: version for i in range(3)}
        for number in offered:
            write_article(folder, number, version)
        acknowledged, was_killed = _kill_at(data, folder, chance.uniform(0.0, 0.9))
        killed += was_killed
        coverage = open_quick(data)
        wanted = _wanted(folder)
        for number, newest in wanted.items():
            if article_id(number) in acknowledged:
                stored[number] = newest
            elif (article := coverage.article(article_id(number))) is not None:
                stored[number] = int(article.published_day.day) - 1  # type: ignore[union-attr]
        looked_at = {*(n for n in offered if n in stored), *chance.sample(sorted(stored), 4)}
        for number in looked_at:
            current = stored[number]
            assert_wholly_in(coverage, number, current)
            if current != wanted[number]:
                assert_not_in(coverage, number, wanted[number])
        assert coverage.stats().articles == len(stored)
        coverage.close()
    assert killed >= 12, "the kills came too late to tell anything"
    ingest_quick(data, [folder])
    coverage = open_quick(data)
    for number, newest in _wanted(folder).items():
        assert_wholly_in(coverage, number, newest)
    assert orphans(coverage) == set()


def test_a_kill_among_updates_and_copies_leaves_groups_as_a_clean_run_makes_them(
    tmp_path: Path,
) -> None:
    data, folder = tmp_path / "data", tmp_path / "news"
    folder.mkdir()
    chance = random.Random(1947)
    killed = 0
    for _ in range(8):
        for number in chance.sample(range(12), 6):
            _write_copy(folder, number, told=chance.randrange(4), edited=chance.randrange(3))
        killed += _kill_at(data, folder, chance.uniform(0.0, 0.7))[1]
        if (data / "catalogue.sqlite").exists():
            _assert_groups_follow_from_the_articles(data, tmp_path / "twin")
    assert killed >= 3, "the kills came too late to tell anything"
    ingest_quick(data, [folder])
    ingest_quick(tmp_path / "clean", [folder])
    assert _groups(data) == _groups(tmp_path / "clean") != set()


def _write_copy(folder: Path, number: int, told: int, edited: int) -> None:
    """The text ``told`` of corpus/, less its last paragraphs, as article ``number`` tells it."""
    text = sorted((ROOT / "corpus").glob("20*.md"))[3 * told].read_text("utf-8")
    paragraphs = text.split("---\n", 2)[2].strip().split("\n\n")
    body = "\n\n".join(paragraphs[: len(paragraphs) - edited])
    path = folder / f"{number:04d}.md"
    path.with_suffix(".draft").write_text(
        f"---\ntitle: Told {told}\nurl: https://n{number}.example/{number}\n"
        f"outlet: Outlet {number}\npublished: 2020-06-{1 + number:02d}\n---\n\n{body}\n",
        "utf-8",
    )
    path.with_suffix(".draft").replace(path)


def _groups(data: Path) -> set[tuple[str, ...]]:
    """The members of each group by id, and what each repeats, in their order."""
    with closing(connect(data)) as db:
        rows = db.execute(
            "SELECT c.story, a.id || ' ' || (SELECT count(*) FROM repeats r JOIN passages p"
            " ON p.no = r.passage WHERE p.article = a.no) FROM copies c JOIN articles a"
            " ON a.no = c.article ORDER BY c.story, c.place"
        ).fetchall()
    return {tuple(member for s, member in rows if s == story) for story, _ in rows}


def _assert_groups_follow_from_the_articles(data: Path, twin: Path) -> None:
    """What is derived is what comes of deriving it anew in a copy of the catalogue."""
    shutil.rmtree(twin, ignore_errors=True)
    twin.mkdir()
    with closing(connect(data)) as db, closing(sqlite3.connect(twin / "catalogue.sqlite")) as copy:
        db.backup(copy)
    with closing(connect(twin)) as db:
        for table in ("copies", "repeats", "pairs", "sketches", "sketched"):
            db.execute(f"DELETE FROM {table}")
        compare(db, [number for (number,) in db.execute("SELECT no FROM articles").fetchall()])
    assert _groups(data) == _groups(twin)


def test_a_killed_ingest_command_is_gone_on_with_by_the_next(tmp_path: Path) -> None:
    data, source = tmp_path / "data", tmp_path / "news.jsonl"
    lines = [
        json.dumps(
            {"url": f"https://news.example/{n}", "title": f"{n}", "text": f"{n} came. {_MORE}"}
        )
        for n in range(1000)
    ]
    source.write_text("\n".join(lines))
    command = [sys.executable, str(ROOT / "ingest.py"), str(source), "--data", str(data)]
    before = 0
    for enough in (1, 300):
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                if (data / "catalogue.sqlite").exists() and _articles(data) >= enough:
                    process.kill()
                    break
                time.sleep(0.01)
        assert max(enough, before) <= _articles(data) < 1000
        before = _articles(data)
    again = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    told = re.search(r"(\d+) new, 0 updated, (\d+) unchanged", again.stdout)
    assert told is not None
    assert (int(told[1]), int(told[2])) == (1000 - before, before)
    coverage = Coverage(data)
    assert orphans(coverage) == set()
    assert len(coverage.search_words(["came"], 2000, Scope())) == 1000


def _articles(data: Path) -> int:
    coverage = Coverage(data)
    try:
        return coverage.stats().articles
    finally:
        coverage.close()


def _wanted(folder: Path) -> dict[int, int]:
    """The newest version of each article on disk, by number."""
    found = {}
    for path in folder.glob("*.md"):
        published = re.search(r"published: 2020-06-(\d\d)", path.read_text())
        assert published is not None
        found[int(path.stem)] = int(published[1]) - 1
    return found


def _kill_at(data: Path, folder: Path, seconds: float) -> tuple[set[str], bool]:
    """Ids that an ingest said were in before it was killed ``seconds`` after it began."""
    script = str(ROOT / "tests" / "quick_ingest.py")
    arguments = [sys.executable, script, str(data), str(folder), "8"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=PATHS) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "start\n"
        timer = threading.Timer(seconds, process.send_signal, [signal.SIGKILL])
        timer.start()
        told = process.stdout.read()
        timer.cancel()
    whole_lines = told[: told.rfind("\n") + 1].splitlines()
    ids = {line.split()[1] for line in whole_lines if line.startswith("in ")}
    return ids, process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("made", ["nothing", "all but the log", "all but the log's settings"])
def test_a_kill_while_chroma_makes_its_tables_is_gone_on_from(tmp_path: Path, made: str) -> None:
    data, folder = tmp_path / "data", tmp_path / "news"
    folder.mkdir()
    write_article(folder, 1)
    log = data / "vectors" / LOG
    log.parent.mkdir(parents=True)
    if made == "nothing":
        log.touch()
    else:
        _client(log.parent).close()
        lost = {"all but the log": (1, 2), "all but the log's settings": (2,)}[made]
        with closing(sqlite3.connect(log)) as db, db:
            for version in lost:
                db.execute(f"DROP TABLE embeddings_queue{'_config' if version == 2 else ''}")
                at = ("embeddings_queue", version)
                db.execute("DELETE FROM migrations WHERE dir = ? AND version = ?", at)
    assert ingest_quick(data, [folder]).new == 1
    assert_wholly_in(open_quick(data), 1, 1)
    write_article(folder, 1, 2)
    assert ingest_quick(data, [folder]).updated == 1
    assert_wholly_in(open_quick(data), 1, 2)
