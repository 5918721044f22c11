"""How much is asked, by day and user, from the conversations that are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from bot.conversation_store import FILE, opened

_COUNTED = """
SELECT substr(t.asked, 1, 10) AS day, coalesce(u.name, c.owner), count(*),
    sum(t.outcome IS NOT NULL AND json_extract(t.outcome, '$.error') IS NULL
        AND json_array_length(t.outcome, '$.sentences') = 0),
    sum(json_extract(t.outcome, '$.error') IS NOT NULL),
    sum(coalesce(json_extract(t.outcome, '$.tokens'), 0))
FROM turns t JOIN conversations c ON c.no = t.conversation LEFT JOIN users u ON u.id = c.owner
WHERE t.asked >= ? GROUP BY day, c.owner ORDER BY day DESC, count(*) DESC, c.owner LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one user asked on one day (UTC). declined, failed: of the questions.

    tokens: that language models read and wrote for them.
    """

    day: dt.date
    user: str
    questions: int
    declined: int
    failed: int
    tokens: int


def asked(folder: Path, since: dt.date, limit: int = 500) -> tuple[Asked, ...]:
    """The latest day first, and of each day who asked most. What was deleted does not count."""
    if not (folder / FILE).is_file():
        return ()
    with opened(folder) as db:
        rows = db.execute(_COUNTED, (since.isoformat(), limit)).fetchall()
    return tuple(Asked(dt.date.fromisoformat(day), *rest) for day, *rest in rows)
