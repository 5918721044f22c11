"""``doctor``: what is in the index, which model, is all consistent, and what to do if not."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from bot import doctor as checks
from bot.settings import load_settings


def doctor(data: Path | None, *, as_json: bool) -> int:
    """Print the report. Returns 0 if all is well, else 1."""
    report = checks.run(load_settings(data=data))
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        checks.render(report, Console(highlight=False))
    return 0 if report.healthy else 1
