"""Mail and what is written as mail is: newsletters (EML) and saved pages (MHTML)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from lxml import etree
from lxml.html import HtmlElement

from bot.article import Article, Published
from bot.errors import LoadError
from bot.loaders import text
from bot.loaders.clean import one_line, tidy
from bot.loaders.dates import date_or_none
from bot.loaders.decoding import decoded
from bot.loaders.fields import MIN_CHARACTERS, body, language_of
from bot.loaders.markup import UNSEEN, parsed, text_of
from bot.loaders.outlets import outlet_of

_HIDDEN = re.compile(r"display\s*:\s*none|max-height\s*:\s*0|mso-hide\s*:\s*all", re.IGNORECASE)
_LETTER_TALK = re.compile(
    r"(?:view|read|open) (?:this|it|the)?\s*(?:e-?mail|newsletter|message|online|in)?.{0,40}"
    r"(?:browser|online|web version).{0,40}"
    r"|.{0,60}\b(?:unsubscribe|manage (?:your )?(?:preferences|subscription)|update preferences)\b"
    r".{0,120}"
    r"|(?:you(?:’|'| a)re receiving|you received|this (?:e-?mail|message) was sent)\b.{0,200}"
    r"|(?:forward(?:ed)? (?:this|to a friend)|share (?:on|via|this)|follow us|was this)\b.{0,80}"
    r"|(?:©|\(c\)|copyright)\s.{0,200}|sent from my .{0,60}|[|•·\s]+",
    re.IGNORECASE,
)


def newsletter_of(raw: bytes, source: str) -> Article:
    """The one article that a mail is: its subject the headline, its sender the outlet."""
    message = _message(raw, source)
    html, plain = _part(message, "html"), _part(message, "plain")
    paragraphs = _shown(_text(html, source)) if html is not None else []
    if sum(map(len, paragraphs)) < MIN_CHARACTERS and plain is not None:
        written = tidy(_text(plain, source)).split("\n\n")
        paragraphs = [p for p in written if p and not _LETTER_TALK.fullmatch(one_line(p))]
    if not paragraphs:
        raise LoadError(source, "there is no text in the mail")
    name, address = parseaddr(_header(message, "From"))
    told = text.article_from("\n\n".join(paragraphs), source)
    domain = address.rpartition("@")[2]
    return Article.new(
        title=one_line(_header(message, "Subject")) or told.title,
        guid=_header(message, "Message-ID").strip("<> ") or None,
        outlet=one_line(name) or (outlet_of(f"https://{domain}/") if domain.isascii() else None),
        byline=told.byline,
        published=_date(message),
        language=language_of(_header(message, "Content-Language")),
        text=body(f"{told.title}\n\n{told.text}", source),
        captions=told.captions,
        source=source,
    )


def saved_page_of(raw: bytes, source: str) -> Article:
    """The one article of a page saved as MHTML, at the address that it was saved from."""
    from bot.loaders import html  # half a second of imports

    message = _message(raw, source)
    page = _part(message, "html")
    if page is None:
        raise LoadError(source, "there is no page in it")
    url = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    return html.article_of(_payload(page), source, url=url, charset=_charset(page))


def _message(raw: bytes, source: str) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise LoadError(source, "not a mail: it has no headers")
    return message


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """The first part of the type ``text/kind`` that is no attachment."""
    for part in message.walk():
        if part.get_content_type() == f"text/{kind}" and not _is_attached(part):
            return part if isinstance(part, EmailMessage) else None
    return None


def _is_attached(part: object) -> bool:
    return "attachment" in _header(part, "Content-Disposition").lower()


def _header(message: object, name: str) -> str:
    """A header as text; "" where there is none or it cannot be understood."""
    assert isinstance(message, EmailMessage)
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        # The library's parser of headers trips over some that only malice writes.
        return ""


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    charset = part.get_content_charset()
    return charset if isinstance(charset, str) else None


def _text(part: EmailMessage, source: str) -> str:
    return decoded(_payload(part), source, _charset(part))


def _date(message: EmailMessage) -> Published | None:
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # Without a zone (or with -0000) only the day is known.
    told = moment if moment.tzinfo is not None else moment.date()
    return date_or_none(told.isoformat())  # whose clock is years ahead tells nothing


def _shown(html: str) -> list[str]:
    """The paragraphs of a newsletter that are neither hidden nor about the newsletter."""
    tree = parsed(html) if html.strip() else None
    if tree is None:
        return []
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    for element in list(_hidden(tree)):
        if element.getparent() is not None:
            element.drop_tree()
    paragraphs = tidy(text_of(tree)).replace(" | ", "\n\n").split("\n\n")
    return [p for p in map(str.strip, paragraphs) if p and not _LETTER_TALK.fullmatch(one_line(p))]


def _hidden(tree: HtmlElement) -> Iterator[HtmlElement]:
    return (e for e in tree.xpath("//*[@style]") if _HIDDEN.search(e.get("style") or ""))
