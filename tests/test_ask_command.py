"""What ``python -m bot`` promises people and programs, asked of an index of corpus/."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.__main__ import main
from bot.answer import Answer, Citation, CitedSentence, RankedPassage
from bot.article import Article
from bot.commands.ask import _show
from bot.splitter import passages_of
from bot.styles import Style

ROOT = Path(__file__).parent.parent
QUESTION = "Who halted police sales?"
ANSWER = {
    "answer",
    "short_answer",
    "abstained",
    "confidence",
    "citations",
    "passages",
    "seconds",
    "reply",
    "suggested",
    "narrowings",
    "note",
    "writing",
    "style",
    "cached",
}
CITATION = {"url", "title", "outlet", "published", "quote", "start", "end", "also_in", "correction"}
PASSAGE = {"url", "text", "start", "end", "score"}
AMAZON = "https://northgatedispatch.example/2020/06/10/amazon-one-year-pause-rekognition-police"

Capture = pytest.CaptureFixture[str]
Row = dict[str, Any]


def _run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of corpus/, as the command makes it."""
    folder = tmp_path_factory.mktemp("ask") / "data"
    assert _run("ingest.py", "corpus", "--data", folder).returncode == 0
    return folder


@pytest.fixture
def batch(data: Path, tmp_path: Path, capsys: Capture) -> Callable[[list[Row]], list[Row]]:
    """Answers to those rows, asked as one file."""

    def asked(rows: list[Row]) -> list[Row]:
        file = tmp_path / "questions.jsonl"
        file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        assert main(["ask", "--batch", str(file), "--data", str(data)]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return asked


def _is_as_promised(row: Row) -> None:
    assert row.keys() == ANSWER
    assert all(c.keys() == CITATION for c in row["citations"])
    assert all(p.keys() == PASSAGE for p in row["passages"])
    assert len(row["passages"]) <= 20
    assert 0 <= row["confidence"] <= 1
    assert row["seconds"] > 0
    assert row["abstained"] == (row["citations"] == [])


def test_a_person_reads_the_answer_and_its_sources(data: Path) -> None:
    done = _run("-m", "bot", "ask", QUESTION, "--data", data)
    assert done.returncode == 0
    assert done.stderr == ""
    told = " ".join(done.stdout.split())  # wherever its lines are broken
    for source in ("Northgate Dispatch", "The Harbor Ledger", "Quillwater Press Service"):
        assert source in told
    assert "10 June 2020" in told
    assert f"    {AMAZON}" in done.stdout.splitlines()
    for mark in ("[1]", "[2]", "[3]"):
        assert done.stdout.count(mark) == 2  # after its sentence, and before its source


def test_a_timeline_is_read_line_by_line(data: Path, capsys: Capture) -> None:
    how = ["--style", "timeline", "--model", "none", "--data", str(data)]
    assert main(["ask", "Which cities banned facial recognition?", *how]) == 0
    lines = [" ".join(part.split()) for part in capsys.readouterr().out.split("• ")[1:]]
    assert len(lines) > 2
    assert all(re.match(r"(Reported )?[^:]*\d{4}: .*\[\d\]", line) for line in lines)


def test_a_style_or_a_model_that_there_is_not_is_told(data: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["ask", "--style", "sonnet", QUESTION, "--data", str(data)])
    assert "who-said-what" in capsys.readouterr().err
    assert main(["ask", "--model", "bard:x", QUESTION, "--data", str(data)]) == 1
    assert "ollama:qwen3:8b" in capsys.readouterr().err


def test_a_program_reads_one_object_and_nothing_else(data: Path) -> None:
    done = _run("-m", "bot", "ask", "--json", QUESTION, "--data", data)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    told = json.loads(line)
    _is_as_promised(told)
    assert not told["abstained"]
    assert told["citations"][0]["quote"] in told["answer"]


def test_a_file_is_answered_line_by_line_in_its_order(data: Path, tmp_path: Path) -> None:
    asked = [
        {"id": "z", "question": "When did Boston ban facial recognition?"},
        {"id": 7, "question": QUESTION, "as_of": "2020-06-09"},
        {"id": "a", "question": "How tall is Mount Everest?", "as_of": None, "exclude": []},
    ]
    file = tmp_path / "questions.jsonl.gz"
    lines = "\n\n".join(json.dumps(a) for a in asked)
    file.write_bytes(gzip.compress(lines.encode()))
    done = _run("-m", "bot", "ask", "--batch", file, "--data", data)
    assert done.returncode == 0
    assert done.stderr == ""  # no progress bar where nobody watches
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r.pop("id") for r in rows] == ["z", 7, "a"]
    for row in rows:
        _is_as_promised(row)
    assert not rows[0]["abstained"]
    assert rows[1]["citations"]
    assert all(c["published"] <= "2020-06-09T23" for c in rows[1]["citations"])
    assert rows[2]["abstained"]


def test_every_hundred_answers_are_told_beside_the_answers(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "questions.jsonl"
    row = {"id": 1, "question": QUESTION, "as_of": "1900-01-01"}  # nothing to read: quick
    file.write_text(f"{json.dumps(row)}\n" * 100)
    assert main(["ask", "--batch", str(file), "--data", str(data)]) == 0
    told = capsys.readouterr()
    assert told.err == "100 of 100 answered\n"
    assert len(told.out.splitlines()) == 100


def test_the_same_question_is_answered_alike_alone_and_in_a_file(
    data: Path, batch: Callable[[list[Row]], list[Row]], capsys: Capture
) -> None:
    assert main(["ask", "--json", QUESTION, "--data", str(data)]) == 0
    alone = json.loads(capsys.readouterr().out)
    (row,) = batch([{"id": "1", "question": QUESTION}])
    for told in (alone, row):
        del told["seconds"]
    assert row == {"id": "1", **alone}


def test_what_a_line_excludes_is_kept_out_of_its_answer_alone(
    batch: Callable[[list[Row]], list[Row]],
) -> None:
    without, free = batch(
        [
            {"id": "1", "question": QUESTION, "exclude": [AMAZON, "https://nowhere.example/"]},
            {"id": "2", "question": QUESTION},
        ]
    )
    assert AMAZON not in {p["url"] for p in without["passages"] + without["citations"]}
    assert AMAZON in {c["url"] for c in free["citations"]}


@pytest.mark.parametrize("day", ["2020-06-09", "2020-06-10"])
def test_as_of_keeps_to_what_was_published_by_that_day(
    data: Path, capsys: Capture, day: str
) -> None:
    assert main(["ask", "--json", "--as-of", day, QUESTION, "--data", str(data)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["passages"]
    assert told["citations"]
    assert all(c["published"][:10] <= day for c in told["citations"])
    assert (AMAZON in {p["url"] for p in told["passages"]}) == (day == "2020-06-10")


def test_what_the_coverage_does_not_say_is_told_with_the_nearest_articles(
    data: Path, capsys: Capture
) -> None:
    assert main(["ask", "Who is the president of France?", "--data", str(data)]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("The coverage does not say.\n")
    assert "Nearest articles:" in told.out
    assert told.err == ""


def test_a_question_may_be_given_without_quotes(data: Path, capsys: Capture) -> None:
    assert main(["ask", "--json", *QUESTION.split(), "--data", str(data)]) == 0
    assert "Amazon" in json.loads(capsys.readouterr().out)["answer"]


GOOD = json.dumps({"id": "1", "question": QUESTION})


@pytest.mark.parametrize(
    "bad",
    [
        "who?",
        "[]",
        "3",
        "{}",
        '{"id": "2"}',
        '{"question": "no id"}',
        '{"id": "2", "question": null}',
        '{"id": "2", "question": "?!"}',
        '{"id": "2", "question": "When?", "as_of": "yesterday"}',
        '{"id": "2", "question": "When?", "as_of": 20200612}',
        '{"id": "2", "question": "When?", "exclude": "https://one.example/"}',
        '{"id": "2", "question": "cut off',
    ],
)
def test_a_line_that_is_no_question_is_named_before_any_is_answered(
    data: Path, tmp_path: Path, capsys: Capture, bad: str
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f"{GOOD}\n{bad}\n{GOOD}\n")
    assert main(["ask", "--batch", str(file), "--data", str(data)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{file}:2: ")
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.jsonl", None),
        ("missing.jsonl.gz", None),
        ("not.gz", b"plain text"),
        ("short.jsonl.gz", gzip.compress(GOOD.encode() * 50, mtime=0)[:40]),
        (
            "damaged.jsonl.gz",
            gzip.compress(random.Random(7).randbytes(500), mtime=0)[:30] + b"\0" * 500,
        ),
        ("latin.jsonl", '{"id": 1, "question": "Où?"}'.encode("latin-1")),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    data: Path, tmp_path: Path, capsys: Capture, name: str, content: bytes | None
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert main(["ask", "--batch", str(file), "--data", str(data)]) == 1
    told = capsys.readouterr()
    assert told.err.startswith(f"{file} cannot be read: ")
    assert "Errno" not in told.err
    assert len(told.err.splitlines()) == 1


def test_questions_may_come_through_a_pipe_that_can_be_read_only_once(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["sh", "-c", 'echo "$1" > "$2"', "sh", GOOD, str(pipe)]) as writer:
        try:
            assert main(["ask", "--batch", str(pipe), "--data", str(data)]) == 0
        finally:
            writer.kill()
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_file_with_a_byte_order_mark_is_read(data: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(GOOD, encoding="utf-8-sig")
    assert main(["ask", "--batch", str(file), "--data", str(data)]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "1"


def test_an_empty_file_is_answered_by_nothing(data: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "none.jsonl").write_text("\n\n")
    assert main(["ask", "--batch", str(tmp_path / "none.jsonl"), "--data", str(data)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("day", ["yesterday", "2020-13-01", "12/06/2020"])
def test_a_bad_date_is_a_mistake_of_usage(capsys: Capture, day: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["ask", "--as-of", day, QUESTION])
    assert left.value.code == 2
    assert f"{day} is not a date like 2020-06-12" in capsys.readouterr().err


def test_no_question_is_a_mistake_of_usage(capsys: Capture) -> None:
    assert main(["ask"]) == 2
    assert capsys.readouterr().err.startswith("Please give a question")
    assert main(["ask", QUESTION, "--batch", "questions.jsonl"]) == 2
    assert capsys.readouterr().err == "Please give a question or --batch FILE, not both.\n"


@pytest.mark.parametrize("question", ["", "?!", "why " * 1000])
def test_a_question_that_cannot_be_asked_is_told_in_a_sentence(
    data: Path, capsys: Capture, question: str
) -> None:
    assert main(["ask", question, "--data", str(data)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


def test_without_an_index_one_sentence_says_how_to_make_it(tmp_path: Path, capsys: Capture) -> None:
    assert main(["ask", QUESTION, "--data", str(tmp_path / "none")]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    (sentence,) = told.err.splitlines()
    assert "python ingest.py" in sentence
    assert not (tmp_path / "none").exists()


def test_a_misspelt_setting_is_told_with_what_was_meant(tmp_path: Path) -> None:
    done = _run("-m", "bot", "ask", QUESTION, COVERAGE_TRESHOLD="0.5")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "There is no setting treshold: did you mean threshold?\n"


def test_the_doctor_finds_a_good_index_good(data: Path, capsys: Capture) -> None:
    assert main(["doctor", "--data", str(data)]) == 0
    assert "18 articles" in capsys.readouterr().out
    assert main(["doctor", "--json", "--data", str(data)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["healthy"] is True
    assert all(f.keys() == {"level", "what", "remedy"} for f in told["findings"])


def test_the_doctor_says_that_there_is_no_index(tmp_path: Path, capsys: Capture) -> None:
    assert main(["doctor", "--data", str(tmp_path / "none")]) == 1
    told = capsys.readouterr()
    assert "python ingest.py" in told.out
    assert "Traceback" not in told.out + told.err
    assert not (tmp_path / "none").exists()


def test_what_an_article_says_is_no_command_to_the_terminal() -> None:
    escape = "\x1b]0;owned\x07\x9b31m\r"
    article = Article.new(
        text=f"The {escape}board voted on Tuesday.",
        title=f"A {escape}vote",
        outlet=f"The {escape}Post",
        url="https://a.example/1",
        source="a",
    )
    citation = Citation.of(article, 0, len(article.text))
    passage = RankedPassage(article, passages_of(article)[0], 1.0)
    told = Answer(
        "Who voted?",
        (CitedSentence(article.text, 1, lead=escape),),
        escape,
        abstained=False,
        confidence=0.9,
        citations=(citation,),
        passages=(passage,),
        seconds=0.1,
        note=escape,
        style=Style.SAYINGS,
    )
    shown = io.StringIO()
    for answer in (told, replace(told, sentences=(), abstained=True)):
        _show(answer, Console(file=shown, width=200))
    assert re.search(
        "The \ufffd]0;owned\ufffd+31m\ufffd?board voted on Tuesday. ", shown.getvalue()
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown.getvalue())
