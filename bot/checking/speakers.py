"""Attribution: who is said to have said it must be who says it in what is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.checking.grounds import BEFORE, Ground, Grounds
from bot.checking.lexing import Word, words_of
from bot.checking.likeness import same
from bot.checking.names import names_in
from bot.checking.quotations import quoted_in, without_quotations
from bot.words import stem

_SAYING = frozenset(
    map(
        stem,
        """say said tell told write wrote add announce argue claim declare explain warn insist state
        note remark reply acknowledge object recommend report recall call praise criticize urge
        testify describe ask""".split(),
    )
)
_STRONG = frozenset(map(stem, "say said tell told write wrote add argue remark note".split()))
"""Words that a speaker may stand behind: “…”, said the mayor."""
_STANDS_FOR_ANOTHER = frozenset(
    """he she they it company firm group agency organization organisation union institute letter
    post blog statement suit complaint report study""".split()
)
_PRONOUNS = frozenset("he she they it".split())
_APART = re.compile(r"(?:,\s(?:and|but|while)\s|;\s|\sbut\s|\swhile\s|[.!?”\"]\s)")
_RELATIVE = re.compile(r"^(?:which|who|whom|whose|that|based)\b")


@dataclass(frozen=True, slots=True)
class _Speech:
    """A saying: its verb, the words of its subject, from the nearest on."""

    verb: Word
    subject: tuple[Word, ...]


def wrong_speaker(sentence: str, grounds: Grounds) -> str | None:
    """Who is named as the speaker of what, in the cited texts, somebody else says."""
    names = {w.start: w for run in names_in(sentence, grounds) for w in run}
    for speech in _speeches(sentence):
        ours = [w for w in speech.subject if w.start in names]
        if not ours:
            continue
        theirs = _matching(speech, sentence, grounds)
        if theirs is None:
            continue
        known = [w.stem in theirs or _short(w.text) in theirs for w in ours]
        namesake = len(ours) > 1 and known[1] and not known[0] and _given(ours[1], grounds)
        if not any(known) or (namesake and ours[0].stem in namesake):
            return " ".join(w.text for w in ours)
    return _nobody(sentence, grounds)


def _matching(speech: _Speech, sentence: str, grounds: Grounds) -> set[str] | None:
    """The stems of those who say what ``speech`` says; None where nobody is named."""
    quoted = [_flat(q) for q in quoted_in(sentence)]
    found: set[str] = set()
    open_end = False
    heard = [(g, s) for g in grounds.each for s in _speeches(g.text)]
    alike = [(g, s) for g, s in heard if s.verb.stem == speech.verb.stem] or [
        (g, s) for g, s in heard if same(s.verb, speech.verb)
    ]
    if quoted:
        mine = [(g, s) for g, s in heard if any(q in _flat(g.text) for q in quoted)]
        heard = mine or heard
    elif alike:
        heard = alike
    for ground, theirs in heard:
        stems = {w.stem for w in theirs.subject} | {
            _short(w.text) for w in theirs.subject if w.capital
        }
        stems |= _letters(theirs.subject)
        if any(w.token in _STANDS_FOR_ANOTHER for w in theirs.subject):
            stems |= _standing_behind(ground, theirs)
        if not stems:
            open_end = True
        found |= stems
    return None if open_end or not heard else found


def _standing_behind(ground: Ground, speech: _Speech) -> set[str]:
    """Stems of the names before a "he", "it" or "the company", and of the headline."""
    words = [w for w in words_of(ground.text) if w.start < speech.verb.start]
    before = ground.article.text[max(0, ground.start - BEFORE) : ground.start]
    nearest = [w for w in words if w.capital and w.content]
    stems = {w.stem for w in nearest} | {_short(w.text) for w in nearest} | _letters(nearest)
    if not any(w.capital and w.content for w in speech.subject):
        stems |= {w.stem for w in words_of(ground.article.title) if w.capital}
        stems |= {w.stem for w in words_of(before) if w.capital}
    return stems


def _given(surname: Word, grounds: Grounds) -> set[str]:
    """Stems of the words that stand before a surname, where there are several."""
    words = [w for g in grounds.each for w in words_of(g.article.text)]
    before = {
        one.stem
        for one, other in zip(words, words[1:], strict=False)
        if one.capital and other.token == surname.token and one.content
    }
    return before if len(before) > 1 else set()


def _nobody(sentence: str, grounds: Grounds) -> str | None:
    """Words of a quotation that are told as the article's own, without who says them."""
    if quoted_in(sentence) and not any(True for _ in _speeches(sentence)):
        plain = [w for w in words_of(without_quotations(sentence)) if w.content]
        if not any(w.capital for w in plain) and any(quoted_in(g.text) for g in grounds.each):
            return "nobody"
    return None


def _speeches(text: str) -> Iterator[_Speech]:
    """The sayings of ``text``, outside of its quotations."""
    plain = without_quotations(text)
    words = words_of(plain)
    for place, word in enumerate(words):
        if word.token == "according" and plain[word.end : word.end + 4] == " to ":
            yield _Speech(word, tuple(_up_to_break(words[place + 2 :])))
        elif word.stem in _SAYING and not word.capital and not _is_told(plain, words, place):
            behind = _behind(text, plain, words, place)
            subject = behind or tuple(_before(plain, words, place))
            if subject:
                yield _Speech(word, subject)


def _is_told(plain: str, words: tuple[Word, ...], place: int) -> bool:
    """Whether the verb is no saying of somebody: "was announced", "called for"."""
    before = words[place - 1].token if place else ""
    return before in ("was", "were", "been", "be") or plain[words[place].end :].startswith(" for ")


def _behind(text: str, plain: str, words: tuple[Word, ...], place: int) -> tuple[Word, ...]:
    """The subject of “…,” said X."""
    word = words[place]
    if word.stem not in _STRONG or not re.search(r"[”\",]\s$", text[: word.start]):
        return ()
    following = list(_up_to_break(words[place + 1 :]))
    named = following and (following[0].capital or following[0].token == "the")
    return tuple(following) if named else ()


def _up_to_break(words: tuple[Word, ...]) -> Iterator[Word]:
    for word in words:
        if word.clause != words[0].clause:
            return
        yield word


def _before(plain: str, words: tuple[Word, ...], place: int) -> Iterator[Word]:
    """The words of the subject before a verb: its nearest phrase, and what stands beside that."""
    verb = words[place]
    start = 0
    for match in _APART.finditer(plain, 0, verb.start):
        start = match.end()
    phrases = re.split(r"(,\s)", plain[start : verb.start])
    offset = start
    placed: list[tuple[int, str]] = []
    for phrase in phrases:
        placed.append((offset, phrase))
        offset += len(phrase)
    kept: list[tuple[int, int]] = []
    for begin, phrase in reversed(placed):
        if not any(w.content or w.token in _PRONOUNS for w in words_of(phrase)):
            continue
        if _RELATIVE.match(phrase):
            continue
        kept.append((begin, begin + len(phrase)))
        if len(kept) == 2 or re.match(r"(?:On|In|At)\s", phrase):
            break
    for word in words[:place]:
        nearest = kept and kept[0][0] <= word.start < kept[0][1]
        beside = (
            len(kept) > 1
            and kept[1][0] <= word.start < kept[1][1]
            and not _holds_verb(plain[kept[1][0] : kept[1][1]])
        )
        if (nearest or beside) and (word.content or word.token in _PRONOUNS):
            yield word


def _holds_verb(phrase: str) -> bool:
    """Whether a phrase says something by itself, so that it is no apposition."""
    return bool(
        re.search(r"(?i)\b(?:is|are|was|were|has|have|had|will|would|may|can|must|not)\b", phrase)
        or any(w.stem in _SAYING for w in words_of(phrase))
        or re.match(r"(?i)(?:on|in|at|after|before|when|while|for|two|three|\d+)\b", phrase.strip())
    )


def _letters(words: list[Word] | tuple[Word, ...]) -> set[str]:
    initials = "".join(w.text[0] for w in words if w.capital)
    return {initials[i:j].lower() for i in range(len(initials)) for j in range(i + 3, i + 6)}


def _short(text: str) -> str:
    return text.rstrip("'’s").lower() if text.isupper() else text.lower()


def _flat(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split()).strip(" ,.")
