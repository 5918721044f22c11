"""What is added through the page: each order is a run of ``ingest.py`` in a process of its own.

An order is a folder under ``intake`` in the data folder, with the files that were given. What
becomes of it stands in the ingest's journal, so that no reload and no restart of the page loses it.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.coverage.locks import is_ingesting
from bot.coverage.schema import store_error
from bot.errors import InputError
from bot.ingest import journal
from bot.ingest.journal import Run
from bot.ingest.journal_file import FILE as JOURNAL
from bot.ingest.sorting import origin_of
from bot.web.urls import is_url, without_password

MOST_FILES, MOST_URLS = 200, 500
KEPT = dt.timedelta(days=1)
"""So long a file that failed is kept, to be tried again."""

_PROGRAM = Path(__file__).parent.parent / "ingest.py"
_ORDER, _FILES, _URLS, _TOLD = "order.json", "files", "urls.txt", "told.txt"
_LONGEST_NAME = 100
_LONGEST_BYTES = 240
"""No file system takes a name of more than 255 bytes."""
_LAST_RUNS = 50


class Stage(enum.Enum):
    """How far an order is."""

    STARTING = "starting"
    WAITING = "waiting"
    RUNNING = "running"
    OVER = "over"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the page.

    key: by which it is known, in the journal, too. title: for a person.
    run: None until it has begun. trouble: of one that is broken, the sentence that says why.
    """

    key: str
    title: str
    stage: Stage
    run: Run | None = None
    trouble: str = ""

    @property
    def is_live(self) -> bool:
        """Whether something is still to come of it."""
        return self.stage in (Stage.STARTING, Stage.WAITING, Stage.RUNNING)


class Intake:
    """The orders of a data folder. One for each process; safe for many threads."""

    def __init__(self, data: Path) -> None:
        self._data = data.absolute()
        self._folder = self._data / "intake"
        self._lock = threading.Lock()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def add(self, files: Sequence[tuple[str, BinaryIO]], urls: Sequence[str], by: str = "") -> str:
        """Take in files, each with the name that it was given, and URLs; the key of the order.

        by: who orders it, for the journal; "" for the user of this process.

        Raises InputError if there is nothing to take in, or too much; StoreError.
        """
        if not files and not urls:
            raise InputError("Choose a file or paste an address first.")
        if len(files) > MOST_FILES or len(urls) > MOST_URLS:
            raise InputError(
                f"At most {MOST_FILES} files and {MOST_URLS} addresses go in at once: add them in"
                " parts, or run python ingest.py."
            )
        names = [safe_name(name) for name, _ in files]
        titles = [*names, *(without_password(url) for url in urls)]
        more = f" and {len(titles) - 1:,} more" if len(titles) > 1 else ""
        key, place = self._begun(f"{titles[0]}{more}")
        arguments: list[str] = []
        try:
            for number, (name, (_, stream)) in enumerate(zip(names, files, strict=True)):
                # A folder each: two files of one name are two files.
                target = place / _FILES / f"{number:03}" / name
                target.parent.mkdir(parents=True)
                with target.open("wb") as out:
                    shutil.copyfileobj(stream, out)
                arguments.append(str(target))
            if urls:
                (place / _URLS).write_text("\n".join(urls), encoding="utf-8")
                arguments += ["--urls", str(place / _URLS)]
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            raise store_error(self._data, error) from error
        self._start(key, arguments, by)
        return key

    def undo(self, number: int, by: str = "") -> str:
        """Undo that run; the key of the order."""
        key, _ = self._begun(f"Undo run {number}")
        self._start(key, ["undo", str(number), "--yes"], by)
        return key

    def retry(self, number: int, by: str = "") -> str:
        """Take again what failed in that run; the key of the order."""
        key, _ = self._begun(f"Try again what failed in run {number}")
        self._start(key, ["retry", str(number)], by)
        return key

    def stop(self, key: str) -> None:
        """End an order's run as Ctrl-C does: what is in stays in. Only in the process it is of."""
        process = self._processes.get(key)
        if process and process.poll() is None:
            process.send_signal(signal.SIGINT)

    def can_stop(self, key: str) -> bool:
        """Whether ``stop`` would do something."""
        process = self._processes.get(key)
        return process is not None and process.poll() is None

    def forget(self, key: str) -> None:
        """Let go of an order that is not live, with its files."""
        if re.fullmatch(r"[\w-]+", key):
            shutil.rmtree(self._folder / key, ignore_errors=True)

    def orders(self) -> list[Order]:
        """The orders that are live or broken, the oldest first.

        Of one that is over only files that failed are left; they go after ``KEPT``.
        """
        by_note = {run.asked.note: run for run in self.runs(_LAST_RUNS) if run.asked.note}
        found: list[Order] = []
        for place in sorted(self._folder.glob("*/")):
            if (kept := _kept(place)) is None:
                continue
            title, given = kept
            order = self._order(place, title, by_note.get(place.name))
            if order.stage is Stage.OVER and order.run:
                self._tidy(place, order.run)
            elif order.is_live or dt.datetime.now(dt.UTC) - given < KEPT:
                found.append(order)
            else:
                self.forget(place.name)
        return found

    def runs(self, limit: int) -> list[Run]:
        """The last runs, whoever began them, the newest first."""
        if not (self._data / JOURNAL).is_file():
            return []
        return journal.runs(self._data, limit)

    def is_running(self, run: Run) -> bool:
        """Whether that run, which may be another program's, is under way."""
        return run.ending is None and is_ingesting(self._data)

    def shown(self, source: str) -> str:
        """How ``source`` is called on the page: a file that was given to it by its name alone.

        Other files are told from the working folder on.
        """
        path, here = Path(source), Path.cwd()
        if path.is_relative_to(self._folder):
            # order, "files", number, name
            return "/".join(path.relative_to(self._folder).parts[3:])
        return str(path.relative_to(here)) if path.is_relative_to(here) else source

    def can_retry(self, run: Run) -> bool:
        """Whether something failed in that run that is still there to be tried again."""
        if run.asked.action != "ingest" or not run.counts.get("failed"):
            return False
        failed = [e.source for e in journal.events_of(self._data, run.number) if e.what == "failed"]
        return any(is_url(source) or Path(origin_of(source)).exists() for source in failed)

    def _order(self, place: Path, title: str, run: Run | None) -> Order:
        key = place.name
        process = self._processes.get(key)
        alive = process is not None and process.poll() is None
        if run and run.ending is not None:
            return Order(key, title, Stage.OVER, run)
        if run and (alive or is_ingesting(self._data)):
            return Order(key, title, Stage.RUNNING, run)
        if run:
            cut = "It was cut off; what is in stays in. Add it again to go on."
            return Order(key, title, Stage.BROKEN, run, cut)
        if alive or (process is None and is_ingesting(self._data)):
            waiting = is_ingesting(self._data)
            return Order(key, title, Stage.WAITING if waiting else Stage.STARTING)
        told = (place / _TOLD).read_text(errors="replace") if (place / _TOLD).is_file() else ""
        lines = [line for line in told.splitlines() if line.strip()]
        last = lines[-1] if lines else "It was cut off before it began: add it again."
        return Order(key, title, Stage.BROKEN, trouble=last)

    def _tidy(self, place: Path, run: Run) -> None:
        """Delete what was given and is no longer needed."""
        events = journal.events_of(self._data, run.number)
        failed = {origin_of(e.source) for e in events if e.what == "failed"}
        files = [file for file in (place / _FILES).glob("*/*") if str(file) not in failed]
        for file in files:
            file.unlink(missing_ok=True)
        left = any((place / _FILES).glob("*/*"))
        if not left or dt.datetime.now(dt.UTC) - run.began > KEPT:
            self.forget(place.name)

    def _begun(self, title: str) -> tuple[str, Path]:
        """A new order's key and folder."""
        now = dt.datetime.now(dt.UTC)
        key = f"page-{now:%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}"
        place = self._folder / key
        try:
            place.mkdir(parents=True)
            told = {"title": title, "given": now.isoformat()}
            (place / _ORDER).write_text(json.dumps(told), encoding="utf-8")
        except OSError as error:
            raise store_error(self._data, error) from error
        return key, place

    def _start(self, key: str, arguments: Sequence[str], by: str) -> None:
        command = [sys.executable, str(_PROGRAM), *arguments, "--data", str(self._data)]
        command += [f"--by={by}"] if by else []
        with self._lock, (self._folder / key / _TOLD).open("wb") as told:
            # Of what has ended and been put away nothing is asked any more.
            live = {k: p for k, p in self._processes.items() if p.poll() is None}
            self._processes = {
                k: p for k, p in self._processes.items() if k in live or (self._folder / k).is_dir()
            }
            # A session of its own: what ends the page's server does not end the run.
            self._processes[key] = subprocess.Popen(
                [*command, "--json", "--note", key],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
                start_new_session=True,
            )


def safe_name(name: str) -> str:
    """A file's name that is one everywhere, with its suffix: no folder, nothing hidden."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = re.sub(r"[^\w.() -]", "_", plain).strip(". ")
    if len(kept) > _LONGEST_NAME:
        stem, dot, suffix = kept.rpartition(".")
        kept = f"{stem[: _LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"[-_LONGEST_NAME:]
    while len(kept.encode()) > _LONGEST_BYTES:
        stem, dot, suffix = kept.rpartition(".")
        kept = f"{stem[:-1]}{dot}{suffix}" if stem else kept[1:]
    return kept or "file"


def urls_of(text: str) -> list[str]:
    """The URLs in ``text``, one a line. Raises InputError that names a line that is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        if not line.lower().startswith(("http://", "https://")):
            shown = without_password(line)[:80]
            raise InputError(f"This is not a web address: {shown}. One begins with https://")
    return list(dict.fromkeys(lines))


def _kept(place: Path) -> tuple[str, dt.datetime] | None:
    """Title and moment of the order in the folder ``place``; None if it is none."""
    try:
        told = json.loads((place / _ORDER).read_text(encoding="utf-8"))
        return str(told["title"]), dt.datetime.fromisoformat(told["given"])
    except (OSError, ValueError, KeyError):
        return None
