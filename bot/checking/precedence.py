"""What has been before: "the first" has no others before it, "already" is not "not yet"."""

from __future__ import annotations

import re

from bot.checking.grounds import Grounds
from bot.checking.likeness import same
from bot.checking.phrases import phrased
from bot.checking.turning import heard

FIRST = re.compile(
    r"(?i)\b(?:for the first time|(?:the|its|his|her|their)\s(?:very\s)?first|unprecedented"
    r"|never before|first-ever|(?:no|not|never)\b[^.;]*\b(?:before|since))\b"
)
"""That nothing of the kind has been before."""
_OTHERS = re.compile(
    r"(?i)\b(?:(?:several|many|some|other|numerous|a few|two|three|four|five)\s(?:\w+\s){1,2}before"
    r"|(?:several|many|numerous|a few|two|three|four|five|earlier|previous)\s(?:\w+\s)?others?\b"
    r"|(?:like|as)\s(?:\w+\s)?(?:have|has|had|did|does)\s(?:\w+\s)?(?:every|each|always|often|before)"
    r"|once again|yet again|as (?:usual|always)|as in (?:earlier|previous|past|every)\b)"
)
_AGAIN = re.compile(r"(?i)\b(?:again|as usual|every|always|others?)\b")
_TO_COME = frozenset("will plan plans planned expects expect hopes hope aims wants yet".split())


def otherwise_before(sentence: str, grounds: Grounds) -> str | None:
    """Words for what has been before, where what is cited says that it has not, or not yet."""
    texts = [g.text for g in grounds.each]
    others = _OTHERS.search(sentence)
    if others and not FIRST.search(sentence):
        first = any(FIRST.search(t) for t in texts)
        if first and not any(_AGAIN.search(t) for t in texts):
            return others.group()
    return _already(sentence, grounds)


def _already(sentence: str, grounds: Grounds) -> str | None:
    """An "already" of what, in what is cited, is only to come or is not so."""
    words = phrased(sentence)
    place = next((n for n, w in enumerate(words) if w.token == "already"), None)
    if place is None or any(w.token == "already" for w in grounds.words):
        return None
    said = next((w for w in words[place + 1 :] if w.content), None)
    if said is None or any(h.turned for h in heard(words) if h.word.start == said.start):
        return None
    cited = [h for g in grounds.each for h in heard(phrased(g.text))]
    like = [h for h in cited if same(h.word, said)]
    if not like:
        return None
    clauses = {h.word.clause for h in like}
    ahead = any(h.word.token in _TO_COME for h in cited if h.word.clause in clauses)
    return words[place].text if all(h.turned for h in like) or ahead else None
