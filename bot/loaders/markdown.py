"""Markdown with YAML front matter: the fields checked, the body as the plain text it shows."""

from __future__ import annotations

import re

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.captions import captions_apart
from bot.loaders.clean import one_line, same_words, tidy
from bot.loaders.decoding import decoded
from bot.loaders.fields import article_from
from bot.loaders.items import Numbered
from bot.loaders.markup import shown_text

_FENCE = re.compile(r"---[ \t]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?:\s|$)")
_MAX_FRONT_MATTER_LINES = 500
_NULLS = ("~", "null", "Null", "NULL")
_HIDING = re.compile(r"<(/?)(?:script|style|template)\b", re.IGNORECASE)


def article_of(raw: bytes, source: str) -> Article | Numbered:
    """The one article of a Markdown file; LoadError names the line of bad front matter."""
    fields, text = _split(decoded(raw, source), source)
    title = one_line(str(fields.get("title") or ""))
    paragraphs: list[str] = []
    captions: list[str] = []
    for token in _blocks(text):
        paragraph = _shown(token, captions)
        if token.type == "heading" and not paragraphs:
            if not title and token.markup in ("#", "="):
                fields["title"] = title = one_line(paragraph)
            if same_words(paragraph, title):
                continue
        if paragraph:
            paragraphs.append(paragraph)
    paragraphs, found = captions_apart(paragraphs)
    return article_from(fields, "\n\n".join(paragraphs), source, (*captions, *found))


def _split(text: str, source: str) -> tuple[dict[str, object], str]:
    """The front matter's fields and the text after it."""
    lines = text.splitlines()
    if len(lines) < 2 or not _FENCE.fullmatch(lines[0]):
        return {}, text
    for end, line in enumerate(lines[1 : _MAX_FRONT_MATTER_LINES + 1], start=1):
        if _CLOSING.fullmatch(line):
            return _fields("\n".join(lines[1:end]), source), "\n".join(lines[end + 1 :])
    if _KEY.match(lines[1]):
        raise LoadError(source, "line 1: the front matter has no closing ---")
    return {}, text


def _fields(written: str, source: str) -> dict[str, object]:
    try:
        # BaseLoader keeps every value as written: a title "1984" stays text, 2020-02-31 is
        # told as a bad date, and no tag can make an object.
        loaded = yaml.load(written, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        problem = error.problem or "not YAML"
        hint = "; put a value that holds a colon in quotes" if "mapping values" in problem else ""
        raise LoadError(source, f"line {line}: bad front matter ({problem}){hint}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise LoadError(source, "line 1: bad front matter (not YAML)") from error
    if not loaded:
        return {}
    if not isinstance(loaded, dict):
        raise LoadError(source, "line 2: bad front matter (not lines of `key: value`)")
    return {str(key): None if value in _NULLS else value for key, value in loaded.items()}


def _blocks(text: str) -> list[Token]:
    """The tokens that carry text, headings and list items marked as such."""
    blocks: list[Token] = []
    number = heading = ""
    row: list[Token] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "heading_open":
            heading = token.markup
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(Token("row", "", 0, children=row))
            row = None
        elif token.type == "inline" and row is not None:
            row.append(token)
        elif token.type == "inline":
            token.type = "heading" if heading else "paragraph"
            token.markup, heading = heading, ""
            token.info, number = number, ""
            blocks.append(token)
        elif token.type in ("fence", "code_block", "html_block"):
            blocks.append(token)
    return blocks


def _shown(token: Token, captions: list[str]) -> str:
    """What a reader sees of a block; the captions of its images are added to ``captions``."""
    if token.type == "html_block":
        return shown_text(token.content)
    if token.type in ("fence", "code_block"):
        return tidy(token.content)
    if token.type == "row":
        return " | ".join(
            tidy(_inline(cell.children or [], captions)) for cell in token.children or []
        )
    return tidy(token.info + _inline(token.children or [], captions))


def _inline(tokens: list[Token], captions: list[str]) -> str:
    shown: list[str] = []
    hidden = False
    for token in tokens:
        if token.type == "html_inline":
            if tag := _HIDING.match(token.content):
                hidden = not tag[1]
        elif hidden:
            continue
        elif token.type == "image":
            caption = one_line(str(token.attrs.get("title") or token.content))
            captions.extend([caption] if caption else [])
        elif token.type in ("softbreak", "hardbreak"):
            shown.append(" " if token.type == "softbreak" else "\n")
        else:
            shown.append(token.content)
    return "".join(shown)
