"""Plain text as a reader saves it: perhaps a headline, perhaps a date, and captions at the end."""

from __future__ import annotations

import re

from bot.article import Article
from bot.loaders.about import About, about_in, dateline_date
from bot.loaders.captions import captions_apart, opens_caption
from bot.loaders.clean import tidy
from bot.loaders.decoding import decoded
from bot.loaders.fields import body
from bot.loaders.outlets import outlet_of

_MAX_HEADLINE = 130
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_NO_HEADLINE = re.compile(r"[.!…:;,—–-][\"'”’)\]]*$|^[(—–-]")
_MOSTLY = 0.6


def article_of(raw: bytes, source: str) -> Article:
    """The one article of a text file; what the text does not tell stays unknown."""
    lines = tidy(decoded(raw, source)).split("\n")
    title, told, start = _head(lines)
    paragraphs = _paragraphs("\n".join(lines[start:]))
    told, paragraphs = _tail(told, paragraphs)
    paragraphs, captions = captions_apart(paragraphs)
    told, paragraphs = _tail(told, paragraphs)
    if paragraphs:
        told = told.filled_from(About(published=dateline_date(paragraphs[0])))
    return Article.new(
        title=title,
        url=told.url,
        outlet=outlet_of(told.url),
        byline=told.byline,
        published=told.published,
        updated=told.updated,
        text=body("\n\n".join(paragraphs), source),
        captions=captions,
        source=source,
    )


def _head(lines: list[str]) -> tuple[str, About, int]:
    """Headline, what the lines around it tell, and the index of the first line of the body."""
    title, told = "", About()
    for index, line in enumerate(lines):
        if not line:
            continue
        if found := about_in(line):
            told = told.filled_from(found)
        elif not title and _is_headline(lines, index):
            title = line
        else:
            return title, told, index
    # Nothing but a head: a short text is better kept than cut up.
    return "", About(), 0


def _is_headline(lines: list[str], index: int) -> bool:
    """A short line, not a sentence, that a blank line or a line about the article follows."""
    line, following = lines[index], lines[index + 1 :]
    if not following or len(line) > _MAX_HEADLINE or " " not in line:
        return False
    if _NO_HEADLINE.search(line) or opens_caption(line):
        return False
    return not following[0] or bool(about_in(following[0]))


def _tail(told: About, paragraphs: list[str]) -> tuple[About, list[str]]:
    """Labelled dates after the last paragraph, taken off it."""
    while len(paragraphs) > 1 and (found := about_in(paragraphs[-1], labelled=True)):
        told, paragraphs = told.filled_from(found), paragraphs[:-1]
    return told, paragraphs


def _paragraphs(text: str) -> list[str]:
    return [
        paragraph
        for block in text.split("\n\n")
        for paragraph in _unwrapped(block.split("\n"))
        if paragraph
    ]


def _unwrapped(lines: list[str]) -> list[str]:
    """A block's lines: paragraphs of their own if most end a sentence, else one, wrapped."""
    ended = sum(1 for line in lines if _ENDS_SENTENCE.search(line))
    if ended >= _MOSTLY * len(lines):
        return lines
    paragraphs = [lines[0]]
    for line in lines[1:]:
        if opens_caption(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
    return paragraphs
