"""Who somebody is, or what something: the sentence in which an article says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.finding import Finding

_ASKS = re.compile(
    r"(?i)^(?:(?:and|but|so)\b,? )?(?:who|what)(?: exactly)?(?: is|[’']s| are| was| were)"
    r" (?P<name>(?:an? |the )?[\w.&’'-]+(?: [\w.&’'-]+){0,4}?)\W*$"
)
_ASKS_A_WORD = re.compile(
    r"(?i)^what(?: exactly)?(?: is| are|[’']s) (?:an?|meant by)"
    r" (?P<word>[\w’'-]+(?: [\w’'-]+)?)\W*$"
)
_NO_NAME = re.compile(
    r"(?i)\b(?:of|in|on|to|at|for|by|from|with|about|that|which|who|this|these|those|it|he|she|they"
    r"|his|her|their|its|my|your|our|happening|known|there|being|said|doing|now"
    r"|(?-i:going|new|next|first|last|latest|best|most))\b"
    r"|^(?:the|an?) (?-i:[a-z]+)$|^\w+ing\b|\w+ed$"
)
_ROLE = (
    r"(?:(?!(?:the|an?|its|his|her|their|and|or|by|to|with) )[\w’'-]+ ){0,5}?"
    r"(?:executive|officer|president|chair|chairman|chairwoman|chairperson|mayor"
    r"|judge|justice|senator|representative|governor|secretary|minister|chief|director|manager"
    r"|spokesman|spokeswoman|spokesperson|lawyer|attorney|prosecutor|sheriff|researcher|professor"
    r"|scientist|author|writer|actor|actress|singer|coach|captain|player|founder|co-founder|owner"
    r"|leader|head|member|councilman|councilwoman|councilor|commissioner|supervisor|analyst"
    r"|company|firm|maker|agency|group|union|charity|network|university|institute|newspaper"
    r"|software|service|system|product|program|tool|app|platform|town|city|village|river"
    r"|wife|husband|son|daughter|brother|sister|mother|father)"
)
_SAID = (
    r"(?:(?:who|which) (?:is|was) )?"
    r"(?:(?:an?|the|one of) |(?:its|his|her|their) |[\w’'-]+’s )[^,;—.()]{3,90}"
)
PLAINEST = 4
_POSSESSIVE = re.compile(r"(?i)^(?:who |which )?(?:is |was )?(?:(?:its|his|her|their) )?")
"""What is left off before who or what it is."""


@dataclass(frozen=True, slots=True)
class Definition:
    """``finding`` says who or what is asked for, in the words ``start:end`` of it; how plainly.

    plainness: from 1, a role before a name, to ``PLAINEST``: "… is a …".
    """

    finding: Finding
    start: int
    end: int
    plainness: int


def asked_name(question: str) -> str | None:
    """Whom or what ``question`` wants explained: "Who is Jenny Durkan?"; None if it asks else."""
    match = _ASKS.match(" ".join(question.split()))
    if match is None or _NO_NAME.search(match["name"]):
        return None
    return re.sub(r"(?i)^(?:an?|the) ", "", match["name"]).rstrip(".")


def asked_word(question: str, texts: Iterable[str]) -> str | None:
    """The common noun that ``question`` wants explained: "What is an ordinance?"; None if none.

    texts: of the coverage. What they only write with a capital is a name, however it is typed.
    """
    match = _ASKS_A_WORD.match(" ".join(question.split()))
    word = match["word"] if match else asked_name(question)
    if not word or not word.islower():
        return None
    called = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
    found = {m.group() for text in texts for m in called.finditer(text)}
    return word if match or word in found else None


def definition(name: str, findings: Sequence[Finding]) -> Definition | None:
    """Where it is said plainest who or what ``name`` is, of equals the first; None nowhere."""
    found = [d for f in findings if (d := _said_in(name, f)) is not None]
    return max(found, key=lambda d: d.plainness, default=None)


def _said_in(name: str, finding: Finding) -> Definition | None:
    called = r"\s+".join(map(re.escape, name.split()))
    # The case of what is typed tells nothing.
    called = rf"(?<![\w-])(?i:{called})(?:\s\([^)]*\))?"
    ways = (
        (PLAINEST, rf"{called},? (?:is|was|are|were) (?P<said>(?:an?|the|one of) [^;.—]{{5,120}})"),
        (3, rf"{called}, (?P<said>{_SAID})(?=[,;—.)])(?!, and )"),
        (2, rf"(?P<said>\b(?:[Tt]he|[Ii]ts|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir) {_ROLE}), {called}"),
        (1, rf"(?P<said>\b(?i:{_ROLE})) {called}"),
    )
    for plainness, pattern in ways:
        if match := re.search(pattern, finding.text):
            start = match.start("said")
            left_off = _POSSESSIVE.match(match["said"])
            assert left_off is not None
            return Definition(finding, start + left_off.end(), match.end("said"), plainness)
    return None
