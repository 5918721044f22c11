"""Word's DOCX and the OpenDocument text (ODT): paragraphs of the body, captions apart."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import text
from bot.loaders.clean import one_line
from bot.loaders.fields import language_of
from bot.loaders.xml import all_text, child, children, local, text_at, xml_root

_MAX_PART = 50_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name"
_TITLES = ("title", "heading1", "berschrift1", "heading_20_1")
_CAPTIONS = ("caption", "illustration", "figure")


def docx_article(raw: bytes, source: str) -> Article:
    """The one article of a DOCX file; its dates are those of its text, not of the file."""
    parts = _parts(raw, source, "word/document.xml", "docProps/core.xml")
    root = xml_root(parts[0], source)
    core = xml_root(parts[1], source) if parts[1] else None
    return _article(_word_paragraphs(root), core, source)


def odt_article(raw: bytes, source: str) -> Article:
    """The one article of an OpenDocument text."""
    parts = _parts(raw, source, "content.xml", "meta.xml")
    body = child(xml_root(parts[0], source), "body", "text")
    meta = child(xml_root(parts[1], source), "meta") if parts[1] else None
    if body is None:
        raise LoadError(source, "an OpenDocument file, but not a text")
    return _article(_open_paragraphs(body), meta, source)


def _article(
    paragraphs: Iterator[tuple[str, str]], meta: etree._Element | None, source: str
) -> Article:
    """paragraphs: style and text of each; meta: the Dublin Core about the file."""
    title, captions, shown = "", list[str](), list[str]()
    for style, written in paragraphs:
        plain = style.lower().replace(" ", "")
        if not title and not shown and plain.endswith(_TITLES):
            title = one_line(written)
        elif plain.endswith(_CAPTIONS):
            captions.append(one_line(written))
        else:
            shown.append(written)
    return text.article_from(
        "\n\n".join(shown),
        source,
        title=title,
        language=language_of(text_at(meta, "language")) if meta is not None else None,
        captions=tuple(captions),
    )


def _word_paragraphs(root: etree._Element) -> Iterator[tuple[str, str]]:
    for paragraph in root.iter(f"{_W}p"):
        if any(local(e) == "txbxContent" for e in paragraph.iterancestors()):
            continue
        style = next((e.get(f"{_W}val", "") for e in paragraph.iter(f"{_W}pStyle")), "")
        written = "".join(_word_text(paragraph))
        if written.strip():
            yield style, written


def _word_text(paragraph: etree._Element) -> Iterator[str]:
    """What is shown: no deleted text, no field codes, nothing of a text box inside."""
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if any(local(e) == "txbxContent" for e in node.iterancestors()):
            continue
        name = local(node)
        yield (node.text or "") if name == "t" else {"tab": " ", "br": "\n"}.get(name, "-")


def _open_paragraphs(body: etree._Element) -> Iterator[tuple[str, str]]:
    for node in list(body.iter()):
        if local(node) in ("tracked-changes", "note", "annotation"):
            for inner in list(node):
                node.remove(inner)
            node.text = None
        elif local(node) in ("s", "tab"):
            node.text = " "
        elif local(node) == "line-break":
            node.text = "\n"
    for node in body.iter():
        if local(node) == "h" and not any(True for _ in children(node, "p")):
            level = next(
                (v for k, v in node.attrib.items() if str(k).endswith("}outline-level")), "1"
            )
            yield f"heading{level!s}", one_line(all_text(node))
        elif local(node) == "p":
            lines = (one_line(line) for line in all_text(node).split("\n"))
            written = "\n".join(line for line in lines if line)
            if written:
                yield node.get(_TEXT_STYLE, ""), written


# A ValueError is zipfile's word for a directory that points before the file's beginning.
_DAMAGED = (*(zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError),)


def _parts(raw: bytes, source: str, needed: str, wanted: str) -> tuple[bytes, bytes]:
    """Two files of the package; the second is empty if there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            names = set(package.namelist())
            if needed not in names:
                raise LoadError(source, f"not a document of this kind: {needed} is missing")
            return _read(package, needed, source), (
                _read(package, wanted, source) if wanted in names else b""
            )
    except RuntimeError as error:
        raise LoadError(source, "it is locked with a password; save it without one") from error
    except _DAMAGED as error:
        raise LoadError(source, "damaged, or not a document of this kind") from error


def _read(package: zipfile.ZipFile, name: str, source: str) -> bytes:
    with package.open(name) as stream:
        read = stream.read(_MAX_PART + 1)
    if len(read) > _MAX_PART:
        raise LoadError(source, f"larger than {_MAX_PART // 1_000_000} MB unpacked")
    return read
