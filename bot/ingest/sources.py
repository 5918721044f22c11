"""What an ingest reads from: files and folders as they lie, URLs through one fetcher."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.coverage.writer import CoverageWriter
from bot.errors import InputError
from bot.ingest.outcome import Outcome
from bot.ingest.pipeline import Load
from bot.loaders.pool import Readers
from bot.settings import Settings
from bot.web.urls import is_url, without_password


@contextmanager
def opened(
    paths: Sequence[str],
    settings: Settings,
    writer: CoverageWriter,
    outcome: Outcome,
    *,
    columns: Mapping[str, str] | None = None,
    since: dt.date | None = None,
    rehearsing: bool = False,
) -> Iterator[Load]:
    """What reads each of ``paths``; nothing of the network is touched if none is a URL.

    columns: what tables call their columns, by field. rehearsing: what is fetched is not
    remembered.
    """
    with Readers(columns) as readers:
        if any(map(is_url, paths)):
            with _reading_urls(settings, writer, outcome, readers, since, rehearsing) as load:
                yield load
        else:
            yield readers.load


@contextmanager
def _reading_urls(
    settings: Settings,
    writer: CoverageWriter,
    outcome: Outcome,
    readers: Readers,
    since: dt.date | None,
    rehearsing: bool,
) -> Iterator[Load]:
    from bot.web.addresses import AllowedHosts
    from bot.web.fetching import Fetcher, Limits
    from bot.web.memory import Memory
    from bot.web.pacing import Pacer
    from bot.web.reading import WebReader

    def holds(article_id: str, digest: str) -> bool:
        known = writer.known(article_id)
        return known is not None and known.digest == digest

    def expecting(more: int) -> None:
        if outcome.expected is not None:
            outcome.expected += more

    limits = Limits()
    with ExitStack() as stack:
        memory = stack.enter_context(Memory(settings.data, keeping=not rehearsing))
        fetcher = stack.enter_context(
            Fetcher(AllowedHosts.parse(settings.allow_hosts), Pacer(settings.fetch_delay), limits)
        )
        web = WebReader(
            fetcher, memory, readers.load, holds, limits=limits, expecting=expecting, since=since
        )
        yield lambda path: web.load(path) if is_url(path) else readers.load(path)


def urls_in(file: str) -> list[str]:
    """The URLs of a file, one a line; "-" is the standard input, # begins a remark.

    Raises InputError if it cannot be read, or if a line is no URL.
    """
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"The list of URLs {file} cannot be read ({reason}).") from error
    urls = []
    for number, line in enumerate(text.splitlines(), start=1):
        url = line.strip()
        if not url or url.startswith("#"):
            continue
        if not is_url(url):
            raise InputError(f"{file}:{number}: not a URL: {without_password(url)[:80]}")
        urls.append(url)
    if not urls:
        raise InputError(f"The list {file} names no URL.")
    return urls
