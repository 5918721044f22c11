"""First names: those that an article gives a surname, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.checking.grounds import Ground, Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.titles import TITLE_WORDS
from bot.words import STOP_WORDS

LINK = re.compile(r"\s(?:[A-Z]\.\s)*")
"""What stands between two words of one name."""


def owns(word: Word) -> bool:
    """Whether it says whose something is: "Quill's"."""
    return word.text.endswith(("'s", "’s", "s'", "s’"))


def completed(parts: Sequence[Word], grounds: Grounds) -> bool:
    """Whether an article that is cited for the surname gives it these first names, and no other."""
    *_, first, last = parts
    wanted = [w.token for w in parts if len(w.token) > 1]
    for ground in grounds.each:
        if any(w.token == last.token for w in (*words_of(ground.text), *grounds.around)):
            before = {w.token for w in _before(last, ground) if w.token not in TITLE_WORDS}
            whole = [w.token for w in words_of(ground.told) if len(w.token) > 1]
            runs = zip(*(whole[i:] for i in range(len(wanted))), strict=False)
            if before == {first.token} and any(list(run) == wanted for run in runs):
                return True
    return False


def _before(last: Word, ground: Ground) -> Iterator[Word]:
    """The capitalised words that stand before ``last`` in the article or its headline."""
    for text in (ground.told, ground.article.title):
        words = words_of(text)
        for one, other in zip(words, words[1:], strict=False):
            beside = LINK.fullmatch(text, one.end, other.start)
            if other.token == last.token and one.capital and beside and not owns(one):
                if len(one.text) == 1:  # an initial: the name before it
                    one = words[max(0, words.index(one) - 1)]
                if one.token not in STOP_WORDS:
                    yield one


def go_together(one: Word, other: Word, grounds: Grounds) -> bool:
    """False where the articles put another word than ``one`` before ``other``, and never this."""
    before = {w.stem for g in grounds.each for w in _before(other, g) if w.token not in TITLE_WORDS}
    return not before or one.stem in before or len(one.text) == 1
