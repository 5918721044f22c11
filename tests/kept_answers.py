"""Conversations with answers from an index, kept as the chat keeps them; no model is asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.answer import Citation, CitedSentence
from bot.article import Article
from bot.conversation_store import LOCAL
from bot.conversations import Conversations
from bot.coverage.catalogue import Catalogue
from bot.coverage.records import passage_key
from bot.outcome import Found, Outcome

HALTED = (
    "Amazon on Wednesday halted police use of its facial recognition software",
    "IBM has stopped selling general-purpose facial recognition software",
    "Microsoft will not sell facial recognition technology to police departments",
)
RELATED = ("Who ordered the Seattle police to stop using tear gas?", "Who sued the <b>city</b>?")


def an_answer(data: Path, beginnings: Sequence[str] = HALTED, short: str = "") -> Outcome:
    """An answer that cites the first sentence of ``data`` that begins so, for each beginning."""
    catalogue = Catalogue(data)
    articles = list(catalogue.articles(row.id for row in catalogue.rows()).values())
    catalogue.close()
    citations = tuple(_citation(articles, beginning) for beginning in beginnings)
    return Outcome(
        standalone="Who halted police sales?",
        short_answer=short or None,
        sentences=tuple(
            CitedSentence(" ".join(c.quote.split()), n) for n, c in enumerate(citations, start=1)
        ),
        citations=citations,
        found=tuple(Found(a.id, a.headline, a.outlet, a.published) for a in articles[:12]),
        confidence=0.8,
        seconds=0.4,
        passages=tuple(passage_key(a.id, a.digest, 0) for a in articles[:12]),
        generation=1,
        related=RELATED,
    )


def keep(data: Path, conversation: str, *turns: tuple[str, Outcome], owner: str = LOCAL) -> None:
    """Keep a conversation of those questions and outcomes."""
    kept = Conversations(data, owner)
    for question, outcome in turns:
        kept.settle(conversation, kept.ask(conversation, question), outcome)


def _citation(articles: Sequence[Article], beginning: str) -> Citation:
    for article in articles:
        start = article.text.find(beginning)
        if start >= 0:
            end = article.text.index(".", start + len(beginning)) + 1
            return Citation.of(article, start, end, (start, start + len(beginning.split()[0])))
    raise AssertionError(f"no article says: {beginning}")
