"""SQuAD 2.0 and NewsQA as groups: exact spans, and questions that have no answer."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.reader.groups import Group, Text
from bot.article import Article
from bot.splitter import passages_of
from bot.words import terms

_OTHERS = 2
"""Passages of the same text that come along, those with most of the question's words."""


def squad_groups(file: Path) -> Iterator[Group]:
    """A group a question of the SQuAD file: its paragraph, and others of the same article."""
    for unit, article in enumerate(stories_in(file)):
        title = str(article["title"]).replace("_", " ")
        contexts = [p["context"] for p in article["paragraphs"]]
        bags = [frozenset(terms(c)) for c in contexts]
        for number, paragraph in enumerate(article["paragraphs"]):
            for asked in paragraph["qas"]:
                spans = spans_of(asked)
                own = Text(title, contexts[number], spans)
                order = _nearest(asked["question"], bags, number)
                others = tuple(Text(title, contexts[i]) for i in order[:_OTHERS])
                yield Group(asked["id"], "squad", unit, asked["question"].strip(), (own, *others))


def newsqa_groups(file: Path) -> Iterator[Group]:
    """A group a question of the NewsQA file: passages of its story, that with the span first."""
    for unit, story in enumerate(stories_in(file)):
        for paragraph in story["paragraphs"]:
            text = paragraph["context"]
            article = Article.new(text=text, source=str(file))
            passages = passages_of(article)
            bags = [frozenset(terms(text[p.start : p.end])) for p in passages]
            for asked in paragraph["qas"]:
                spans = spans_of(asked)
                held = [
                    i
                    for i, p in enumerate(passages)
                    if any(p.start <= s and e <= p.end for s, e in spans)
                ]
                if not held:
                    continue
                order = [i for i in _nearest(asked["question"], bags, -1) if i not in held]
                texts = []
                for i in [*held[:1], *order[: _OTHERS + 1]]:
                    p = passages[i]
                    inside = tuple(
                        (s - p.start, e - p.start) for s, e in spans if p.start <= s and e <= p.end
                    )
                    texts.append(Text(headline_of(text), text[p.start : p.end], inside))
                yield Group(asked["id"], "newsqa", unit, asked["question"].strip(), tuple(texts))


def stories_in(file: Path) -> list[dict[str, Any]]:
    """The articles or stories of a file in SQuAD's layout, as they are there."""
    with gzip.open(file, "rt", encoding="utf-8") as whole:
        found: list[dict[str, Any]] = json.load(whole)["data"]
    return found


def spans_of(asked: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    """The spans of the gold answers, each once, less trailing marks."""
    spans = set()
    for answer in asked["answers"]:
        words = answer["text"].rstrip(" .,:;\n")
        spans.add((int(answer["answer_start"]), int(answer["answer_start"]) + len(words)))
    return tuple(sorted(spans))


def _nearest(question: str, bags: Sequence[frozenset[str]], but: int) -> list[int]:
    wanted = set(terms(question))
    order = sorted(range(len(bags)), key=lambda i: -len(wanted & bags[i]))
    return [i for i in order if i != but]


def headline_of(text: str) -> str:
    """The first words of a story, which has no headline."""
    plain = re.sub(r"^.{0,40}?\(CNN\)\s*-*\s*", "", text)
    return " ".join(plain.split()[:10])
