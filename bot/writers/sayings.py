"""Who says what a sentence says: the name beside its verb of saying, outside any quotation."""

from __future__ import annotations

import re

from bot.question import Kind
from bot.spans import Span, spans_of

_SAYS = re.compile(
    r"\b(?:said|says|told|tells|wrote|writes|argued|argues|added|adds|warned|warns|insisted"
    r"|insists|noted|notes|urged|urges|declared|stated|states|remarked|acknowledged|claimed"
    r"|claims|objected|replied|explained|testified|complained)\b"
)
_ACCORDING = re.compile(r"(?i)\baccording to (?:the )?")
_QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_BESIDE = re.compile(r"(?:,(?:[^“”]*,)?)?\s*(?:(?:also|later|then|has|have|had)\s)?")
"""What may stand between a speaker and the verb: nothing, or an apposition between commas."""
_NOT_ITS_SUBJECT = re.compile(
    r"(?i)\b(?:of|by|to|from|with|in|at|on|for|about|against|between|than|as|told)\s(?:the\s)?$"
    r"|[’']s?\s$"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are|as|who|which)\s$")


def speaker_in(sentence: str, article: str) -> str | None:
    """The name of who is told to say something in ``sentence``, as it stands there, or None.

    article: the text that it is from, which tells names from other words. A "he" is nobody, since
    who it stands for would be a guess.
    """
    plain = _QUOTATION.sub(lambda m: "“" + "·" * (len(m.group()) - 2) + "”", sentence)
    names = [s for s in spans_of(plain, article) if s.kind is Kind.WHO and "·" not in s.text]
    for match in _ACCORDING.finditer(plain):
        for name in names:
            if name.start == match.end():
                return name.text
    for verb in _SAYS.finditer(plain):
        if _PASSIVE.search(plain, 0, verb.start()):
            continue
        found = _before(plain, names, verb.start()) or _behind(plain, names, verb)
        if found:
            return found
    return None


def _before(plain: str, names: list[Span], verb: int) -> str | None:
    for name in reversed([n for n in names if n.end <= verb]):
        between = plain[name.end : verb]
        if _BESIDE.fullmatch(between) and not _NOT_ITS_SUBJECT.search(plain, 0, name.start):
            return name.text
    return None


def _behind(plain: str, names: list[Span], verb: re.Match[str]) -> str | None:
    """The speaker of “…,” said X."""
    if not re.search(r"[”\",]\s$", plain[: verb.start()]):
        return None
    return next((n.text for n in names if n.start == verb.end() + 1), None)
