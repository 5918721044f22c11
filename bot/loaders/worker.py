"""A process that reads files for another: ``python -m bot.loaders.worker COLUMNS MEGABYTES``.

It is asked for a file by a line on stdin, its path in hex, and answers on stdout with a line an
item and an empty line at the end. It ends when stdin does.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from bot.loaders.context import Context
from bot.loaders.files import read_file
from bot.loaders.passing import line_of


def main(columns: str, megabytes: str) -> None:
    """Answer requests until there are no more."""
    # Ctrl-C is for the process that asks; it then closes this one's stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(int(megabytes))
    # What a library prints must not get among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    context = Context(columns=json.loads(columns))
    for request in sys.stdin:
        for item in read_file(Path(os.fsdecode(bytes.fromhex(request.strip()))), context):
            answers.write(line_of(item) + "\n")
            answers.flush()
        answers.write("\n")
        answers.flush()


def _limit_memory(megabytes: int) -> None:
    """Have the system refuse more; where it cannot (Windows, partly macOS) nothing is limited."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 1_000_000
    if most == resource.RLIM_INFINITY or wanted < most:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
        except (ValueError, OSError):
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
