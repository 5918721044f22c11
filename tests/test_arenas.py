"""Memory in few arenas: how many the C library makes for a dozen threads, counted by itself."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from pathlib import Path

import pytest

_COUNT = """
import ctypes, sys, threading
from bot.arenas import limit_arenas

if "limited" in sys.argv:
    print(limit_arenas())
here = threading.Barrier(13)

def work():
    kept = bytearray(4000)  # too large for Python's own pools
    here.wait()
    here.wait()

for _ in range(12):
    threading.Thread(target=work).start()
here.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
here.wait()
"""


def _arenas(folder: Path, *more: str) -> int:
    told = folder / "info.xml"
    subprocess.run([sys.executable, "-c", _COUNT, str(told), *more], check=True)
    return len(re.findall("<heap nr=", told.read_text()))


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not hasattr(ctypes.CDLL(None), "malloc_info"),
    reason="only the GNU C library has arenas",
)
def test_a_dozen_threads_share_two_arenas(tmp_path: Path) -> None:
    assert _arenas(tmp_path) > 2
    assert _arenas(tmp_path, "limited") <= 2
