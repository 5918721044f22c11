"""Questions to go on with: made from articles at hand, and asked before they are offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from bot.answer import Answer
from bot.chat import answer_to
from bot.errors import CoverageError
from bot.library import Library
from bot.model_names import NONE
from bot.narrowing import Filters
from bot.outcome import Outcome
from bot.suggest import Suggestion, suggestion_of, suggestions
from bot.words import query_terms

RELATED = 3
SURE = 0.5
"""The confidence at which an answer is good enough to be invited to."""
_TRIES = 6
_EXAMPLES = 3

Ask = Callable[[Library, str], Answer]


def _unwritten(library: Library, question: str) -> Answer:
    """Its answer from the articles alone: no model is asked to try a question."""
    return answer_to(library, question, filters=Filters(model=NONE))


def related(
    library: Library, outcome: Outcome, asked: Sequence[str], go_on: Callable[[], bool]
) -> tuple[str, ...]:
    """At most RELATED questions near to ``outcome`` that the coverage answers.

    asked: those of the conversation, which are not offered again. go_on: asked before each of
    them is tried, since trying takes as long as answering.
    """
    articles = library.coverage.articles(f.article_id for f in outcome.found)
    candidates = [s for a in articles.values() if (s := suggestion_of(a.id, a.text))]
    chosen: list[str] = []
    tried = 0
    for suggestion in candidates:
        question = suggestion.question
        if len(chosen) == RELATED or tried == _TRIES:
            break
        if any(_alike(question, other) for other in (*asked, outcome.standalone, *chosen)):
            continue
        if not go_on():
            break
        tried += 1
        if answered(library, suggestion):
            chosen.append(question)
    return tuple(chosen)


def answered(library: Library, suggestion: Suggestion, ask: Ask = _unwritten) -> bool:
    """Whether the coverage answers it, surely and as the article does that it was made from."""
    try:
        answer = ask(library, suggestion.question)
    except CoverageError:
        return False
    if answer.abstained or answer.confidence < SURE:
        return False
    # Where there are several, the first is the one that is meant.
    told = (answer.short_answer or answer.citations[0].quote).split(",")[0]
    return bool(set(query_terms(told)) & set(query_terms(suggestion.answer)))


def examples(
    library: Library, ask: Ask = _unwritten, go_on: Callable[[], bool] = lambda: True
) -> tuple[str, ...]:
    """A few questions that the coverage answers; ``go_on`` is asked before each is tried."""
    made = takewhile(lambda _: go_on(), suggestions(library.coverage, _TRIES))
    return tuple(each_answered(library, made, _EXAMPLES, ask))


def each_answered(
    library: Library, suggestions: Iterable[Suggestion], limit: int, ask: Ask = _unwritten
) -> Iterator[str]:
    """The first ``limit`` of the questions that the coverage answers; ask: how it is asked."""
    for suggestion in suggestions:
        if limit == 0:
            return
        if answered(library, suggestion, ask):
            limit -= 1
            yield suggestion.question


def _alike(one: str, other: str) -> bool:
    """Whether they ask nearly the same."""
    own, others = set(query_terms(one)), set(query_terms(other))
    return len(own & others) > 0.6 * min(len(own), len(others))
