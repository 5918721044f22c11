"""Files and folders: which are read, in what order, and a sentence for each that cannot be."""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.formats import SUFFIXES, count_items, suffix_of

logger = logging.getLogger(__name__)

_NOT_COVERAGE = frozenset(
    {"readme", "license", "licence", "copying", "changelog", "contributing", "code_of_conduct"}
)
_NOT_ENTERED = frozenset({"node_modules", "__pycache__"})
_FORMATS = ", ".join(SUFFIXES)


def load(path: str) -> Iterator[Article | LoadError]:
    """Every article of a file, or of a folder and what lies in it, in the order of the names.

    Nothing is raised: what cannot be read is yielded as a ``LoadError`` and the rest goes on.
    JSON Lines are read line by line, so a file of any size needs the memory of one article.
    """
    try:
        folder = _is_folder(path)
    except (OSError, ValueError) as error:
        yield LoadError(_shown(path), _why(error))
        return
    if folder:
        yield from _load_folder(Path(path))
    elif suffix_of(Path(path).name):
        yield from _load_file(Path(path))
    else:
        yield LoadError(_shown(path), f"the format is not one that is read ({_FORMATS})")


def count_hint(path: str) -> int | None:
    """About how many articles ``load`` will yield, without parsing them; None if not known."""
    try:
        if not _is_folder(path):
            return count_items(Path(path))
        return sum(
            1 if isinstance(found, LoadError) else count_items(found) or 1
            for found in _walk(Path(path))
        )
    except (OSError, ValueError):
        return None


def _is_folder(path: str) -> bool:
    # Path("") would be the current folder, which nobody means by giving no name.
    if not path:
        raise FileNotFoundError
    return stat.S_ISDIR(Path(path).stat().st_mode)


def _load_folder(folder: Path) -> Iterator[Article | LoadError]:
    empty = True
    for found in _walk(folder):
        empty = False
        if isinstance(found, LoadError):
            yield found
        else:
            yield from _load_file(found)
    if empty:
        yield LoadError(_shown(folder), f"the folder holds no file that is read ({_FORMATS})")


def _load_file(path: Path) -> Iterator[Article | LoadError]:
    source = _shown(path)
    suffix = suffix_of(path.name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield LoadError(source, "a device, pipe or socket, not a file")
            return
        with path.open("rb") as stream:
            yield from SUFFIXES[suffix](stream, source)
    except OSError as error:
        yield LoadError(source, _why(error))
    except Exception as error:
        # A parser that trips over one hostile file must cost that file, not the run.
        logger.exception("%s: the parser failed", source)
        yield LoadError(source, f"the parser failed on it ({type(error).__name__})")


def _walk(folder: Path) -> Iterator[Path | LoadError]:
    """Files to read, depth first and sorted; a folder reached twice through links is read once."""
    passed_over = 0
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
            yield LoadError(_shown(path), _why(error))
            continue
        chosen = [p for p in inside if _belongs(p)]
        passed_over += len(inside) - len(chosen)
        waiting.extend(chosen)
    if passed_over:
        logger.info("%s: %d files and folders passed over", _shown(folder), passed_over)


def _belongs(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    if path.is_dir():
        return path.name not in _NOT_ENTERED
    return bool(suffix_of(path.name)) and path.name.split(".")[0].lower() not in _NOT_COVERAGE


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


def _shown(path: str | Path) -> str:
    """The path as text that can be stored and printed, whatever bytes the name holds."""
    return os.fsencode(path).decode("utf-8", "replace")
