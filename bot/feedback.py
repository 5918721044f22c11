"""What readers think of answers, kept with what was asked, answered and read for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from bot.article import iso
from bot.conversation_store import FILE, LOCAL, opened, owned
from bot.outcome import Outcome

REASON_CHARS = 1000


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on one answer; ``outcome`` is the answer as it was judged.

    given: when; asked: when the question was; reason: "" where none was told.
    """

    conversation: str
    turn: int
    given: dt.datetime
    good: bool
    reason: str
    question: str
    asked: dt.datetime
    outcome: Outcome

    def as_json(self) -> dict[str, object]:
        """A line for ``ask --batch`` and ``bench``, with the verdict and what it is about."""
        outcome = self.outcome
        return {
            "id": f"{self.conversation}-{self.turn}",
            "question": outcome.standalone or self.question,
            # The day on which it was asked here, as the chat counts its days.
            "as_of": self.asked.astimezone().date().isoformat(),
            "verdict": "good" if self.good else "bad",
            "reason": self.reason,
            "given": self.given.isoformat(),
            "asked_as": self.question,
            "answer": " ".join(s.text for s in outcome.sentences),
            "short_answer": outcome.short_answer,
            "abstained": outcome.abstained,
            "confidence": round(outcome.confidence, 4),
            "model": outcome.model,
            "citations": [
                {
                    "url": c.url or c.article_id,
                    "published": iso(c.published),
                    "quote": c.quote,
                    "start": c.start,
                    "end": c.end,
                }
                for c in outcome.citations
            ],
            "passages": list(outcome.passages),
            "generation": outcome.generation,
            "narrowings": [n.as_json() for n in outcome.narrowings],
        }


@dataclass(frozen=True, slots=True)
class FeedbackBook:
    """The feedback in ``folder``, beside the conversations; goes when its conversation goes.

    owner: whose conversations it is on; None for everybody's, which is for the command line.
    """

    folder: Path
    owner: str | None = LOCAL

    def give(self, conversation: str, turn: int, good: bool, reason: str = "") -> None:
        """Keep a verdict on an answered turn, in the place of an earlier one."""
        mine, owner = owned(self.owner)
        with opened(self.folder) as db:
            db.execute(
                "INSERT INTO feedback"
                " SELECT c.no, t.no, :now, :good, :reason, t.question, t.asked, t.outcome"
                " FROM turns t JOIN conversations c ON c.no = t.conversation"
                f" WHERE c.id = :id AND t.no = :no AND t.outcome IS NOT NULL AND {mine}"
                " ON CONFLICT (conversation, turn) DO UPDATE SET given = excluded.given,"
                " good = excluded.good, reason = excluded.reason, outcome = excluded.outcome",
                {
                    **owner,
                    "now": dt.datetime.now(dt.UTC).isoformat(),
                    "good": good,
                    "reason": " ".join(reason.split())[:REASON_CHARS],
                    "id": conversation,
                    "no": turn,
                },
            )

    def withdraw(self, conversation: str, turn: int) -> None:
        """Forget the verdict on a turn."""
        mine, owner = owned(self.owner)
        with opened(self.folder) as db:
            db.execute(
                "DELETE FROM feedback WHERE turn = :no AND conversation ="
                f" (SELECT c.no FROM conversations c WHERE c.id = :id AND {mine})",
                {**owner, "no": turn, "id": conversation},
            )

    def verdicts(self, conversation: str) -> dict[int, bool]:
        """Whether each judged turn is good, of those whose answer is still the judged one."""
        if not (self.folder / FILE).is_file():
            return {}
        mine, owner = owned(self.owner)
        with opened(self.folder) as db:
            rows = db.execute(
                "SELECT f.turn, f.good FROM feedback f"
                " JOIN conversations c ON c.no = f.conversation"
                " JOIN turns t ON t.conversation = c.no AND t.no = f.turn"
                " WHERE c.id = :id AND json_extract(f.outcome, '$.seconds', '$.sentences')"
                f" = json_extract(t.outcome, '$.seconds', '$.sentences') AND {mine}",
                owner | {"id": conversation},
            ).fetchall()
        return {turn: bool(good) for turn, good in rows}

    def all(self) -> tuple[Feedback, ...]:
        """Everything that was told, the first first; not of conversations that were removed."""
        if not (self.folder / FILE).is_file():
            return ()
        mine, owner = owned(self.owner)
        with opened(self.folder) as db:
            rows = db.execute(
                "SELECT c.id, f.turn, f.given, f.good, f.reason, f.question, f.asked, f.outcome"
                " FROM feedback f JOIN conversations c ON c.no = f.conversation"
                f" WHERE c.removed IS NULL AND {mine} ORDER BY f.given, f.turn",
                owner,
            ).fetchall()
        return tuple(
            Feedback(
                conversation,
                turn,
                dt.datetime.fromisoformat(given),
                bool(good),
                reason,
                question,
                dt.datetime.fromisoformat(asked),
                Outcome.from_json(outcome),
            )
            for conversation, turn, given, good, reason, question, asked, outcome in rows
        )
