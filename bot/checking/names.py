"""Names: each must stand in what is cited, its headline or outlet, in a form readers accept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.checking.days import days_in
from bot.checking.described import described, lengthened, of_a_kind, stands_alone
from bot.checking.figures import NUMBERS
from bot.checking.given_names import LINK, completed, go_together, owns
from bot.checking.grounds import Grounds
from bot.checking.known_as import called_otherwise
from bot.checking.lexing import Word, words_of
from bot.checking.likeness import same
from bot.checking.naming import likeness_to_names
from bot.checking.openers import OPENERS
from bot.checking.speeches import speeches
from bot.checking.titles import COURTESY, TITLE_WORDS, TITLES
from bot.words import STOP_WORDS, stem

_SAID = frozenset("said says told wrote added".split())
_ALIASES = {"us": ("united", "states"), "uk": ("united", "kingdom"), "un": ("united", "nations")}
_NO_NAMES = ("s", "ly", "ing", "ed", "ers", "tion", "ment", "ity", "ness", "ship")
"""How words end that begin sentences and are mostly no names."""
_CLEARLY = 0.1
_OFTEN = 4
"""How often an article names what it is about."""
_AMERICAN = frozenset("us america american united country nation national".split())


def unfounded_name(sentence: str, grounds: Grounds) -> str | None:
    """The first name of ``sentence`` that what it cites does not hold."""
    for run in names_in(sentence, grounds):
        titles = [w for w in run if w.token in TITLE_WORDS]
        parts = [w for w in run if w.token not in TITLE_WORDS]
        for word in titles:
            if not _title_known(word, grounds):
                return word.text
        for place, word in enumerate(parts):
            if not (_held(word, grounds) or _spelt_out(run, grounds)):
                known = place + 1 < len(parts) and completed(parts, grounds)
                known = known or called_otherwise(parts, sentence, grounds)
                known = known or (place > 0 and of_a_kind(word, grounds))
                known = known or lengthened(parts, grounds) or described(parts, sentence, grounds)
                if not known and not _the_subject(parts, sentence, grounds):
                    return word.text
        for one, other in zip(parts, parts[1:], strict=False):
            kind = of_a_kind(other, grounds) and _held_by(one, grounds.words)
            kind = kind and stands_alone(one, grounds)
            if not kind and not go_together(one, other, grounds):
                return f"{one.text} {other.text}"
    return _beside_another(sentence, grounds)


def _the_subject(run: Sequence[Word], sentence: str, grounds: Grounds) -> bool:
    """Whether what is cited names nobody, and the articles name ``run`` more than anybody else.

    Never a speaker, of whom it must be told.
    """
    if any(w.capital and w.content and not w.first for w in grounds.words):
        return False
    if any(w.start == run[0].start for s in speeches(sentence) for w in s.subject):
        return False
    if sentence[: run[0].start].endswith(" by "):
        return False  # who does it stands in what is cited, too
    for ground in grounds.each:
        words = words_of(ground.told)
        named = Counter(w.stem for w in words if w.capital and w.content and not w.first)
        named.update(w.stem for w in words if w.capital and w.first and w.stem in named)
        most = named.most_common(2)
        clearly = len(most) == 2 and most[0][1] > most[1][1] >= 1 and most[0][1] >= _OFTEN
        if not clearly or any(w.stem != most[0][0] for w in run):
            return False
    return True


def _beside_another(sentence: str, grounds: Grounds) -> str | None:
    """The name of "A and B" that what is cited does not hold beside the other, which it does."""
    runs = names_in(sentence, grounds)
    told = {w.stem for w in (*grounds.words, *grounds.about)}
    for one, other in zip(runs, runs[1:], strict=False):
        if sentence[one[-1].end : other[0].start] != " and ":
            continue
        holds = [any(w.stem in told for w in run) for run in (one, other)]
        if holds[0] != holds[1]:
            run = other if holds[0] else one
            if not _spelt_out(run, grounds) and not any(_held_by(w, grounds.words) for w in run):
                return " ".join(w.text for w in run)
    return None


def names_in(sentence: str, grounds: Grounds) -> tuple[tuple[Word, ...], ...]:
    """The runs of capitalised words of ``sentence``, less those that only begin it."""
    dated = [(d.start, d.end) for d in days_in(sentence)]
    runs: list[list[Word]] = []
    for word in words_of(sentence):
        if not word.capital or any(s <= word.start < e for s, e in dated):
            continue
        if word.first and not _names(word, sentence, grounds):
            continue
        title_case = word.text[1:].islower() or len(word.text) == 1
        if not word.first and word.token in STOP_WORDS and title_case:
            continue
        last = runs[-1][-1] if runs else None
        if last and LINK.fullmatch(sentence, last.end, word.start) and not owns(last):
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(map(tuple, runs))


def _names(word: Word, sentence: str, grounds: Grounds) -> bool:
    """Whether a word that begins a sentence is a name: by its form, or as others use it."""
    if (
        word.token in STOP_WORDS
        or word.token in TITLE_WORDS
        or word.token in OPENERS
        or word.token in NUMBERS
    ):
        return False
    texts = [t for g in grounds.each for t in (g.told, g.article.title)]
    if any(c.isupper() for c in word.text[1:]):
        return True
    if sentence[word.end : word.end + 1] == "-" and sentence[word.end + 1 : word.end + 2].islower():
        return False  # "Pre-race favorite"
    if any(re.search(rf"\b{re.escape(word.text.lower())}\b", t) for t in texts):
        return False
    if any(re.search(rf"[\w,;] {re.escape(word.text)}\b", t) for t in texts):
        return True
    beside = rf"(?:^|[.!?]\s|\n){re.escape(word.text)}, (?:[A-Z]|the\b|an?\b|its\b|who\b|which\b)"
    if any(re.search(beside, t) for t in texts):
        return True  # "Helios, the rival"
    likely = likeness_to_names(word.token)
    if abs(likely) > _CLEARLY:
        return likely > 0
    if any(not w.capital and same(w, word) for w in grounds.words):
        return False  # "Rail" for "trains"
    after = next((w for w in words_of(sentence) if w.start > word.start), None)
    if owns(word) or after is None or after.token in _SAID:
        return True
    if after.capital and after.token not in STOP_WORDS:
        return True
    if not word.text.endswith(_NO_NAMES):
        return after.token not in ("of", "in", "with", "to", "for")
    return after.token in ("is", "was", "has", "does")


def _title_known(word: Word, grounds: Grounds) -> bool:
    if word.token in COURTESY:
        return True
    full = stem(TITLES.get(word.token, word.token))
    stems = {full, word.stem, stem(full.removesuffix("man").removesuffix("woman"))}
    return any(
        w.stem in stems or stem(TITLES.get(w.token, w.token)) == full
        for g in grounds.each
        for w in words_of(g.told)
    )


def _held(word: Word, grounds: Grounds) -> bool:
    held = [*grounds.words, *grounds.about, *grounds.spoken_of]
    if _held_by(word, held):
        return True
    if word.token in _ALIASES:
        alias = _ALIASES[word.token]
        return any((a.token, b.token) == alias for a, b in zip(held, held[1:], strict=False)) or (
            word.token == "us" and any(w.token in _AMERICAN for w in held)
        )
    if word.token in ("united", "states", "american", "america"):
        return any(w.token in _AMERICAN for w in held)
    letters = re.sub(r"['’]s?$", "", word.text)
    return letters.isupper() and len(letters) > 1 and _stands_for(letters, grounds)


def _held_by(word: Word, held: Sequence[Word]) -> bool:
    return any(w.stem == word.stem or _derived(w.token, word.token) for w in held)


def _derived(one: str, other: str) -> bool:
    """Whether one is of the other: "Asia", "Asian"."""
    short, long = sorted((one, other), key=len)
    ending = long.removeprefix(short)
    return len(short) > 3 and long.startswith(short) and ending in ("", "n", "an", "ian", "ns")


def _stands_for(letters: str, grounds: Grounds) -> bool:
    """Whether a cited text spells out ``letters``: "ACLU", "American Civil Liberties Union"."""
    return any(letters in initials for initials in _initials(grounds))


def _initials(grounds: Grounds) -> Iterator[str]:
    for ground in grounds.each:
        yield "".join(w.text[0] for w in words_of(ground.text) if w.text[0].isupper())
        yield "".join(w.text[0] for w in words_of(ground.article.title) if w.text[0].isupper())
        yield "".join(w.text[0].upper() for w in words_of(ground.text))  # "AI"
    yield "".join(w.text[0] for w in grounds.around if w.text[0].isupper())


def _spelt_out(run: Sequence[Word], grounds: Grounds) -> bool:
    """The inverse: ``run`` spells out letters that a cited text holds."""
    initials = "".join(w.text[0] for w in run)
    return any(
        w.text.isupper() and len(w.text) > 2 and w.text in initials
        for w in (*grounds.words, *grounds.about)
    )
