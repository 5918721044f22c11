"""White space made regular, and nothing that a reader can see changed.

A quote is checked against the original with white space collapsed, so curly quotes, accents
(no Unicode normalisation), zero-width and control characters stay as the source has them.
"""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\u2028]")
_ODD_SPACE = re.compile(r"[^\S\n ]")
_SPACES = re.compile(" {2,}")
_SPACED_LINE_END = re.compile(" *\n *")
_BLANK_LINES = re.compile("\n{3,}")


def tidy(text: str) -> str:
    r"""Paragraphs separated by one blank line, lines by ``\n``, words by one space.

    NUL and lone surrogates, which no database or UTF-8 file holds, become U+FFFD as in HTML.
    """
    text = _UNSTORABLE.sub("\ufffd", text)
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    text = _SPACES.sub(" ", _ODD_SPACE.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", _SPACED_LINE_END.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """``text`` with every run of white space one space: a title, a name, a caption."""
    return " ".join(_UNSTORABLE.sub("\ufffd", text).split())


def same_words(one: str, other: str) -> bool:
    """Whether two lines read the same, apart from case, spaces and the shape of quotes."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
