"""A question and a passage as the reader takes them in: one row of tokens, with offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model_files import tokenizer

QUESTION_TOKENS, TITLE_TOKENS, PASSAGE_TOKENS = 64, 24, 210
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Pair:
    """[CLS] question [SEP] headline [SEP] passage [SEP], each cut to its limit.

    ids: of the embedding model's vocabulary. asked: how many of them are [CLS] question [SEP].
    first: index of the passage's first token. offsets: of each of the passage's tokens, (start,
    end) in characters of the passage.
    """

    ids: tuple[int, ...]
    asked: int
    first: int
    offsets: tuple[tuple[int, int], ...]


def pairs_of(question: str, texts: Sequence[tuple[str, str]]) -> list[Pair]:
    """A pair for each (headline, passage) of ``texts``."""
    flat = [question, *(part for text in texts for part in text)]
    encoded = tokenizer().encode_batch(flat, add_special_tokens=False)
    head = (_CLS, *encoded[0].ids[:QUESTION_TOKENS], _SEP)
    pairs = []
    for title, passage in zip(encoded[1::2], encoded[2::2], strict=True):
        before = (*head, *title.ids[:TITLE_TOKENS], _SEP)
        ids = (*before, *passage.ids[:PASSAGE_TOKENS], _SEP)
        pairs.append(Pair(ids, len(head), len(before), tuple(passage.offsets[:PASSAGE_TOKENS])))
    return pairs
