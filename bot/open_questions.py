"""Questions that a sentence answers and no few words do: "What did Amazon decide?"."""

from __future__ import annotations

import re

from bot.defining import asked_name
from bot.words import STOP_WORDS, tokens

_DOES = r"did|does|do|has|have|had|will|would|must|should|can|could|may"
_DOINGS = (
    r"do|does|done|say|says|said|decide|decided|announce|announced|think|thought|plan|planned|want"
    r"|propose|proposed|argue|argued|promise|promised|happen|happened|respond|responded|react"
    r"|reacted|explain|explained|report|reported|write|wrote|written"
)
_GOES_ON = r"doing|saying|planning|proposing|promising|arguing|thinking|happening|going on"
LEAD_IN = r"^(?:(?:and|but|so|please|can you|could you)\b,? )*"
"""How a question may begin before it asks."""
_WHY = re.compile(rf"(?i){LEAD_IN}why\b|\bhow come\b")
_REASON = re.compile(
    r"(?i)\b(?:because|so that|in order to|due to|owing to|thanks to|reasons?|as too|meant to"
    r"|saying|arguing|citing|fearing|hoping|claiming|on the grounds?|in response to|out of"
    r"|(?:argued|argues|hoped|hopes?|feared|fears?) (?:that|it|for|to))\b"
)
_REPORTED = re.compile(
    r"(?i)\bwhat (?:else )?(?:did|has|have|does)\b.*\b(?:report|reported|say|said|write|written"
    r"|cover|covered|publish|published)\b.*\b(?:about|on|of)\b"
)
_OPEN = re.compile(
    rf"(?i)\b(?:what|how) (?:else )?(?:{_DOES})\b.*\b(?:{_DOINGS})\b"
    rf"|\bwhat(?: is| are| was| were|[’']s) (?:\w+ ){{0,4}}(?:{_GOES_ON})\b"
    r"|\bwhat (?:else )?(?:happened|changed|has happened|has changed|is known|was said|was decided"
    r"|was announced)\b"
    rf"|{LEAD_IN}(?:what about|(?:give me )?(?:a |an )?(?:summary|overview) of|summari[sz]e|sum up"
    r"|tell me (?:more )?about|describe|explain|what(?: is|[’']s) (?:the latest|new)\b)"
)

_ASKS = re.compile(
    r"(?i)\b(?:who(?:m|se)?|what|which|when|where|why|how|does|do|did|is|are|was|were|has|have|had"
    r"|will|would|can|could|should|(?-i:may)|please|i|you|we)\b"
    r"|^\W*(?:name|list|give|show|find|explain|tell|describe|compare|summari[sz]e|sum up)\b"
)
_MOST_WORDS = 5


def is_open(question: str) -> bool:
    """Whether a sentence is wanted: what was done, said, decided or why, or who somebody is."""
    return (
        asks_why(question)
        or _OPEN.search(question) is not None
        or asked_name(question) is not None
        or is_bare(question)
    )


def is_bare(question: str) -> bool:
    """Whether a subject is all that was typed: "portland", "Arvind Krishna letter"."""
    words = [w for w in tokens(question) if w not in STOP_WORDS]
    return not _ASKS.search(question) and 1 <= len(words) <= _MOST_WORDS


def asks_for_reports(question: str) -> bool:
    """Whether it asks what was written about something: "What did the Ledger report on IBM?"."""
    return _REPORTED.search(question) is not None


def asks_why(question: str) -> bool:
    """Whether it asks for a reason, which no name and no number is."""
    return _WHY.search(question) is not None


def tells_why(sentence: str) -> bool:
    """Whether it gives a reason, by the words that lead one in."""
    return _REASON.search(sentence) is not None
