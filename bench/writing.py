"""From a model's last letter of a sentence to the sentence, checked, with its citation."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from langchain_core.messages import AIMessageChunk, BaseMessage

from bench.figures import Figures
from bot import loaders
from bot.article import Article
from bot.events import SentenceWritten
from bot.finding import Finding
from bot.question import understood
from bot.reader import Evidence
from bot.sentences import sentences_of
from bot.writers.llm import LlmWriter

_Wait = tuple[float, float]
"""Milliseconds by the clock, and of the processor, which others on the machine do not lengthen."""
_SENTENCES = 6
_QUESTION = "What was decided about facial recognition?"


class _Timed:
    """Writes each sentence that it is given, a few letters at a time, and when it was done."""

    def __init__(self) -> None:
        self.done: list[tuple[float, float]] = []

    def stream(self, input: Sequence[BaseMessage]) -> Iterator[AIMessageChunk]:
        evidence = str(input[-1].text).split("<evidence>\n")[1].split("\n</evidence>")[0]
        for line in evidence.split("\n"):
            mark, _, rest = line.partition(" ")
            sentence = f"{rest.partition(') ')[2]} {mark}"
            for start in range(0, len(sentence), 5):
                yield AIMessageChunk(content=sentence[start : start + 5])
                time.sleep(0.001)
            self.done.append(_now())
            yield AIMessageChunk(content="\n")
            time.sleep(0.2)  # as a model would: the next sentence is not there yet


class _Shelf:
    """The articles that evidence is from, as they are."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = {a.id: a for a in articles}

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        return {i: self._articles[i] for i in ids}


def measure(corpus: Path) -> list[Figures]:
    """A row for first sentences and one for all: milliseconds, and those of the processor."""
    articles = [a for a in loaders.load(str(corpus)) if isinstance(a, Article)]
    shelf = _Shelf(articles)
    question = understood(_QUESTION, dt.date(2022, 1, 1))
    waits: list[_Wait] = []
    firsts: list[_Wait] = []
    for article in articles:
        model = _Timed()
        evidence = Evidence(tuple(_findings(article)), (), confidence=0.9)
        shown: list[tuple[float, float]] = []
        for event in LlmWriter(model, "timed").tell(question, evidence, shelf):
            if isinstance(event, SentenceWritten):
                shown.append(_now())
        # What is dropped is shown to nobody; here all is verbatim, so that nothing is.
        pairs = zip(model.done, shown, strict=False)
        told = [(1000 * (s[0] - d[0]), 1000 * (s[1] - d[1])) for d, s in pairs]
        firsts += told[:1]
        waits += told
    # Without those of the first article: they load the table of words, which search has loaded.
    return [_row("first sentence", firsts[1:]), _row("all sentences", waits[_SENTENCES:])]


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _row(name: str, waits: Sequence[_Wait]) -> Figures:
    row: Figures = {"of": name, "count": len(waits)}
    for kind, values in zip(("ms", "ms of processor"), zip(*waits, strict=True), strict=True):
        ordered = sorted(values)
        row[f"{kind}, median"] = round(ordered[len(ordered) // 2], 1)
        row[f"{kind}, 95 %"] = round(ordered[int(0.95 * (len(ordered) - 1))], 1)
        row[f"{kind}, most"] = round(ordered[-1], 1)
    return row


def _findings(article: Article) -> Iterator[Finding]:
    for place, sentence in enumerate(sentences_of(article.text)[:_SENTENCES]):
        yield Finding(article, sentence.start, sentence.end, None, -float(place), 0.0, 0.5)
