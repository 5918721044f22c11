"""Questions that a sentence answers and no few words do: "What did Amazon decide?"."""

from __future__ import annotations

import re

_DOES = r"did|does|do|has|have|had|will|would|is|are|was|were|must|should|can|could|may"
_DOINGS = (
    r"do|does|done|doing|say|says|said|saying|decide|decided|announce|announced|think|thought|plan"
    r"|planned|propose|proposed|argue|argued|promise|promised|happen|happened|happening|respond"
    r"|responded|react|reacted|explain|explained"
)
_OPEN = re.compile(
    rf"(?i)\b(?:what|how) (?:else )?(?:{_DOES})\b.*\b(?:{_DOINGS})\b"
    r"|\bwhat (?:else )?(?:happened|has happened|is known|was said|was decided|was announced)\b"
    r"|^(?:and |but |so )?what about\b|^why\b|\bhow come\b"
)


def is_open(question: str) -> bool:
    """Whether it asks what was done, said, decided or why: for that a sentence is wanted."""
    return _OPEN.search(question) is not None
