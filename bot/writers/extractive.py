"""The writer without a model: the sentences of the articles themselves, one to four of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation
from bot.answer_spans import Told
from bot.article import in_words
from bot.asked_words import asks_for_words, quotes_words
from bot.defining import asked_name, definition
from bot.evidence import dangles
from bot.finding import Finding
from bot.open_questions import asks_why, is_open, tells_why
from bot.parts import parts_of
from bot.question import Question
from bot.reader import Evidence
from bot.short_answer import Short, asks_for_several, chosen, differing, short_answer
from bot.spans import Span
from bot.words import terms
from bot.writers.subjects import (
    asks_for_its_subject,
    asks_who_does_not,
    by_whom_it_is_asked,
    doers,
    is_asked_of_one,
    told_of,
)
from bot.yes_no import entails, is_yes_no

MAX_SENTENCES = 4
_WORDS, _MORE_WORDS = 45, 90
"""No sentence is added beyond that; what tells the things asked for comes anyway.

Beyond the second where the reader is not sure of a few words: then the sentences must tell.
"""
_SURE_OF_WORDS = 0.5
_FALL = 1.5
"""How much lower than the best a sentence may score (its odds: e to that) and still be told."""
_SAME_WORDS = 0.6
_SURE = 0.4
"""So sure the reader must be of what it points at; else who did it is told by its sentences."""
_HALF = 0.5
"""Whom a sentence is about that holds less of the question is not said to have done it."""
_VERDICTS = 5
"""Of how many of the best sentences one may say yes or no."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be answered: sentences with their citations, the few words asked for, a note.

    note: a sentence that says that accounts differ, or None.
    """

    sentences: tuple[tuple[str, Citation], ...]
    short: Short | None
    note: str | None


def write(question: Question, evidence: Evidence) -> Draft:
    """One to four sentences, each verbatim, in the order that answers best."""
    if evidence.holder:
        return _named(question, [(evidence.findings[0], evidence.holder)], evidence)
    if name := asked_name(question.text):
        return _who_it_is(name, evidence)
    if asks_for_words(question.text):
        quoting = _raised(evidence.findings, quotes_words)
        evidence = replace(evidence, findings=tuple(quoting))
    if is_yes_no(question.text):
        return _yes_or_no(question, evidence)
    if did := doers(question, evidence.findings[:_VERDICTS]):
        return _named(question, did, evidence)
    # Of one who is named, it wants to know what he did, not who others are that did it. And the
    # reader has learnt nothing of who does not do it.
    by_subject = _unsure(evidence.told) or is_asked_of_one(question) or asks_who_does_not(question)
    if (
        asks_for_its_subject(question)
        and by_subject
        and (did := told_of(question, evidence.findings))
    ):
        most = MAX_SENTENCES if asks_for_several(question) else 1
        return _named(question, did[:most], evidence)
    if is_open(question.text) and not _few_words_tell(question, evidence.told):
        findings = by_whom_it_is_asked(question, evidence.findings, _FALL)
        if asks_why(question.text):
            findings = _raised(findings, tells_why)
        return Draft(_sentences([], findings, limit=_MORE_WORDS), None, None)
    apart = differing(question, evidence.told)
    told = apart or chosen(question, evidence.told, evidence.confidence)
    first = [f for t in told if (f := _telling(t, evidence.findings))]
    lit = _lit(first, told)
    note = _note(apart) if len(first) == len(apart) == 2 else None
    short = short_answer(question, told[:1] if apart else told)
    few = told and told[0].sure >= _SURE_OF_WORDS and not parts_of(question.text)
    limit = _WORDS if few else _MORE_WORDS
    return Draft(_sentences(first, evidence.findings, lit, limit), short, note)


def _raised(findings: Sequence[Finding], by: Callable[[str], bool]) -> list[Finding]:
    """``findings``, with those that ``by`` holds for before what is only a little better."""
    scored = [replace(f, score=f.score + _FALL * by(f.text)) for f in findings]
    return sorted(scored, key=lambda f: -f.score)


def _who_it_is(name: str, evidence: Evidence) -> Draft:
    """The sentence that says who or what ``name`` is, before others."""
    said = definition(name, evidence.findings)
    if said is None:
        called = terms(name)[-1:]
        naming = [f for f in evidence.findings if set(called) <= set(terms(f.text))]
        return Draft(_sentences([], naming or evidence.findings, limit=_MORE_WORDS), None, None)
    finding = said.finding
    words = finding.text[said.start : said.end]
    lit = {
        (finding.article.id, finding.start): (finding.start + said.start, finding.start + said.end)
    }
    told = _sentences([finding], evidence.findings, lit, _MORE_WORDS)
    return Draft(told, Short(" ".join(words.split()), (words,)), None)


def _few_words_tell(question: Question, told: Sequence[Told]) -> bool:
    """Whether what the reader points at answers a question that asks for a sentence."""
    return bool(told) and told[0].sure >= _SURE_OF_WORDS and not asks_why(question.text)


def _unsure(told: Sequence[Told]) -> bool:
    return max((t.sure for t in told), default=0.0) < _SURE


def _named(question: Question, told: Sequence[tuple[Finding, Span]], evidence: Evidence) -> Draft:
    names = tuple(subject.text for _, subject in told)
    lit = {(f.article.id, f.start): (f.start + s.start, f.start + s.end) for f, s in told}
    others = evidence.findings if len(told) == 1 else ()
    # Who is named in the question is no answer to it: "What about Amazon?".
    asked = set(question.terms)
    news = told[0][0].held >= _HALF and any(not asked.issuperset(terms(name)) for name in names)
    short = Short(", ".join(names), names) if news else None
    limit = _MORE_WORDS if parts_of(question.text) else _WORDS
    return Draft(_sentences([f for f, _ in told], others, lit, limit), short, None)


def _yes_or_no(question: Question, evidence: Evidence) -> Draft:
    for finding in evidence.findings[:_VERDICTS]:
        verdict = entails(question.text, finding.text)
        if verdict is not None:
            short = Short(verdict.capitalize(), ())
            return Draft(_sentences([finding], evidence.findings), short, None)
    return Draft(_sentences([], evidence.findings, limit=_MORE_WORDS), None, None)


def _note(apart: Sequence[Told]) -> str:
    """That two accounts differ, each with its outlet and day."""
    accounts = []
    for told in apart:
        article = told.places[0].article
        where = ", ".join(filter(None, (article.outlet, in_words(article.published))))
        accounts.append(f"{' '.join(told.text.split())} ({where or article.headline})")
    return f"Accounts differ: {accounts[0]}; {accounts[1]}."


def _telling(told: Told, findings: Sequence[Finding]) -> Finding | None:
    """The best sentence that holds one of the places of ``told``."""
    held = {(p.article.id, p.sentence.start) for p in told.places}
    return next((f for f in findings if (f.article.id, f.start) in held), None)


_Lit = dict[tuple[str, int], tuple[int, int]]
"""Where the words that answer stand, by article and start of the sentence that holds them."""


def _lit(findings: Sequence[Finding], told: Sequence[Told]) -> _Lit:
    begun = {(f.article.id, f.start) for f in findings}
    return {
        key: (p.start, p.end)
        for t in reversed(told)
        for p in reversed(t.places)
        if (key := (p.article.id, p.sentence.start)) in begun
    }


def _sentences(
    first: Sequence[Finding],
    findings: Sequence[Finding],
    lit: _Lit | None = None,
    limit: int = _WORDS,
) -> tuple[tuple[str, Citation], ...]:
    """``first``, then the best of ``findings`` that add something and are not too long."""
    told: list[Finding] = []
    citations: list[Citation] = []
    words = 0
    for finding in (*first, *_best(findings)):
        citation = cited(finding, (lit or {}).get((finding.article.id, finding.start)))
        size = len(citation.quote.split())
        if told and finding not in first and words + size > limit:
            continue
        if any(alike(finding.text, other.text) for other in told):
            continue
        if any(overlap(citation, other) for other in citations):
            continue
        told.append(finding)
        citations.append(citation)
        words += size
        if len(told) == MAX_SENTENCES:
            break
    return tuple((" ".join(c.quote.split()), c) for c in citations)


def _best(findings: Sequence[Finding]) -> Iterator[Finding]:
    least = max((f.score for f in findings), default=0.0) - _FALL
    return (f for f in findings if f.score >= least)


def cited(finding: Finding, lit: tuple[int, int] | None = None) -> Citation:
    """The sentence, with the one before it where it begins by pointing back.

    lit: where in it the words that answer stand.
    """
    start = finding.start
    if finding.before is not None and dangles(finding.text):
        start = finding.before[0]
    return Citation.of(finding.article, start, finding.end, lit)


def alike(one: str, other: str) -> bool:
    """Whether two sentences tell the same, by their words."""
    a, b = set(terms(one)), set(terms(other))
    return len(a & b) >= _SAME_WORDS * min(len(a), len(b))


def overlap(one: Citation, other: Citation) -> bool:
    """Whether the same words stand in both."""
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end
