"""What stands on a page round the body of its article: pleas, teasers, labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from bot.loaders.about import about_in
from bot.loaders.clean import one_line, same_words, tidy
from bot.loaders.markup import text_of

_MAX_BOX_WORDS = 200
_OPENING = 120
"""So many characters, and elements, of a box are looked at to see what it opens with."""
_BOXES = ("div", "section", "aside", "form")
_BOX = re.compile(
    r"(?:continue reading (?:with|by|for)|to (?:continue|keep) reading|keep reading (?:with|for)"
    r"|subscribe (?:now|today|to)\b|this (?:article|story|content) is (?:only )?for subscribers"
    r"|you(?:’|')?(?:ve| have) (?:read|reached|used) your"
    r"|already a (?:subscriber|member)|sign up (?:to|for)\b|never miss\b"
    r"|get .{1,60} (?:in|to) your inbox|download our|support (?:our|independent) journalism)",
    re.IGNORECASE,
)
_PULLED = (
    "//*[self::blockquote or self::aside or self::figure or self::div or self::p or self::q]"
    "[contains(@class, 'pullquote') or contains(@class, 'pull-quote')"
    " or contains(@class, 'pull_quote')]"
)
_MAX_TEASER = 200
_TEASER = re.compile(
    r"(?:read (?:more|next|also)|also read|see also|suggested|more (?:from|on|in)|related"
    r"|recommended)(?:\s+\w+){0,3}\s*(?::|\||$)"
    r"|(?:sign up|subscribe|register|click here|tap here|follow us|share this|download our)\b"
    r"|(?:skip )?advertisement$|(?:story|article) continues below|skip past newsletter"
    r"|listen to this (?:article|story)$"
    r"|a version of this (?:article|story) (?:appears|appeared) in print\b|order reprints\b"
    r"|(?:>> ?)?(?:have|got) a (?:news )?tip\b",
    re.IGNORECASE,
)
_PLEA = re.compile(
    r"consider (?:a donation|donating|supporting|subscribing|becoming a member)"
    r"|support (?:our|independent) (?:journalism|newsroom)",
    re.IGNORECASE,
)
_MAX_LAST, _LAST = 300, 4
"""Among so many paragraphs at the end, of so many characters, pleas and lives are looked for."""
_MAIN_CELL, _WHOLE_CELL, _PROSE = 0.4, 0.8, 0.2
"""A cell with so much of a page's text is its main part, unless a cell in it has so much of that;
and only where paragraphs hold so little of the text that the page is laid out in tables."""
_ABOVE = 8
_MAX_LABEL = 60
_MAX_MORE = 30
"""What may follow the title in the headline shown: " – as it happened"."""
_SENTENCE_END = re.compile(r"[.!?。！？]\W*$")


def taken_out(tree: HtmlElement) -> None:
    """Take out the boxes that open with a plea or a wall, and quotes pulled from the text."""
    for box in list(tree.iter(*_BOXES)):
        if _BOX.match(_opening(box)) and len(box.text_content().split()) <= _MAX_BOX_WORDS:
            box.drop_tree()
    for quote in tree.xpath(_PULLED):
        if quote.getparent() is not None:
            quote.drop_tree()


def main_cell(tree: HtmlElement) -> list[str]:
    """The paragraphs of the cell with the article, of a page laid out in tables as all once were.

    None if it is no such page.
    """
    body = tree.find("body")
    if body is None or body.find(".//td") is None or body.find(".//article") is not None:
        return []
    everything = len(body.text_content())
    if sum(len(p.text_content()) for p in body.iter("p")) > _PROSE * everything:
        return []
    chosen, most = body, everything
    for cell in body.iter("td"):
        length = len(cell.text_content())
        inside = chosen is body or chosen in cell.iterancestors()
        if inside and length > (_MAIN_CELL if chosen is body else _WHOLE_CELL) * most:
            chosen, most = cell, length
    if chosen is body:
        return []
    lines = tidy(text_of(chosen)).split("\n\n")
    links = {one_line(link.text_content()) for link in chosen.iter("a")}
    told = [line for line in lines if any(part.strip() not in links for part in line.split("|"))]
    # Headline and byline are lines there, and no paragraphs.
    return [*told[0].split("\n"), *told[1:]] if told else []


def after_headline(paragraphs: Sequence[str], title: str) -> list[str]:
    """The paragraphs below the headline, if it is among them and only labels stand above it."""
    for index, paragraph in enumerate(paragraphs[:_ABOVE]):
        if _is_headline(paragraph, title):
            return list(paragraphs[index + 1 :])
        if len(paragraph) > _MAX_LABEL or _SENTENCE_END.search(paragraph):
            break
    return list(paragraphs)


def body_of(paragraphs: Sequence[str], byline: str | None) -> list[str]:
    """The paragraphs without teasers, and at the end without pleas and lives of the authors."""
    kept = [p for p in paragraphs if p and not _is_teaser(p)]
    first = max(1, len(kept) - _LAST)
    return kept[:first] + [p for p in kept[first:] if not _is_about_us(p, byline)]


def _opening(box: HtmlElement) -> str:
    words = ""
    for inside in islice(box.iter(), _OPENING):  # however many empty elements stand in it
        words += inside.text or ""
        if inside is not box:
            words += inside.tail or ""
        if len(words) > _OPENING:
            break
    return one_line(words)


def _is_headline(paragraph: str, title: str) -> bool:
    """Whether it is the title, less an outlet's name round that, or with a little after it."""
    if not title:
        return False
    if same_words(paragraph, title):
        return True
    bare = paragraph.strip(" |").casefold()
    rest = title.casefold()
    if bare.startswith(rest) and len(bare) - len(rest) <= _MAX_MORE:
        return True
    return len(bare.split()) > 2 and (rest.endswith(f" {bare}") or rest.startswith(f"{bare} "))


def _is_teaser(paragraph: str) -> bool:
    return len(paragraph) <= _MAX_TEASER and _TEASER.match(paragraph) is not None


def _is_about_us(paragraph: str, byline: str | None) -> bool:
    """Whether it asks for support, or tells who wrote the article and when."""
    if len(paragraph) > _MAX_LAST:
        return False
    names = [name for name in re.split(r",| and ", byline or "") if " " in name.strip()]
    told = any(
        re.match(rf"{re.escape(name.strip())} (?:is|has|covers|writes|reports)\b", paragraph)
        for name in names
    )
    return told or bool(about_in(paragraph)) or _PLEA.search(paragraph) is not None
