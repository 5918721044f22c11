from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

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
