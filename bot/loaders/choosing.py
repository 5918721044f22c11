"""Which files of a folder or an archive are coverage, by their names."""

from __future__ import annotations

from bot.loaders.formats import suffix_of

_NOT_COVERAGE = frozenset(
    {"readme", "license", "licence", "copying", "changelog", "contributing", "code_of_conduct"}
)
_NOT_ENTERED = frozenset({"node_modules", "__pycache__", "__macosx"})


def belongs(name: str) -> bool:
    """Whether a file inside a folder or archive, named by its path in there, is to be read."""
    *folders, file = [part for part in name.replace("\\", "/").split("/") if part] or [""]
    return all(map(enters, folders)) and is_chosen(file)


def enters(folder: str) -> bool:
    """Whether a folder of that name is looked into."""
    return not (folder.startswith(".") and folder.strip(".")) and folder.lower() not in _NOT_ENTERED


def is_chosen(file: str) -> bool:
    """Whether a file of that name is read: no hidden, no temporary one, none about the folder."""
    if is_hidden(file) or not suffix_of(file):
        return False
    return file.split(".")[0].lower() not in _NOT_COVERAGE


def is_hidden(file: str) -> bool:
    """Whether a file of that name is hidden, or some program's temporary one."""
    return file.startswith((".", "~")) or file.endswith(("~", ".tmp"))
