"""What a model writes, as it comes -> whole lines with the numbers that they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINE = 1200
"""Characters; a longer line is no sentence, and is passed on as one that cites nothing."""

_RANGE_LIMIT = 6
_ONE = r"(?:(?:source|sentence|s|\^)?\s?#?\d{1,3})"
_LIST = rf"{_ONE}(?:\s?(?:,|;|and|&|-|–)\s?{_ONE})*"
_MARK = re.compile(rf"(?i)\s*[\[【]+\s*({_LIST})\s*(?:†[^\]】]*)?[\]】]+")
_APART = re.compile(rf"(?i)([\]】])\s?[,;]\s?(?=[\[【]+\s*{_LIST}\s*[\]】])")
_ROUND = re.compile(rf"(?i)\s*\(\s*({_LIST})\s*\)(?=[\s.,;:!?]*$)")
_GROUP = rf"(?:\s?[\[【]\s*(?i:{_LIST})\s*[\]】])+"
_END = re.compile(rf"(?:(?<=[.!?”\"]){_GROUP}|{_GROUP}[.!?]+[”\"]?)(?=\s+[^\s\[【(a-z])")
_BULLET = re.compile(r"^\s*(?:[-*•–—>]\s+|#{1,6}\s+|\(?\d{1,2}[.)]\s+)+")
_LABEL = re.compile(r"(?i)^(?:(?:final |short |brief )?answer|response|summary)\s?:\s+")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_THOUGHT = re.compile(r"(?is)<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)")
_THOUGHT_ENDS = re.compile(r"(?i)</think(?:ing)?>")
_WHOLE_THOUGHT = re.compile(r"(?is)\s*<think(?:ing)?>.*?</think(?:ing)?>")
_BEGUN_THOUGHT = re.compile(
    r"(?i)\s*<(?:think(?:ing)?>|(?:t|th|thi|thin|think|thinki|thinkin|thinking)?\Z)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """What was written, without its marks, and the numbers it cites, each once, in order."""

    text: str
    numbers: tuple[int, ...]


class Lines:
    r"""Takes what a model writes as it comes.

    >>> lines = Lines()
    >>> list(lines.feed("- Rain fell [1, 3].\nIt sto"))
    [Line(text='Rain fell.', numbers=(1, 3))]
    """

    def __init__(self) -> None:
        self._rest = ""
        self._too_long = False

    @property
    def thinking(self) -> bool:
        """Whether what has come last is a thought that is not over."""
        return bool(self._rest) and _BEGUN_THOUGHT.match(self._rest) is not None

    def feed(self, piece: str) -> Iterator[Line]:
        """The lines that ``piece`` completes."""
        self._rest += piece.replace("\r", "\n")
        while not self._thinking() and (cut := self._cut()) is not None:
            whole, self._rest = self._rest[:cut], self._rest[cut:]
            if not self._too_long:
                yield from _lines(whole)
            # The rest of a line that is too long is no sentence of its own.
            self._too_long = len(whole) > MAX_LINE and not whole.endswith("\n")

    def end(self) -> Iterator[Line]:
        """The last line, which nothing ended; call once."""
        whole, self._rest = _THOUGHT.sub("", self._rest), ""
        first, *others = whole.split("\n")
        for part in others if self._too_long else (first, *others):
            yield from _lines(part)

    def _thinking(self) -> bool:
        """Whether a thought begins here and is not over; one that is over is passed over."""
        while match := _WHOLE_THOUGHT.match(self._rest):
            self._rest = self._rest[match.end() :]
        return _BEGUN_THOUGHT.match(self._rest) is not None

    def _cut(self) -> int | None:
        newline = self._rest.find("\n")
        end = _END.search(self._rest)
        if end and (newline < 0 or end.end() <= newline):
            return end.end()
        if newline >= 0:
            return newline + 1
        return len(self._rest) if len(self._rest) > MAX_LINE else None


def ends_thought(line: Line) -> bool:
    """Whether all until here was a thought, whose begin the server has kept to itself."""
    return _THOUGHT_ENDS.search(line.text) is not None


def _lines(whole: str) -> Iterator[Line]:
    text = _LABEL.sub("", _EMPHASIS.sub(r"\2", _BULLET.sub("", whole)).strip())
    text = _APART.sub(r"\1", text)
    marks = list(_MARK.finditer(text)) or list(_ROUND.finditer(text))
    numbers = [n for mark in marks for n in _numbers(mark.group(1))]
    for mark in reversed(marks):
        text = text[: mark.start()] + text[mark.end() :]
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    text = re.sub(r"([.!?]”?)\.$", r"\1", text)
    if text and any(c.isalnum() for c in text):
        ended = re.search(r"[.!?:…][”\"’')]*$", text)
        yield Line(text if ended else f"{text}.", tuple(dict.fromkeys(numbers)))


def _numbers(listed: str) -> Iterator[int]:
    for part in re.split(r"(?i)\s?(?:,|;|and|&)\s?", listed):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] < _RANGE_LIMIT:
            yield from range(ends[0], ends[1] + 1)
        else:
            yield from ends
