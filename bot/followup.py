"""A follow-up question -> one that stands alone, by the words of the turn before it."""

from __future__ import annotations

import datetime as dt
import re

from bot.defining import asked_name
from bot.question import understood_names
from bot.timing import NEWEST, Timing, times_in
from bot.verb_forms import may_be_past
from bot.wording import FRONT, asks
from bot.words import STOP_WORDS, stem, tokens

_OPENER = re.compile(
    r"(?i)^(?:and|but|so|or|ok|okay|then)?[, ]*(?:what|how) about\s+|^(?:and|but|so|or)[, ]+"
)
_REFERS = re.compile(
    r"(?i)\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|that|this|those|these|there"
    r"|then|former|latter|the (?:company|firm|ban|law|bill|decision|move|judge|city|man|woman))\b"
)
_WHOSE = r"(?P<whose>\b(?:his|their|her(?= [a-z]))\b)"
_THEY = re.compile(r"(?i)\b(?:they|them)\b|(?P<whose>\btheir\b)")
_ONE = re.compile(rf"(?i){_WHOSE}|\b(?:he|she|him|her|they|them)\b")
_IT = re.compile(r"(?i)\b(?:it|they)\b")
_DONE_TO = re.compile(
    r"(?i)\w+ (?:was|were|is|are) (?P<what>(?!it\b|they\b|there\b)[^:?]+?) (?P<done>\w+)\W*$"
)
"""What something was done to: "When was the pier sold?"."""
_POLITE = re.compile(r"(?i)[, ]*(?:please|thanks|thank you)[ .!?]*$")
_LED_IN = re.compile(
    r"(?i)^(?:according to|about|in|at|on|of|for|by|to|from|with)\s+(?:the\s+(?=[A-Z]))?"
)
_AUXILIARY = re.compile(
    r"(?i)^(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would)\s+"
)
_NAME = r"[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*)*"
_NAMES = re.compile(rf"(?<!^)(?<![\w.]){_NAME}")
_POSSESSIVE = re.compile(r"['’]s?$|\?$")
_ANY_DAY = dt.date(2100, 1, 1)
"""Only where the words about time stand is of interest, not which day they tell."""


def standalone(question: str, before: str | None, answered: str | None = None) -> str:
    """``question`` as it would be asked by someone who had not asked ``before`` first.

    before: the standalone question of the turn before; None at the beginning. answered: whom it was
    answered with, if it asked for somebody: "How old is he?".

    A question that only names something new ("What about Amazon?") asks the old one of it; one
    that points back ("When was that?") takes the old one's words along; any other stands alone.
    """
    asked = " ".join(question.split())
    if not before or not asked or asked_name(asked):
        return asked
    opener = _OPENER.match(asked)
    rest = _POLITE.sub("", asked[opener.end() :] if opener else asked).rstrip(" ?.!")
    if not rest:
        return asked
    if opener and not asks(rest):
        return _flat(_asked_of(rest, before))
    named = understood_names(rest)
    if asks(rest) and named and not set(map(stem, _content(rest))) - set(named):
        return _flat(_asked_of(_AUXILIARY.sub("", rest), before))  # "And did Amazon?"
    if not named and (_REFERS.search(rest) or len(_content(rest)) <= 1):
        return _flat(_with_what_it_points_at(_named(rest, before, answered), before))
    return asked


def _flat(text: str) -> str:
    return " ".join(text.split())


def _named(rest: str, before: str, answered: str | None) -> str:
    """``rest`` with the name that its pronoun stands for, where the turn before tells it."""
    if answered:
        several = re.search(r",|\band\b", answered) is not None
        if match := (_THEY if several else _ONE).search(rest):
            ending = "’s" if match["whose"] else ""
            return f"{rest[: match.start()]}{answered}{ending}{rest[match.end() :]}"
    elif (done := _DONE_TO.match(before)) and may_be_past(done["done"].lower()):
        return _IT.sub(done["what"], rest, count=1)
    return rest


def _with_what_it_points_at(rest: str, before: str) -> str:
    """``rest`` with the question before it, and what that was last asked of."""
    *fronts, tail = before.split(FRONT)
    subjects = [f for f in fronts if _content(f) and not asks(f) and not _REFERS.search(f)]
    return FRONT.join([rest, *subjects[:1], tail])


def _asked_of(subject: str, before: str) -> str:
    """``before`` with what ``subject`` stands for replaced by it, or with it in front."""
    # What earlier follow-ups put in front is not what is asked.
    tail = before.rsplit(FRONT, 1)[-1]
    if (time := _only_time(subject)) is not None:
        old = times_in(tail, _ANY_DAY)
        if old:
            return tail[: old[0].start] + subject[time.start :] + tail[old[0].end :]
        mark = tail[len(tail.rstrip(" ?.!")) :]
        return f"{tail.rstrip(' ?.!')} {subject}{mark}"
    runs = [m.group() for m in _NAMES.finditer(tail)]
    if lead := _LED_IN.match(subject):
        # "And about Amazon?" after "What did the Ledger report about Microsoft?"
        place = re.search(rf"(?i:\b{re.escape(lead.group().strip())})\s(?:the\s)?({_NAME})", tail)
        if place and understood_names(subject):
            start, end = place.span(1)
            kept = _POSSESSIVE.search(tail[start:end])
            return (
                tail[:start]
                + _bare(subject[lead.end() :])
                + (kept.group() if kept else "")
                + tail[end:]
            )
    if len(runs) == 1 and understood_names(subject):
        return tail.replace(_bare(runs[0]), _bare(_LED_IN.sub("", subject)))
    return f"{subject}{FRONT}{tail}"


def _only_time(subject: str) -> Timing | None:
    """The time that ``subject`` tells, if it tells nothing else."""
    times = times_in(subject, _ANY_DAY)
    if len(times) != 1 or times[0].label == NEWEST:
        return None
    rest = subject[: times[0].start] + subject[times[0].end :]
    return times[0] if not tokens(rest) else None


def _bare(name: str) -> str:
    """A name without its possessive and without a full stop that is not its own."""
    plain = re.sub(r"['’]s?$", "", name.rstrip("?"))
    return plain if re.search(r"\.\w\.$", plain) else plain.rstrip(".")


def _content(text: str) -> list[str]:
    return [t for t in tokens(text) if t not in STOP_WORDS]
