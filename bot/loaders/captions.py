"""Photo captions and agency credits that copying has glued to an article's paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MAX_CAPTION = 900

_OPENING = re.compile(
    r"FILE(?: PHOTO)?\s*[—–:-]"
    r"|(?:File )?(?:Photo(?:graph)?s?|Image|Picture|Caption|(?:Photo |Image )?Credit)\s*"
    r"(?::|by\s+[A-Z])"
    r"|\((?:File )?(?:Photo|Image|Credit)\b"
    r"|In this (?:\w+\.? \d{1,2}, \d{4},? |[\w., ]{0,40})(?:file )?(?:photo|image)\b"
    r"|A(?:n AP|FP)? (?:file )?photo (?:shows|of)\b"
)
# Upper case and digits, as photo agencies number their pictures: XNYT210.
_NUMBER = r"(?:\s*[A-Z]{2,6}\d{2,6})?"
_CREDIT = re.compile(
    r"(?:"
    r"\((?:Photo(?:graph)?(?: by)?:? )?[A-Z][^()/]{2,60}/[^()/]{2,60}(?: via [^()]{2,30})?\)"
    r"|\((?:AP|File|Pool|Courtesy)[^()]{0,20} Photo[^()]{0,60}\)"
    r"|\((?:Photo|Image|Courtesy)[^()]{3,80}\)"
    r"|\bAP Photo(?:/[^./()]{2,60})?"
    r"|\bREUTERS/[A-Z][^./()]{2,60}"
    r"|[/:]\s?Getty Images"
    r")\.?" + _NUMBER + r"\s*$"
)
_ONLY_NUMBER = re.compile(r"X[A-Z]{2,5}\d{2,6}")
_GLUED = re.compile(r"(?<=[.!?”\"])\s*(?=FILE(?: PHOTO)?\s*[—–-])")


def captions_apart(paragraphs: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The body's paragraphs, and the captions that stood among or after them, in order.

    Inside the body only what both opens and ends as a caption does is taken out; after its
    last paragraph one of the two is enough. The first paragraph is always body.
    """
    pieces = [piece for paragraph in paragraphs for piece in _unglued(paragraph)]
    end = len(pieces)
    while end > 1 and _may_be_caption(pieces[end - 1]):
        end -= 1
    body = [p for i, p in enumerate(pieces[:end]) if i == 0 or not _is_caption(p)]
    captions = [p for i, p in enumerate(pieces) if i and (i >= end or _is_caption(p))]
    return body, tuple(" ".join(caption.split()) for caption in captions)


def opens_caption(line: str) -> bool:
    """Whether a line begins as captions do: "FILE — …", "Photo: …"."""
    return bool(_OPENING.match(line))


def _unglued(paragraph: str) -> list[str]:
    """The paragraph cut where a caption begins inside it, if what follows ends in a credit."""
    cut = _GLUED.search(paragraph)
    if cut and _CREDIT.search(paragraph):
        return [paragraph[: cut.start()], paragraph[cut.end() :]]
    return [paragraph]


def _is_caption(paragraph: str) -> bool:
    return (
        len(paragraph) <= _MAX_CAPTION
        and opens_caption(paragraph)
        and bool(_CREDIT.search(paragraph))
    )


def _may_be_caption(paragraph: str) -> bool:
    return len(paragraph) <= _MAX_CAPTION and bool(
        opens_caption(paragraph)
        or _CREDIT.search(paragraph)
        or _ONLY_NUMBER.fullmatch(paragraph.strip())
    )
