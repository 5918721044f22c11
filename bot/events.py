"""What a conversation tells while it answers, one event after the other."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Answer, Citation, CitedSentence, RankedPassage
from bot.question import Question
from bot.styles import Style


@dataclass(frozen=True, slots=True)
class Understood:
    """How the question was read; ``question.text`` stands alone.

    rewritten: whether a model made it so. Told once more where that led nowhere. style: how the
    answer will be laid out.
    """

    question: Question
    rewritten: bool = False
    style: Style = Style.BRIEF


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found, the best first."""

    passages: tuple[RankedPassage, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """A language model writes from now on, and can be stopped; model: as users know it."""

    model: str


@dataclass(frozen=True, slots=True)
class SentenceWritten:
    """A sentence of the answer, already verified against its citations.

    citation: the one that ``sentence.citation`` numbers; others: those of ``sentence.others``.
    """

    sentence: CitedSentence
    citation: Citation
    others: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The sentences so far are taken back, since the model failed; why, in a sentence.

    Those of the articles themselves follow.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole answer; the last event."""

    answer: Answer


Event = Understood | Retrieved | Writing | SentenceWritten | Withdrawn | Answered
