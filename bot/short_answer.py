"""The few words asked for, where the evidence agrees on them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from bot.question import Kind, Question
from bot.reader import Finding
from bot.words import terms

_AGREED = {
    Kind.WHO: 0.5,
    Kind.WHERE: 0.4,
    Kind.MONEY: 0.3,
    Kind.PERCENT: 0.3,
    Kind.COUNT: 0.3,
    Kind.DURATION: 0.3,
    Kind.WHEN: 0.3,
}
"""The share of the evidence that must name the same words.

Where it is reached about half of the answers are right or nearly so (``docs/ranking.md``). For
other kinds of questions it is less at any share, so that nothing is told in short.
"""
_NO_PLACE = re.compile(r"\w+(?:ish|ese|ican|eian|lian|nian|rian|sian|tian)")
_NO_DAY = re.compile(r"(?i)(?:\w+day|yesterday|today|tomorrow|(?:this|last|next) \w+|in .*)$")
_ASKS_FOR_ITS_SUBJECT = re.compile(
    r"(?i)\bwho (?!did|does|do|was|were|is|are|else)(?:(?:has|have|will|would) (?:not )?)?\w+"
)
_ASKS_WHO_ONE_IS = re.compile(r"(?i)who (?:is|was|are|were) ")
"""That takes a sentence."""


def short_answer(
    question: Question, told: Sequence[Finding], evidence: Sequence[Finding]
) -> tuple[str, ...]:
    """The words of ``told`` that answer in short; more than one where it names several; or none.

    "Who halted …?" asks for what the sentences begin with. Otherwise it is the span that most of
    the ``evidence`` names: each article counts once, by the best of its sentences that holds it.
    """
    if question.kind is Kind.WHO and _ASKS_FOR_ITS_SUBJECT.search(question.text):
        subjects = [f.subject for f in told]
        return tuple(s.text for s in subjects if s) if all(subjects) else ()
    share = None if _ASKS_WHO_ONE_IS.match(question.text) else _AGREED.get(question.kind)
    return _agreed(question.kind, share, told, evidence) if share else ()


def _agreed(
    kind: Kind, share: float, told: Sequence[Finding], evidence: Sequence[Finding]
) -> tuple[str, ...]:
    odds = [math.exp(f.score - evidence[0].score) for f in evidence]
    shares: dict[str, dict[str, float]] = {}
    for finding, odd in zip(evidence, odds, strict=True):
        for span in finding.spans:
            by_article = shares.setdefault(_key(span.text), {})
            by_article[finding.article.id] = max(by_article.get(finding.article.id, 0.0), odd)
    best = max(
        (
            (sum(shares[_key(s.text)].values()), s.text)
            for f in told
            for s in f.spans
            if _tells(s.text, kind)
        ),
        key=lambda found: found[0],
        default=(0.0, ""),
    )
    return (best[1],) if best[0] >= share * sum(odds) else ()


def _tells(text: str, kind: Kind) -> bool:
    """Whether the words say enough by themselves: "American" is no place, "Wednesday" no date."""
    no = {Kind.WHERE: _NO_PLACE, Kind.WHEN: _NO_DAY}.get(kind)
    return no is None or no.fullmatch(text) is None


def _key(text: str) -> str:
    return " ".join(terms(text))
