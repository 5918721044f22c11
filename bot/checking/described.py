"""Names that an article ties to the one who is cited: "Norwick's captain, Dune", "Norwick City"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checking.grounds import Ground, Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.naming import likeness_to_names
from bot.model_files import tokenizer

_OWN = ("'s", "’s")
_NAME = 3
"""Words that a name may have."""
_APART = 6
"""Words within which a name and the one whom it describes stand."""


def described(run: Sequence[Word], sentence: str, grounds: Grounds) -> bool:
    """Whether the articles describe one who is cited by ``run`` and the noun that stands here.

    "Norwick's captain, Dune", where Dune is cited, and "Norwick's captain, Rafael Dune" is told.
    """
    cited = {w.stem for w in grounds.words if w.capital}
    words = words_of(sentence)
    for noun, person in _beside(run, words):
        if person.stem in cited and any(
            _together(run, noun, person, ground) for ground in grounds.each
        ):
            return True
    return False


def lengthened(run: Sequence[Word], grounds: Grounds) -> bool:
    """Whether an article tells ``run`` in full, and calls nothing else by its first word.

    "Norwick City", where "Norwick" is cited.
    """
    first, *rest = run
    if not rest or not any(_alone(first, words_of(g.text)) for g in grounds.each):
        return False
    for ground in grounds.each:
        behind = set(_behind(first, ground))
        if behind == {tuple(w.stem for w in rest)}:
            return True
    return False


def of_a_kind(word: Word, grounds: Grounds) -> bool:
    """Whether the last word of a name only says what it is: "Ewell River" for "the Ewell".

    The article calls other things so, or the same without a capital.
    """
    if likeness_to_names(word.token) > 0 or tokenizer().token_to_id(word.token) is None:
        return False
    return any(w.token == word.token for g in grounds.each for w in words_of(g.told))


def stands_alone(name: Word, grounds: Grounds) -> bool:
    """Whether no article has another name right behind ``name``: "Petra", of "Petra Voigt"."""
    return not any(True for g in grounds.each for _ in _behind(name, g))


def _alone(name: Word, words: Sequence[Word]) -> bool:
    """Whether it stands there with no other word of a name before it."""
    before = [None, *words]
    return any(
        w.stem == name.stem and w.capital and not (b and b.capital and b.content)
        for b, w in zip(before, words, strict=False)
    )


def _beside(run: Sequence[Word], words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Nouns near ``run``, each with a name near it that is another's."""
    start, end = words.index(run[0]), words.index(run[-1])
    near = [*words[max(0, start - _APART) : start], *words[end + 1 : end + 1 + _APART]]
    nouns = [w for w in near if w.content and not w.capital]
    for person in (w for w in near if w.capital and w.content):
        low, high = sorted((words.index(person), start))
        for noun in nouns:
            if low <= words.index(noun) <= high + 2:
                yield noun, person


def _together(run: Sequence[Word], noun: Word, person: Word, ground: Ground) -> bool:
    """Whether the article says so: whose, then what, then who: "Norwick's captain, Rafael Dune"."""
    words = words_of(ground.told)
    for place, word in enumerate(words):
        if word.stem != run[-1].stem or not word.text.endswith(_OWN):
            continue
        what, *who = words[place + 1 : place + 2 + _NAME] or [word]
        if what.stem == noun.stem and any(w.capital and w.stem == person.stem for w in who):
            return True
    return False


def _behind(first: Word, ground: Ground) -> Iterator[tuple[str, ...]]:
    """The stems of the capitalised words right behind each ``first`` of the article."""
    text = ground.told
    words = words_of(text)
    for place, word in enumerate(words):
        if word.stem != first.stem or not word.capital:
            continue
        found = []
        last = word
        for after in words[place + 1 :]:
            if not after.capital or text[last.end : after.start] != " ":
                break
            found.append(after.stem)
            last = after
        if found and not word.text.endswith(("'s", "’s")):
            yield tuple(found)
