"""Bytes to text: a byte-order mark, what the file declares, UTF-8, else what can be detected."""

from __future__ import annotations

import codecs
import re

from bot.errors import LoadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What news files come in. A detector that may name any of a hundred encodings names a wrong one.
_LATIN_SCRIPT = ("cp1252", "cp1250", "cp1254", "iso8859_15", "mac_roman")
_OTHER_SCRIPTS = ("cp1251", "koi8_r", "cp1253", "cp1256")
_EAST_ASIAN = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
_LIKELY = [*_LATIN_SCRIPT, *_OTHER_SCRIPTS, *_EAST_ASIAN]
# The Web reads these labels as Windows-1252 (WHATWG Encoding Standard).
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"})
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROLS = 0.01
_MAX_CHAOS = 0.1
_SAMPLE = 200_000


def decoded(raw: bytes, source: str, declared: str | None = None) -> str:
    """The text of ``raw``; LoadError if it is binary or in no encoding that can be told.

    declared: an encoding that the file itself names, tried before the detection.
    """
    text = _decoded(raw, declared)
    if text is None:
        raise LoadError(source, "not UTF-8, and its encoding cannot be told; save it as UTF-8")
    if "\0" in text or len(_CONTROLS.findall(text[:_SAMPLE])) > _MAX_CONTROLS * len(text[:_SAMPLE]):
        raise LoadError(source, "binary data, not text")
    return text


def recoded(raw: bytes, declared: str) -> bytes:
    """``raw`` as UTF-8 if it is none and can be read as ``declared``, which a server has named."""
    if any(raw.startswith(mark) for mark, _ in _MARKS) or _strictly(raw, "utf-8") is not None:
        return raw
    encoding = _known(declared)
    text = _strictly(raw, encoding) if encoding else None
    return raw if text is None else text.encode()


def _decoded(raw: bytes, declared: str | None) -> str | None:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw.removeprefix(codecs.BOM_UTF8), name)
    if b"\0" in raw:
        return "\0"
    for encoding in ("utf-8", _known(declared), _detected(raw)):
        if encoding and (text := _strictly(raw, encoding)) is not None:
            return text
    return None


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _known(declared: str | None) -> str | None:
    """The declared encoding if it is one that text comes in; Python has codecs that are not."""
    if not declared:
        return None
    if declared.strip().lower() in _LATIN:
        return "cp1252"
    try:
        name = codecs.lookup(declared.strip()).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    return name if name in _LIKELY or name.startswith(("iso8859", "cp12", "utf_16")) else None


def _detected(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # which takes its time, and most files are UTF-8

    matches = [m for m in from_bytes(raw[:_SAMPLE], cp_isolation=_LIKELY) if m.chaos <= _MAX_CHAOS]
    if not matches:
        return None
    best = matches[0]
    alike = {m.encoding for m in matches if m.chaos == best.chaos and m.coherence == best.coherence}
    return "cp1252" if "cp1252" in alike else best.encoding
