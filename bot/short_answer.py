"""The few words asked for: yes or no, one thing or several, with the day that a weekday means."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.absolute_days import told_with_day
from bot.answer_spans import LEAST_SURE, Told
from bot.countries_asked import asks_for_a_country
from bot.full_names import in_full
from bot.known_places import country_names, country_of
from bot.name_runs import asks_for_two
from bot.question import Kind, Question
from bot.things_asked import things_asked
from bot.weights import linear

FEATURES = ("share", "confidence", "places")
"""The order of the features of ``short_features``; see there."""
LEAST_LIKELY = 0.12
"""What is right hardly one time in eight is no short answer (docs/reader.md)."""
_SEVERAL_OF = 0.4
"""Another thing is told beside the first if it is at least so sure."""
_EACH_SURE = 0.25
"""And so sure at least: of things less sure most are beside the point."""
_SURE_APART = 0.5
"""So sure both of two figures must be before accounts are said to differ: it is a grave word."""
_MOST = 4
_NEVER = 1e-4
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
_THE_ONE = re.compile(r"(?i)^who\b.* the (?:(?:very )?first|last|only|next|most|least|\w+est)\b")
_OTHER_ASKS = re.compile(r"(?i)\b(?:which|what|when|where|how|why)\b")
_ASIDE = re.compile(r"(?i)(?<=[\w,] )who\b")
_FIGURES = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Short:
    """A short answer, and the words of the articles that it rests on."""

    text: str
    words: tuple[str, ...]


def short_features(told: Told, confidence: float) -> tuple[float, ...]:
    """One row of ``FEATURES``: the log-odds of its share, and of ``confidence``; log places."""
    return (_log_odds(told.share), _log_odds(confidence), math.log(len(told.places)))


def _log_odds(share: float) -> float:
    within = min(max(share, _NEVER), 1 - _NEVER)
    return math.log(within / (1 - within))


def chosen(question: Question, told: Sequence[Told], confidence: float) -> tuple[Told, ...]:
    """Of the things that may answer those to tell: one, or several where several are asked for.

    confidence: how likely the coverage holds the answer, 0..1.
    """
    if not told or _chance(told[0], confidence) < LEAST_LIKELY:
        return ()
    told = [told[0], *(t for t in told[1:] if t.sure >= LEAST_SURE)]
    both = asks_for_two(question.text) and re.search(r"\band\b|&", told[0].text)
    if both or not asks_for_several(question):
        return (told[0],)
    least = max(_SEVERAL_OF * max(t.sure for t in told), _EACH_SURE)
    return tuple(t for t in told if t.sure >= least)[:_MOST] or (told[0],)


def _chance(told: Told, confidence: float) -> float:
    model = linear("short")
    assert model.names == FEATURES
    return model.probability(short_features(told, confidence))


def asks_for_several(question: Question) -> bool:
    """Whether there may be several of what is asked for: "Who halted …?", not "Who won …?"."""
    # "Athletes who have … in which sport?": there "who" asks nothing.
    if _THE_ONE.search(question.text):
        return False
    text = _ASIDE.sub("", question.text) if _OTHER_ASKS.search(question.text) else question.text
    return _ASKS_FOR_SEVERAL.search(text) is not None


def short_answer(question: Question, told: Sequence[Told]) -> Short | None:
    """``told`` in a few words; None when nothing is told."""
    if not told:
        return None
    texts = [_in_full(question, t) for t in told]
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


def _in_full(question: Question, told: Told) -> str:
    """The words that are told, a surname with its given name and a weekday with its day."""
    text = " ".join(told.text.split())
    if asks_for_a_country(question.text) and text not in country_names():
        return country_of(text) or text
    if question.kind is Kind.WHO:
        return in_full(text, told.places[0].article.text)
    if question.kind is not Kind.WHEN or "month" in things_asked(question.text):
        return text
    place = told.places[0]
    sentence = place.article.text[place.sentence.start : place.sentence.end]
    return told_with_day(text, place.article.published, sentence)
