"""PDF: its text in reading order, columns one after the other, hyphenation undone."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTTextContainer
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from bot.article import Article
from bot.errors import LoadError
from bot.loaders import text as plain_text
from bot.loaders.about import about_in
from bot.loaders.clean import one_line, same_words
from bot.loaders.fields import MIN_CHARACTERS

# What it finds odd about a file is nothing that a user could act on.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_MAX_PAGES = 200
_HYPHEN = re.compile(r"(?<=[a-zà-öø-ÿ])[-\u00ad\u2010]$")
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*$")
_PAGE_NUMBER = re.compile(
    r"(?:(?:.{1,60}\s[–—|•·-]\s+)?page\s+)?[A-Z]?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)|untitled|document\d*|layout|print|page)\b.*"
    r"|.*\.(?:docx?|pdf|indd|qxp|rtf|odt|html?|tex)\s*|https?://.*|[\W\d_]*|\S+",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:admin|administrator|user|owner|author|unknown|root|guest)\b.*|[a-z0-9._-]+|.*[@\\/\d].*"
    r"|.*\b(?:adobe|microsoft|acrobat|word|indesign|quark|ghostscript|distiller|inc|ltd)\b.*",
    re.IGNORECASE,
)
_LARGER = 1.15
_HEAD = 8
"""Blocks that may belong to the head of an article."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of text on a page. size: of its letters, in points."""

    lines: tuple[str, ...]
    size: float


def article_of(raw: bytes, source: str) -> Article:
    """The one article of a PDF; LoadError if it is locked, damaged, or holds only pictures."""
    try:
        title, author = _metadata(raw)
        pages = [
            list(_blocks(page))
            for page in extract_pages(io.BytesIO(raw), maxpages=_MAX_PAGES + 1, laparams=LAParams())
        ]
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        raise LoadError(source, "it is locked with a password; save it without one") from None
    except MemoryError:
        raise
    except Exception as error:
        # pdfminer raises whatever its assumptions meet: KeyError, struct.error, RecursionError.
        raise LoadError(
            source, "not a PDF that can be read: it may be damaged; save it anew"
        ) from error
    if len(pages) > _MAX_PAGES:
        raise LoadError(source, f"it has more than {_MAX_PAGES} pages, so it is not one article")
    blocks = _without_running_heads(pages)
    if sum(len(line) for block in blocks for line in block.lines) < MIN_CHARACTERS:
        raise LoadError(
            source, "there is no text in it, only pictures of text; recognise the text (OCR) first"
        )
    if not title or not any(same_words(" ".join(b.lines), title) for b in blocks[:_HEAD]):
        title = _headline(blocks) or title
    return plain_text.article_from(
        "\n\n".join(_paragraphs(blocks)), source, title=title, byline=author
    )


def _metadata(raw: bytes) -> tuple[str, str | None]:
    """Title and author, where they can be believed: most programs put in something else."""
    document = PDFDocument(PDFParser(io.BytesIO(raw)))
    told = {k: _text(resolve1(v)) for info in document.info for k, v in info.items()}
    title, author = told.get("Title", ""), told.get("Author", "")
    return (
        "" if _NO_TITLE.fullmatch(title) else title,
        None if not author or _NO_AUTHOR.fullmatch(author) else author,
    )


def _text(value: object) -> str:
    return one_line(decode_text(value)) if isinstance(value, bytes) else ""


def _blocks(page: Iterable[object]) -> Iterable[_Block]:
    for box in page:
        if isinstance(box, LTTextContainer):
            lines = tuple(
                line for written in box.get_text().split("\n") if (line := one_line(written))
            )
            heights = [line.height for line in box if hasattr(line, "height")]
            if lines:
                yield _Block(lines, min(heights, default=0.0))


def _without_running_heads(pages: list[list[_Block]]) -> list[_Block]:
    """The blocks of all pages, less page numbers and what stands on most of the pages."""
    seen = Counter(line for page in pages for line in {_numberless(b) for b in page})
    often = max(2, len(pages) // 2 + 1)
    return [
        block
        for page in pages
        for block in page
        if not (
            len(block.lines) == 1
            and (_PAGE_NUMBER.fullmatch(block.lines[0]) or seen[_numberless(block)] >= often)
        )
    ]


def _numberless(block: _Block) -> tuple[str, ...]:
    """Its lines without their numbers: a running head may tell that of its page."""
    return tuple(_DIGITS.sub("0", line) for line in block.lines)


def _headline(blocks: list[_Block]) -> str:
    """The largest of the first blocks, if it is larger than most of the text."""
    sizes = Counter[float]()
    for block in blocks:
        sizes[round(block.size, 1)] += sum(map(len, block.lines))
    usual = sizes.most_common(1)[0][0]
    largest = max(blocks[:_HEAD], key=lambda block: block.size)
    fits = largest.size > usual * _LARGER and len(largest.lines) <= 4
    return one_line(" ".join(largest.lines)) if fits else ""


def _paragraphs(blocks: list[_Block]) -> list[str]:
    """Blocks as paragraphs; one that goes on in the next column or page is put together."""
    paragraphs: list[str] = []
    for number, block in enumerate(blocks):
        lines = block.lines
        if number < _HEAD and len(lines) > 1 and about_in(lines[0]):
            # A byline has often no room below it.
            paragraphs.append(lines[0])
            lines = lines[1:]
        text = _joined(lines)
        before = paragraphs[-1] if paragraphs else ""
        goes_on = text[0].islower() or text[0] in "$€£"
        if _HYPHEN.search(before) and text[0].islower():
            paragraphs[-1] = _HYPHEN.sub("", before) + text
        elif goes_on and len(before) > MIN_CHARACTERS and not _ENDS.search(before):
            paragraphs[-1] = f"{before} {text}"
        else:
            paragraphs.append(text)
    return paragraphs


def _joined(lines: tuple[str, ...]) -> str:
    parts: list[str] = []
    for line in lines:
        if parts and _HYPHEN.search(parts[-1]) and line[0].islower():
            parts[-1] = _HYPHEN.sub("", parts[-1])
            parts.append(line)
        else:
            parts.extend([" ", line] if parts else [line])
    return "".join(parts)
