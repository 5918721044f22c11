"""Questions to go on with: made from articles at hand, and asked before they are offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.chat import answer_to
from bot.errors import CoverageError
from bot.library import Library
from bot.outcome import Outcome
from bot.suggest import question_of
from bot.words import query_terms

RELATED = 3
_TRIES = 6


def related(
    library: Library, outcome: Outcome, asked: Sequence[str], go_on: Callable[[], bool]
) -> tuple[str, ...]:
    """At most RELATED questions near to ``outcome`` that the coverage answers.

    asked: those of the conversation, which are not offered again. go_on: asked before each of
    them is tried, since trying takes as long as answering.
    """
    articles = library.coverage.articles(f.article_id for f in outcome.found)
    candidates = [(q, a.id) for a in articles.values() if (q := question_of(a))]
    chosen: list[str] = []
    tried = 0
    for question, article in candidates:
        if len(chosen) == RELATED or tried == _TRIES:
            break
        if any(_alike(question, other) for other in (*asked, outcome.standalone, *chosen)):
            continue
        if not go_on():
            break
        tried += 1
        if answered(library, question, article):
            chosen.append(question)
    return tuple(chosen)


def answered(library: Library, question: str, article: str | None = None) -> bool:
    """Whether the coverage answers it, and cites the article of that id where one is named."""
    try:
        answer = answer_to(replace(library, writer=None), question)
    except CoverageError:
        return False
    cited = {c.article_id for c in answer.citations}
    return not answer.abstained and (article is None or article in cited)


def each_answered(library: Library, questions: Iterable[str], limit: int) -> Iterator[str]:
    """The first ``limit`` of ``questions`` that the coverage answers."""
    for question in questions:
        if limit == 0:
            return
        if answered(library, question):
            limit -= 1
            yield question


def _alike(one: str, other: str) -> bool:
    """Whether they ask nearly the same."""
    own, others = set(query_terms(one)), set(query_terms(other))
    return len(own & others) > 0.6 * min(len(own), len(others))
