"""Turns of a conversation -> what the thread on the page shows: plain text and links, no markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from bot.answer import Citation, CitedSentence, laid_out
from bot.outcome import Found, KeptTurn, Outcome
from bot.ui.address import Address, Quote
from bot.ui.answering import STOPPED
from bot.ui.progress import Progress
from bot.ui.wording import count_words, day_words

NEAREST = 3
MORE = 4


class Card(TypedDict):
    """An article to open; ``number`` and ``quote`` only of one that is cited.

    lit: ``quote`` in three parts, the words that answer between the others, or empty.
    """

    number: int
    title: str
    about: str
    quote: str
    lit: list[str]
    href: str
    article: str
    span: str


class Line(TypedDict):
    """A sentence of an answer and the numbers of its cards; lead: what stands before it, or ""."""

    text: str
    numbers: list[int]
    lead: str


class Chip(TypedDict):
    """Something that narrows a question; key: by which it is taken away."""

    key: str
    label: str


class TurnView(TypedDict):
    """A question and what is known of its answer. step: "" when nothing is under way.

    by: who wrote the answer, "" where no language model is set. work: what that took, and what of
    it is not shown; "" unless that is set. alone: what a model made of a follow-up, else "".
    style: how the answer is laid out. reply: what is said where nothing was asked of the coverage,
    else "". again: whether it can be asked again. verdict: "good",
    "bad", or "" where nobody has said. link: to the conversation, "" where only
    its owner can open it.
    """

    no: int
    question: str
    step: str
    by: str
    work: str
    alone: str
    style: str
    chips: list[Chip]
    note: str
    short: str
    sentences: list[Line]
    sources: list[Card]
    declined: str
    reply: str
    nearest: list[Card]
    more: list[Card]
    error: str
    copy: str
    again: bool
    verdict: str
    related: list[str]
    link: str


def turn_view(
    turn: KeptTurn,
    progress: Progress | None,
    address: Address,
    good: bool | None = None,
    *,
    show_work: bool = False,
    shared: bool = True,
) -> TurnView:
    """``turn`` as it is now; ``progress`` when it is the one being answered.

    good: what its reader thinks of it, None where that was not told. show_work: whether to tell
    what a model did. shared: whether others can open its address.
    """
    outcome = turn.outcome
    view = TurnView(
        no=turn.no,
        question=turn.question,
        step="" if outcome else (progress or Progress()).step,
        by=_by(outcome) if outcome else "",
        work=outcome.work if outcome and show_work else "",
        alone=outcome.standalone if outcome and outcome.rewritten else "",
        style=(outcome or progress or Progress()).style.value,
        chips=[Chip(key=n.key, label=n.label) for n in outcome.narrowings] if outcome else [],
        note=(outcome.note or "") if outcome else "",
        short="",
        sentences=[],
        sources=[],
        declined="",
        reply=outcome.reply if outcome else "",
        nearest=[],
        more=[],
        error="",
        copy="",
        again=outcome is not None and not outcome.reply,
        verdict="" if good is None else "good" if good else "bad",
        related=list(outcome.related) if outcome else [],
        link=Address(address.conversation).href() if shared else "",
    )
    if outcome is None and progress:
        view["sentences"] = [_line(s) for s in progress.sentences]
        view["sources"] = _sources(progress.citations, address)
    elif outcome and outcome.error == STOPPED:
        view["note"] = STOPPED
    elif outcome and outcome.error:
        view["error"] = outcome.error
    elif outcome and outcome.abstained and not outcome.reply:
        view["copy"] = f"{turn.question}\n\n{outcome.instead}"
        view["declined"] = outcome.instead
        view["nearest"] = [_near(f, address) for f in outcome.found[:NEAREST]]
    elif outcome and outcome.sentences:
        view["short"] = _short(outcome)
        view["sentences"] = [_line(s) for s in outcome.sentences]
        view["sources"] = _sources(outcome.citations, address)
        cited = {c.article_id for c in outcome.citations}
        others = [f for f in outcome.found if f.article_id not in cited]
        view["more"] = [_near(f, address) for f in others[:MORE]]
        view["copy"] = _copy(turn.question, outcome)
    return view


def about(outlet: str | None, day: str, elsewhere: str = "") -> str:
    """Where and when something was published, and where else, in a line."""
    return " · ".join(part for part in (outlet, day, elsewhere) if part)


def _line(sentence: CitedSentence) -> Line:
    return Line(text=sentence.text, numbers=list(sentence.citations), lead=sentence.lead)


def _by(outcome: Outcome) -> str:
    if outcome.model is None or outcome.abstained:
        return ""
    if not outcome.own:
        return "Taken from the articles"
    return f"Written by {outcome.model}, {count_words(len(outcome.sentences), 'sentence')} checked"


def _short(outcome: Outcome) -> str:
    """The short answer, unless it is all that the first sentence says."""
    short = (outcome.short_answer or "").strip()
    if short and outcome.sentences[0].text.strip(" .") == short.strip(" ."):
        return ""
    return short[:1].upper() + short[1:]


def _sources(citations: Sequence[Citation], address: Address) -> list[Card]:
    return [
        _card(
            Found(c.article_id, c.title, c.outlet, c.published),
            address.to(c.article_id, Quote(c.start, c.end)),
            number=number,
            quote=" ".join(c.quote.split()),
            lit=_lit(c),
            elsewhere=c.beside,
        )
        for number, c in enumerate(citations, start=1)
    ]


def _near(found: Found, address: Address) -> Card:
    return _card(found, address.to(found.article_id))


def _card(
    found: Found,
    target: Address,
    *,
    number: int = 0,
    quote: str = "",
    lit: Sequence[str] = (),
    elsewhere: str = "",
) -> Card:
    return Card(
        number=number,
        title=found.title,
        about=about(found.outlet, day_words(found.published), elsewhere),
        quote=quote,
        lit=list(lit),
        href=target.href(),
        article=found.article_id,
        span=str(target.quote or ""),
    )


def _lit(citation: Citation) -> list[str]:
    """The quote before, in and after the words that answer, its white space made plain."""
    if citation.lit is None:
        return []
    start, end = (at - citation.start for at in citation.lit)
    parts = (citation.quote[:start], citation.quote[start:end], citation.quote[end:])
    return [re.sub(r"\s+", " ", part) for part in parts]


def _copy(question: str, outcome: Outcome) -> str:
    """Question, answer and sources as plain text."""
    answer = laid_out(outcome.sentences, outcome.style)
    sources = [
        f"[{n}] {c.title}. {about(c.outlet, day_words(c.published))}"
        + (f". {c.url}" if c.url else "")
        for n, c in enumerate(outcome.citations, start=1)
    ]
    return "\n".join([question, "", answer, "", *sources])
