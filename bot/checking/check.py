"""The verdict on one sentence: kept, or dropped and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.checking.acting import turned_about
from bot.checking.binding import wrong_doer
from bot.checking.clause_signs import told_as_so
from bot.checking.contrasts import contrast_turned
from bot.checking.duties import other_duty
from bot.checking.grounds import Ground, Grounds
from bot.checking.implicatives import otherwise_done
from bot.checking.known_days import unfounded_day
from bot.checking.known_figures import unfounded_figure
from bot.checking.listed import wrong_company
from bot.checking.modality import other_certainty
from bot.checking.names import unfounded_name
from bot.checking.opposites import opposed
from bot.checking.owning import wrong_owner
from bot.checking.plainness import fragment_in, markup_in, question_in
from bot.checking.polarity import turned_round
from bot.checking.precedence import otherwise_before
from bot.checking.quantity import other_share
from bot.checking.quotations import unfounded_quotation
from bot.checking.replaced import replaced
from bot.checking.speakers import wrong_speaker
from bot.checking.support import unsupported
from bot.checking.swapped import swapped

_CHECKS: tuple[tuple[str, Callable[[str, Grounds], str | None]], ...] = (
    ("it holds {!r}, which is no plain word", markup_in),
    ("{!r} is no sentence", fragment_in),
    ("it asks: {!r}", question_in),
    ("the quotation {!r} is not in what it cites", unfounded_quotation),
    ("the number {!r} is not in what it cites", unfounded_figure),
    ("the date {!r} is not in what it cites", unfounded_day),
    ("the name {!r} is not in what it cites", unfounded_name),
    ("the name {!r} is in another's place", replaced),
    ("{!r} do not stand together in what it cites", wrong_company),
    ("{!r} turns round what it cites", turned_round),
    ("{!r} turns round what it cites", opposed),
    ("{!r} turns round what it cites", otherwise_done),
    ("{!r} turns round what it cites", otherwise_before),
    ("{!r} turns round what it cites", told_as_so),
    ("{!r} turns round what it cites", contrast_turned),
    ("{!r} is more or less than what it cites tells", other_share),
    ("{!r} is more or less binding than what it cites tells", other_duty),
    ("{!r} is surer or less sure than what it cites", other_certainty),
    ("{!r} is not who says so in what it cites", wrong_speaker),
    ("{!r} is not who does so in what it cites", wrong_doer),
    ("{!r} is not whose it is in what it cites", wrong_owner),
    ("{!r} is done by the other one in what it cites", turned_about),
    ("{!r} stand for each other in what it cites", swapped),
    ("what it cites holds only {}", unsupported),
)


def telling(sentence: str, grounds: Sequence[Ground]) -> tuple[int, ...]:
    """The places in ``grounds`` of those that tell of a kept ``sentence``, in their order.

    One that neither holds the sentence alone nor is needed beside the others tells nothing of it.
    """
    kept = list(range(len(grounds)))
    for place in range(len(grounds)):
        others = [n for n in kept if n != place]
        if not others or fault_of(sentence, [grounds[place]]) is None:
            continue
        if fault_of(sentence, [grounds[n] for n in others]) is None:
            kept = others
    return tuple(kept)


def fault_of(sentence: str, grounds: Sequence[Ground]) -> str | None:
    """Why ``sentence`` does not follow from ``grounds``, a clause; None when it is kept.

    Lexical: numbers, dates, names and quotations must be there, negations and speakers the same,
    and most other words too, or words of like meaning. grounds: at least one.
    """
    cited = Grounds.of(grounds)
    for reason, check in _CHECKS:
        found = check(sentence, cited)
        if found is not None:
            return reason.format(found)
    return None
