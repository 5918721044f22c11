"""How much each of a question's terms tells: document frequency, steadied by a background."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from bot.model_files import tokenizer
from bot.words import stem, tokens

_PRIOR_PASSAGES = 1000
"""The background counts as much as this many passages: it rules a small index, not a large one."""

_FIRST_WORD_ID = 1996
"""Before it the vocabulary of BERT holds marks and single characters."""
_WORDS_A_PASSAGE = 150
UNKNOWN_RANK = 60_000
"""Of what is no word of English."""


def term_weights(
    terms: Sequence[str], frequencies: Mapping[str, int], passages: int
) -> dict[str, float]:
    """The inverse document frequency of each term, > 0.

    frequencies: in how many of the ``passages`` passages of the index a term occurs.

    With few passages counts tell little (a word of every passage of one article may be just what
    is asked), so the frequency of a word in English is mixed in, which the embedding model's
    vocabulary gives: it is sorted by it.
    """
    return {
        t: -math.log(
            (frequencies.get(t, 0) + _PRIOR_PASSAGES * _background(t) + 1e-9)
            / (passages + _PRIOR_PASSAGES + 1)
        )
        for t in terms
    }


def english_rank(term: str) -> int:
    """The place of ``term``, a stem, among the words of English, 1 for the commonest."""
    return _ranks().get(term, UNKNOWN_RANK)


def _background(term: str) -> float:
    """How likely a passage of English holds ``term``: by Zipf's law, from its rank."""
    rank = english_rank(term)
    return 1 - math.exp(-0.1 * _WORDS_A_PASSAGE / rank)


@cache
def _ranks() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for word, number in tokenizer().get_vocab().items():
        if number >= _FIRST_WORD_ID and not word.startswith("##"):
            for token in tokens(word)[:1]:
                rank = number - _FIRST_WORD_ID + 1
                ranks[stem(token)] = min(rank, ranks.get(stem(token), rank))
    return ranks
