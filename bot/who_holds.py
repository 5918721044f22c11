"""Evidence of who holds an office: before all else the sentence that says so, or none at all."""

from __future__ import annotations

from dataclasses import replace

from bot.confidence import REPORTED, UNTOLD_OF
from bot.finding import Finding
from bot.library import Library
from bot.offices import Office, holders, names_both
from bot.question import Question, part_of
from bot.reader import Evidence
from bot.retriever import Retrieval, retrieve

_LOOKED_AT = 20


def with_holder(
    library: Library,
    question: Question,
    office: Office,
    found: Retrieval,
    evidence: Evidence,
    exclude: frozenset[str],
) -> Evidence:
    """``evidence`` with the sentence that names the holder of ``office`` first, if there is one.

    Where nothing that was found even names both the office and of what it is one, the coverage
    hardly tells. exclude: ids of articles.
    """
    wider = part_of(question, f"{office.of} {office.words}")
    more = retrieve(library, wider, exclude=exclude, limit=_LOOKED_AT).passages
    passages = (*found.passages, *more)
    told = holders(office, passages)
    if told:
        finding, holder = told[0]
        best = max((f.score for f in evidence.findings), default=0.0)
        others = [f for f in evidence.findings if (f.article.id, f.start) != _place(finding)]
        findings = (replace(finding, score=best + 1), *others)
        sure = max(evidence.confidence, REPORTED)
        return replace(evidence, findings=findings, confidence=sure, holder=holder)
    if any(names_both(office, p) for p in passages):
        return evidence
    return replace(evidence, confidence=min(evidence.confidence, UNTOLD_OF))


def _place(finding: Finding) -> tuple[str, int]:
    return finding.article.id, finding.start
