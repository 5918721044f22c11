"""What the coverage has on a subject, told by how the articles about it begin.

"What happened in Detroit?", "What does the NIST study say?": no few words answer that, and what
holds the words of the question is no better than what the article on it says first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import RankedPassage
from bot.confidence import REPORTED
from bot.digest import SURE, openings_told
from bot.evidence import dangles
from bot.finding import Finding
from bot.library import Library
from bot.open_questions import LEAD_IN, is_bare
from bot.question import Question, part_of
from bot.reader import Evidence
from bot.retriever import Retrieval
from bot.words import terms

_TOLD_OF = (
    r"(?:what (?:else )?(?:happened|has happened|is happening|[i’']?s happening|happens)"
    r"|what(?: is|[’']s| was) (?:going on|the (?:latest|news|story|situation|matter)|new|known)"
    r"|what do (?:you|we) know|(?:is there )?any(?:thing)?(?: new| news)?|(?:the )?latest|news"
    r"|tell me(?: more| something| everything| all)?"
    r"|(?:give me )?(?:a |an |the )?(?:summary|overview)"
    r") (?:in|to|at|with|on|about|of|from|regarding|around)"
    r"|what about|summari[sz]e|sum up|describe"
)
_PAPER = (
    r"(?:study|report|audit|survey|poll|letter|bill|law|act|ordinance|ruling|order|complaint"
    r"|lawsuit|suit|plan|proposal|review|investigation|analysis|research|agreement|deal)"
)
_OF_A_SUBJECT = re.compile(rf"(?i){LEAD_IN}(?:{_TOLD_OF}) (?P<subject>.+)")
_OF_A_PAPER = re.compile(
    rf"(?i){LEAD_IN}what (?:does|did|do|would|will) "
    rf"(?P<subject>(?:the |an? )?(?:[\w.’'-]+ ){{0,4}}{_PAPER})"
    r" (?:say|find|show|conclude|require|propose|change|do|mean|allow|forbid)\W*$"
)
_OF_TWO = re.compile(
    rf"(?i){LEAD_IN}(?:compare|what(?: is| are|[’']s) the differences? between"
    r"|how (?:do|does|did|is|are))"
    r" (?P<one>[^?]+?) (?:and|with|to|versus|vs\.?|differ from|different from) (?P<other>[^?]+?)"
    r"(?: (?:differ|compare))?\W*$"
)
_COMPARES = re.compile(r"(?i)\b(?:compare|differ(?:ences?|ent)?)\b")
_CLAUSE = re.compile(
    r"(?i)\b(?:when|after|because|who|which|if|while|until|before|since|whether|did|does|was|were|is)\b"
)
_MOST_TERMS = 5
_BEGINNING = 2
"""Sentences; an article that holds half of the subject there or in its headline is about it."""
_MOST = 4


def asked_about(question: Question) -> Question | None:
    """What ``question`` wants to be told about, to be looked for; None if it asks otherwise."""
    match = _OF_A_SUBJECT.match(question.core) or _OF_A_PAPER.match(question.core)
    if two := _compared(question):
        return part_of(question, " and ".join(two))
    if match is None and is_bare(question.text):
        return question
    if match is None or _CLAUSE.search(match["subject"]):
        return None
    subject = part_of(question, match["subject"])
    return subject if 1 <= len(subject.terms) <= _MOST_TERMS else None


def _compared(question: Question) -> tuple[str, str] | None:
    """The two that are to be compared, if they are not outlets."""
    match = _OF_TWO.match(question.core)
    if match is None or not _COMPARES.search(question.core):
        return None
    return (match["one"], match["other"]) if question.core == question.text else None


def told_about(library: Library, question: Question, found: Retrieval) -> Evidence | None:
    """How the articles of ``found`` begin that are about ``question``; None without any."""
    wanted = set(question.terms)
    findings: list[Finding] = []
    for article in {p.article.id: p.article for p in found.passages}.values():
        first = library.coverage.passages_of(article.id)[:1]
        ranked = [RankedPassage(article, stored.passage, 0.0) for stored in first]
        told = [f for r in ranked for f in openings_told(r)]
        begins = " ".join((article.headline, *(f.text for f in told[:_BEGINNING])))
        held = wanted & set(terms(begins))
        if 2 * len(held) >= len(wanted) and wanted <= held | set(terms(article.text)):
            findings += _until_named(told, wanted)
    # In the order in which their articles were found.
    ordered = tuple(replace(f, score=-float(n)) for n, f in enumerate(findings[:_MOST]))
    return Evidence(ordered, (), SURE) if ordered else None


def naming(question: Question, evidence: Evidence) -> Evidence:
    """Of ``evidence`` the sentences that hold all of a bare subject; all of it if there are none.

    What only names it tells of it, too, where no article is about it.
    """
    wanted = set(question.terms)
    said = tuple(f for f in evidence.findings if wanted <= set(terms(f.text)))
    return Evidence(said, (), REPORTED) if said else evidence


def _until_named(told: Sequence[Finding], wanted: set[str]) -> list[Finding]:
    """The first of ``told`` that names it; with the very first where it points back: "The man, …".

    The very first alone where none names it.
    """
    named = next((f for f in told if not wanted.isdisjoint(terms(f.text))), None)
    if named is None or dangles(named.text):
        return [f for n, f in enumerate(told) if n == 0 or f is named]
    return [named]
