"""What the page takes in: names are data, orders outlast the page, files are kept no longer."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from bot.coverage.locks import ingesting
from bot.errors import InputError
from bot.intake import MOST_FILES, Intake, Order, Stage, safe_name, urls_of

BROKEN = ("broken.pdf", b"%PDF-1.4 but no more")
_WITHIN = 240


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("story.html", "story.html"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".hidden.md", "hidden.md"),
        ("..", "file"),
        ("", "file"),
        ("a\0b\n.txt", "a_b_.txt"),
        ("a:red[b] $5 <b>.md", "a_red_b_ _5 _b_.md"),
        ("Ünïcode Überschrift.md", "Ünïcode Überschrift.md"),
        ("x" * 300 + ".html", "x" * 95 + ".html"),
        ("-rf.md", "-rf.md"),
        ("記" * 120 + ".pdf", "記" * 78 + ".pdf"),
        ("." + "記" * 120, "記" * 80),
    ],
)
def test_a_files_name_is_data(given: str, name: str) -> None:
    assert safe_name(given) == name


def test_addresses_are_one_a_line_and_a_line_that_is_none_is_named() -> None:
    text = " https://a.example/1 \n\nhttp://b.example\nhttps://a.example/1"
    assert urls_of(text) == ["https://a.example/1", "http://b.example"]
    with pytest.raises(InputError, match=r"^This is not a web address: file:///etc/passwd\."):
        urls_of("https://a.example/1\nfile:///etc/passwd")


def test_nothing_and_too_much_are_told_in_a_sentence(tmp_path: Path) -> None:
    intake = Intake(tmp_path)
    with pytest.raises(InputError, match="Choose a file or paste an address first"):
        intake.add([], [])
    with pytest.raises(InputError, match="At most 200 files"):
        intake.add([("a.md", io.BytesIO(b""))] * (MOST_FILES + 1), [])
    assert not (tmp_path / "intake").exists()


def settled(intake: Intake) -> list[Order]:
    """The orders that are left when none is live."""
    deadline = time.monotonic() + _WITHIN
    while any(order.is_live for order in intake.orders()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    for process in intake._processes.values():
        process.wait(_WITHIN)
    return intake.orders()


def test_a_broken_file_is_refused_with_its_reason_and_kept_to_be_tried_again(
    tmp_path: Path,
) -> None:
    intake = Intake(tmp_path / "data")
    key = intake.add([(BROKEN[0], io.BytesIO(BROKEN[1]))] * 2, [])
    assert [order.title for order in intake.orders()] == ["broken.pdf and 1 more"]
    assert settled(intake) == []
    (run,) = intake.runs(5)
    assert (run.asked.note, run.ending, run.counts["failed"]) == (key, "done", 2)
    assert [intake.shown(source) for source in run.asked.sources] == ["broken.pdf"] * 2
    assert intake.can_retry(run)
    intake.retry(run.number)
    settled(intake)
    again = intake.runs(1)[0]
    assert (again.asked.retried, again.counts["failed"]) == (run.number, 2)
    intake.forget(key)
    assert not intake.can_retry(run)
    last = intake.retry(run.number)
    settled(intake)
    assert list(intake._processes) == [last]


def test_an_order_waits_for_another_ingest_and_another_process_sees_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    intake = Intake(data)
    with ingesting(data):
        intake.add([(BROKEN[0], io.BytesIO(BROKEN[1]))], [])
        (order,) = intake.orders()
        (seen,) = Intake(data).orders()  # as after a restart of the page's server
        assert (order.stage, seen.stage) == (Stage.WAITING, Stage.WAITING)
    assert settled(intake) == []
    assert intake.runs(1)[0].counts["failed"] == 1


def test_an_order_that_cannot_begin_says_why_until_it_is_dismissed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    intake = Intake(data)
    intake.undo(7)
    (order,) = settled(intake)
    assert order.stage is Stage.BROKEN
    assert order.trouble.startswith("No run 7 is remembered in") or "journal" in order.trouble
    intake.forget(order.key)
    assert intake.orders() == []


def test_an_order_that_was_cut_off_before_it_began_is_told(tmp_path: Path) -> None:
    place = tmp_path / "intake" / "page-1"
    place.mkdir(parents=True)
    (place / "order.json").write_text(
        '{"title": "story.md", "given": "2126-01-01T00:00:00+00:00"}', encoding="utf-8"
    )
    (order,) = Intake(tmp_path).orders()
    assert (order.stage, order.title) == (Stage.BROKEN, "story.md")
    assert order.trouble == "It was cut off before it began: add it again."
