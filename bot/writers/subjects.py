"""Who did it, told by sentences that begin with whoever did: for questions like "Who halted …?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.checking.antonyms import sides
from bot.datelines import after_dateline
from bot.finding import Finding
from bot.question import Kind, Question, understood_names
from bot.related import nearness
from bot.short_answer import asks_for_several
from bot.spans import Span, spans_of
from bot.verb_forms import may_be_past, root
from bot.words import stem, terms, tokens

LOOKED_AT = 40
"""Of how many of the best sentences the subject is looked for."""
_FALL = 2.2
"""How much lower than the best a sentence may stand and still tell of someone else."""
_HELD_OF_FIRST = 0.6
"""It must hold that share of what the first holds of the question: else it tells something else."""
_MARGIN_WEIGHT, _HELD_WEIGHT, _LEAD = 0.3, 4.0, 0.6
_SUBJECT_CHARS = 60
"""A sentence names what it is about within that many characters."""
_LED_IN = re.compile(
    r"(?i)\b(?:of|by|to|from|with|in|at|on|for|and|or|against|between|about|than|as)"
    r"\s(?:the\s)?$|(?-i:\bthe)\s$"
)
_RELATIVE = frozenset({"which", "who", "that"})
_ASKS_FOR_ITS_SUBJECT = re.compile(
    r"(?i)\bwho (?!did|does|do|was|were|is|are|else)"
    r"(?:(?:has|have|will|would) (?:(?:not|never) )?)?(\w+)"
)

_SOON, _KINDRED = 12, 0.3
"""Within so many words it is said what one does; so near in meaning is a kindred word."""
_CLAUSE_ENDS = re.compile(r"[:;—–(]")
_NOT = frozenset({"not", "never", "no"})
_ASKS_WHO_DOES_NOT = re.compile(r"(?i)\bwho (?:\w+ )?(?:not|never)\b")
_CLAUSE = re.compile(r",? (?:which|who|that) (?:has |have |had )?(?P<verb>\w+)")
_VERB = re.compile(r" (?:has |have |had )?(?P<verb>[a-z]+)")
_TOLD_OF = 0.4
"""So much of the question a sentence must hold to tell by whom it was done."""
_PASSIVE = re.compile(r"(?i)(?P<before>(?:\b\w+ ){1,4})by ")
_PLAIN = r"(?:(?!(?:of|in|at|on|for|from|to|with|by|as)\b)[a-z-]+ ){0,3}"
_LEADS_IN = re.compile(_PLAIN)
_JOINED = re.compile(rf"(?:, and |, | and ){_PLAIN}")
_ASKS_WHAT_ONE_DID = re.compile(
    r"(?i)\b(?:what|how|why) (?:else )?(?:did|does|do|has|have|had|will|would) (?P<who>.+)"
)
_ASKED_OF_ONE = re.compile(r"[^?:]*[^\W\d_][^?:]*: ")


def asks_for_its_subject(question: Question) -> bool:
    """Whether the one who does what is asked would answer: "Who halted …?"."""
    return question.kind is Kind.WHO and bool(_ASKS_FOR_ITS_SUBJECT.search(question.text))


def asks_who_does_not(question: Question) -> bool:
    """Whether the one who does not do what is asked would answer: "Who will not sell …?"."""
    return _ASKS_WHO_DOES_NOT.search(question.text) is not None


def is_asked_of_one(question: Question) -> bool:
    """Whether it is a question of whoever stands in front: "Amazon: Who halted …?"."""
    return bool(_ASKED_OF_ONE.match(question.text))


def told_of(question: Question, findings: Sequence[Finding]) -> list[tuple[Finding, Span]]:
    """One sentence about each subject that may be asked for, the best first, and its subject."""
    chosen: list[tuple[Finding, Span]] = []
    named: set[str] = set()
    asked = _ASKS_FOR_ITS_SUBJECT.search(question.text)
    verb = asked.group(1).lower() if asked else ""
    of_one = is_asked_of_one(question)
    best = sorted(findings, key=lambda f: -_standing(f))[:LOOKED_AT]
    for finding in best:
        if finding.text.rstrip(" ”\"'’)").endswith("?"):  # who asks does not tell
            continue
        if _of_someone_else(stem(verb), finding.text) or (subject := subject_of(finding)) is None:
            continue
        if not of_one and not _does(finding.text, subject, verb, question):
            continue
        # The best may name no subject: what holds far less tells of something else all the same.
        first = chosen[0][0] if chosen else best[0]
        if (
            _standing(finding) < _standing(first) - _FALL
            or finding.held < _HELD_OF_FIRST * first.held
        ):
            continue
        words = set(terms(subject.text))
        if named.isdisjoint(words):
            named |= words
            chosen.append((finding, subject))
    return chosen


def doers(question: Question, findings: Sequence[Finding]) -> list[tuple[Finding, Span]]:
    """Who is said to have done what is asked: "…, which sued the city", "drafted by A, B and C".

    Also "A wrote it", where one is asked for. Of the first sentence that says so; none where the
    question is not for whoever did something.
    """
    asked = _ASKS_FOR_ITS_SUBJECT.search(question.text)
    if question.kind is not Kind.WHO or asked is None:
        return []
    verb = root(asked.group(1).lower())
    for finding in findings:
        spans = [s for s in spans_of(finding.text, finding.article.text) if s.kind is Kind.WHO]
        for clause in _CLAUSE.finditer(finding.text):
            if root(clause["verb"].lower()) != verb:
                continue
            for span in spans:
                if span.end == clause.start():
                    return [(finding, span)]
        if finding.held >= _TOLD_OF and (found := _behind_by(finding.text, verb, spans)):
            return [(finding, span) for span in found]
        if finding.held >= _HELD_OF_FIRST and not asks_for_several(question):
            for span in spans:
                after = _VERB.match(finding.text, span.end)
                if after and root(after["verb"].lower()) == verb and _is_news(span, question):
                    return [(finding, span)]
    return []


def _is_news(subject: Span, question: Question) -> bool:
    """Whether the question does not name the subject itself."""
    return not set(question.terms).issuperset(terms(subject.text))


def _behind_by(sentence: str, verb: str, spans: Sequence[Span]) -> list[Span]:
    """Those who come one after the other behind ``verb`` and "by"."""
    found: list[Span] = []
    for passive in _PASSIVE.finditer(sentence):
        told = passive["before"].lower().split()
        if not any(
            root(w) == verb and may_be_past(w) for w in told
        ):  # a ban by a city bans nothing
            continue
        end = passive.end()
        for span in sorted(spans, key=lambda s: s.start):
            joined = _JOINED if found else _LEADS_IN
            if span.start >= end and joined.fullmatch(sentence[end : span.start]):
                found.append(span)
                end = span.end
        if found:
            break
    return found


def by_whom_it_is_asked(
    question: Question, findings: Sequence[Finding], bonus: float
) -> list[Finding]:
    """``findings``, those with ``bonus`` that are about whom "What did … say?" names."""
    asked = _ASKS_WHAT_ONE_DID.search(question.text)
    names = set(understood_names(asked["who"])) if asked else set()
    scored = [replace(f, score=f.score + bonus * _is_about(f, names)) for f in findings]
    return sorted(scored, key=lambda f: -f.score)


def _does(sentence: str, subject: Span, verb: str, question: Question) -> bool:
    """Whether it is soon said of ``subject`` that it does what is asked, in a kindred word or that.

    Never of whom the question names, nor where an opposite is said first: who lost has not won.
    """
    if not _is_news(subject, question) or re.search(r"\d", subject.text):
        return False
    clause = _CLAUSE_ENDS.split(sentence[subject.end :], maxsplit=1)[0]
    words = tokens(clause)[:_SOON]
    near = nearness([verb], words)[0]
    does = next((n for n, x in enumerate(near) if x >= _KINDRED), None)
    if does is None or _NOT.isdisjoint(words[:does]) == asks_who_does_not(question):
        return False
    opposites = {o for form in _forms(verb) for _, others, _ in sides(form) for o in others}
    return all(opposites.isdisjoint(_forms(w)) for w in words[: does + 1])


def _forms(word: str) -> set[str]:
    return {stem(word), root(word)}


def _is_about(finding: Finding, names: set[str]) -> bool:
    if not names:
        return False
    subject = subject_of(finding)
    return subject is not None and not names.isdisjoint(terms(subject.text))


def _of_someone_else(verb: str, sentence: str) -> bool:
    """Whether what is asked is told of another: "…, which sued the city"."""
    words = tokens(sentence)
    places = [i for i, w in enumerate(words) if stem(w) == verb]
    return bool(places) and all(_RELATIVE.intersection(words[max(0, i - 3) : i]) for i in places)


def _standing(finding: Finding) -> float:
    """How well a sentence holds the question, whatever the reader points at in it."""
    lead = _LEAD if finding.start == 0 else 0.0
    return _MARGIN_WEIGHT * finding.margin + _HELD_WEIGHT * finding.held + lead


def subject_of(finding: Finding) -> Span | None:
    """The name that the sentence is about: the first that no preposition leads in.

    None where somebody else's words are quoted: they tell what he says, not what is so.
    """
    text = finding.text
    if text[0] in '“"‘':
        return None
    spans = spans_of(text, finding.article.text)
    times = [s for s in spans if s.kind is Kind.WHEN]
    begin = after_dateline(text)
    names = sorted(
        (
            s
            for s in spans
            if s.kind is Kind.WHO
            and s.start >= begin
            and not any(t.start <= s.start < t.end for t in times)
        ),
        key=lambda s: s.start,
    )
    near = (s for s in names if s.start < begin + _SUBJECT_CHARS)
    return next((s for s in near if not _LED_IN.search(text, 0, s.start)), None)
