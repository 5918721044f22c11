"""Freed memory in two places instead of sixteen, so that a page which runs for weeks stays small.

The C library of Linux gives threads that ask at the same moment an arena each, up to eight a core,
and what was freed in one is of no use to the others. A page whose threads come and go, and which
opens the vectors anew after each ingest, so grows for hours (docs/reliability.md, "Soak").
"""

from __future__ import annotations

import ctypes
import logging
import sys

logger = logging.getLogger(__name__)

_M_ARENA_MAX = -8
"""From malloc.h of the GNU C library."""
_ARENAS = 2


def limit_arenas() -> bool:
    """Have this process make no more than two arenas; whether the C library can do that.

    Elsewhere than on Linux with the GNU C library memory is kept in other ways, and nothing is
    done. Arenas that there are already stay.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # musl has none
        return False
    if not mallopt(_M_ARENA_MAX, _ARENAS):
        logger.warning("The C library did not take the limit of its arenas.")
        return False
    return True
