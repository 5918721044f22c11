"""A question in two parts -> the parts, each to be looked for by itself."""

from __future__ import annotations

import re

_VERB = r"(?!(?:Did|Does|Do|Is|Are|Was|Were|Has|Have|Had|Will|Would|Can|Could|Should)\b)"
_NAME = _VERB + r"(?:[A-Z][\w.&'’-]*|[a-z]+[A-Z]\w*)(?:\s(?:of\s|the\s)?[A-Z][\w.&'’-]*){0,4}"
_EITHER = re.compile(rf"(?P<one>{_NAME})(?:, (?P<more>{_NAME}))?,? or (?P<other>{_NAME})")
_BOTH = re.compile(rf"\b(?i:both) (?P<one>{_NAME}) and (?P<other>{_NAME})")
_ASKS = r"(?:who|whom|whose|what|when|where|why|how|which)"
_AND = re.compile(rf"(?i)(?:,|;|\?)?\s+(?:and|but)\s+(?={_ASKS}\b)|\?\s+(?={_ASKS}\b)")
_MOST = 3


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of ``text``, each a question; none when it has but one.

    >>> parts_of("Who quit first, IBM or Amazon?")
    ('Who quit first, IBM?', 'Who quit first, Amazon?')
    >>> parts_of("What did IBM say and when did Amazon stop?")
    ('What did IBM say?', 'when did Amazon stop?')
    """
    halves = [half.strip(" ,;?") for half in _AND.split(text)]
    halves = [half for half in halves if len(half.split()) > 2]
    if len(halves) > 1 and re.match(rf"(?i).*\b{_ASKS}\b", halves[0]):
        return tuple(f"{half}?" for half in halves[:_MOST])
    for pattern in (_EITHER, _BOTH):
        if match := pattern.search(text):
            names = [name for name in match.groupdict().values() if name]
            start, end = match.span()
            return tuple(f"{text[:start]}{name}{text[end:]}" for name in names[:_MOST])
    return ()
