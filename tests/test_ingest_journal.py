"""Every run is kept, tells what became of each article, and what failed is taken again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_fixtures import open_quick, write_article

from bot import doctor
from bot.coverage import CoverageWriter
from bot.errors import StoreError
from bot.ingest import command, watching
from bot.ingest.command import main
from bot.settings import load_settings

pytestmark = pytest.mark.usefixtures("quick_embedder")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(2):
        write_article(folder, number)
    (folder / "empty.md").write_text("")
    return folder


class Desk:
    """The command on one data folder."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys

    def do(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit status, stdout and stderr."""
        self._capsys.readouterr()
        status = main([*map(str, arguments), "--data", str(self.data)])
        told = self._capsys.readouterr()
        return status, told.out, told.err

    def log(self, number: int) -> dict[str, list[dict[str, str | None]]]:
        """A run, its articles by what became of them."""
        told = json.loads(self.do("log", str(number), "--json")[1])
        by: dict[str, list[dict[str, str | None]]] = {}
        for article in told["articles"]:
            by.setdefault(article["what"], []).append(article)
        return by

    def articles(self) -> int:
        return open_quick(self.data).stats().articles


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path / "data", capsys)


def test_a_run_is_kept_with_what_became_of_each_article(news: Path, desk: Desk) -> None:
    assert desk.do(news)[0] == 1
    run = desk.log(1)
    assert sorted(Path(str(a["source"])).name for a in run["added"]) == ["0000.md", "0001.md"]
    assert all(a["id"] and a["title"] for a in run["added"])
    (failed,) = run["failed"]
    assert (failed["source"], failed["reason"]) == (str(news / "empty.md"), "the file is empty")
    write_article(news, 1, 2)
    desk.do(news)
    assert [a["source"] for a in desk.log(2)["updated"]] == [str(news / "0001.md")]
    desk.do("--remove", "https://news.example/0")
    assert [a["title"] for a in desk.log(3)["forgotten"]] == ["The zubbbbbdq affair"]
    status, out, _ = desk.do("log")
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 3)
    assert f"{news}: 2 new, 1 failed" in lines[0]
    assert f"{news}: 1 updated, 1 unchanged, 1 failed" in lines[1]
    assert "--remove https://news.example/0: 1 forgotten" in lines[2]


def test_a_run_can_be_read_as_text(news: Path, desk: Desk) -> None:
    desk.do(news)
    status, out, _ = desk.do("log", "1")
    assert status == 0
    assert f"  failed     {news / 'empty.md'}: the file is empty" in out.splitlines()
    assert f"  added      The zubbbbbdq affair ({news / '0000.md'})" in out.splitlines()


def test_a_run_says_who_asked_for_it(
    news: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "sysuser")  # as which getpass knows the user
    desk.do(news)
    desk.do("undo", "1", "--yes", "--by", "anna@news.example\x1b[31m")
    desk.do("retry", "1", "--by=edith@news.example")
    desk.do("--remove", "https://news.example/1")
    told = [json.loads(line) for line in desk.do("log", "--json")[1].splitlines()]
    assert [run["by"] for run in told] == [
        "sysuser",
        "anna@news.example\x1b[31m",
        "edith@news.example",
        "sysuser",
    ]
    lines = desk.do("log")[1].splitlines()
    assert "  sysuser  " in lines[0]
    assert "  anna@news.example\ufffd[31m  undo 1" in lines[1]


def test_an_entry_of_a_feed_is_named_as_the_feed_names_it(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<rss><channel><item><title>Rain</title><link>https://a.example/rain</link>"
        "<description>It may rain.</description></item></channel></rss>"
    )
    monkeypatch.chdir(tmp_path)
    desk.do("feed.xml")
    (failed,) = desk.log(1)["failed"]
    assert failed["source"] == f"{feed}:https://a.example/rain"
    desk.do("retry")
    assert "retry 1: 1 failed" in desk.do("log")[1]


def test_what_failed_is_taken_again_and_nothing_else(
    news: Path, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['{"title": "Rain", "text": "It rained on the town all day long on Monday."}', "{"]
    (news / "some.jsonl").write_text("\n".join(lines))
    monkeypatch.chdir(news.parent)
    desk.do("news")
    write_article(news, 7).replace(news / "empty.md")
    monkeypatch.chdir(tmp_path.parent)
    status, out, _ = desk.do("retry", "--json")
    outcome = json.loads(out)
    assert status == 1
    assert (outcome["new"], outcome["unchanged"], len(outcome["failed"])) == (1, 1, 1)
    (news / "some.jsonl").write_text(lines[0])
    assert desk.do("retry")[0] == 0, "of the last run, which was a retry, too"
    assert "retry 2: 1 unchanged" in desk.do("log")[1]
    status, _, err = desk.do("retry")
    assert (status, err) == (0, "Nothing failed in run 3.\n")
    status, _, err = desk.do("retry", "99")
    assert status == 1
    assert err.startswith("No run 99 is remembered")


def test_before_the_first_run_there_is_no_journal_and_that_is_told(desk: Desk) -> None:
    for arguments in (["log"], ["log", "1"], ["retry"]):
        status, _, err = desk.do(*arguments)
        assert status == 1
        assert "so there is no journal" in err
    assert not desk.data.exists()


def test_an_interrupted_run_says_so_and_one_that_was_killed_too(
    news: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: object, texts: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(CoverageWriter, "put", interrupted)
        assert desk.do(news)[0] == 130
    assert "interrupted" in desk.do("log")[1]


def test_a_damaged_journal_is_laid_aside_and_the_ingest_goes_on(news: Path, desk: Desk) -> None:
    desk.do(news)
    for file in desk.data.glob("journal.sqlite*"):
        file.write_bytes(b"nonsense" * 1000)
    write_article(news, 5)
    assert "1 new" in desk.do(news)[1]
    assert (desk.data / "journal.sqlite.damaged").read_bytes().startswith(b"nonsense")
    assert len(desk.do("log")[1].splitlines()) == 1


def test_a_journal_of_which_only_a_page_is_torn_is_laid_aside_too(news: Path, desk: Desk) -> None:
    desk.do(news)
    journal = desk.data / "journal.sqlite"
    with closing(sqlite3.connect(journal)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root, size = (
            db.execute(sql).fetchone()[0]
            for sql in (
                "SELECT rootpage FROM sqlite_master WHERE name = 'events'",
                "PRAGMA page_size",
            )
        )
    torn = bytearray(journal.read_bytes())
    torn[(root - 1) * size : root * size] = bytes(size)
    journal.write_bytes(torn)
    status, _, err = desk.do("log", "1")
    assert status == 1
    assert err.startswith(f"The journal of ingests {journal} is damaged (")
    assert "the next ingest lays it aside" in err
    told = [f for f in doctor.run(load_settings(data=desk.data)).findings if f.level == "warning"]
    assert any(f.what.startswith(f"The journal of ingests {journal} is damaged") for f in told)
    write_article(news, 5)
    assert "1 new" in desk.do(news)[1]
    assert (desk.data / "journal.sqlite.damaged").read_bytes() == torn
    assert len(desk.do("log")[1].splitlines()) == 1


def test_a_dry_run_tells_what_it_would_do_and_stores_nothing(news: Path, desk: Desk) -> None:
    status, out, _ = desk.do("--dry-run", news)
    assert status == 1
    assert out.splitlines()[-1].startswith("A dry run: 2 new, 0 updated, 0 unchanged, 1 failed")
    assert f"added      The zubbbbbdq affair ({news / '0000.md'})" in out.splitlines()
    assert not desk.data.exists()
    desk.do(news)
    write_article(news, 1, 2)
    (news / "0000.md").unlink()
    files = {p: p.read_bytes() for p in desk.data.iterdir() if p.suffix in (".sqlite", ".lock")}
    outcome = json.loads(desk.do("--dry-run", "--prune", news, "--json")[1])
    assert (outcome["updated"], outcome["forgotten"], len(outcome["failed"])) == (1, 1, 1)
    assert desk.articles() == 2
    assert {p: p.read_bytes() for p in files} == files


@pytest.mark.parametrize(
    "arguments",
    [
        ["log", "x"],
        ["retry", "1", "2"],
        ["--dry-run", "--list"],
        ["--watch", "5", "--dry-run", "corpus"],
        ["corpus", "--watch", "0"],
        ["corpus", "--watch", "soon"],
        ["corpus", "--watch", "--prune"],
        ["log", "--watch"],
        ["corpus", "--since", "yesterday"],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


class Nights:
    """What happens while a watch sleeps; after the last of them somebody presses Ctrl-C."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *events: object) -> None:
        self._events = list(events)
        self.slept: list[float] = []
        monkeypatch.setattr(watching, "sleep", self.sleep)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if not self._events:
            raise KeyboardInterrupt
        event = self._events.pop(0)
        if callable(event):
            event()


def test_a_watch_takes_in_what_comes_and_is_quiet_when_nothing_does(
    news: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights = Nights(
        monkeypatch, None, lambda: write_article(news, 5), None, lambda: write_article(news, 5, 2)
    )
    status, out, err = desk.do(news, "--watch", "2")
    assert (status, nights.slept) == (0, [120.0] * 5)
    told = out.splitlines()
    assert len(told) == 3
    assert told[0].startswith("2 new, 0 updated, 0 unchanged, 1 failed")
    assert told[1].startswith("1 new, 0 updated, 2 unchanged, 1 failed")
    assert told[2].startswith("0 new, 1 updated, 2 unchanged, 1 failed")
    assert err.splitlines() == [
        "Watching, every 2 minutes; Ctrl-C ends it.",
        f"Failed: {news / 'empty.md'}: the file is empty",
        "Stopped. What is in stays in.",
    ], "what fails the same way again is told once"
    assert len(desk.do("log")[1].splitlines()) == 3, "idle rounds are not kept"


def test_a_watch_outlives_its_disk_and_its_folder(
    news: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = news.parent / "away"
    full = CoverageWriter.put
    disk = [None, StoreError("The disk is full."), StoreError("The disk is full."), None, None]

    def put(self: CoverageWriter, entries: object) -> None:
        if error := disk.pop(0):
            raise error
        full(self, entries)  # type: ignore[arg-type]

    monkeypatch.setattr(CoverageWriter, "put", put)
    Nights(
        monkeypatch,
        lambda: write_article(news, 5),
        None,
        None,
        lambda: news.rename(away),
        None,
        lambda: (away.rename(news), write_article(news, 6)),
    )
    (news / "empty.md").unlink()
    status, _, err = desk.do(news, "--watch", "--quiet")
    assert status == 0
    assert err.splitlines() == [
        "The disk is full.",
        f"Failed: {news}: there is no such file or folder",
        "Stopped. What is in stays in.",
    ]
    assert desk.articles() == 4


def test_a_watch_ends_at_what_another_try_cannot_mend(
    news: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.do(news)
    monkeypatch.setattr(command, "EMBEDDER", ("another", "1" * 64))
    nights = Nights(monkeypatch)
    status, _, err = desk.do(news, "--watch")
    assert (status, nights.slept) == (1, [])
    assert "python ingest.py --rebuild" in err


def test_a_watch_that_forgets_does_so_only_when_told_beforehand(
    news: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    Nights(monkeypatch, (news / "0000.md").unlink)
    desk.do(news, "--watch", "--quiet")
    assert desk.articles() == 2
    Nights(monkeypatch, (news / "0001.md").unlink)
    desk.do(news, "--watch", "--quiet", "--prune", "--yes")
    assert desk.articles() == 0
