"""A span that a reader pointed at -> the short answer in it, of the kind asked for, or none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bot.counting import counted_in, counting
from bot.countries_asked import asks_for_a_country, country_in
from bot.name_runs import asks_for_two, both, named
from bot.periods import mentions_in
from bot.question import Kind
from bot.spans import Span, spans_of
from bot.things_asked import thing_in
from bot.words import STOP_WORDS, stem, tokens

_ANY_DAY = dt.date(2100, 1, 1)
_Place = tuple[int, int]
_MAGNITUDES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
"""None of them alone is a number."""


def cleaned(
    span_text: str, sentence: str, kind: Kind, question: str, context: str = ""
) -> str | None:
    """The words of ``sentence`` that answer, around ``span_text``: always a part of the sentence.

    What was cut is made whole ("1.9" -> "$1.9 billion", "Smith" -> "Brad Smith"), what does not
    belong goes. None where nothing in the span is an answer of ``kind``, or it only says again
    what the ``question`` says. context: the text of the article, if at hand; it tells whether the
    first word of the sentence is a name. Raises ValueError if the span is no part of the sentence.
    """
    place = _place_of(span_text, sentence)
    if kind is Kind.WHEN:
        found = _day(sentence, place)
    elif kind in (Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION):
        found = _quantity(sentence, place, kind, question)
    else:
        found = named(sentence, place, kind, context)
        if found and asks_for_two(question):
            found = both(sentence, found, context)
        elif found and asks_for_a_country(question):
            found = country_in(sentence, found, question)
    if found is None:
        return None
    found = thing_in(sentence, found, question)
    text = sentence[found[0] : found[1]]
    told = text and text.lower() not in _MAGNITUDES and _is_news(text, question)
    return text if told else None


def _place_of(span_text: str, sentence: str) -> _Place:
    words = r"\s+".join(map(re.escape, span_text.split()))
    whole = re.search(rf"(?<!\w){words}(?!\w)", sentence)
    match = whole or re.search(words, sentence)
    if match is None or not words:
        raise ValueError(f"{span_text!r} is no part of {sentence!r}")
    return match.span()


def _is_news(text: str, question: str) -> bool:
    """Whether the words tell what the question does not; "… or …?" names its own answers."""
    if re.search(r"(?i)\bor\b", question):
        return True
    asked = {stem(t) for t in tokens(question)}
    return any(stem(t) not in asked for t in tokens(text) if t not in STOP_WORDS)


_UNTIL = re.compile(r"(?i)\b(?:until|till|indefinitely|forever|permanently|for life)\b")
_COUNTED_IN_WORDS = re.compile(r"(?i)\b(?:none|both|once|twice|thrice)\b")
_VOTES = re.compile(r" (?:votes? )?to ")
_RESULT = re.compile(r"(\d+)(?: (?:votes? )?to |[-–])(\d+)")
_HAVE_RESULTS = frozenset(
    "vote votes voted voting ballot ballots score scored margin goals points runs sets".split()
)
_MEASURED = re.compile(
    r"(?i)\bhow (?:tall|deep|wide|heavy)\b|\bhow much (?:do|does|did) .+ weigh\b"
)
_RATE = re.compile(
    r" (?:an?|per|each|for each|every)"
    r" (second|minute|hour|day|week|month|year|share|person|ticket)\b"
)


def _quantity(sentence: str, place: _Place, kind: Kind, question: str) -> _Place | None:
    many = re.search(r"(?i)\bhow many\b", question) is not None
    kinds = {kind}
    if kind is Kind.COUNT:
        kinds |= (
            {Kind.PERCENT, Kind.DURATION} if many else {Kind.PERCENT, Kind.DURATION, Kind.MONEY}
        )
    if kind is Kind.DURATION and re.search(r"(?i)\bhow old\b", question):
        kinds.add(Kind.COUNT)
    if _MEASURED.search(question):
        kinds = {Kind.DURATION}  # a number with its unit
    asked = set(tokens(question))
    near = [
        s
        for s in spans_of(sentence)
        if s.kind in kinds and _overlap(s, place) and not _is_no_number(s, sentence)
    ]
    fresh = [s for s in near if not _figures(s.text) <= asked]
    if not fresh:
        return _without_a_figure(sentence, place, kind)
    one = fresh[0]
    if one.kind is Kind.COUNT and (noun := counted_in(question)):
        numbers = [s for s in spans_of(sentence) if s.kind is Kind.COUNT]
        if (meant := counting(noun, numbers, sentence)) and not _figures(meant.text) <= asked:
            one = meant
    start, end = one.start, one.end
    if one.kind is Kind.DURATION and kind is Kind.COUNT and many:
        # "How many miles?": the number; of what the question does not count, nothing.
        unit = tokens(one.text)[-1]
        if stem(unit) not in {stem(t) for t in asked}:
            return None
        end = start + len(re.split(r"[ -](?=[a-z]+$)", one.text)[0])
    if one.kind is Kind.COUNT:
        for other in spans_of(sentence):
            if other.kind is Kind.COUNT and _VOTES.fullmatch(sentence[end : other.start]):
                end = other.end
            elif other.kind is Kind.COUNT and _VOTES.fullmatch(sentence[other.end : start]):
                start = other.start
        if _is_a_result(sentence[start:end]) and _counts_others(question, sentence):
            return None
    if one.kind is Kind.MONEY and (rate := _RATE.match(sentence, end)) and rate[1] not in asked:
        end = rate.end()
    return start, end


def _is_a_result(text: str) -> bool:
    """Whether "8 to 1" is how a vote or a match ended; "20 to 30" is how many there are."""
    match = _RESULT.fullmatch(text)
    return match is not None and int(match[1]) >= int(match[2])


def _counts_others(question: str, sentence: str) -> bool:
    """Whether the question counts what the sentence, which tells a result, does not name.

    "How many cities …?" is not answered by a vote; "How many supervisors …?" by one of theirs is.
    """
    counted = counted_in(question)
    if counted is None or not _HAVE_RESULTS.isdisjoint(tokens(question)):
        return False
    # In that very form: a city's vote is no vote of cities.
    return counted not in tokens(sentence)


def _without_a_figure(sentence: str, place: _Place, kind: Kind) -> _Place | None:
    pattern = {Kind.DURATION: _UNTIL, Kind.COUNT: _COUNTED_IN_WORDS}.get(kind)
    match = pattern.search(sentence, *place) if pattern else None
    if match is None:
        return None
    # "until further notice" needs what follows, "both" does not.
    return (
        (match.start(), _trimmed_end(sentence, place[1])) if kind is Kind.DURATION else match.span()
    )


def _figures(text: str) -> set[str]:
    """The words of a quantity that are its numbers."""
    found = [t for t in tokens(text) if t[0].isdigit()]
    return set(found or tokens(text))


def _is_no_number(span: Span, sentence: str) -> bool:
    """Whether "one" is not a count ("no one", "one-to-one"), and "a second" the next."""
    before, after = sentence[: span.start].lower(), sentence[span.end :].lower()
    return span.text.lower() == "a second" or (
        span.text.lower() == "one"
        and (
            before.endswith(("no ", "-", "any ", "this ", "that ", "the "))
            or after.startswith((" of ", "-", " another"))
        )
    )


_CLOCK = re.compile(r"(?i)\b(?:\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?|midnight|noon|(?:1[89]|20)\d0s\b)")
_VAGUE = re.compile(r"(?i)recently|now|may|march|mar|sec|dec|jan")
_LEADS_A_DAY = re.compile(
    r"(?i)\b(?:(?:earlier|early|late|mid|last|next|this|(?:shortly|just) (?:after|before))[ -])+$"
)
_JOINS_DAYS = re.compile(r"(?i),? (?:on |at |of |in )?|, ")
_FULL_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\.$"
)
_LED_IN = re.compile(r"(?i)(?:in|by|until|on)\s")


def _day(sentence: str, place: _Place) -> _Place | None:
    near = [(a, b) for a, b in _joined(sentence, sorted(_days(sentence))) if _over((a, b), place)]
    if not near:
        return None
    start, end = near[0]
    if lead := _LEADS_A_DAY.search(sentence, 0, start):
        start = lead.start()
    if len(near) > 1 and len(sentence[start : place[1]].split()) <= 8:
        end = near[-1][1]  # "from March 6 to March 12"
    return start, end - bool(_FULL_MONTH.search(sentence[start:end]))


def _days(sentence: str) -> Iterator[_Place]:
    for span in spans_of(sentence):
        if span.kind is Kind.WHEN:
            lead = _LED_IN.match(span.text)
            yield span.start + (lead.end() if lead else 0), span.end
    for mention in mentions_in(sentence, _ANY_DAY):
        text = sentence[mention.start : mention.end]
        if not (_VAGUE.fullmatch(text) and text.islower()) and text.lower() != "recently":
            yield mention.start, mention.end
    for match in _CLOCK.finditer(sentence):
        yield match.span()


def _joined(sentence: str, places: list[_Place]) -> list[_Place]:
    """Places that overlap or stand side by side as one: "Friday, June 5"."""
    result: list[_Place] = []
    for start, end in places:
        if result and (
            start <= result[-1][1] or _JOINS_DAYS.fullmatch(sentence[result[-1][1] : start])
        ):
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result


def _overlap(span: Span, place: _Place) -> bool:
    return _over((span.start, span.end), place)


def _over(one: _Place, other: _Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _trimmed_end(sentence: str, end: int) -> int:
    return len(sentence[:end].rstrip(" ,.;:!?”\"’'"))
