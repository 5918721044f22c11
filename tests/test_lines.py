"""What a model writes becomes lines with numbers, however it chooses to write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writers.lines import MAX_LINE, Line, Lines, ends_thought


def read(text: str, size: int = 3) -> list[Line]:
    lines = Lines()
    found = [line for i in range(0, len(text), size) for line in lines.feed(text[i : i + size])]
    return [*found, *lines.end()]


@pytest.mark.parametrize(
    "written",
    [
        "Rain fell [1][3].\nIt stopped [2].",
        "Rain fell [1, 3].\n\n\nIt stopped [2].\n",
        "- Rain fell. [1] [3]\n- It stopped. [2]",
        "1. Rain fell [1,3]\n2. It stopped [2]",
        "* **Rain fell** [1; 3].\r\n* It stopped [2].",
        "Rain fell (1, 3).\nIt stopped (2).",
        "Rain fell【1】【3】.\nIt stopped【2】.",
        "Rain fell [1 and 3]. It stopped [2].",
        "Rain fell. [1][3] It stopped. [2]",
        "Rain fell [Source 1, Source 3].\nIt stopped [^2].",
        "<think>It [9] rained?\nYes.</think>\nRain fell [1][3].\nIt stopped [2].",
        "Rain fell [1] [3] .\nIt stopped [2] .",
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_numbers_are_read_in_every_way_that_models_write_them(written: str, size: int) -> None:
    assert read(written, size) == [Line("Rain fell.", (1, 3)), Line("It stopped.", (2,))]


def test_a_preamble_cites_nothing() -> None:
    assert read("Here is the answer:\nRain fell [1].")[0] == Line("Here is the answer:", ())


def test_numbers_in_the_middle_of_a_sentence_belong_to_it() -> None:
    assert read("Oslo [1] and Rome [2] paid.") == [Line("Oslo and Rome paid.", (1, 2))]


def test_a_year_in_brackets_is_no_number_of_a_source() -> None:
    assert read("Rain fell (in 2020) [1].") == [Line("Rain fell (in 2020).", (1,))]
    assert read("Rain fell (2020) [1].") == [Line("Rain fell (2020).", (1,))]


def test_a_range_is_all_that_lies_between() -> None:
    assert read("Rain fell [2-4].") == [Line("Rain fell.", (2, 3, 4))]


def test_a_line_is_told_as_soon_as_it_is_whole() -> None:
    lines = Lines()
    assert list(lines.feed("Rain fell [1].")) == []
    assert list(lines.feed("\nIt")) == [Line("Rain fell.", (1,))]
    assert list(lines.feed(" stopped [2]. T")) == [Line("It stopped.", (2,))]


def test_a_thought_that_never_ends_is_never_told() -> None:
    assert read("<think>Rain fell [1].\nIt stopped [2].\n") == []


def test_a_line_without_end_is_cut() -> None:
    (found,) = read("rain " * MAX_LINE)
    assert found.numbers == ()
    assert MAX_LINE <= len(found.text) < MAX_LINE + 10


@given(st.text(alphabet="Ab1 [](),.\n-–<think>/【】*", max_size=80), st.integers(1, 7))
def test_however_it_is_cut_nothing_breaks(written: str, size: int) -> None:
    for line in read(written, size):
        assert "\n" not in line.text
        assert all(0 <= n <= 999 for n in line.numbers)


@pytest.mark.parametrize("size", [1, 1000])
def test_a_thought_between_two_lines_is_not_shown_either(size: int) -> None:
    written = "Rain fell [1].\n<think>Was it [2]?\nYes.</think>\nIt stopped [2].\n<think>And so on"
    assert read(written, size) == [Line("Rain fell.", (1,)), Line("It stopped.", (2,))]


@pytest.mark.parametrize("size", [1, 1000])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("*Rain* fell [1],[3].", "Rain fell."),
        ("_Rain_ fell [[1]] [[3]]\n", "Rain fell."),
        ("Answer: Rain fell [1]; [3].", "Rain fell."),
        ("**Final answer:** ***Rain fell*** [1][3].", "Rain fell."),
        ("rain_fall * 2 * [1][3].", "rain_fall * 2 *."),
    ],
)
def test_marks_of_emphasis_labels_and_commas_between_numbers_are_passed_over(
    written: str, said: str, size: int
) -> None:
    assert read(written, size) == [Line(said, (1, 3))]


def test_the_rest_of_a_line_that_is_too_long_is_no_sentence() -> None:
    long = "rain and " * (MAX_LINE // 4)
    first, second = read(f"{long} rain fell in May [1].\nIt stopped [2].", 50)
    assert first.numbers == ()
    assert second == Line("It stopped.", (2,))
    assert len(read(f"{long} rain fell in May [1].", 50)) == 1


def test_a_thought_whose_begin_was_not_sent_ends_in_a_line_of_its_own() -> None:
    lines = read("Rain, from [1], fell.\n</think>\n\nRain fell [1].")
    assert [ends_thought(line) for line in lines] == [False, True, False]
