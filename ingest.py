"""Take articles into the coverage: ``python ingest.py PATH…`` (``--help`` tells the rest)."""

from bot.ingest.command import run

if __name__ == "__main__":
    run()
