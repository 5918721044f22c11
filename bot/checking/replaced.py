"""A name in another's place: before the word that, in what is cited, another stands before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.checking.grounds import Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.likeness import same
from bot.checking.names import names_in
from bot.verb_forms import may_be_past

_PREPOSITIONS = frozenset("in from at of near to".split())
_SHORT = re.compile(r"^[A-Z]{2,}(?:['’]s)?$|\.")


def replaced(sentence: str, grounds: Grounds) -> str | None:
    """A name that what is cited holds only around it, where it has another name."""
    cited = {w.stem for w in grounds.words}
    ours = words_of(sentence)
    said = {w.stem for w in ours}
    for run in names_in(sentence, grounds):
        if any(w.stem in cited or _SHORT.search(w.text) for w in run):
            continue
        for ground in grounds.each:
            words = words_of(ground.text)
            for name in (
                *_instead_after(run, ours, words),
                *_instead_before(run, ours, words),
                *_instead_in_a_clause(run, ours, words),
                *_instead_there(run, ours, words),
                *_instead_called(run, ours, words),
            ):
                if name.stem not in said:
                    return " ".join(w.text for w in run)
    return None


def _instead_after(
    run: Sequence[Word], ours: Sequence[Word], cited: Sequence[Word]
) -> Iterator[Word]:
    """The names that stand before the word behind ``run``: who "said", who "controls"."""
    after = next((w for w in ours if w.start > run[-1].start and w.content), None)
    if after is not None and after.clause == run[-1].clause and not after.capital:
        yield from _before(after, cited)


def _instead_before(
    run: Sequence[Word], ours: Sequence[Word], cited: Sequence[Word]
) -> Iterator[Word]:
    """The names behind the same word and preposition: "from Michigan", "a theft in Detroit"."""
    place = ours.index(run[0])
    if place < 2 or ours[place - 1].token not in _PREPOSITIONS:
        return
    noun, preposition = ours[place - 2], ours[place - 1]
    for one, other, name in zip(cited, cited[1:], cited[2:], strict=False):
        if one.stem == noun.stem and other.token == preposition.token and name.capital:
            yield name


def _instead_in_a_clause(
    run: Sequence[Word], ours: Sequence[Word], cited: Sequence[Word]
) -> Iterator[Word]:
    """The names that a clause with "that" begins with: "believes that Gray Heron did it"."""
    place = ours.index(run[0])
    if place and ours[place - 1].token == "that":
        for that, *after in zip(cited, cited[1:], cited[2:], cited[3:], strict=False):
            if that.token == "that":
                yield from (w for w in after if w.capital and w.content)


def _instead_there(
    run: Sequence[Word], ours: Sequence[Word], cited: Sequence[Word]
) -> Iterator[Word]:
    """The names of where something goes: "to Oslo", where "for Bergen" is cited."""
    place = ours.index(run[0])
    if place < 2 or ours[place - 1].token != "to" or not ours[place - 2].token.endswith("ing"):
        return
    for going, to, name in zip(cited, cited[1:], cited[2:], strict=False):
        goes = going.token.endswith("ing") or may_be_past(going.token)
        if goes and to.token in ("to", "for") and name.capital:
            yield name


def _instead_called(
    run: Sequence[Word], ours: Sequence[Word], cited: Sequence[Word]
) -> Iterator[Word]:
    """The names right behind a noun like that before ``run``: "its rival Helios"."""
    place = ours.index(run[0])
    noun = ours[place - 1]
    if not place or noun.capital or not noun.content or noun.clause != run[0].clause:
        return
    for one, name in zip(cited, cited[1:], strict=False):
        if name.capital and name.content and not one.capital and one.content and same(one, noun):
            yield name


def _before(beside: Word, words: Sequence[Word]) -> Iterator[Word]:
    """The names that stand before a word like ``beside``."""
    for place, word in enumerate(words):
        if word.stem == beside.stem and not word.capital:
            before = [w for w in words[:place] if w.content and w.clause == word.clause]
            if before and before[-1].capital and not before[-1].token[0].isdigit():
                yield before[-1]
