"""Files and folders: which are read, in what order, and a sentence for each that cannot be."""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.errors import LoadError
from bot.loaders.choosing import enters, is_chosen, is_hidden
from bot.loaders.context import Context, TooMuch
from bot.loaders.dateorder import settled
from bot.loaders.formats import SUFFIXES, count_items, suffix_of
from bot.loaders.items import Item, Note, Read

logger = logging.getLogger(__name__)

_FORMATS = ", ".join(SUFFIXES)
MAX_FILES = 1_000_000
"""A folder that holds more is told, and not walked through."""
_TOLD = 8
"""Suffixes that are named one by one as passed over."""


def load(path: str, context: Context | None = None) -> Iterator[Read]:
    """Every article of a file, or of a folder and what lies in it, in the order of the names.

    Nothing is raised: what cannot be read is yielded as a ``LoadError`` and the rest goes on.
    All is read in this process, without limits of time and memory: ``pool.Readers`` has those.
    """
    context = context or Context()
    yield from settled(
        item
        for found in found_in(path)
        for item in (read_file(found, context) if isinstance(found, Path) else (found,))
    )


def found_in(path: str) -> Iterator[Path | LoadError | Note]:
    """The files to be read at ``path``, and the reason for what cannot be."""
    try:
        folder = _is_folder(path)
    except (OSError, ValueError) as error:
        yield LoadError(shown(path), _why(error))
        return
    if folder:
        yield from _in_folder(Path(path))
    elif suffix_of(Path(path).name):
        yield Path(path)
    else:
        yield LoadError(shown(path), f"the format is not one that is read ({_FORMATS})")


def read_file(path: Path, context: Context) -> Iterator[Item]:
    """The items of one file; whatever goes wrong in it is told as a ``LoadError``."""
    source = shown(path)
    suffix = suffix_of(path.name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield LoadError(source, "a device, pipe or socket, not a file")
            return
        with path.open("rb") as stream:
            # What an archive may unpack is counted for each file anew.
            yield from SUFFIXES[suffix](stream, source, Context(columns=context.columns))
    except OSError as error:
        yield LoadError(source, _why(error))
    except TooMuch as error:
        yield LoadError(source, f"{error}, so it is not read on")
    except MemoryError:
        yield LoadError(source, "it needs more memory than one file may have")
    except Exception as error:
        # A parser that trips over one hostile file must cost that file, not the run.
        logger.exception("%s: the parser failed", source)
        yield LoadError(source, f"the parser failed on it ({type(error).__name__})")


def count_hint(path: str) -> int | None:
    """About how many articles ``load`` will yield, without parsing them; None if not known."""
    try:
        if not _is_folder(path):
            return count_items(Path(path))
        if _holds_too_many(Path(path)):
            return 1
        return sum(
            (count_items(found) or 1) if isinstance(found, Path) else 1
            for found in _walk(Path(path), Counter())
        )
    except (OSError, ValueError):
        return None


def _is_folder(path: str) -> bool:
    # Path("") would be the current folder, which nobody means by giving no name.
    if not path:
        raise FileNotFoundError
    return stat.S_ISDIR(Path(path).stat().st_mode)


def _in_folder(folder: Path) -> Iterator[Path | LoadError | Note]:
    if _holds_too_many(folder):
        told = f"it holds more than {MAX_FILES:,} files, so none is read"
        yield LoadError(shown(folder), f"{told}: name its folders one by one, or use JSON Lines")
        return
    empty = True
    passed_over = Counter[str]()
    for found in _walk(folder, passed_over):
        empty = False
        yield found
    if empty:
        yield LoadError(shown(folder), f"the folder holds no file that is read ({_FORMATS})")
    elif passed_over:
        yield Note(shown(folder), _skipped(passed_over))


def _holds_too_many(folder: Path) -> bool:
    """Whether more than ``MAX_FILES`` would be read; counted by their names, links not followed."""
    count = 0
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if enters(entry.name):
                            waiting.append(Path(entry.path))
                    elif is_chosen(entry.name):
                        count += 1
                        if count > MAX_FILES:
                            return True
        except OSError:
            continue  # told by the walk
    return False


def _skipped(passed_over: Counter[str]) -> str:
    """How many files of which suffixes were passed over."""
    told = [f"{count:,} {suffix}" for suffix, count in passed_over.most_common(_TOLD)]
    more = sum(passed_over.values()) - sum(n for _, n in passed_over.most_common(_TOLD))
    rest = f" and {more:,} more" if more else ""
    return f"passed over, since their formats are not read: {', '.join(told)}{rest}"


def _walk(folder: Path, passed_over: Counter[str]) -> Iterator[Path | LoadError]:
    """Files to read, depth first and sorted; a folder reached twice through links is read once.

    passed_over: counts the files whose format is not read, by suffix.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not path.is_dir():
            yield path
            continue
        try:
            about = path.stat()
            if (about.st_dev, about.st_ino) in seen:
                continue
            seen.add((about.st_dev, about.st_ino))
            inside = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            yield LoadError(shown(path), _why(error))
            continue
        for each in inside:
            if enters(each.name) if each.is_dir() else is_chosen(each.name):
                waiting.append(each)
            elif not each.is_dir() and not suffix_of(each.name) and not is_hidden(each.name):
                passed_over[shown(each.suffix.lower()) or "without a suffix"] += 1


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "it may not be read by this user; check its permissions"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "a symbolic link that leads back to itself"
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read ({error.strerror})"
    return "not a path that can be opened"


def shown(path: str | Path) -> str:
    """The path as text that can be stored and printed, whatever bytes the name holds."""
    return os.fsencode(path).decode("utf-8", "replace")
