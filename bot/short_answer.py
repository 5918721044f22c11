"""The few words asked for: yes or no, one thing or several, with the day that a weekday means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.absolute_days import told_with_day
from bot.answer_spans import LEAST_SURE, Told
from bot.name_runs import asks_for_two
from bot.question import Kind, Question

_SEVERAL_OF = 0.4
"""Another thing is told beside the first if it is at least so sure."""
_EACH_SURE = 0.25
"""And so sure at least: of things less sure most are beside the point."""
_SURE_APART = 0.5
"""So sure both of two figures must be before accounts are said to differ: it is a grave word."""
_MOST = 4
_ONE_DOES = (
    "wrote|writes|holds|held|owns|owned|runs|leads|led|heads|headed|founded|invented|composed"
    "|painted|became|becomes|succeeded|succeeds|replaced|replaces|hosts|hosted|delivered|delivers"
    "|directed|chairs|chaired|presides|presided|designed|discovered"
)
"""What mostly one does, as against "Who halted sales?"."""
_ASKS_FOR_SEVERAL = re.compile(
    r"(?i)\bwho (?!(?:did|does|do|was|were|is|are|else|came|won|" + _ONE_DOES + r")\b)"
    r"(?:(?:has|have|had|will|would) (?:not )?)?\w+|\b(?:which|what) (?:\w+ )?"
    r"(?:companies|cities|countries|states|groups|people|outlets|teams|firms|towns|places|agencies|names|artists|actors|players)\b"
    r"|\b(?:both|all) (?:who|which|that)\b|^(?:name|list) "
)
_FIGURES = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Short:
    """A short answer, and the words of the articles that it rests on."""

    text: str
    words: tuple[str, ...]


def chosen(question: Question, told: Sequence[Told]) -> tuple[Told, ...]:
    """Of the things that may answer those to tell: one, or several where several are asked for."""
    if not told or told[0].sure < LEAST_SURE:
        return ()
    told = [t for t in told if t.sure >= LEAST_SURE]
    both = asks_for_two(question.text) and re.search(r"\band\b|&", told[0].text)
    if both or not asks_for_several(question):
        return (told[0],)
    least = max(_SEVERAL_OF * max(t.sure for t in told), _EACH_SURE)
    return tuple(t for t in told if t.sure >= least)[:_MOST] or (told[0],)


def asks_for_several(question: Question) -> bool:
    """Whether there may be several of what is asked for: "Who halted …?", not "Who won …?"."""
    return _ASKS_FOR_SEVERAL.search(question.text) is not None


def short_answer(question: Question, told: Sequence[Told]) -> Short | None:
    """``told`` in a few words; None when nothing is told."""
    if not told:
        return None
    texts = [_with_day(question, t) for t in told]
    return Short(", ".join(texts), tuple(t.text for t in told))


def differing(question: Question, told: Sequence[Told]) -> tuple[Told, ...]:
    """Two figures that good passages of different articles give for the same, the newer first."""
    if question.kind not in _FIGURES or len(told) < 2:
        return ()
    one, other = told[0], told[1]
    apart = one.places[0].article.id != other.places[0].article.id
    if not apart or min(one.sure, other.sure) < _SURE_APART:
        return ()
    return tuple(sorted((one, other), key=_day, reverse=True))


def _day(told: Told) -> int:
    day = told.places[0].article.published_day
    return day.toordinal() if day else 0


def _with_day(question: Question, told: Told) -> str:
    text = " ".join(told.text.split())
    if question.kind is not Kind.WHEN:
        return text
    place = told.places[0]
    sentence = place.article.text[place.sentence.start : place.sentence.end]
    return told_with_day(text, place.article.published, sentence)
