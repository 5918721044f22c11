"""A name in another's place: before the word that, in what is cited, another stands before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.names import names_in


def replaced(sentence: str, grounds: Grounds) -> str | None:
    """A name that what is cited holds only around it, where it has another name."""
    cited = {w.stem for w in grounds.words}
    ours = words_of(sentence)
    said = {w.stem for w in ours}
    for run in names_in(sentence, grounds):
        if any(w.stem in cited or w.text.isupper() or "." in w.text for w in run):
            continue
        after = next((w for w in ours if w.start > run[-1].start and w.content), None)
        if after is None or after.clause != run[-1].clause or after.capital:
            continue
        for ground in grounds.each:
            for name in _before(after, words_of(ground.text)):
                if name.stem not in said:
                    return " ".join(w.text for w in run)
    return None


def _before(beside: Word, words: Sequence[Word]) -> Iterator[Word]:
    """The names that stand before a word like ``beside``."""
    for place, word in enumerate(words):
        if word.stem == beside.stem and not word.capital:
            before = [w for w in words[:place] if w.content and w.clause == word.clause]
            if before and before[-1].capital and not before[-1].token[0].isdigit():
                yield before[-1]
