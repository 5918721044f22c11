"""An article -> what the page shows of it: paragraphs cut where cited sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypedDict
from urllib.parse import urlsplit

from bot.answer import Citation
from bot.article import Article
from bot.coverage.records import Copy, Version
from bot.coverage.stories import Story
from bot.outcome import KeptTurn
from bot.sentences import paragraphs_of
from bot.ui.address import Address, Quote
from bot.ui.history import ChangeSet, history
from bot.ui.wording import count_words, day_words
from bot.web_address import web_address

CHANGED = "This article has changed since it was cited, and no longer holds the cited sentence."
GONE = "This article is no longer in the coverage."
_BY = re.compile(r"^\s*by:?\s+", re.IGNORECASE)


class Piece(TypedDict):
    """Words of a paragraph. lit: "" plain, "cited" in this conversation, "here" the one open."""

    text: str
    lit: str


class Step(TypedDict):
    """A citation to go to."""

    article: str
    span: str
    href: str


class Walk(TypedDict):
    """Where the open citation stands among those of its answer; place: "" when it is alone."""

    place: str
    before: Step | None
    after: Step | None


class Place(TypedDict):
    """Another place of the text of the article."""

    article: str
    name: str
    href: str


class ArticleView(TypedDict):
    """All that the reader shows; what is not known is "".

    history: what changed in it, the latest first. share: a link to what is open, without the
    conversation; "" where nothing is left to open. story: who else tells the same event, "" if
    nobody does. about: whether it can be asked about.
    """

    article: str
    span: str
    title: str
    kicker: str
    byline: str
    published: str
    updated: str
    original: str
    host: str
    notice: str
    paragraphs: list[list[Piece]]
    captions: list[str]
    walk: Walk
    also_in: list[Place]
    history: list[ChangeSet]
    story: str
    share: str
    about: bool


def article_view(
    article: Article,
    address: Address,
    turns: Sequence[KeptTurn],
    versions: Sequence[Version] = (),
    copies: Sequence[Copy] = (),
    story: Story | None = None,
) -> ArticleView:
    """``article`` at the quote of ``address``, with all that ``turns`` cite of it lit.

    versions: what it said before, the latest first. copies: other places of its text.
    story: that it tells.
    """
    citations, here = _citations(turns, address)
    open_quote = _standing(here, article) if here else address.quote
    everything = [c for turn in turns if turn.outcome for c in turn.outcome.citations]
    cited = [q for c in everything if c.article_id == article.id and (q := _standing(c, article))]
    original = web_address(article.url) or ""
    return ArticleView(
        article=article.id,
        span=str(address.quote or ""),
        title=article.headline,
        kicker=" · ".join(part for part in (article.outlet, article.section) if part),
        byline=_BY.sub("", article.byline or ""),
        published=day_words(article.published),
        updated=f"Updated {day_words(article.updated)}" if article.updated else "",
        original=original,
        host=(urlsplit(original).hostname or "").removeprefix("www."),
        notice=CHANGED if here and not open_quote else "",
        paragraphs=_paragraphs(article.text, open_quote, cited),
        captions=list(article.captions),
        walk=_walk(citations, here, address),
        also_in=[_place(copy, address) for copy in copies],
        history=history(article, versions),
        story=_story(story) if story else "",
        share=Address(None, address.article, address.quote).href(),
        about=True,
    )


def gone_view(address: Address, turns: Sequence[KeptTurn]) -> ArticleView:
    """What is left of an article that has been removed: its citation, if it was cited."""
    citations, here = _citations(turns, address)
    return ArticleView(
        article=address.article or "",
        span=str(address.quote or ""),
        title=here.title if here else "",
        kicker=(here.outlet or "") if here else "",
        byline="",
        published=day_words(here.published) if here else "",
        updated="",
        original="",
        host="",
        notice=GONE,
        paragraphs=[[Piece(text=here.quote, lit="here")]] if here else [],
        captions=[],
        walk=_walk(citations, here, address),
        also_in=[],
        history=[],
        story="",
        share="",
        about=False,
    )


def _story(story: Story) -> str:
    others = count_words(len(story.articles) - 1, "more article")
    return f"{others} on this story" + (f", {story.outlets} outlets" if story.outlets > 1 else "")


def _place(copy: Copy, address: Address) -> Place:
    name = f"{copy.outlet or copy.title}, {day_words(copy.published)}"
    return Place(article=copy.article_id, name=name, href=address.to(copy.article_id).href())


def _citations(
    turns: Sequence[KeptTurn], address: Address
) -> tuple[tuple[Citation, ...], Citation | None]:
    """The citations of the latest answer that cites what is open, and that citation.

    Rather an earlier answer in which there is somewhere to go on to than one that cites it alone.
    """
    quote = address.quote
    found: tuple[tuple[Citation, ...], Citation | None] = ((), None)
    for turn in reversed(turns):
        citations = turn.outcome.citations if turn.outcome and quote else ()
        for citation in citations:
            place = citation.article_id, Quote(citation.start, citation.end)
            if place == (address.article, quote):
                if len(citations) > 1:
                    return citations, citation
                found = found if found[1] else (citations, citation)
    return found


def _walk(citations: Sequence[Citation], here: Citation | None, address: Address) -> Walk:
    if here is None or len(citations) < 2:
        return Walk(place="", before=None, after=None)
    at = citations.index(here)
    steps = [
        Step(article=c.article_id, span=str(q), href=address.to(c.article_id, q).href())
        for c in citations
        for q in (Quote(c.start, c.end),)
    ]
    return Walk(
        place=f"{at + 1} of {len(citations)}",
        before=steps[at - 1] if at else None,
        after=steps[at + 1] if at + 1 < len(steps) else None,
    )


def _standing(citation: Citation, article: Article) -> Quote | None:
    """Where the cited words stand now: the article may have been updated since."""
    if citation.holds_in(article):
        return Quote(citation.start, citation.end)
    start = article.text.find(citation.quote)
    return Quote(start, start + len(citation.quote)) if start >= 0 else None


def _paragraphs(text: str, here: Quote | None, cited: Iterable[Quote]) -> list[list[Piece]]:
    """The paragraphs of ``text``, each cut where something lit begins or ends."""
    lit = [(quote, "cited") for quote in cited] + ([(here, "here")] if here else [])
    result = []
    for paragraph in paragraphs_of(text):
        start, end = paragraph.start, paragraph.end
        cuts = {start, end}
        cuts.update(c for q, _ in lit for c in (q.start, q.end) if start < c < end)
        edges = sorted(cuts)
        pieces: list[Piece] = []
        for left, right in pairwise(edges):
            kinds = {kind for q, kind in lit if q.start <= left and right <= q.end}
            kind = "here" if "here" in kinds else "cited" if kinds else ""
            pieces.append(Piece(text=text[left:right], lit=kind))
        result.append(pieces)
    return result
