"""RTF, which old newsroom systems write: the text that it shows."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import text


def article_of(raw: bytes, source: str) -> Article:
    """The one article of an RTF file."""
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise LoadError(source, "not RTF: it does not begin as RTF does")
    # RTF is ASCII; what is above it some programs write as Windows-1252.
    written = raw.decode("cp1252", "replace")
    shown = rtf_to_text(written, errors="replace")
    lines = (line.strip() for line in shown.split("\n"))
    return text.article_from("\n\n".join(line for line in lines if line), source)
