"""Where and by whom a report was filed, before its first sentence: "BOSTON (Wire) — "."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"[^a-z—–−]{2,40}(?: -+ | ?[—–−]+ )"
    r"|(?:[A-Z][\w.,’' ]{1,40} )?\([A-Z][A-Za-z ]{1,12}\) (?:[—–−-]+ )?"
    r"|[A-Z][\w.,’' ]{1,40} [—–−] (?=[A-Z])"
)


def after_dateline(sentence: str) -> int:
    """Where ``sentence`` begins behind its dateline; 0 without one."""
    dateline = _DATELINE.match(sentence)
    return dateline.end() if dateline else 0
