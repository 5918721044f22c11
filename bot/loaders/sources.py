"""How an article inside a file is named: the file, a colon, and its place or name in there."""

from __future__ import annotations

import re

HOLDERS = (
    *("jsonl", "ndjson", "json", "csv", "tsv", "xml", "rss", "atom"),
    *("zip", "tar", "tgz", "warc"),
)
"""Suffixes, without the dot, of files that may hold several articles; each also with .gz."""

_INSIDE = re.compile(rf"(.*?\.(?:{'|'.join(HOLDERS)})(?:\.gz)?):(?=.)", re.IGNORECASE | re.DOTALL)


def member(source: str, name: str | int) -> str:
    """The source of what is called ``name``, or stands at that line, inside ``source``."""
    return f"{source}:{name}"


def file_of(source: str) -> str:
    """The file of an article's ``source``: without its place in there, where it names one."""
    match = _INSIDE.match(source)
    return match[1] if match else source
