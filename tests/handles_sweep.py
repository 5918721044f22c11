"""An ingest with every limit of open files from 8 to 26; prints how each ended, a JSON a line."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path

from bench import fault_children as children
from bench.fault_harms import few_handles
from bench.fault_news import Shelf


def main(folder: Path) -> None:
    """Work in ``folder``, which is empty."""
    news, data, told = folder / "news", folder / "data", folder / "told"
    news.mkdir()
    told.touch()
    shelf = Shelf(news)
    shelf.write(list(range(6)), 1)
    for most in (1000, *range(8, 27)):
        shelf.write([most % 6], most)
        harm = partial(few_handles, most)
        pid = children.forked(partial(children.take_in, data, news, harm), told)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        print(json.dumps({"most": most, "status": status, "told": told.read_text()}), flush=True)
        told.write_text("")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
