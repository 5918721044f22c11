"""XML from strangers: parsed with no entity, no DTD and no network, or refused in one sentence."""

from __future__ import annotations

import html
import re
from typing import Any

from lxml import etree

from bot.errors import LoadError

_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z][A-Za-z0-9]{1,30});")
_NO_MEMORY = 2
"""What libxml2 calls having no memory left (XML_ERR_NO_MEMORY)."""
_NEVER_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def xml_root(raw: bytes, source: str) -> etree._Element:
    """The root element; LoadError if it is not well formed or declares entities of its own.

    HTML's names such as ``&nbsp;``, which many feeds use undeclared, are read as in HTML.
    """
    try:
        root = _parsed(raw)
    except etree.XMLSyntaxError as first:
        if getattr(first, "code", None) == _NO_MEMORY:
            raise MemoryError from first
        try:
            root = _parsed(_mended(raw))
        except (etree.XMLSyntaxError, ValueError):
            raise LoadError(source, f"not well-formed XML ({_told(first)})") from first
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():
        raise LoadError(source, "it declares entities of its own, which are not read")
    for node in list(root.iter(etree.Entity)):
        _replace(node, html.unescape(node.text or ""))
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The children with one of these local names, in order."""
    return [child for child in element if local(child) in names]


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element at that path of local names, or None."""
    found: etree._Element | None = element
    for name in path:
        found = next(iter(children(found, name)), None) if found is not None else None
    return found


def text_at(element: etree._Element, *path: str) -> str:
    """All the text in the element at ``path``, white space made regular; "" if there is none."""
    found = child(element, *path)
    return " ".join(all_text(found).split())


def all_text(element: etree._Element | None) -> str:
    """All the text in an element, as it is written; "" for None."""
    return "".join(str(text) for text in element.itertext()) if element is not None else ""


def _parsed(raw: bytes) -> etree._Element:
    # A parser is not reused: it would keep what the last document declared.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False, strip_cdata=True,
    )  # fmt: skip
    return etree.fromstring(raw, parser)


def _mended(raw: bytes) -> bytes:
    """HTML's entities as numbers, and without the control characters that XML knows none of."""

    def number(match: re.Match[bytes]) -> bytes:
        name = match[0].decode("ascii")
        read = html.unescape(name)
        if read == name:
            return match[0]
        return "".join(f"&#{ord(c)};" for c in read).encode("ascii")

    return _ENTITY.sub(number, _NEVER_IN_XML.sub(b"", raw))


def _replace(node: etree._Element, text: str) -> None:
    """Put ``text`` in the place of an entity that was left unresolved."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    told = text + (node.tail or "")
    if before is None:
        parent.text = (parent.text or "") + told
    else:
        before.tail = (before.tail or "") + told
    node.tail = None
    parent.remove(node)


def _told(error: etree.XMLSyntaxError) -> str:
    message = " ".join((error.msg or "no element").split())
    return message if len(message) <= 120 else message[:119] + "…"
