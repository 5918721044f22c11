"""The piece of HTML that a feed or a wire carries as its body: paragraphs, and captions apart."""

from __future__ import annotations

import re

from lxml import etree

from bot.loaders.captions import captions_apart
from bot.loaders.clean import one_line, tidy
from bot.loaders.markup import UNSEEN, parsed, text_of

_MAX_CAPTION = 900
_TRAILER = re.compile(
    r"(?:The post .{1,300} (?:appeared first|first appeared) on .{1,200}"
    r"|(?:Read more|Continue reading|Read the full (?:story|article)|More on this)\b.{0,200}"
    r"|\[?(?:…|\.\.\.)\]?)",
    re.IGNORECASE,
)


def paragraphs_of(html: str) -> tuple[list[str], tuple[str, ...]]:
    """What a reader sees: the paragraphs of the body, and the captions that stood among them."""
    tree = parsed(html) if html.strip() else None
    if tree is None:
        return [], ()
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    captions = []
    for element in list(tree.iter("figcaption")):
        caption = one_line(text_of(element))
        if caption and len(caption) <= _MAX_CAPTION:
            captions.append(caption)
        element.drop_tree()
    paragraphs = [p for p in tidy(text_of(tree)).split("\n\n") if p]
    while paragraphs and _TRAILER.fullmatch(paragraphs[-1]):
        paragraphs.pop()
    body, found = captions_apart(paragraphs)
    return body, tuple(dict.fromkeys((*captions, *found)))
