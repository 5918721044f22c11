"""Linear models are judged on what they have not seen, and short open questions are made."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.ablation import ablate
from bench.comprehension import comprehend
from bench.fitting import Example, auroc_of, judged, ranked
from bench.questions import read_questions
from bench.stories import write_all
from bot.library import Library


def _example(fold: int, rows: list[list[float]], right: list[bool]) -> Example:
    return Example(fold, np.array(rows), np.array(right))


def test_weights_prefer_what_is_right_and_each_set_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = [_example(n % 5, [[0.0, n % 3], [1.0, n % 2]], [False, True]) for n in range(20)]
    other = [_example(n % 5, [[1.0, 0.0], [0.0, 0.0]], [True, False]) for n in range(10)]
    weights = ranked("things", [one, other])
    assert weights[0] > 0.5
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told] == [
        "things, 20 questions, 5 folds",
        "things, 10 questions, 5 folds",
    ]
    assert all("@1 1.000" in line for line in told)


def test_a_feature_that_says_nothing_is_chance_and_one_that_tells_is_not() -> None:
    right = [n % 2 == 0 for n in range(40)]
    tells = [_example(n // 2 % 5, [[float(r)]], [r]) for n, r in enumerate(right)]
    says_nothing = [_example(e.fold, [[1.0]], [bool(e.right[0])]) for e in tells]
    assert auroc_of(tells) == 1.0
    assert auroc_of(says_nothing) == 0.5
    assert judged([tells])[1] > 1


def _public(folder: Path) -> None:
    story = "LEEDS (CNN) -- Mayor Anna Bell opened the Harbor Tunnel. It cost $40 million."
    asked = [
        ("Who opened the Harbor Tunnel in Leeds?", "Mayor Anna Bell", False),
        ("What did it cost?", "$40 million", False),
    ]
    entry = "Rollo came from Denmark. He was a duke of the Normans."
    entry_asked = [
        ("Where did Rollo come from?", "Denmark", False),
        ("When did Rollo die?", "", True),
    ]
    for name, text, questions in (
        ("newsqa.json.gz", story, asked),
        ("squad-dev-v2.0.json.gz", entry, entry_asked),
    ):
        qas: list[dict[str, Any]] = [
            {
                "id": f"{name[:5]}{n}",
                "question": q,
                "is_impossible": no,
                "answers": [] if no else [{"text": a, "answer_start": text.index(a)}],
            }
            for n, (q, a, no) in enumerate(questions)
        ]
        data = [{"title": "Old_Normans", "paragraphs": [{"context": text, "qas": qas}]}]
        with gzip.open(folder / name, "wt") as out:
            json.dump({"data": data}, out)


def test_questions_that_presume_their_story_are_not_asked_and_some_have_no_answer(
    tmp_path: Path,
) -> None:
    _public(tmp_path)
    write_all(tmp_path, tmp_path / "out")
    asked = {a.id: a for a in read_questions(tmp_path / "out")}
    assert {i: a.kind for i, a in asked.items()} == {
        "newsq0": "answerable",
        "newsq0#removed": "removed",
        "squad0": "answerable",
        "squad1": "removed",
    }
    assert asked["newsq0"].answers == ("Mayor Anna Bell",)
    assert asked["newsq0#removed"].exclude == ("https://stories.example/story-0",)
    assert asked["squad1"].exclude == ()
    with gzip.open(tmp_path / "out" / "articles.jsonl.gz", "rt") as lines:
        assert [json.loads(line)["url"].rsplit("/", 1)[1] for line in lines] == [
            "story-0",
            "entry-0",
        ]


def test_each_feature_is_left_out_in_turn(library: Library, tmp_path: Path) -> None:
    days = [f"2020-06-{day:02}" for day in (9, 12, 18, 25, 28)]
    rows = [
        {"id": f"{kind}{n}", "question": "Which company quit the face business?", "as_of": day}
        for n, day in enumerate(days)
        for kind in ("a", "r")
    ]
    gold: list[dict[str, Any]] = [
        {
            "id": row["id"],
            "kind": "answerable" if row["id"][0] == "a" else "removed",
            "answer": "IBM",
            "answer_in": [],
        }
        for row in rows
    ]
    for name, lines in (("questions", rows), ("gold", gold)):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
    table = ablate(library.settings.data, tmp_path, None, None)
    assert [r["without"] for r in table if r["model"] == "reading"] == [
        "nothing",
        "retrieval",
        "relevance",
        "answers",
    ]
    assert all(r["AUROC"] == 0.5 for r in table if r["model"] == "confidence")


def test_the_reader_by_itself_is_judged_on_each_set(tmp_path: Path) -> None:
    _public(tmp_path)
    squad, newsqa = comprehend(tmp_path, None, 10)
    assert (squad["set"], squad["questions"], newsqa["questions"]) == ("SQuAD 2.0", 2, 2)
    assert (squad["exact"], squad["F1"]) == (1.0, 1.0)
    assert squad["declined"] in (0.0, 1.0)
    assert newsqa["declined"] == ""
