"""Attribution: who is said to have said it must be who says it in what is cited."""

from __future__ import annotations

import re

from bot.checking.grounds import Ground, Grounds, antecedent
from bot.checking.known_as import tied_to
from bot.checking.lexing import Word, words_of
from bot.checking.likeness import same
from bot.checking.names import names_in
from bot.checking.noun_speakers import other_than_who_says
from bot.checking.quotations import quoted_in, without_quotations
from bot.checking.speeches import Speech, speeches

_STANDS_FOR_ANOTHER = frozenset(
    """he she they it company firm group agency organization organisation union institute letter
    post blog statement suit complaint report study""".split()
)
_ANYBODY = frozenset(
    """official officials critics opponents supporters authors author researchers researcher
    experts expert people others some many group groups report statement spokesman spokeswoman
    company firm organization agency""".split()
)
"""Whom anybody may be called."""
_PHRASE = 5
"""Words between which and its verb "the" may stand."""
_OF_ONE = re.compile(r"(?i)\b(?:its|his|her|their)\s(?:\w+\s){1,3}$")
"""Before a verb: "its leaders told", of somebody named before."""


def wrong_speaker(sentence: str, grounds: Grounds) -> str | None:
    """Who is named as the speaker of what, in the cited texts, somebody else says."""
    names = {w.start: w for run in names_in(sentence, grounds) for w in run}
    for speech in speeches(sentence):
        ours = [w for w in speech.subject if w.start in names]
        if not ours:
            stranger = _stranger(speech, sentence, grounds) or other_than_who_says(speech, grounds)
            if stranger is not None:
                return stranger
            continue
        theirs = _matching(speech, sentence, grounds)
        if theirs is None:
            if speech.verb.token == "according" and _unheard(ours, grounds):
                return " ".join(w.text for w in ours)
            continue
        known = [w.stem in theirs or _short(w.text) in theirs for w in ours]
        namesake = len(ours) > 1 and known[1] and not known[0] and _given(ours[1], grounds)
        if not any(known) or (namesake and ours[0].stem in namesake):
            return " ".join(w.text for w in ours)
    return _nobody(sentence, grounds)


def _stranger(speech: Speech, sentence: str, grounds: Grounds) -> str | None:
    """The noun for a speaker, "the mayor", of whom what is cited does not speak at all."""
    before = [w for w in words_of(sentence) if w.end <= speech.verb.start]
    start = next((n for n in range(len(before) - 1, -1, -1) if before[n].token == "the"), None)
    if speech.verb.token.endswith("ing"):
        if before[-1:] and before[-1].token == "by":
            return None  # "justified the use by saying"
        if speech.subject[-1].start > speech.verb.start:
            return None
        before = [w for w in before if w.end <= speech.subject[-1].end]
    if start is None or len(before) - start > _PHRASE or before[start].clause != before[-1].clause:
        return None
    nouns = [w for w in before[start:] if w.content and w.token not in _ANYBODY]
    heard = [s for g in grounds.each for s in speeches(g.text)]
    if not heard or not nouns or any(w.capital or w.token[0].isdigit() for w in nouns):
        return None
    back = any(w.token in _STANDS_FOR_ANOTHER for s in heard for w in s.subject)
    known = [*grounds.words, *(grounds.spoken_of if back else ())]
    if any(same(w, noun) for noun in nouns for w in known):
        return None
    stems, named = {w.stem for w in nouns}, {w.stem for w in grounds.words if w.capital}
    tied = [pair for g in grounds.each for pair in tied_to(g.told)]
    return None if any(n in stems and name & named for n, name in tied) else nouns[-1].text


def _unheard(speaker: list[Word], grounds: Grounds) -> bool:
    """Whether nobody says anything in what is cited, and it does not so much as name them."""
    if any(True for g in grounds.each for _ in speeches(g.text)):
        return False
    named = [w for w in (*grounds.words, *grounds.about) if w.capital]
    held = {w.stem for w in named} | _letters(named)
    return not any(w.stem in held or _short(w.text) in held for w in speaker)


def _matching(speech: Speech, sentence: str, grounds: Grounds) -> set[str] | None:
    """The stems of those who say what ``speech`` says; None where nobody is named."""
    quoted = [_flat(q) for q in quoted_in(sentence)]
    found: set[str] = set()
    open_end = False
    heard = [(g, s) for g in grounds.each for s in speeches(g.text)]
    alike = [(g, s) for g, s in heard if s.verb.stem == speech.verb.stem] or [
        (g, s) for g, s in heard if same(s.verb, speech.verb)
    ]
    if quoted:
        mine = [(g, s) for g, s in heard if any(q in _flat(g.text) for q in quoted)]
        heard = mine or heard
    elif alike and speech.verb.token != "according":
        heard = alike
    for ground, theirs in heard:
        stems = {w.stem for w in theirs.subject} | {
            _short(w.text) for w in theirs.subject if w.capital
        }
        stems |= _letters(theirs.subject)
        if any(w.token in _STANDS_FOR_ANOTHER for w in theirs.subject):
            stems |= _standing_behind(ground, theirs)
        if not any(w.capital for w in theirs.subject) and _OF_ONE.search(
            ground.text[: theirs.verb.start]
        ):
            stems |= _standing_behind(ground, theirs)
        if not stems:
            open_end = True
        found |= stems
    return None if open_end or not heard else found


def _standing_behind(ground: Ground, speech: Speech) -> set[str]:
    """Stems of the names before a "he", "it" or "the company", and of the headline."""
    words = [w for w in words_of(ground.text) if w.start < speech.verb.start]
    before = antecedent(ground)
    nearest = [w for w in words if w.capital and w.content]
    stems = {w.stem for w in nearest} | {_short(w.text) for w in nearest} | _letters(nearest)
    if not any(w.capital and w.content for w in speech.subject):
        stems |= {w.stem for w in words_of(ground.article.title) if w.capital}
        named = [w for w in words_of(before) if w.capital]
        stems |= {w.stem for w in named} | _letters(named)
    return stems


def _given(surname: Word, grounds: Grounds) -> set[str]:
    """Stems of the words that stand before a surname, where there are several."""
    words = [w for g in grounds.each for w in words_of(g.told)]
    before = {
        one.stem
        for one, other in zip(words, words[1:], strict=False)
        if one.capital and other.token == surname.token and one.content
    }
    return before if len(before) > 1 else set()


def _nobody(sentence: str, grounds: Grounds) -> str | None:
    """Words of a quotation that are told as the article's own, without who says them."""
    if quoted_in(sentence) and not any(True for _ in speeches(sentence)):
        plain = [w for w in words_of(without_quotations(sentence)) if w.content]
        if not any(w.capital for w in plain) and any(quoted_in(g.text) for g in grounds.each):
            return "nobody"
    return None


def _letters(words: list[Word] | tuple[Word, ...]) -> set[str]:
    initials = "".join(w.text[0] for w in words if w.capital)
    return {initials[i:j].lower() for i in range(len(initials)) for j in range(i + 3, i + 6)}


def _short(text: str) -> str:
    return text.rstrip("'’s").lower() if text.isupper() else text.lower()


def _flat(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split()).strip(" ,.")
