"""The writer without a model: the sentences of the articles themselves, one to four of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answer import Citation
from bot.evidence import dangles
from bot.question import Kind, Question
from bot.reader import Evidence, Finding
from bot.short_answer import short_answer
from bot.words import terms

MAX_SENTENCES = 4
_MAX_WORDS = 80
"""A sentence longer than that, with what it refers to, is no short answer."""
_FALL = 1.5
"""How much lower than the best a sentence may score (its odds: e to that) and still be told."""
_FALL_OF_OTHERS = 2.5
"""The same for a sentence about someone else who may be asked for, too."""
_AS_GOOD = 0.5
_WHOLE = 0.95
"""Of sentences that score so nearly the same, one that holds the whole question comes first."""
_HELD_OF_FIRST = 0.6
"""It must hold that share of what the first holds of the question: else it tells something else."""
_SAME_MEANING = 0.8
_SAME_WORDS = 0.6


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be answered: sentences with their citations, and the few words asked for.

    short_answer: words of the sentences, more than one string where several things answer.
    """

    sentences: tuple[tuple[str, Citation], ...]
    short_answer: tuple[str, ...]


def write(question: Question, evidence: Evidence) -> Draft:
    """One to four sentences, each verbatim, in the order that answers best."""
    told: list[Finding] = []
    citations: list[Citation] = []
    findings = _of_others(evidence) if question.kind is Kind.WHO else _best(evidence)
    for finding in findings:
        citation = _citation(finding)
        if told and len(citation.quote.split()) > _MAX_WORDS:
            continue
        if any(_says_the_same(finding, other) for other in told):
            continue
        if any(_overlap(citation, other) for other in citations):
            continue
        told.append(finding)
        citations.append(citation)
        if len(told) == MAX_SENTENCES:
            break
    sentences = tuple((" ".join(c.quote.split()), c) for c in citations)
    return Draft(sentences, short_answer(question, told, evidence.findings))


def _best(evidence: Evidence) -> Iterator[Finding]:
    least = evidence.findings[0].score - _FALL
    return (f for f in evidence.findings if f.score >= least)


def _of_others(evidence: Evidence) -> Iterator[Finding]:
    """The best, then one sentence about each other subject, however it was found."""
    best = evidence.findings[0]
    whole = (f for f in evidence.findings if f.held >= _WHOLE and f.score >= best.score - _AS_GOOD)
    first = next(whole, best)
    told = _subject(first)
    yield first
    others = [f for f in evidence.findings if f is not first]
    for finding in sorted(others, key=lambda f: -f.merit):
        if finding.merit < first.merit - _FALL_OF_OTHERS:
            return
        subject = _subject(finding)
        alike = finding.held >= _HELD_OF_FIRST * first.held
        if alike and subject and told.isdisjoint(subject):
            told |= subject
            yield finding


def _subject(finding: Finding) -> set[str]:
    return set(terms(finding.subject.text)) if finding.subject else set()


def _citation(finding: Finding) -> Citation:
    """The sentence, with the one before it where it begins by pointing back."""
    start = finding.start
    if finding.before is not None and dangles(finding.text):
        start = finding.before[0]
    return Citation.of(finding.article, start, finding.end)


def _says_the_same(one: Finding, other: Finding) -> bool:
    if float(one.vector @ other.vector) >= _SAME_MEANING:
        return True
    a, b = set(terms(one.text)), set(terms(other.text))
    return len(a & b) >= _SAME_WORDS * min(len(a), len(b))


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end
