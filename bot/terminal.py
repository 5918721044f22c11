"""What goes to a terminal: no command of a stranger's, and nothing when nobody reads any more."""

from __future__ import annotations

import os
import re
import sys

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE = re.compile("[\x00-\x1f\x7f-\x9f]")


def printable(text: str, *, lines: bool = False) -> str:
    """``text`` of an article, a file's name and the like, without what a terminal obeys.

    lines: whether it may have several. Each character that goes leaves U+FFFD in its place.
    """
    return (_CONTROLS if lines else _LINE).sub("\ufffd", text)


def stop_writing() -> None:
    """Have what is still to be written go nowhere, as to ``head`` that has seen enough.

    Python writes it out when it ends.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
