"""Which of the articles that were read have to be stored, and what each of them replaces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from bot.article import Article, as_day
from bot.coverage.rows import Known, version_of
from bot.coverage.writer import CoverageWriter
from bot.errors import LoadError
from bot.ingest.outcome import Event, Outcome
from bot.loaders import file_of
from bot.loaders.files import shown
from bot.loaders.items import Note, Read, Removal
from bot.web.items import GonePage, PassedOver, Unchanged

Item = Read | Unchanged | PassedOver
"""What can be read from a source."""


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be stored.

    origin, place: see ``bot.coverage.rows.Entry``.
    counts_as: "new", "updated", or "" when it was counted already in this run.
    replaces: ids of the older articles that it takes the place of.
    """

    article: Article
    origin: str
    place: str
    counts_as: str
    replaces: tuple[str, ...] = ()


class _Seen(NamedTuple):
    """What this run has read of an article: the latest version so far."""

    moment: dt.datetime
    source: str
    title: str


class Sorter:
    """Compares what is read with what is stored, and with what else this run has read.

    Of two items with one id the first stands, unless the other was published or updated later.

    since: articles that were last published or updated before that day are passed over.
    pruning: a page that is gone is no failure, if an article was once read from it.
    """

    def __init__(
        self,
        writer: CoverageWriter,
        outcome: Outcome,
        *,
        since: dt.date | None = None,
        pruning: bool = False,
    ) -> None:
        self._writer = writer
        self._outcome = outcome
        self._since = since
        self._pruning = pruning
        self.gone_pages: list[Known] = []
        self._seen: dict[str, _Seen] = {}
        self._killed: dict[str, dt.datetime | None] = {}
        self._unreadable: set[str] = set()
        self._older: dict[str, Task] = {}
        self._waiting: list[tuple[Task, list[Known]]] = []

    def tasks(self, items: Iterable[Item]) -> Iterator[Task | Removal]:
        """What has to be stored or withdrawn, in order; the outcome counts the rest."""
        current = ""
        for item in items:
            if isinstance(item, Removal):
                yield from self._file_is_read()
                self._forget(item)
                yield item
                continue
            if not isinstance(item, Article):
                self._note(item)
                continue
            origin = origin_of(item.source)
            if origin != current:
                yield from self._file_is_read()
                current = origin
            task = self._task(item, origin)
            if task:
                yield task
        yield from self._file_is_read()

    def rest(self) -> Iterator[Task]:
        """What could only be decided when all was read."""
        yield from self._older.values()
        self._older.clear()

    def vanished(self, path: str) -> list[Known]:
        """What was once read from ``path``, or from under it, and is no longer there."""
        return [
            known
            for known in self._writer.known_under(shown(Path(path).absolute()))
            if known.id not in self._seen and not self._is_unreadable(known.origin)
        ]

    def _note(self, item: LoadError | Note | Unchanged | PassedOver) -> None:
        """Count what brings no article."""
        if isinstance(item, Note):
            self._outcome.notes.append(item)
        elif isinstance(item, PassedOver):
            self._outcome.older += item.why == "older"
            self._outcome.duplicates += item.why == "duplicate"
        elif isinstance(item, Unchanged):
            known = self._writer.known(item.article_id)
            if item.article_id in self._seen:
                self._outcome.duplicates += 1
            else:
                self._unchanged(item.source, known)
            if known:
                seen = _Seen(moment_of(known), item.source, known.title)
                self._seen.setdefault(item.article_id, seen)
        else:
            once = self._writer.known_at(item.source) if isinstance(item, GonePage) else []
            self.gone_pages += once
            self._unreadable.add(origin_of(item.source))
            if not (once and self._pruning):
                self._outcome.failed.append(item)

    def _unchanged(self, source: str, known: Known | None) -> None:
        self._outcome.unchanged += 1
        if known:
            self._outcome.hear([Event("unchanged", source, known.id, known.title)])

    def _forget(self, removal: Removal) -> None:
        """Neither store nor keep what this run has read, or will, of a withdrawn article."""
        names = set(names_of(removal))
        until = until_of(removal)
        for name in names:
            before = self._killed.get(name, until)
            self._killed[name] = None if before is None or until is None else max(before, until)
        for key, task in list(self._older.items()):
            if key in names or task.article.guid in names:
                del self._older[key]

    def _task(self, article: Article, origin: str) -> Task | None:
        if self._writer.is_withdrawn(article) or self._is_killed(article):
            self._outcome.withdrawn += 1
            told = Event("withdrawn", article.source, article.id, article.headline)
            self._outcome.hear([told])
            return None
        now = _Seen(moment_of(article), article.source, article.headline)
        day = _last_day(article)
        if self._since and day and day < self._since:
            self._outcome.older += 1
            self._seen.setdefault(article.id, now)
            return None
        before = self._seen.get(article.id)
        if before is not None:
            other = now if now.moment <= before.moment else before
            self._outcome.hear([Event("duplicate", other.source, article.id, other.title)])
        if before is not None and now.moment <= before.moment:
            self._outcome.duplicates += 1
            return None
        self._seen[article.id] = now
        # Of two items with one id, one is the duplicate, whichever of them is stored.
        counted = before is not None and self._older.pop(article.id, None) is None
        self._outcome.duplicates += before is not None
        place = place_of(article.source)
        known = self._writer.known(article.id)
        if known is None:
            return self._new(Task(article, origin, place, "" if counted else "new"))
        if known.digest == article.digest:
            if not counted:
                self._unchanged(article.source, known)
            self._writer.name(article)
            if (known.source, known.place) != (article.source, place):
                self._writer.moved(article, origin, place)
            return None
        task = Task(article, origin, place, "" if counted else "updated")
        if not counted and now.moment < moment_of(known):
            # Perhaps what is stored comes later in this run, as it did when it was stored.
            self._older[article.id] = task
            return None
        return task

    def _is_killed(self, article: Article) -> bool:
        """Whether a notice of this run was about it, which a rehearsal does not store."""
        for name in (article.id, article.guid):
            if name and name in self._killed:
                until = self._killed[name]
                return until is None or moment_of(article) <= until
        return False

    def _new(self, task: Task) -> Task | None:
        """``task`` at once, or when its file is read if it may be another article's new version."""
        older = [
            known
            for known in self._writer.known_at(task.place)
            if known.id != task.article.id and not (known.url and task.article.url)
        ]
        if not older:
            return task
        self._waiting.append((task, older))
        return None

    def _file_is_read(self) -> Iterator[Task]:
        for task, older in self._waiting:
            gone = tuple(known.id for known in older if known.id not in self._seen)
            counts_as = "updated" if gone and task.counts_as else task.counts_as
            yield replace(task, counts_as=counts_as, replaces=gone)
        self._waiting.clear()

    def _is_unreadable(self, origin: str) -> bool:
        return any(
            origin == path or origin.startswith(path.rstrip("/") + "/") for path in self._unreadable
        )


def moment_of(item: Article | Known) -> dt.datetime:
    """When this version was made; the beginning of time if it does not say."""
    return version_of(item)


def names_of(removal: Removal) -> list[str]:
    """The names under which what a kill notice is about may be stored."""
    ids = [
        Article.new(text="", source="", url=url, guid=guid).id
        for url, guid in ((removal.url, None), (None, removal.guid))
        if url or guid
    ]
    return [*ids, removal.guid] if removal.guid else ids


def until_of(removal: Removal) -> dt.datetime | None:
    """Up to when versions are withdrawn: a day counts to its end, wherever it is."""
    moment = removal.moment
    if moment is None or isinstance(moment, dt.datetime):
        return moment
    return dt.datetime(moment.year, moment.month, moment.day, tzinfo=dt.UTC) + dt.timedelta(1.5)


def _last_day(article: Article) -> dt.date | None:
    days = [as_day(article.published), as_day(article.updated)]
    return max((day for day in days if day), default=None)


def origin_of(source: str) -> str:
    """The file, as an absolute path, or the URL that ``source`` is in."""
    return source if _is_url(source) else shown(Path(file_of(source)).absolute())


def place_of(source: str) -> str:
    """``source`` with its path made absolute."""
    if _is_url(source):
        return source
    file = file_of(source)
    return f"{shown(Path(file).absolute())}{source[len(file) :]}"


def _is_url(source: str) -> bool:
    return source.startswith(("http://", "https://"))
