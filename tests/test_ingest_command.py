"""The ingest command: what it takes in, tells, lists and forgets, and what it refuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from store_fixtures import (
    ROOT,
    QuickEncoder,
    article_id,
    ingest_quick,
    open_quick,
    word,
    write_article,
)

from bot.coverage import CoverageWriter, Scope
from bot.ingest.command import main
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import ingest
from bot.model_files import EMBEDDER
from bot.words import terms


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(ROOT / "ingest.py"), *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, timeout=120)


def test_the_command_takes_in_a_folder_and_the_second_time_is_quick(news: Path, data: Path) -> None:
    first = _run(news, "--data", data)
    assert (first.returncode, first.stdout[:42]) == (
        0,
        "3 new, 0 updated, 0 unchanged, 0 failed (1",
    )
    second = _run(news, "--data", data)
    assert second.stdout.startswith("0 new, 0 updated, 3 unchanged, 0 failed")


def test_an_ingest_with_nothing_new_loads_neither_model_nor_vectors(news: Path, data: Path) -> None:
    with CoverageWriter.open(data, embedder=EMBEDDER) as writer:
        ingest(writer, [str(news)], QuickEncoder, Outcome())
    code = (
        "import sys; from bot.ingest.command import main; status = main(sys.argv[1:]);"
        "heavy = ('torch', 'transformers', 'chromadb', 'numpy', 'tld');"
        "print([m for m in heavy if m in sys.modules])"
    )
    line = [sys.executable, "-c", code, str(news), "--data", str(data)]
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "3 unchanged" in done.stdout


@pytest.mark.usefixtures("quick_embedder")
def test_bad_input_is_named_with_its_reason_and_the_rest_goes_in(
    news: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (news / "empty.md").write_text("")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 20)
    good = {"title": word(7), "text": f"The {word(7)} was seen over the whole town on Monday."}
    (news / "some.jsonl").write_text('{"title": "cut off\n' + json.dumps(good) + "\n")
    missing = news / "missing.html"
    assert main([str(news), str(missing), "--data", str(data)]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("4 new, 0 updated, 0 unchanged, 4 failed")
    for name in ("empty.md", "binary.txt", "some.jsonl:1", "missing.html"):
        (line,) = (line for line in told.err.splitlines() if name in line)
        assert line.startswith("Failed: ")
    assert "Traceback" not in told.err
    assert open_quick(data).search_words(terms(word(7)), 1, Scope())


@pytest.mark.usefixtures("quick_embedder")
def test_json_tells_the_outcome_and_the_list(
    news: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (news / "empty.md").write_text("")
    assert main([str(news), "--data", str(data), "--json"]) == 1
    outcome = json.loads(capsys.readouterr().out)
    assert (outcome["new"], outcome["unchanged"], len(outcome["failed"])) == (3, 0, 1)
    assert outcome["failed"][0]["source"].endswith("empty.md")
    assert main(["--list", "--data", str(data), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["id"] for row in rows} == {article_id(n) for n in range(3)}
    assert main(["--list", "--data", str(data)]) == 0
    assert f"2020-06-02  Example: The {word(0)} affair" in capsys.readouterr().out


@pytest.mark.usefixtures("quick_embedder")
def test_what_was_passed_over_and_what_could_not_be_understood_is_told(
    news: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (news / "photo.jpg").write_text("")
    text = f"The {word(7)} was seen over the whole town on Monday."
    (news / "a.csv").write_text(f"Head,Copy,date\nSeen,{text},03/04/2023\n")
    arguments = [str(news), "--columns", "text=Copy, title=Head", "--data", str(data)]
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert told.out.startswith("4 new, 0 updated, 0 unchanged, 0 failed")
    assert f"{news}: passed over, since their formats are not read: 1 .jpg\n" in told.err
    assert f"{news / 'a.csv'}:2: 1 article has a date that can be read in two ways" in told.err
    assert main([*arguments, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["notes"]) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name files, folders or URLs to take in"),
        (["--prune"], "--prune goes with the files or folders"),
        (["--list", "--rebuild"], "do not go together"),
        (["corpus", "--list"], "do not go together"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["undo", "the last"], "undo takes the number of a run: log lists them"),
        (["log", "the last"], "log takes the number of a run, or nothing"),
        (["corpus", "--columns", "Copy"], "not FIELD=NAME: Copy"),
        (["corpus", "--columns", "words=Copy"], "not FIELD=NAME: words=Copy"),
    ],
)
def test_wrong_usage_is_told_in_a_line_and_has_status_2(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert told in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.usefixtures("quick_embedder")
def test_remove_forgets_and_names_what_is_not_in(
    news: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(news), "--data", str(data)])
    assert main(["--remove", "https://news.example/1", "--data", str(data)]) == 0
    assert open_quick(data).stats().articles == 2
    assert main(["--remove", "https://news.example/1", "--data", str(data)]) == 1
    assert "no article with this URL or id is in" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["ingest.py", "--list"], ["-m", "bot", "doctor", "--json"]])
def test_a_reader_of_the_output_that_has_seen_enough_is_no_error(
    news: Path, data: Path, command: list[str]
) -> None:
    ingest_quick(data, [news])
    reading, writing = os.pipe()
    os.close(reading)
    line = [sys.executable, *command, "--data", str(data)]
    ended = subprocess.run(line, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, timeout=120)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.usefixtures("quick_embedder")
def test_a_path_that_is_not_text_is_taken_in_by_its_name_or_its_folders(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    file = write_article(folder, 1)
    assert main([str(file), "--data", str(data)]) == 0
    assert main([str(folder), "--data", str(data), "--quiet"]) == 0
    assert "1 new" in capsys.readouterr().out
    file.unlink()
    assert main(["--prune", "--yes", str(file), "--data", str(data)]) == 0
    assert "1 forgotten" in capsys.readouterr().out


@pytest.mark.usefixtures("quick_embedder")
def test_no_headline_and_no_name_of_a_file_is_a_command_to_the_terminal(
    news: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    escape = "\x1b]0;owned\x07\x9b31m"
    told = {"title": f"A {escape}vote", "text": "The board voted. " * 9, "outlet": f"The {escape}"}
    (news / f"a{escape}.jsonl").write_text(json.dumps(told) + "\n")
    (news / f"b{escape}.md").write_text("")
    (news / f"c.x{escape}").write_text("")
    main(["--dry-run", str(news), "--data", str(data)])
    main([str(news), "--data", str(data)])
    main(["--list", "--data", str(data)])
    main(["log", "1", "--data", str(data)])
    main(["undo", "1", "--dry-run", "--data", str(data)])
    (news / f"a{escape}.jsonl").unlink()
    main(["--prune", "--yes", str(news), "--data", str(data)])
    main(["undo", "1", "--yes", "--data", str(data)])
    shown = "".join(capsys.readouterr())
    assert shown.count("A \ufffd]0;owned\ufffd\ufffd31mvote") >= 5
    assert shown.count("b\ufffd]0;owned\ufffd\ufffd31m.md") >= 3
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


@pytest.mark.usefixtures("quick_embedder")
def test_prune_lists_and_asks_before_it_forgets(
    news: Path, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main([str(news), "--data", str(data)])
    (news / "0001.md").unlink()
    assert main([str(news), "--data", str(data)]) == 0
    assert "1 article is no longer where it was read" in capsys.readouterr().err
    assert main([str(news), "--data", str(data), "--prune"]) == 1
    told = capsys.readouterr().err
    assert word(1) in told
    assert "add --yes" in told
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin.readline", lambda: "n\n", raising=False)
    assert main([str(news), "--data", str(data), "--prune"]) == 0
    assert open_quick(data).stats().articles == 3
    assert main([str(news), "--data", str(data), "--prune", "--yes"]) == 0
    assert open_quick(data).stats().articles == 2
