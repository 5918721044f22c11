"""Plain text as a reader saves it: perhaps a headline, perhaps a date, and captions at the end."""

from __future__ import annotations

import re

from bot.article import Article, Published
from bot.loaders.about import About, about_in, dateline_date
from bot.loaders.captions import captions_apart, opens_caption
from bot.loaders.clean import same_words, tidy
from bot.loaders.decoding import decoded
from bot.loaders.fields import body
from bot.loaders.outlets import outlet_of

_MAX_HEADLINE = 130
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_NO_HEADLINE = re.compile(r"[.!…:;,—–-][\"'”’)\]]*$|^[(—–-]")
_MOSTLY = 0.6


def article_of(raw: bytes, source: str) -> Article:
    """The one article of a text file; what the text does not tell stays unknown."""
    return article_from(decoded(raw, source), source)


def article_from(
    text: str,
    source: str,
    *,
    title: str = "",
    byline: str | None = None,
    published: Published | None = None,
    updated: Published | None = None,
    outlet: str | None = None,
    language: str | None = None,
    guid: str | None = None,
    captions: tuple[str, ...] = (),
) -> Article:
    """The article that ``text`` shows, and what else is known of it before what its lines tell."""
    lines = tidy(text).split("\n")
    shown, told, start = _head(lines, title)
    paragraphs = _paragraphs("\n".join(lines[start:]))
    told, paragraphs = _tail(told, paragraphs)
    paragraphs, found = captions_apart(paragraphs)
    told, paragraphs = _tail(told, paragraphs)
    if paragraphs:
        told = told.filled_from(About(published=dateline_date(paragraphs[0])))
    return Article.new(
        title=title or shown,
        url=told.url,
        guid=guid,
        outlet=outlet or outlet_of(told.url),
        byline=byline or told.byline,
        published=published or told.published,
        updated=updated or told.updated,
        language=language,
        text=body("\n\n".join(paragraphs), source),
        captions=tuple(dict.fromkeys((*captions, *found))),
        source=source,
    )


def _head(lines: list[str], known: str) -> tuple[str, About, int]:
    """Headline, what the lines around it tell, and the index of the first line of the body.

    known: the headline, if something other than the lines told it.
    """
    title, told = known, About()
    for index, line in enumerate(lines):
        if not line or (known and same_words(line, known)):
            continue
        if found := about_in(line):
            told = told.filled_from(found)
        elif not title and _is_headline(lines, index):
            title = line
        else:
            return title, told, index
    # Nothing but a head: a short text is better kept than cut up.
    return known, About(), 0


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
    paragraphs = [[lines[0]]]
    for line in lines[1:]:
        if opens_caption(line):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return [" ".join(paragraph) for paragraph in paragraphs]
