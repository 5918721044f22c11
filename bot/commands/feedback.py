"""``feedback export``: what readers thought of answers, as questions for ``ask --batch``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.feedback import FeedbackBook
from bot.settings import load_settings


def export_feedback(data: Path | None) -> int:
    """Print a JSON object a verdict. Returns the exit status."""
    given = FeedbackBook(load_settings(data=data).data, owner=None).all()
    for feedback in given:
        print(json.dumps(feedback.as_json(), ensure_ascii=False))
    if not given:
        print(
            "There is no feedback yet: it is given under the answers in the chat.", file=sys.stderr
        )
    return 0
