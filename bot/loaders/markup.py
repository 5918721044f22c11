"""What a reader sees of a piece of HTML: no script, style, comment or tag."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.loaders.clean import tidy

UNSEEN = ("script", "style", "template", "noscript", "iframe", "svg", "head", "form", "button")
_HTML_BLOCKS = (
    "p div section article header footer aside main h1 h2 h3 h4 h5 h6 "
    "ul ol li dl dt dd table tr blockquote pre figure figcaption"
)
_TRAFILATURA_BLOCKS = "head list item row quote"
_BLOCKS = frozenset(f"{_HTML_BLOCKS} {_TRAFILATURA_BLOCKS}".split())
_CELLS = frozenset({"td", "th", "cell"})
_SPACE = re.compile(r"\s+")
_NEVER_IN_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parsed(html: str) -> HtmlElement | None:
    """The tree of a page; None if there is nothing in it."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    _take_out_controls(tree)
    return tree


def _take_out_controls(tree: HtmlElement) -> None:
    """Leave out what no page shows, and what cannot be moved from one element to another.

    Looked for in the tree, since references (``&#27;``) bring it, too.
    """
    for element in tree.iter():
        if element.text and _NEVER_IN_XML.search(element.text):
            element.text = _NEVER_IN_XML.sub(_shown_as, element.text)
        if element.tail and _NEVER_IN_XML.search(element.tail):
            element.tail = _NEVER_IN_XML.sub(_shown_as, element.tail)


def _shown_as(control: re.Match[str]) -> str:
    return " " if control[0].isspace() else ""


def shown_text(html: str) -> str:
    """The visible text of a fragment, its blocks separated by a blank line."""
    tree = parsed(html) if html.strip() else None
    if tree is None:
        return ""
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    return tidy(text_of(tree))


def text_of(element: etree._Element) -> str:
    """The text in an element: a blank line round blocks, a newline for ``br``, | between cells."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        block = node.tag in _BLOCKS
        if event == "start":
            between = " | " if node.tag in _CELLS and node.getprevious() is not None else ""
            parts.append(("\n\n" if block else between) + _flat(node.text))
        else:
            line_end = "\n" if node.tag in ("br", "lb") else ""
            tail = "" if node is element else _flat(node.tail)
            parts.append(("\n\n" if block else line_end) + tail)
    return "".join(parts)


def _flat(text: str | None) -> str:
    """Text as HTML shows it: a line end in the source is a space."""
    return _SPACE.sub(" ", text) if text else ""
