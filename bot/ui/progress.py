"""How far an answer is, and kept turns as the chat asks on from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answer import Answer, Citation, CitedSentence
from bot.outcome import KeptTurn
from bot.styles import Style

if TYPE_CHECKING:
    from bot.chat import SentenceWritten, Turn


@dataclass(frozen=True, slots=True)
class Progress:
    """How far turn ``no`` of a conversation is; ``step`` is a line to show.

    stopped: nothing more will come, since the conversation cannot be kept; ``step`` says why.
    model: the language model that writes now; "" where none does.
    style: how the answer is laid out.
    """

    no: int = 0
    step: str = "Waiting for its turn…"
    stopped: bool = False
    sentences: tuple[CitedSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    model: str = ""
    style: Style = Style.BRIEF

    @property
    def waits(self) -> bool:
        """Whether its turn has not come yet."""
        return self.no == 0 and not self.stopped

    def having(self, event: SentenceWritten) -> Progress:
        """This, and one sentence more, with those citations that it is the first to cite."""
        cited = zip(event.sentence.citations, (event.citation, *event.others), strict=True)
        new = (c for number, c in cited if number > len(self.citations))
        return replace(
            self,
            sentences=(*self.sentences, event.sentence),
            citations=(*self.citations, *new),
        )


def waiting_words(before: int) -> str:
    """The line to show while ``before`` other conversations have their turn first."""
    if before == 0:
        return Progress().step
    questions = "One question is" if before == 1 else f"{before} questions are"
    return f"{questions} before yours…"


def turn_of(kept: KeptTurn) -> Turn | None:
    """The turn as the chat needs it to ask on from; passages are not kept."""
    from bot.chat import Turn
    from bot.reply import Reply

    outcome = kept.outcome
    if outcome is None or outcome.error:
        return None
    answer = Answer(
        question=outcome.standalone,
        sentences=outcome.sentences,
        short_answer=outcome.short_answer,
        abstained=outcome.abstained,
        confidence=outcome.confidence,
        citations=outcome.citations,
        passages=(),
        seconds=outcome.seconds,
        reply=Reply(outcome.reply, outcome.related) if outcome.reply else None,
    )
    return Turn(kept.question, outcome.standalone, answer)
