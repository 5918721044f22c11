"""Take articles into the coverage: ``python ingest.py PATH…`` (``--help`` tells the rest)."""

import sys

from bot.ingest.command import main

if __name__ == "__main__":
    sys.exit(main())
