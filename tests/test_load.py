"""Readers at once, in the real page; ``python -m bench load`` has as many as one likes."""

from __future__ import annotations

from pathlib import Path

from bench.asker import Shown
from bench.load import Course, Crowd, _row, _wrong, measure
from bot.library import Library
from bot.ui.answering import CROWDED

ASKERS, ROUNDS = 8, 2


def test_each_of_a_crowd_is_answered_and_by_what_it_asked(library: Library) -> None:
    rows, broken = measure(library.settings.data, None, [ASKERS], 1.0, 1)
    assert broken == []
    assert [row["answered"] for row in rows] == [ASKERS, ASKERS]
    assert [row["failed"] for row in rows] == [0, 0]
    assert not (library.settings.data / "conversations.sqlite").exists()


def _shown(question: str, text: str, error: str = "", before: tuple[str, ...] = ()) -> Shown:
    turns = [
        {"question": q, "error": error, "sentences": [{"text": text}]} for q in (*before, question)
    ]
    return Shown(question, 0.1, 2.0, ("2 questions are before yours…",), tuple(turns))


def test_an_answer_of_another_a_foreign_turn_and_what_was_shed_are_counted(
    library: Library, tmp_path: Path
) -> None:
    asked = "Who halted police sales?"
    shown = (
        (_shown(asked, "What another was told."),),
        (_shown(asked, "", CROWDED, before=("What another asked?",)),),
    )
    course = Course(
        Crowd(2, 0.0, 1), shown, ("'x': no answer",), (0.1, 0.2), 4.0, 3.0, 1.0, (640, 655)
    )
    wrong = _wrong(library, course)
    assert len(wrong) == 2
    assert "What another was told." in wrong[0]
    assert "What another asked?" in wrong[1]
    row = _row(course, len(wrong))
    counted = ("questions", "answered", "shed", "failed", "lost", "another's", "saw the queue")
    assert [row[name] for name in counted] == [2, 1, 1, 0, 1, 2, 2]
    assert (row["a second"], row["p95 s"]) == (0.25, 2.0)
