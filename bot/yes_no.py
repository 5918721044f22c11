"""Questions of yes or no: whether one is, and whether a sentence plainly says which."""

from __future__ import annotations

import re

from bot.clauses import AUXILIARIES, FUNCTION, Clause, YesNo, same_words, words_of

_LEAD_IN = re.compile(r"(?i)^(?:(?:and|but|so|ok|okay|then|well)\b,?\s+|according to [^,]+,\s+)+")
_ASKS_SOMETHING_ELSE = re.compile(
    r"(?i)\bor\b|^\w+ (?:you|we|i)\b"
    r"|^\w+ it (?:\w+ )?(?:known|clear|said|reported|told) (?:wh\w+|how)\b"
)
_FREE = frozenset(
    "a an the its their his her this that any some ever already still really actually yet".split()
)
"""Words of a question that a sentence may leave out."""
_NOT_UNDERSTOOD = frozenset(
    """he she it they them him we us you i there these those not never no only all every each most
    both alone more less than half first last
    """.split()
)


def is_yes_no(question: str) -> bool:
    """Whether "yes" or "no" would answer: "Did Amazon …?", but not "Was it A or B?"."""
    text = _LEAD_IN.sub("", question.strip())
    first = words_of(text)[:1]
    return bool(first) and first[0].low in AUXILIARIES and not _ASKS_SOMETHING_ELSE.search(text)


def entails(question: str, sentence: str) -> YesNo | None:
    """What ``sentence`` plainly answers to a question of yes or no; None in any doubt.

    The subject, the verb and all else that is asked must stand in one clause of the sentence, in
    the order of the question, and in the same time. What a condition, a doubt or somebody's words
    in quotation marks enclose tells nothing, and neither does a "not" that is narrower than what
    is asked: who did not sell to one may have sold to another.
    """
    if not is_yes_no(question) or sentence.rstrip(" ”\"'’)").endswith("?"):
        return None
    auxiliary, *rest = words_of(_LEAD_IN.sub("", question.strip()))
    asked = [w for w in rest if w.low not in _FREE and not w.mark]
    asking = auxiliary.low
    if asking in ("has", "have", "had") and any(w.low == "been" for w in asked):
        asking, asked = "was", [w for w in asked if w.low != "been"]
    if any(w.low in _NOT_UNDERSTOOD for w in asked) or not any(w.name for w in asked):
        return None
    definite = bool(rest) and rest[0].low in ("the", "its", "his", "her", "their", "this", "that")
    told = words_of(sentence)
    found = set()
    for length in range(1, len(asked)):
        subject, verb, objects = asked[:length], asked[length], asked[length + 1 :]
        if verb.low in FUNCTION or subject[-1].low in FUNCTION:
            continue
        for start in range(len(told) - length):
            if same_words(subject, told[start : start + length]):
                clause = Clause(told, start, start + length)
                found.add(clause.answers(asking, verb, objects, definite=definite))
    found.discard(None)
    return found.pop() if len(found) == 1 else None
