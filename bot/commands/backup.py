"""``backup`` and ``restore``: a whole data folder in one file."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from bot.backup import back_up
from bot.coverage.catalogue import Catalogue
from bot.errors import CoverageError
from bot.ingest.storing import Encoder
from bot.model_files import EMBEDDER
from bot.restoring import restore as put_back
from bot.settings import load_settings


def backup(file: Path, data: Path | None) -> int:
    """Write the data folder to ``file``. Returns the exit status."""
    card = back_up(load_settings(data=data).data, file)
    left = card.passages - card.vectors
    more = f" ({left:,} vectors were in change, and are made again at a restore)" if left else ""
    told = f"{_counted(card.articles, 'article')}, {_counted(card.passages, 'passage')}"
    print(f"{file}: {told}{more}.")
    return 0


def restore(file: Path, data: Path | None, *, yes: bool) -> int:
    """Put back what ``file`` holds, after asking unless ``yes``. Returns the exit status."""
    settings = load_settings(data=data)
    if not (yes or _may_replace(settings.data)):
        return 1

    @cache
    def encoder() -> Encoder:
        from bot.embedder import load_embedder  # which takes seconds, and is rarely wanted

        return load_embedder(settings)

    done = put_back(file, settings.data, EMBEDDER, encoder, waiting=_waiting)
    made = f", {_counted(done.embedded, 'vector')} made anew" if done.embedded else ""
    print(f"Restored {_counted(done.articles, 'article')} as of {done.made}{made}.")
    if done.withdrawn:
        print(f"{done.withdrawn:,} were left out: their provider has withdrawn them since.")
    return 0


def _may_replace(folder: Path) -> bool:
    try:
        catalogue = Catalogue(folder)
        try:
            articles = catalogue.stats(embargoed=True).articles
        finally:
            catalogue.close()
    except CoverageError:
        return True  # what cannot be read is why one restores
    if not articles:
        return True
    holds = _counted(articles, "article")
    print(f"{folder} holds {holds}, which the backup would replace.", file=sys.stderr)
    if not sys.stdin.isatty():
        print("Nothing was changed: add --yes to replace them.", file=sys.stderr)
        return False
    print("Replace them? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _counted(count: int, unit: str) -> str:
    return f"{count:,} {unit}{'' if count == 1 else 's'}"


def _waiting() -> None:
    print("An ingest is running; waiting for it to finish.", file=sys.stderr, flush=True)
