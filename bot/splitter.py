"""Article -> Passages: whole sentences, whole quotations, at most 200 tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.article import Article, Passage, Sentence
from bot.model_files import count_tokens
from bot.sentences import paragraphs_of, sentences_of

MAX_TOKENS = 200
"""Tokens of the embedding model's tokenizer: what a reader takes in at a glance."""

_Counter = Callable[[Sequence[str]], list[int]]


def passages_of(article: Article, counter: _Counter = count_tokens) -> tuple[Passage, ...]:
    """The passages of ``article`` in order; together they hold all of its sentences.

    A passage ends between sentences and not inside a quotation, unless one alone is longer than
    ``MAX_TOKENS``: such a quotation is cut between its sentences, such a sentence between words.
    """
    text = article.text
    whole = sentences_of(text)
    counts = counter([text[s.start : s.end] for s in whole])
    sentences: list[Sentence] = []
    sizes: list[int] = []
    for sentence, size in zip(whole, counts, strict=True):
        pieces = [sentence] if size <= MAX_TOKENS else _cut(text, sentence, counter)
        sentences += pieces
        sizes += [size] if size <= MAX_TOKENS else counter([text[p.start : p.end] for p in pieces])
    passages: list[Passage] = []
    current: list[Sentence] = []
    used = 0
    for first, last in _units(text, sentences, sizes):
        size = sum(sizes[first:last])
        if current and used + size > MAX_TOKENS:
            passages.append(_passage(article, len(passages), current))
            current, used = [], 0
        current += sentences[first:last]
        used += size
    if current:
        passages.append(_passage(article, len(passages), current))
    return tuple(passages)


def _units(text: str, sentences: Sequence[Sentence], sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of sentences (first, last + 1) that stay together: a quotation is not cut."""
    ends = [p.end for p in paragraphs_of(text)]
    units: list[tuple[int, int]] = []
    first = paragraph = depth = 0
    for i, sentence in enumerate(sentences):
        depth = _depth(text[sentence.start : sentence.end], depth)
        while ends[paragraph] < sentence.end:
            paragraph += 1
        if ends[paragraph] == sentence.end:
            depth = 0  # a quotation may go on in the next paragraph, where it is opened again
        if depth == 0:
            if sum(sizes[first : i + 1]) <= MAX_TOKENS:
                units.append((first, i + 1))
            else:
                units += [(k, k + 1) for k in range(first, i + 1)]
            first = i + 1
    if first < len(sentences):
        units += [(k, k + 1) for k in range(first, len(sentences))]
    return units


def _depth(words: str, depth: int) -> int:
    """1 if a double quotation is open after ``words``, else 0; straight quotes toggle."""
    for character in words:
        if character == "“":
            depth = 1
        elif character == "”":
            depth = 0
        elif character == '"':
            depth = 1 - depth
    return depth


def _cut(text: str, sentence: Sentence, counter: _Counter) -> list[Sentence]:
    """Pieces of an overlong sentence, at most ``MAX_TOKENS`` each, cut between words if it can."""
    pieces: list[Sentence] = []
    start = sentence.start
    while start < sentence.end:
        # A token has at least one character, so that far ahead is always far enough.
        end = min(sentence.end, start + MAX_TOKENS * 12)
        while counter([text[start:end]])[0] > MAX_TOKENS:
            end = start + max(1, (end - start) * 3 // 4)
        if end < sentence.end:
            space = max(text.rfind(mark, start + 1, end) for mark in (" ", "\n"))
            end = space if space > start else end
        pieces.append(Sentence(start, end))
        start = end
        while start < sentence.end and text[start].isspace():
            start += 1
    return pieces


def _passage(article: Article, ordinal: int, sentences: Sequence[Sentence]) -> Passage:
    return Passage(article.id, ordinal, sentences[0].start, sentences[-1].end, tuple(sentences))
